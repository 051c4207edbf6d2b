#include "app/cli/work_line.h"

#include <vector>

#include "app/cli/commands.h"
#include "app/cli/commands_stored.h"
#include "core/catalogue/sweep.h"

namespace werkbank {
namespace {

/// How many small files are kept, as the line says it.
struct KeepingFlags {
  bool is_packed = false;
  bool is_as_files = false;

  Keeping keeping() const {
    return is_packed ? Keeping::packed : is_as_files ? Keeping::as_files : Keeping::as_factory_wants;
  }
};

class Work : Subcommands {
 public:
  Work(CLI::App& app, Command& command) : Subcommands(app, command, "Data and jobs") {}

  void add_jobs() {
    on(add("templates", "list what you can do"), list_templates);
    on(add("jobs", "list your jobs"), list_jobs);
    with_word(add("watch", "follow a job until it is over"), "JOB", "JOB", watch_command);
    with_word(add("cancel", "stop a job"), "JOB", "JOB", cancel_command);
    with_word(add("open", "open the notebook of a job for a browser on this computer, until Ctrl-C"), "JOB", "JOB",
              open_command);
  }

  void add_explain() {
    auto* sub = add("explain", "why a job failed or waits");
    const auto options = std::make_shared<ExplainOptions>();
    auto* job = sub->add_option("JOB", options->job, "job, or last");
    auto* log = sub->add_option("--log", options->log, "the log of any job, whoever started it")->excludes(job);
    sub->add_option("--state", options->state, "with --log: how Slurm says it ended, such as FAILED")->needs(log);
    sub->add_option("--exit-code", options->exit_code, "with --log: such as 137, or 0:9")->needs(log);
    on(
        sub, [options](const CliSession& session) { return explain_command(session, *options); },
        [job, log] {
          if (job->empty() && log->empty()) throw CLI::RequiredError("JOB or --log");
        });
  }

  void add_evidence() {
    auto* sub = add("evidence", "one file for whoever helps with a job, without what is private");
    const auto options = std::make_shared<EvidenceOptions>();
    sub->add_option("JOB", options->job, "job, or last")->required();
    sub->add_option("--out", options->file, "the zip file to write")->required();
    sub->add_option("--without", options->without, "a part to leave out, such as log.txt");
    on(sub, [options](const CliSession& session) { return evidence_command(session, *options); });
  }

  void add_check() {
    auto* sub = add("check", "check data against a template, before anything is sent");
    const auto id = word(sub, "TEMPLATE", "template");
    const auto data = word(sub, "DATA", "file or folder");
    const auto settings = std::make_shared<std::vector<std::string>>();
    sub->add_option("--set", *settings, "key=value");
    const auto repair_to = std::make_shared<std::string>();
    sub->add_option("--repair-to", *repair_to,
                    "writes a copy of the data to this new file or folder, with what can be repaired safely");
    on(sub, [id, data, settings, repair_to](const CliSession& session) {
      return check_command(session, *id, *data, *settings, *repair_to);
    });
  }

  void add_upload() {
    auto* sub = add("upload", "bring data to a factory, verified");
    const auto data = word(sub, "DATA", "file or folder");
    const auto factory = word(sub, "--factory", "factory");
    const auto flags = keeping_of(sub);
    on(sub, [data, factory, flags](const CliSession& session) {
      return upload_command(session, *data, *factory, flags->keeping());
    });
  }

  void add_run() {
    auto* sub = add("run", "check, upload and start a job");
    const auto options = std::make_shared<RunOptions>();
    sub->add_option("TEMPLATE", options->template_id, "template")->required();
    sub->add_option("--data", options->data, "file or folder")->required();
    sub->add_option("--factory", options->factory, "factory")->required();
    sub->add_option("--set", options->settings, "key=value");
    sub->add_option("--title", options->title, "your own name for the job");
    add_extent(sub, *options);
    sub->add_flag("--watch", options->watch, "follow it until it is over");
    sub->add_option("--fetch", options->fetch_to, "with --watch: bring the results to this folder");
    sub->add_option("--charts", options->charts, "with --watch: draw the charts into this PNG");
    const auto flags = keeping_of(sub);
    on(sub, [options, flags](const CliSession& session) {
      options->keeping = flags->keeping();
      return run_command(session, *options);
    });
  }

  void add_gpu() {
    auto* sub = add("gpu", "GPU use of a job");
    const auto options = std::make_shared<GpuOptions>();
    sub->add_option("JOB", options->job, "job, or last")->required();
    sub->add_option("--png", options->png, "draw the charts into this file");
    sub->add_option(
        "--csv", options->csv,
        "write the measurements of the GPUs into this file: a row for each moment of a GPU, with its computer "
        "in the column host");
    sub->add_option("--computers-csv", options->computers_csv,
                    "write those of the processors and the main memory into this file: a row for each moment of a "
                    "computer, in the column host");
    sub->add_flag("--dark", options->dark, "dark charts");
    on(sub, [options](const CliSession& session) { return gpu_command(session, *options); });
  }

  void add_fetch() {
    auto* sub = add("fetch", "bring a job's results home");
    const auto job = word(sub, "JOB", "job, or last");
    const auto folder = word(sub, "DIR", "folder");
    on(sub, [job, folder](const CliSession& session) { return fetch_command(session, *job, *folder); });
  }

  void add_stored() {
    const auto options = std::make_shared<StoredOptions>();
    auto* list = add("datasets", "what is stored at a factory, and what may go");
    list->add_flag("--all", options->all, "also the folders of jobs, and what broken transfers left");
    at_factory(list, options, list_datasets);
    auto* verify = add("verify", "is a data set at a factory still what was sent?");
    verify->add_option("DATASET", options->name, "name, or the begin of it")->required();
    verify->add_option("--data", options->data, "the files that were sent, to name those that differ");
    at_factory(verify, options, verify_command);
    auto* remove = add("remove", "remove a data set or a job's folder from a factory, for good");
    remove->add_option("NAME", options->name, "name, or the begin of it")->required();
    remove->add_flag("--yes", options->yes, "do not ask");
    at_factory(remove, options, remove_command);
  }

 private:
  static std::shared_ptr<KeepingFlags> keeping_of(CLI::App* sub) {
    auto flags = std::make_shared<KeepingFlags>();
    auto* packed = sub->add_flag("--packed", flags->is_packed,
                                 "keep many small files packed together, whatever the factory wants");
    sub->add_flag("--as-files", flags->is_as_files, "keep every file as it is, whatever the factory wants")
        ->excludes(packed);
    return flags;
  }

  /// How long, how often, and on what a job runs.
  static void add_extent(CLI::App* sub, RunOptions& options) {
    sub->add_option("--walltime", options.walltime_minutes, "minutes to ask for (default: by the estimate)")
        ->check(CLI::Range(1, 60 * 24 * 30));
    sub->add_option("--continue", options.continues,
                    "begin with the saved work of this job, if template, answers and data are the same");
    sub->add_option("--environment", options.environment,
                    "which of the factory's software environments that fit; 0: first")
        ->check(CLI::Range(0, 20));
    auto* trial = sub->add_flag("--trial", options.is_trial, "a short run that measures what the whole one will take");
    sub->add_option("--after-trial", options.tried_by,
                    "the whole run after this trial run, with what it measured instead of the estimate")
        ->excludes(trial);
    sub->add_option("--sweep", options.variants,
                    "try so many settings, your own among them, and keep the model of the best")
        ->check(CLI::Range(2, most_variants))
        ->excludes(trial);
    auto* gpus = sub->add_option("--gpus", options.gpus, "so many GPUs in all (default: as the template proposes)")
                     ->check(CLI::Range(1, 4096));
    sub->add_option("--nodes", options.nodes, "... on so many computers (default: as few as can be)")
        ->check(CLI::Range(1, 1024))
        ->needs(gpus);
  }

  void at_factory(CLI::App* sub, const std::shared_ptr<StoredOptions>& options,
                  ExitCode (*function)(const CliSession&, const StoredOptions&)) {
    sub->add_option("--factory", options->factory, "factory")->required();
    on(sub, [options, function](const CliSession& session) { return function(session, *options); });
  }
};

}  // namespace

void add_work(CLI::App& app, Command& command) {
  Work work(app, command);
  work.add_jobs();
  work.add_explain();
  work.add_evidence();
  work.add_check();
  work.add_upload();
  work.add_run();
  work.add_gpu();
  work.add_fetch();
  work.add_stored();
}

}  // namespace werkbank
