// The window's workbench out of the assembled parts: what the pages may call, filled with what really does it.
#pragma once

#include <memory>

#include "app/assembly/assembly.h"
#include "ui/workbench.h"

namespace werkbank {

std::shared_ptr<Workbench> workbench_of(const Assembly& assembly);

}  // namespace werkbank
