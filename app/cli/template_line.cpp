#include "app/cli/template_line.h"

#include <filesystem>

#include "app/cli/commands_template.h"
#include "core/base/local_files.h"

namespace werkbank {
namespace {

/// The folder of templates in which this one is.
std::string catalogue_around(const std::string& folder) {
  return path_text(std::filesystem::absolute(path_from_text(folder)).lexically_normal() / "..");
}

class MakingTemplates : Subcommands {
 public:
  MakingTemplates(CLI::App& app, Command& command)
      : Subcommands(app, command, "Making templates"),
        parent_(*add("template", "for who writes templates, or gives a catalogue of them to others")) {
    parent_.require_subcommand(1);
  }

  void add_looking() {
    with_word(parent_.add_subcommand("lint", "is it as it must be, and what would its users miss?"), "FOLDER",
              "the folder with its manifest.json", lint_template_command);
    with_word(parent_.add_subcommand("hash", "write the hashes of its files into its manifest"), "FOLDER",
              "the folder with its manifest.json", hash_template_command);
  }

  void add_test(std::vector<std::string>& catalogues) {
    auto* test = parent_.add_subcommand("test", "run it for real in the practice factory, with its short settings");
    const auto folder = word(test, "FOLDER", "the folder with its manifest.json");
    const auto data = std::make_shared<std::string>();
    test->add_option("--data", *data, "file or folder (default: its example)");
    on(
        test, [folder, data](const CliSession& session) { return test_template_command(session, *folder, *data); },
        [folder, &catalogues] { catalogues.push_back(catalogue_around(*folder)); });
  }

  void add_signing() {
    auto* sign = parent_.add_subcommand("sign", "sign a folder of templates, so that others can use it");
    const auto options = std::make_shared<SignCatalogueOptions>();
    sign->add_option("FOLDER", options->folder, "the folder of templates")->required();
    sign->add_option("--name", options->name, "whose catalogue it is")->required();
    sign->add_option("--number", options->number, "of this issue, larger each time")->required();
    sign->add_option("--expires", options->expires, "last day: 2027-12-31")->required();
    sign->add_option("--key", options->key, "file of your signing key (default: in Werkbank's own folder)");
    on(sign, [options](const CliSession& session) { return sign_catalogue_command(session, *options); });
  }

  void add_trusting() {
    auto* trust = parent_.add_subcommand("trust", "use the signed catalogues of this maker");
    const auto yes = std::make_shared<bool>(false);
    trust->add_flag("--yes", *yes, "you compared the words with the maker; do not ask");
    const auto folder = word(trust, "FOLDER", "the folder of templates");
    on(trust, [folder, yes](const CliSession& session) { return trust_catalogue_command(session, *folder, *yes); });
    auto* allow = parent_.add_subcommand("allow-unsigned", "for experts: use templates that nobody signed");
    const auto choice = std::make_shared<std::string>();
    allow->add_option("on|off", *choice, "on or off")->required()->check(CLI::IsMember({"on", "off"}));
    on(allow, [choice](const CliSession& session) { return allow_unsigned_command(session, *choice == "on"); });
  }

 private:
  CLI::App& parent_;
};

}  // namespace

void add_making_templates(CLI::App& app, Command& command, std::vector<std::string>& catalogues) {
  MakingTemplates templates(app, command);
  templates.add_looking();
  templates.add_test(catalogues);
  templates.add_signing();
  templates.add_trusting();
}

}  // namespace werkbank
