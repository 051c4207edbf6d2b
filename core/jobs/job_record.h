// A job's life as Werkbank knows it: what was asked, where it stands, and what came of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/base/kept_as.h"
#include "core/base/language.h"
#include "core/base/message.h"
#include "core/base/result.h"
#include "core/catalogue/job_template.h"
#include "core/factory/factory.h"

namespace werkbank {

/// The steps of a job's life, in order. Written to the store before the step is taken.
enum class JobPhase {
  prepared,  ///< answers and data are chosen
  uploading,
  submitting,  ///< sent or about to be: may or may not be known to the scheduler
  waiting,
  running,
  finishing,  ///< the scheduler says it ended; its last records are being read
  done,       ///< its `end` record says completed
  failed,
  cancelled,
};
bool is_over(JobPhase phase);
/// May the factory know this job? Then it is worth a question.
bool is_with_the_factory(JobPhase phase);
std::string phase_code(JobPhase phase);  ///< "running": for JSON and the store
std::string state_code(JobState state);  ///< "timed_out": the same

struct JobRecord {
  std::string uuid;
  std::string title;
  std::string factory;  ///< profile id
  std::string template_id;
  std::string template_version;
  std::string values_json;     ///< the answers
  std::string data_path;       ///< on this computer, UTF-8
  std::string dataset;         ///< "name@hash16" once uploaded
  std::string upload_receipt;  ///< JSON
  std::string scheduler_id;
  JobPhase phase = JobPhase::prepared;
  JobState state = JobState::unknown;  ///< the scheduler's last word
  std::string reason;                  ///< the scheduler's word for why
  std::optional<int> exit_code;
  Reality reality;
  Language language = Language::dutch;
  ResourceTier resources;
  int walltime_minutes = 0;
  double created_at = 0;
  std::optional<double> submitted_at;
  std::optional<double> starts_at;          ///< expected
  std::optional<double> first_forecast;     ///< what was expected first,
  std::optional<double> first_forecast_at;  ///< and when that was heard: so it is known how good forecasts are
  std::optional<double> started_at;
  std::optional<double> ended_at;
  std::optional<double> ends_by;  ///< while it runs: when the scheduler ends it, unix seconds
  std::string place;
  int restarts = 0;
  std::optional<bool> can_go_on;  ///< its script can go on from a checkpoint; empty where an older record does not say
  std::string continues;          ///< uuid of the job whose saved work it begins with; empty: it begins at the start
  int environment = 0;            ///< which of the software environments that fit, in the factory's order of preference
  Keeping keeping = Keeping::as_factory_wants;  ///< how the person wants the data kept at the factory
  bool is_trial = false;      ///< a short run that measures what the whole one will take, and keeps nothing else
  std::string tried_by;       ///< uuid of the trial run that measured this one before; empty: none did
  std::string variants_json;  ///< of a sweep: what differs from the answers in each variant; empty: no sweep
  int variants_at_once = 0;   ///< of a sweep: so many variants run beside each other, at most
  std::optional<double> expected_low;  ///< how long the WHOLE run was expected to work when this was sent, in seconds:
  std::optional<double> expected_likely;  ///< by the guess, or as the trial run measured it. All three or none
  std::optional<double> expected_high;
  std::optional<double> primary_value;
  std::optional<double> baseline_value;
  std::string primary_name;
  std::optional<double> progress;  ///< 0 to 1
  std::string problem;             ///< English technical words of what went wrong last, for "details"
  std::string fetched_to;          ///< where its results lie on this computer
  std::string so_far_in;           ///< where that lies which it had made while it ran, when that was fetched last

  // What a program that is started again must know to go on.
  bool cancel_requested = false;           ///< the person asked; the factory may not know it yet
  std::optional<double> submitting_since;  ///< when the latest attempt to submit began; empty: there never was one
  std::optional<double> ended_seen_at;     ///< when the scheduler was first heard to say that it ended
  std::optional<double> missing_since;     ///< when the factory was first heard not to know this job any more
  int missing_polls = 0;                   ///< how often in a row
};

/// The record as one line of JSON, and back. Text that is not UTF-8 (a path) survives. Unknown members are ignored and
/// absent ones keep their defaults, so that an older record is read. Error: store_broken.
std::string record_to_json(const JobRecord& record);
Result<JobRecord> record_from_json(const std::string& json);

}  // namespace werkbank
