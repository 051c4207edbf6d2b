// The factories that a person uses, among all that the window knows.
#pragma once

#include "ui/live/live_workbench.h"

namespace werkbank {

/// All factories of the window, the ones that joined last. Of two with one id only the newer one; those that are not
/// listed only when new jobs go there.
std::vector<LiveFactory*> factories_in_use(const LiveWorkbench& live);
/// The one of this id among them; null when there is none.
LiveFactory* factory_in_use(const LiveWorkbench& live, const std::string& id);

}  // namespace werkbank
