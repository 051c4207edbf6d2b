// The commands of werkbank-cli. Each takes what the command line gave and ends with an exit code.
#pragma once

#include <string>
#include <vector>

#include "app/cli/session.h"
#include "core/base/kept_as.h"

namespace werkbank {

struct RunOptions {
  std::string template_id;
  std::string data;
  std::string factory;
  std::vector<std::string> settings;  ///< "key=value"
  Keeping keeping = Keeping::as_factory_wants;
  std::string title;
  int walltime_minutes = 0;  ///< 0: by the estimate
  std::string continues;     ///< a job, or last, whose saved work it begins with; empty: from the start
  int environment = 0;       ///< as in JobOrder
  bool is_trial = false;     ///< only measure what the whole run will take
  std::string tried_by;      ///< a trial run, or last, whose measurement stands in the place of the guess; empty: none
  int variants = 0;          ///< a sweep of so many, as in JobRequest
  int gpus = 0;              ///< in all; 0: as the template proposes
  int nodes = 0;             ///< machines for these; 0: as few as can be
  bool watch = false;
  std::string fetch_to;  ///< after a successful watch; empty: not
  std::string charts;    ///< PNG of the charts after the watch; empty: not
};

struct GpuOptions {
  std::string job;
  std::string png;
  std::string csv;
  std::string computers_csv;  ///< of processors and main memory
  bool dark = false;
};

ExitCode list_factories(const CliSession& session);
ExitCode sign_in_command(const CliSession& session, const std::string& factory, bool remember);
ExitCode list_templates(const CliSession& session);
/// `repair_to`: the name of a copy with what can be repaired safely; empty for none.
ExitCode check_command(const CliSession& session, const std::string& template_id, const std::string& data,
                       const std::vector<std::string>& settings, const std::string& repair_to);
ExitCode upload_command(const CliSession& session, const std::string& data, const std::string& factory,
                        Keeping keeping);
ExitCode run_command(const CliSession& session, const RunOptions& options);
ExitCode list_jobs(const CliSession& session);
ExitCode watch_command(const CliSession& session, const std::string& job);
ExitCode gpu_command(const CliSession& session, const GpuOptions& options);
ExitCode cancel_command(const CliSession& session, const std::string& job);
/// Prints the address of the job's notebook and holds the way to it open until it is interrupted or the job ends.
ExitCode open_command(const CliSession& session, const std::string& job);
ExitCode fetch_command(const CliSession& session, const std::string& job, const std::string& folder);

struct ExplainOptions {
  std::string job;
  std::string log;  ///< a file to read instead of a job
  std::string state;
  std::string exit_code;
};
ExitCode explain_command(const CliSession& session, const ExplainOptions& options);

struct EvidenceOptions {
  std::string job;
  std::string file;
  std::vector<std::string> without;  ///< names of parts to leave out
};
ExitCode evidence_command(const CliSession& session, const EvidenceOptions& options);

/// Polls once, so that what is shown is of now; without a connection what is known is shown.
void refresh(const CliSession& session, const JobRecord& record);

/// Draws a job's charts into a PNG through the plotting program beside this one.
Result<Done> draw_charts(const CliSession& session, const std::string& uuid, const std::string& png, bool dark);
/// Follows a job until it is over, with progress on the terminal.
Result<JobRecord> follow(const CliSession& session, const std::string& uuid, Factory& factory);
/// Says (or answers) how a finished job ended.
ExitCode tell_end(const CliSession& session, const JobRecord& record);

}  // namespace werkbank
