// What is handed to a factory to run: a template, its answers, its data and what it needs. The same for every factory.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/language.h"
#include "core/base/result.h"
#include "core/catalogue/job_template.h"
#include "core/factory/profile.h"

namespace werkbank {

struct JobOrder {
  std::string uuid;   ///< made by the client: the job's identity everywhere
  std::string title;  ///< the person's own name for it
  JobTemplate job_template;
  ParameterValues values;
  std::string dataset;  ///< "name@hash16", as the receipt of the upload says
  ResourceTier resources;
  int walltime_minutes = 60;
  Language language = Language::dutch;
  int sample_seconds = 10;  ///< between two GPU samples
  /// The job at the same factory whose saved work it begins with: its uuid, or empty.
  std::string continues = {};
  /// Which of the environments that fit is used, in the profile's order of preference; 0 is the first.
  int environment = 0;
  /// A short run that measures what the whole one will take, and keeps nothing else.
  bool is_trial = false;
  /// The whole answers of each variant of a sweep, of which the first are `values`. Empty: no sweep.
  std::vector<ParameterValues> variants = {};
  int variants_at_once = 1;  ///< so many of them run beside each other, at most
};

/// One file of the job folder.
struct JobFile {
  std::string path;             ///< relative to the job folder
  std::filesystem::path local;  ///< where its content lies, or empty: then `content` is it
  std::string content;
};

/// Everything but the data that the job folder holds before the start: config.json, run.conf, job.sh, gpu_sampler.sh,
/// code/..., of several processes launch.py, and of a sweep sweep.sh and variants/<number>/config.json.
/// `remote_resources` is the folder resources/remote. No text of the person or of a manifest reaches a shell: it
/// travels in config.json and in run.conf, which the wrapper reads line by line. Error: catalogue_invalid when no
/// environment of the template fits one of the profile's, or not so many that there is the one that is asked for;
/// parameter_invalid when a value for run.conf holds a newline, or when `continues` is no uuid.
Result<std::vector<JobFile>> job_files(const JobOrder& order, const Profile& profile,
                                       const std::filesystem::path& remote_resources);

/// How many of the profile's environments this template can use.
int environments_that_fit(const JobTemplate& job_template, const Profile& profile);

/// "werkbank:<uuid>", which the scheduler keeps with the job, and the uuid in it or "".
std::string scheduler_mark(const std::string& uuid);
std::string uuid_of_mark(const std::string& mark);

}  // namespace werkbank
