#include "app/cli/commands_template.h"

#include <set>

#include "app/assembly/catalogue_trust.h"
#include "app/assembly/signing_key.h"
#include "app/cli/commands.h"
#include "app/cli/moment.h"
#include "app/cli/terminal.h"
#include "core/base/fingerprint_words.h"
#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "core/base/signature.h"
#include "core/base/units.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/estimate.h"
#include "core/catalogue/parameters.h"
#include "core/catalogue/sweep.h"

namespace werkbank {
namespace {

// Python files that lie in the folder and are not sent along: a module forgotten in the manifest.
std::vector<Message> files_not_named(const JobTemplate& job_template) {
  std::set<std::string> named;
  for (const auto& file : job_template.files) named.insert(file.name);
  std::vector<Message> doubts;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(job_template.folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const auto name = path_text(entry->path().filename());
    if (entry->path().extension() != ".py" || named.contains(name)) continue;
    doubts.emplace_back(
        WERKBANK_TEXT("cli", "%1 lies in the folder, but entry.files does not name it: no job gets it."),
        std::vector<Message::Argument>{name});
  }
  return doubts;
}

bool has_folder(const JobTemplate& job_template, const char* name) {
  std::error_code ignored;
  return std::filesystem::is_directory(job_template.folder / name, ignored);
}

// What is allowed, and what those who use the template would miss.
std::vector<Message> doubts_of(const JobTemplate& job_template) {
  auto doubts = files_not_named(job_template);
  const auto say = [&](const char* room, const char* words, std::vector<Message::Argument> arguments = {}) {
    doubts.emplace_back(room, words, std::move(arguments));
  };
  if (!has_folder(job_template, "recorded"))
    say(WERKBANK_TEXT("cli",
                      "There is no recorded run (recorded/), so it cannot be shown where its software is missing."));
  if (job_template.example.empty())
    say(WERKBANK_TEXT("cli", "There is no example data (example/), so nobody can try it without data of their own."));
  if (job_template.data.front().checks.empty())
    say(WERKBANK_TEXT("cli", "It checks nothing of the data before it is sent."));
  if (job_template.trial_values.empty())
    say(WERKBANK_TEXT("cli", "It has no short settings (entry.smoke_args), so a test takes as long as a job."));
  if (job_template.sweep && choose_variants(job_template, default_values(job_template), 4, 1).size() < 4)
    say(WERKBANK_TEXT("cli", "With the answers as they are proposed there are not even four settings to try (sweep)."));
  for (const auto& parameter : job_template.parameters) {
    if (parameter.help.dutch == parameter.help.english)
      say(WERKBANK_TEXT("cli", "The question \"%1\" has the same help in Dutch and in English."), {parameter.key});
  }
  return doubts;
}

std::string words_of_key(const std::string& public_key) { return fingerprint_line(key_fingerprint(public_key)); }

// The manifest with the hashes of its files as they are now; what else is in it stays as it is.
Result<nlohmann::ordered_json> with_hashes(const std::filesystem::path& folder) {
  constexpr std::uint64_t largest_manifest = 1U << 20U;
  WERKBANK_TRY(const auto text, read_file(folder / "manifest.json", largest_manifest));
  auto manifest = nlohmann::ordered_json::parse(text, nullptr, false);
  const auto files = nlohmann::ordered_json::json_pointer("/entry/files");
  if (!manifest.is_object() || !manifest.contains(files) || !manifest[files].is_array()) {
    return Error{
        ErrorCode::catalogue_invalid,
        Message(WERKBANK_TEXT("cli", "%1 is no manifest: it must be JSON, with a list \"files\" in \"entry\"."),
                {path_text(folder / "manifest.json")})};
  }
  for (auto& file : manifest[files]) {
    if (!file.is_object() || !file.contains("path") || !file["path"].is_string()) continue;  // lint names it
    WERKBANK_TRY(file["sha256"], sha256_of_file(folder / path_from_text(file["path"].get<std::string>())));
  }
  return manifest;
}

nlohmann::ordered_json seal_json(const CatalogueSeal& seal) {
  return {{"name", seal.terms.name},
          {"number", seal.terms.number},
          {"expires_at", static_cast<std::int64_t>(seal.terms.expires_at)},
          {"public_key", seal.public_key},
          {"words", words_of_key(seal.public_key)}};
}

}  // namespace

ExitCode lint_template_command(const CliSession& session, const std::string& folder) {
  const auto job_template = read_template(path_from_text(folder));
  if (!job_template.ok()) return session.fail(job_template);
  // What the form would begin with must be allowed, and cost something that can be told.
  const auto values = default_values(*job_template);
  if (const auto checked = check_values(*job_template, values); !checked.ok()) return session.fail(checked);
  const auto cost = estimate(*job_template, values, {1'000'000, 1'000, 10, 1'000}, true);
  if (!cost.ok()) return session.fail(cost);
  const auto doubts = doubts_of(*job_template);
  nlohmann::ordered_json told = nlohmann::ordered_json::array();
  for (const auto& doubt : doubts) {
    session.say("  ! " + session.words(doubt));
    told.push_back(session.words(doubt));
  }
  session.say(
      Message(WERKBANK_TEXT("cli", "The template %1 %2 can be used."), {job_template->id, job_template->version}));
  session.answer({{"template", job_template->id}, {"version", job_template->version}, {"doubts", told}});
  return ExitCode::done;
}

ExitCode hash_template_command(const CliSession& session, const std::string& folder) {
  const auto manifest = with_hashes(path_from_text(folder));
  if (!manifest.ok()) return session.fail(manifest);
  const auto written = write_file(path_from_text(folder) / "manifest.json", manifest->dump(1) + "\n");
  if (!written.ok()) return session.fail(written);
  session.say(Message(WERKBANK_TEXT("cli", "The hashes in the manifest are those of the files now.")));
  session.answer({{"manifest", path_text(path_from_text(folder) / "manifest.json")}});
  return ExitCode::done;
}

ExitCode test_template_command(const CliSession& session, const std::string& folder, const std::string& data) {
  const auto job_template = read_template(path_from_text(folder));
  if (!job_template.ok()) return session.fail(job_template);
  RunOptions options;
  options.template_id = job_template->id;
  options.data = data.empty() ? path_text(job_template->example) : data;
  if (options.data.empty()) {
    return session.fail(
        Error{ErrorCode::usage,
              Message(WERKBANK_TEXT("cli", "This template comes without example data. Name some: --data"))});
  }
  options.factory = "practice";
  options.watch = true;
  for (const auto& [key, value] : job_template->trial_values) options.settings.push_back(key + "=" + value_text(value));
  return run_command(session, options);
}

ExitCode sign_catalogue_command(const CliSession& session, const SignCatalogueOptions& options) {
  const auto expires = moment_of(options.expires, true);
  if (!expires.ok()) return session.fail(expires);
  const auto key = read_signing_key(signing_key_file(session.assembly().places, options.key));
  if (!key.ok()) return session.fail(key);
  const auto folder = path_from_text(options.folder);
  // What others would find to be wrong is not signed.
  const auto catalogue = Catalogue::read({folder});
  if (!catalogue.ok()) return session.fail(catalogue);
  if (!catalogue->problems().empty()) return session.fail(catalogue->problems().front());
  const auto seal = seal_catalogue(folder, {options.name, options.number, static_cast<double>(*expires)}, *key);
  if (!seal.ok()) return session.fail(seal);
  session.say(Message(
      WERKBANK_TEXT("cli",
                    "Signed: %1 templates, number %2, until %3. Who trusts it for the first time asks you "
                    "for the words of your key: %4."),
      {static_cast<std::int64_t>(catalogue->templates().size()), seal->terms.number,
       format_moment(seal->terms.expires_at, session.language()).toStdString(), words_of_key(seal->public_key)}));
  session.answer(seal_json(*seal));
  return ExitCode::done;
}

ExitCode trust_catalogue_command(const CliSession& session, const std::string& folder, bool yes) {
  const auto& places = session.assembly().places;
  const double now = session.assembly().clock->now();
  const auto seal = read_seal(path_from_text(folder), now);
  if (!seal.ok()) return session.fail(seal);
  session.say(Message(WERKBANK_TEXT("cli", "The catalogue \"%1\", number %2. The words of its maker's key: %3"),
                      {seal->terms.name, seal->terms.number, words_of_key(seal->public_key)}));
  if (!yes) {
    const auto agreed = ask_yes(
        session.language(),
        Message(WERKBANK_TEXT("cli", "Ask the maker for the words, by telephone. Are they the same? Type yes or no:")));
    if (!agreed.ok()) return session.fail(agreed);
    if (!*agreed) return session.cancelled();
  }
  const auto trusted = trust_maker(places, path_from_text(folder), now);
  if (!trusted.ok()) return session.fail(trusted);
  session.say(Message(WERKBANK_TEXT("cli", "Done. Catalogues by this maker are used from now on.")));
  session.answer(seal_json(*trusted));
  return ExitCode::done;
}

ExitCode allow_unsigned_command(const CliSession& session, bool allowed) {
  const auto done = allow_unsigned(session.assembly().places, allowed);
  if (!done.ok()) return session.fail(done);
  session.say(allowed
                  ? Message(WERKBANK_TEXT("cli",
                                          "Templates without a signature are used from now on. Their programs run in "
                                          "your name: use only those of people whom you trust."))
                  : Message(WERKBANK_TEXT("cli", "Templates without a signature are not used any more.")));
  session.answer({{"allows_unsigned", allowed}});
  return ExitCode::done;
}

}  // namespace werkbank
