// The job templates that can be chosen: reads and checks a catalogue folder (one folder a template, shared/ beside
// them).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/catalogue/job_template.h"

namespace werkbank {

/// Reads `folder`/manifest.json and the hashes of its files. Error: catalogue_invalid, with the field that is wrong.
Result<JobTemplate> read_template(const std::filesystem::path& folder);

class Catalogue {
 public:
  /// Reads every template of every folder. A template that is wrong is left out and reported in problems().
  /// Of two with the same id the one of the later folder counts. Error: local_file when a folder cannot be read.
  static Result<Catalogue> read(const std::vector<std::filesystem::path>& folders);

  /// In the order of what_people_have, and of their ids: as they are offered everywhere.
  const std::vector<JobTemplate>& templates() const { return templates_; }
  /// Null when there is none of that id.
  const JobTemplate* find(const std::string& id) const;
  const std::vector<Error>& problems() const { return problems_; }
  /// One more, of a folder that was not read.
  void report(Error problem) { problems_.push_back(std::move(problem)); }

 private:
  std::vector<JobTemplate> templates_;
  std::vector<Error> problems_;
};

}  // namespace werkbank
