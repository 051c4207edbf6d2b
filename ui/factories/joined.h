// A factory that came while the window is open: by "Add a factory" or by an invitation.
#pragma once

#include "ui/live/live_workbench.h"

namespace werkbank {

/// Makes `factory` one that the window works with, as long as `live` lives. New jobs can be sent to it at once.
LiveFactory& join(LiveWorkbench& live, const std::shared_ptr<Factory>& factory);

/// All factories of the window, the ones that joined last. Of two with one id only the newer one; those that are not
/// listed only when new jobs go there.
std::vector<LiveFactory*> factories_in_use(const LiveWorkbench& live);
/// The one of this id among them; null when there is none.
LiveFactory* factory_in_use(const LiveWorkbench& live, const std::string& id);

}  // namespace werkbank
