// The notebook of a practice job: it listens on this computer already. Inside core/practice only.
#pragma once

#include <memory>

#include "core/factory/open_notebook.h"
#include "core/practice/practice_job.h"

namespace werkbank {

/// See Factory::open_notebook().
Result<std::unique_ptr<OpenNotebook>> open_practice_notebook(const PracticeJob& job);

}  // namespace werkbank
