// werkbank-cli: everything that Werkbank does, without a window.

#include <csignal>
#include <functional>
#include <iostream>
#include <thread>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/assembly/assembly.h"
#include "app/assembly/no_core_dump.h"
#include "app/assembly/translations.h"
#include "app/cli/commands.h"
#include "app/cli/commands_stored.h"
#include "app/cli/commands_template.h"
#include "app/cli/getting_in_line.h"
#include "app/cli/terminal.h"
#include "core/base/clock.h"
#include "core/base/local_files.h"
#include "core/catalogue/sweep.h"

namespace {

using namespace werkbank;

volatile std::sig_atomic_t interrupted = 0;
extern "C" void on_interrupt(int) { interrupted = 1; }

// Turns Ctrl-C into a request to stop, which every command listens to.
class Interruption {
 public:
  Interruption() {
    std::signal(SIGINT, on_interrupt);
    std::signal(SIGTERM, on_interrupt);
  }
  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread watcher_{[this](const std::stop_token& end) {
    SystemClock clock;
    while (interrupted == 0 && clock.sleep(0.1, end)) {
    }
    if (interrupted != 0) source_.request_stop();
  }};
};

struct CommonOptions {
  std::string language;
  std::string home;
  std::vector<std::string> catalogues;
  std::vector<std::string> profiles;
  double bandwidth_limit = 0;  ///< megabytes a second; 0: none
  bool json = false;
};

Language chosen_language(const CommonOptions& options) {
  return language_of(options.language).value_or(system_language());
}

int run(const CommonOptions& options, const Command& command) {
  const auto language = chosen_language(options);
  Translations translations;
  translations.use(language);
  const Interruption interruption;
  auto assembly = assemble(places_with(options.home, options.catalogues, options.profiles), AssembledFor::command);
  if (!assembly.ok()) {
    const CliSession bare(Assembly{}, language, options.json, interruption.token());
    return static_cast<int>(bare.fail(assembly));
  }
  assembly->bandwidth->limit_to(options.bandwidth_limit * 1e6);
  const CliSession session(std::move(assembly).value(), language, options.json, interruption.token());
  return static_cast<int>(command(session));
}

// Each subcommand leaves what is to be done in `command`.
class CommandLine {
 public:
  CommandLine() {
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.set_version_flag("--version", QCoreApplication::applicationVersion().toStdString());
    app_.add_option("--lang", common_.language, "nl or en")->check(CLI::IsMember({"nl", "en"}));
    app_.add_option("--home", common_.home, "Werkbank's own folder (default: in your data folder, or $WERKBANK_HOME)");
    app_.add_option("--catalogue", common_.catalogues, "a further folder of templates");
    app_.add_option("--profiles", common_.profiles, "a further folder of factory profiles");
    app_.add_option("--bandwidth-limit", common_.bandwidth_limit,
                    "move data with at most so many megabytes a second (default: what the line carries)")
        ->check(CLI::PositiveNumber);
    app_.add_flag("--json", common_.json, "output for machines");
    app_.footer("Begin with: werkbank-cli factories. Then werkbank-cli COMMAND --help says more about a command.");
    add_plain("factories", "list the factories where you can go", list_factories)->group(getting_in_group);
    add_getting_in(app_, command_);
    add_plain("templates", "list what you can do", list_templates);
    add_plain("jobs", "list your jobs", list_jobs);
    add_with_word("watch", "follow a job until it is over", "JOB", watch_command);
    add_with_word("cancel", "stop a job", "JOB", cancel_command);
    add_with_word("open", "open the notebook of a job for a browser on this computer, until Ctrl-C", "JOB",
                  open_command);
    add_explain();
    add_evidence();
    add_check();
    add_upload();
    add_run();
    add_gpu();
    add_fetch();
    add_stored();
    add_template();
  }

  int parse_and_run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
    }
    return run(common_, command_);
  }

 private:
  CLI::App* add_plain(const char* name, const char* help, ExitCode (*function)(const CliSession&)) {
    auto* sub = add(name, help);
    sub->callback([this, function] { command_ = function; });
    return sub;
  }

  CLI::App* add(const char* name, const char* help) { return app_.add_subcommand(name, help)->group("Data and jobs"); }

  void add_with_word(const char* name, const char* help, const char* word,
                     ExitCode (*function)(const CliSession&, const std::string&)) {
    auto* sub = add(name, help);
    sub->add_option(word, first_, word)->required();
    sub->callback([this, function] {
      command_ = [this, function](const CliSession& session) { return function(session, first_); };
    });
  }

  void add_evidence() {
    auto* sub = add("evidence", "one file for whoever helps with a job, without what is private");
    sub->add_option("JOB", evidence_.job, "job, or last")->required();
    sub->add_option("--out", evidence_.file, "the zip file to write")->required();
    sub->add_option("--without", evidence_.without, "a part to leave out, such as log.txt");
    sub->callback(
        [this] { command_ = [this](const CliSession& session) { return evidence_command(session, evidence_); }; });
  }

  void add_explain() {
    auto* sub = add("explain", "why a job failed or waits");
    auto* job = sub->add_option("JOB", explain_.job, "job, or last");
    auto* log = sub->add_option("--log", explain_.log, "the log of any job, whoever started it")->excludes(job);
    sub->add_option("--state", explain_.state, "with --log: how Slurm says it ended, such as FAILED")->needs(log);
    sub->add_option("--exit-code", explain_.exit_code, "with --log: such as 137, or 0:9")->needs(log);
    sub->callback([this, job, log] {
      if (job->empty() && log->empty()) throw CLI::RequiredError("JOB or --log");
      command_ = [this](const CliSession& session) { return explain_command(session, explain_); };
    });
  }

  void add_check() {
    auto* sub = add("check", "check data against a template, before anything is sent");
    sub->add_option("TEMPLATE", first_, "template")->required();
    sub->add_option("DATA", second_, "file or folder")->required();
    sub->add_option("--set", run_.settings, "key=value");
    sub->add_option("--repair-to", third_,
                    "writes a copy of the data to this new file or folder, with what can be repaired safely");
    sub->callback([this] {
      command_ = [this](const CliSession& session) {
        return check_command(session, first_, second_, run_.settings, third_);
      };
    });
  }

  void add_upload() {
    auto* sub = add("upload", "bring data to a factory, verified");
    sub->add_option("DATA", first_, "file or folder")->required();
    sub->add_option("--factory", second_, "factory")->required();
    add_keeping(sub);
    sub->callback([this] {
      command_ = [this](const CliSession& session) { return upload_command(session, first_, second_, keeping()); };
    });
  }

  void add_keeping(CLI::App* sub) {
    auto* packed =
        sub->add_flag("--packed", is_packed_, "keep many small files packed together, whatever the factory wants");
    sub->add_flag("--as-files", is_as_files_, "keep every file as it is, whatever the factory wants")->excludes(packed);
  }

  Keeping keeping() const {
    return is_packed_ ? Keeping::packed : is_as_files_ ? Keeping::as_files : Keeping::as_factory_wants;
  }

  void add_run() {
    auto* sub = add("run", "check, upload and start a job");
    sub->add_option("TEMPLATE", run_.template_id, "template")->required();
    sub->add_option("--data", run_.data, "file or folder")->required();
    sub->add_option("--factory", run_.factory, "factory")->required();
    sub->add_option("--set", run_.settings, "key=value");
    sub->add_option("--title", run_.title, "your own name for the job");
    sub->add_option("--walltime", run_.walltime_minutes, "minutes to ask for (default: by the estimate)")
        ->check(CLI::Range(1, 60 * 24 * 30));
    sub->add_option("--continue", run_.continues,
                    "begin with the saved work of this job, if template, answers and data are the same");
    sub->add_option("--environment", run_.environment,
                    "which of the factory's software environments that fit; 0: first")
        ->check(CLI::Range(0, 20));
    auto* trial = sub->add_flag("--trial", run_.is_trial, "a short run that measures what the whole one will take");
    sub->add_option("--after-trial", run_.tried_by,
                    "the whole run after this trial run, with what it measured instead of the estimate")
        ->excludes(trial);
    sub->add_option("--sweep", run_.variants,
                    "try so many settings, your own among them, and keep the model of the best")
        ->check(CLI::Range(2, most_variants))
        ->excludes(trial);
    auto* gpus = sub->add_option("--gpus", run_.gpus, "so many GPUs in all (default: as the template proposes)")
                     ->check(CLI::Range(1, 4096));
    sub->add_option("--nodes", run_.nodes, "... on so many computers (default: as few as can be)")
        ->check(CLI::Range(1, 1024))
        ->needs(gpus);
    sub->add_flag("--watch", run_.watch, "follow it until it is over");
    sub->add_option("--fetch", run_.fetch_to, "with --watch: bring the results to this folder");
    sub->add_option("--charts", run_.charts, "with --watch: draw the charts into this PNG");
    add_keeping(sub);
    sub->callback([this] {
      run_.keeping = keeping();
      command_ = [this](const CliSession& session) { return run_command(session, run_); };
    });
  }

  void add_gpu() {
    auto* sub = add("gpu", "GPU use of a job");
    sub->add_option("JOB", gpu_.job, "job, or last")->required();
    sub->add_option("--png", gpu_.png, "draw the charts into this file");
    sub->add_option("--csv", gpu_.csv, "write the measurements into this file");
    sub->add_flag("--dark", gpu_.dark, "dark charts");
    sub->callback([this] { command_ = [this](const CliSession& session) { return gpu_command(session, gpu_); }; });
  }

  void add_fetch() {
    auto* sub = add("fetch", "bring a job's results home");
    sub->add_option("JOB", first_, "job, or last")->required();
    sub->add_option("DIR", second_, "folder")->required();
    sub->callback(
        [this] { command_ = [this](const CliSession& session) { return fetch_command(session, first_, second_); }; });
  }

  void add_stored() {
    auto* list = add("datasets", "what is stored at a factory, and what may go");
    list->add_flag("--all", stored_.all, "also the folders of jobs, and what broken transfers left");
    add_at_factory(list, list_datasets);
    auto* verify = add("verify", "is a data set at a factory still what was sent?");
    verify->add_option("DATASET", stored_.name, "name, or the begin of it")->required();
    verify->add_option("--data", stored_.data, "the files that were sent, to name those that differ");
    add_at_factory(verify, verify_command);
    auto* remove = add("remove", "remove a data set or a job's folder from a factory, for good");
    remove->add_option("NAME", stored_.name, "name, or the begin of it")->required();
    remove->add_flag("--yes", stored_.yes, "do not ask");
    add_at_factory(remove, remove_command);
  }

  void add_template() {
    auto* parent = app_.add_subcommand("template", "for who writes templates, or gives a catalogue of them to others")
                       ->group("Making templates");
    parent->require_subcommand(1);
    const auto add_word = [this](CLI::App* sub, const char* word, const char* help, Command command) {
      sub->add_option(word, first_, help)->required();
      sub->callback([this, command] { command_ = command; });
    };
    add_word(parent->add_subcommand("lint", "is it as it must be, and what would its users miss?"), "FOLDER",
             "the folder with its manifest.json",
             [this](const CliSession& session) { return lint_template_command(session, first_); });
    add_word(parent->add_subcommand("hash", "write the hashes of its files into its manifest"), "FOLDER",
             "the folder with its manifest.json",
             [this](const CliSession& session) { return hash_template_command(session, first_); });
    auto* test = parent->add_subcommand("test", "run it for real in the practice factory, with its short settings");
    test->add_option("FOLDER", first_, "the folder with its manifest.json")->required();
    test->add_option("--data", second_, "file or folder (default: its example)");
    test->callback([this] {
      common_.catalogues.push_back(
          path_text(std::filesystem::absolute(path_from_text(first_)).lexically_normal() / ".."));
      command_ = [this](const CliSession& session) { return test_template_command(session, first_, second_); };
    });
    auto* sign = parent->add_subcommand("sign", "sign a folder of templates, so that others can use it");
    sign->add_option("FOLDER", sign_.folder, "the folder of templates")->required();
    sign->add_option("--name", sign_.name, "whose catalogue it is")->required();
    sign->add_option("--number", sign_.number, "of this issue, larger each time")->required();
    sign->add_option("--expires", sign_.expires, "last day: 2027-12-31")->required();
    sign->add_option("--key", sign_.key, "file of your signing key (default: in Werkbank's own folder)");
    sign->callback(
        [this] { command_ = [this](const CliSession& session) { return sign_catalogue_command(session, sign_); }; });
    auto* trust = parent->add_subcommand("trust", "use the signed catalogues of this maker");
    trust->add_flag("--yes", yes_, "you compared the words with the maker; do not ask");
    add_word(trust, "FOLDER", "the folder of templates",
             [this](const CliSession& session) { return trust_catalogue_command(session, first_, yes_); });
    auto* allow = parent->add_subcommand("allow-unsigned", "for experts: use templates that nobody signed");
    allow->add_option("on|off", second_, "on or off")->required()->check(CLI::IsMember({"on", "off"}));
    allow->callback([this] {
      command_ = [this](const CliSession& session) { return allow_unsigned_command(session, second_ == "on"); };
    });
  }

  void add_at_factory(CLI::App* sub, ExitCode (*function)(const CliSession&, const StoredOptions&)) {
    sub->add_option("--factory", stored_.factory, "factory")->required();
    sub->callback([this, function] {
      command_ = [this, function](const CliSession& session) { return function(session, stored_); };
    });
  }

  CLI::App app_{"Train and fine-tune AI models on a supercomputer, without knowing one.", "werkbank-cli"};
  CommonOptions common_;
  RunOptions run_;
  GpuOptions gpu_;
  ExplainOptions explain_;
  EvidenceOptions evidence_;
  StoredOptions stored_;
  SignCatalogueOptions sign_;
  bool yes_ = false;
  std::string first_;
  std::string second_;
  std::string third_;
  bool is_packed_ = false, is_as_files_ = false;  // of data that is uploaded
  Command command_;
};

}  // namespace

int main(int argc, char** argv) {
  hold_standard_streams();
  werkbank::forbid_core_dumps();
  QCoreApplication application(argc, argv);
  QCoreApplication::setApplicationName(QStringLiteral("werkbank"));
  QCoreApplication::setApplicationVersion(QStringLiteral(WERKBANK_VERSION));
  return CommandLine().parse_and_run(argc, argv);
}
