#include "app/cli/getting_in_line.h"

#include <memory>

#include "app/cli/commands.h"
#include "app/cli/commands_getting_in.h"

namespace werkbank {
namespace {

class GettingIn : Subcommands {
 public:
  GettingIn(CLI::App& app, Command& command) : Subcommands(app, command, "Getting in") {}

  void add_factories() {
    on(add("factories", "list the factories where you can go"), list_factories);
    auto* factory = add("add-factory", "take a factory that Werkbank knows among yours");
    with_word(factory, "ID", "as werkbank-cli factories shows it", add_factory_command);
    auto* sign_in = add("sign-in", "sign in to a factory and say what it has for you");
    const auto id = word(sign_in, "FACTORY", "which factory");
    const auto remember = std::make_shared<bool>(false);
    sign_in->add_flag("--remember", *remember, "keep the passphrase of your key in this computer's keychain");
    on(sign_in, [id, remember](const CliSession& session) { return sign_in_command(session, *id, *remember); });
    auto* check = add("check-connection", "where does the way to a factory end? A line for each step");
    const auto options = std::make_shared<CheckOptions>();
    check->add_option("FACTORY", options->factory, "which factory")->required();
    check->add_flag("--sign-in", options->sign_in, "sign in too, and look at your folder there and at the scheduler");
    check->add_option("--report", options->report, "write the lines into this file, to send to who helps you");
    on(check, [options](const CliSession& session) { return check_connection_command(session, *options); });
  }

  void add_keys() {
    on(add("keys", "list your keys, with the line that a factory needs"), list_keys_command);
    auto* make = add("make-key", "make a key with which you sign in without a password");
    const auto options = std::make_shared<MakeKeyOptions>();
    make->add_flag("--no-passphrase", options->no_passphrase, "everyone who gets the key's file gets in");
    make->add_flag("--remember", options->remember, "keep the passphrase in this computer's keychain");
    on(make, [options](const CliSession& session) { return make_key_command(session, *options); });
    auto* hand_in = add("hand-in-key", "sign in once by password and leave your key there");
    with_word(hand_in, "FACTORY", "which factory", hand_in_key_command);
  }

  void add_certificate() {
    auto* sub = add("certificate", "is your certificate still valid? Or fetch a new one");
    const auto options = std::make_shared<CertificateOptions>();
    sub->add_option("FACTORY", options->factory, "which factory")->required();
    auto* fetch = sub->add_flag("--fetch", options->fetch, "start the program that the factory names for it");
    sub->add_flag("--yes", options->yes, "start it without asking first")->needs(fetch);
    on(sub, [options](const CliSession& session) { return certificate_command_of(session, *options); });
  }

  void add_invitations() {
    auto* parent = add("invitation", "files with which a coach sets up a computer in one step");
    parent->require_subcommand(1);
    with_word(parent->add_subcommand("show", "what is in it, and who made it; changes nothing"), "FILE",
              "the file, name.werkbank", show_invitation_command);
    auto* accept = parent->add_subcommand("accept", "set this computer up with it");
    const auto options = std::make_shared<AcceptOptions>();
    accept->add_option("FILE", options->file, "the file, name.werkbank")->required();
    accept->add_flag("--yes", options->yes, "you compared the words with its maker; do not ask");
    on(accept, [options](const CliSession& session) { return accept_invitation_command(session, *options); });
    add_making(*parent);
    add_data(*parent);
    auto* key = parent->add_subcommand("make-signing-key", "for coaches, once: the key that signs your invitations");
    const auto file = std::make_shared<std::string>();
    key->add_option("FILE", *file, "where to (default: in Werkbank's own folder)");
    on(key, [file](const CliSession& session) { return make_signing_key_command(session, *file); });
  }

  void add_profiles() {
    auto* parent = add("profile", "for who writes the profile of a factory");
    parent->require_subcommand(1);
    with_word(parent->add_subcommand("lint", "what is missing or doubtful in it"), "FILE", "the profile, name.json",
              lint_profile_command);
  }

 private:
  void add_making(CLI::App& parent) {
    auto* make = parent.add_subcommand("make", "for coaches: write a signed invitation");
    const auto options = std::make_shared<MakeInvitationOptions>();
    make->add_option("FILE", options->file, "where to: name.werkbank")->required();
    make->add_option("--factory", options->factory, "a factory, or the file of a profile")->required();
    make->add_option("--issuer", options->issuer, "who you are: name and organisation")->required();
    make->add_option("--expires", options->expires, "last day: 2027-01-31")->required();
    make->add_option("--project", options->project, "the project that the jobs are for");
    auto* name = make->add_option("--reservation", options->reservation, "computers kept free: the scheduler's name");
    auto* from = make->add_option("--from", options->from, "... from: \"2027-01-31 09:00\"")->needs(name);
    name->needs(from);
    name->needs(make->add_option("--until", options->until, "... until: \"2027-01-31 17:00\"")->needs(name));
    make->add_option("--welcome-nl", options->welcome_dutch, "a sentence for who opens it, in Dutch");
    make->add_option("--welcome-en", options->welcome_english, "the same in English");
    make->add_option("--data", options->data,
                     "a data set of the course: its file on this computer, and the https:// where it can be fetched")
        ->expected(2)
        ->allow_extra_args(false)
        ->take_all();
    make->add_option("--key", options->key, "file of your signing key (default: in Werkbank's own folder)");
    on(make, [options](const CliSession& session) { return make_invitation_command(session, *options); });
  }

  void add_data(CLI::App& parent) {
    auto* data = parent.add_subcommand("data", "the data sets of your course; with a name: fetch that one");
    const auto options = std::make_shared<CourseDataOptions>();
    data->add_option("FACTORY", options->factory, "the factory that you were invited to")->required();
    data->add_option("NAME", options->name, "which data set");
    data->add_option("--to", options->to, "into which folder (default: course-data, where results go)");
    on(data, [options](const CliSession& session) { return course_data_command(session, *options); });
  }
};

}  // namespace

void add_getting_in(CLI::App& app, Command& command) {
  GettingIn lines(app, command);
  lines.add_factories();
  lines.add_keys();
  lines.add_certificate();
  lines.add_invitations();
  lines.add_profiles();
}

}  // namespace werkbank
