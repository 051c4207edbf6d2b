// werkbank-cli: everything that Werkbank does, without a window.

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/assembly/assembly.h"
#include "app/assembly/no_core_dump.h"
#include "app/assembly/translations.h"
#include "app/cli/commands.h"
#include "app/cli/getting_in_line.h"
#include "app/cli/interruption.h"
#include "app/cli/template_line.h"
#include "app/cli/terminal.h"
#include "app/cli/work_line.h"

namespace {

using namespace werkbank;

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
    add_getting_in(app_, command_);
    add_work(app_, command_);
    add_making_templates(app_, command_, common_.catalogues);
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
  CLI::App app_{"Train and fine-tune AI models on a supercomputer, without knowing one.", "werkbank-cli"};
  CommonOptions common_;
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
