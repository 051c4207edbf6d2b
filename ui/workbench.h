// What the window works with: assembled in app/, shared by all pages, alive as long as the window.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/catalogue/catalogue.h"
#include "core/factory/factory.h"
#include "core/jobs/job_runner.h"
#include "core/jobs/job_store.h"

namespace werkbank {

struct Workbench {
  std::shared_ptr<const Catalogue> catalogue;
  std::shared_ptr<JobStore> store;
  std::shared_ptr<JobRunner> runner;
  std::vector<std::shared_ptr<Factory>> factories;  ///< the practice factory is one of them
  std::vector<Error> problems;                      ///< profiles and templates that were left out, to be shown
  std::filesystem::path results_folder;             ///< where fetched results go by default
  std::filesystem::path example_data;               ///< a data set to begin with; empty when there is none
  std::string example_template;                     ///< the template that goes with it
  /// Keeps what the person chose of a factory (user name, accepted host key) for the next start.
  std::function<Result<Done>(const Profile&)> save_profile;
};

}  // namespace werkbank
