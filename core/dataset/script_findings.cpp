#include "core/dataset/script_findings.h"

#include <algorithm>
#include <utility>

#include "core/base/ascii.h"
#include "core/dataset/data_paths.h"

namespace werkbank {
namespace {

bool ends_in_any(std::string_view name, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](auto end) { return name.ends_with(end); });
}

bool has(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

bool begins_path(std::string_view text, std::size_t at) {
  static constexpr std::string_view before = "\"'`= \t(,";
  return at > 0 && before.find(text[at - 1]) != std::string_view::npos;
}

/// A place on somebody's own computer: C:\..., /Users/..., /home/...
bool names_own_computer(std::string_view text) {
  for (const std::string_view root : {"/Users/", "/home/"}) {
    for (auto at = text.find(root); at != std::string_view::npos; at = text.find(root, at + 1)) {
      const auto next = at + root.size();
      if (begins_path(text, at) && next < text.size() && (is_letter(text[next]) || text[next] == '_')) return true;
    }
  }
  for (auto at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
    if (at < 2 || at + 2 >= text.size() || !is_letter(text[at - 1]) || !begins_path(text, at - 1)) continue;
    const char slash = text[at + 1];
    const char next = text[at + 2];
    if ((slash == '\\' || slash == '/') && (is_letter(next) || next == '\\')) return true;
  }
  return false;
}

Message secret_words(SecretKind kind, std::vector<Message::Argument> arguments) {
  static constexpr const char* services[secret_kinds] = {
      "", "Hugging Face", "Weights & Biases", "AWS", "GitHub", "GitLab", "OpenAI", "Slack", "Google", "", ""};
  switch (kind) {
    case SecretKind::private_key:
      return {WERKBANK_TEXT("dataset", "Private keys in your files: %1. The first one: %2, line %3 (%4)."),
              std::move(arguments)};
    case SecretKind::session_token:
      return {WERKBANK_TEXT("dataset",
                            "Access tokens (JSON web tokens) in your files: %1. The first one: %2, line %3 (%4)."),
              std::move(arguments)};
    case SecretKind::password:
      return {WERKBANK_TEXT("dataset", "Passwords or keys in your files: %1. The first one: %2, line %3 (%4)."),
              std::move(arguments)};
    case SecretKind::hugging_face:
    case SecretKind::wandb:
    case SecretKind::aws:
    case SecretKind::github:
    case SecretKind::gitlab:
    case SecretKind::openai:
    case SecretKind::slack:
    case SecretKind::google:
      break;
  }
  arguments.emplace_back(std::string(services[static_cast<std::size_t>(kind)]));
  return {WERKBANK_TEXT("dataset", "Keys of %5 in your files: %1. The first one: %2, line %3 (%4)."),
          std::move(arguments)};
}

Message secret_advice(SecretKind kind) {
  if (kind == SecretKind::private_key) {
    return Message(WERKBANK_TEXT("dataset",
                                 "A private key belongs on your own computer alone. Take the file out of this folder; "
                                 "a job does not need it."));
  }
  return Message(WERKBANK_TEXT(
      "dataset",
      "Take it out of the file before you go on: a job has no internet and does not need it. Was the file shared with "
      "others before? Then withdraw it at the service and make a new one."));
}

}  // namespace

void ScriptFindings::begin_file(const std::string& path) {
  file_ = path;
  const auto name = name_of(file_);
  is_python_ = ends_in_any(name, {".py", ".ipynb"});
  is_code_ = is_python_ || is_settings_file(name) || ends_in_any(name, {".json", ".r", ".R", ".jl", ".m"});
  line_of_ = is_settings_file(name) || is_secrets_file(name) ? LineOf::settings : LineOf::program;
  file_gpu_ = file_progress_ = {};
  asks_for_gpu_ = limits_progress_ = false;
  if (is_secrets_file(name)) note(secrets_files_, 1);
}

void ScriptFindings::note(Seen& seen, std::uint64_t line, std::string example) const {
  if (seen.count++ > 0) return;
  seen.file = file_;
  seen.line = line;
  seen.example = std::move(example);
}

std::size_t ScriptFindings::take(const TextPiece& piece) {
  std::size_t done = piece.settled;
  for (const auto& match : find_secrets(piece.text, line_of_)) {
    if (match.begin >= piece.settled && piece.settled < piece.text.size()) break;
    auto example = masked(match.kind, piece.text.substr(match.begin, match.length));
    note(secrets_[static_cast<std::size_t>(match.kind)], piece.line, std::move(example));
    done = std::max(done, match.begin + match.length);
  }
  if (is_code_) look_at_code(piece);
  return done;
}

void ScriptFindings::look_at_code(const TextPiece& piece) {
  const auto text = piece.text;
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos || text[begin] == '#') return;
  if (names_own_computer(text)) note(own_paths_, piece.line);
  if (!is_python_) return;
  if (has(text, ".cuda(") || has(text, "to(\"cuda\")") || has(text, "to('cuda')")) note(file_gpu_, piece.line);
  if (has(text, "is_available") || has(text, "device_count")) asks_for_gpu_ = true;
  if (has(text, "tqdm(") || has(text, "trange(")) note(file_progress_, piece.line);
  if (has(text, "mininterval") || has(text, "disable=")) limits_progress_ = true;
}

void ScriptFindings::add_notes(Seen& all, const Seen& of_file) {
  if (of_file.count == 0) return;
  if (all.count == 0) {
    all = of_file;
  } else {
    all.count += of_file.count;
  }
}

void ScriptFindings::end_file() {
  if (!asks_for_gpu_) add_notes(gpu_always_, file_gpu_);
  if (!limits_progress_) add_notes(progress_lines_, file_progress_);
}

void ScriptFindings::say_secrets(Findings& findings) const {
  for (std::size_t i = 0; i < secret_kinds; ++i) {
    const auto& seen = secrets_[i];
    if (seen.count == 0) continue;
    FoundAt at;
    at.file = seen.file;
    at.line = seen.line;
    const auto kind = static_cast<SecretKind>(i);
    findings.add("secret", Severity::warning,
                 secret_words(kind, {whole(seen.count), seen.file, whole(seen.line), seen.example}),
                 secret_advice(kind), at);
  }
  if (secrets_files_.count == 0) return;
  FoundAt at;
  at.file = secrets_files_.file;
  findings.add("secret", Severity::warning,
               Message(WERKBANK_TEXT("dataset", "Files that are made to keep passwords in: %1, such as %2."),
                       {whole(secrets_files_.count), secrets_files_.file}),
               Message(WERKBANK_TEXT("dataset", "Take them out of this folder, or make a copy of it without them.")),
               at);
}

void ScriptFindings::finish(Findings& findings) const {
  say_secrets(findings);
  const auto say = [&](const char* rule, const Seen& seen, Message message, Message advice) {
    if (seen.count == 0) return;
    FoundAt at;
    at.file = seen.file;
    at.line = seen.line;
    findings.add(rule, Severity::warning, std::move(message), std::move(advice), at);
  };
  const auto places = [](const Seen& seen) {
    return std::vector<Message::Argument>{whole(seen.count), seen.file, whole(seen.line)};
  };
  say("own_path", own_paths_,
      {WERKBANK_TEXT("dataset",
                     "Places on your own computer, which the AI factory does not have: %1. The first one: "
                     "%2, line %3."),
       places(own_paths_)},
      Message(WERKBANK_TEXT("dataset",
                            "Write a path from this folder on, such as data/table.csv, or begin with "
                            "os.environ[\"WERKBANK_DATA\"].")));
  say("needs_gpu", gpu_always_,
      {WERKBANK_TEXT("dataset",
                     "Lines that take a GPU without asking whether there is one: %1. The first one: %2, "
                     "line %3."),
       places(gpu_always_)},
      Message(WERKBANK_TEXT("dataset",
                            "Write device = \"cuda\" if torch.cuda.is_available() else \"cpu\", and .to(device) in "
                            "place of .cuda().")));
  say("progress_lines", progress_lines_,
      {WERKBANK_TEXT("dataset",
                     "Progress bars that write many lines a second into the log: %1. The first one: %2, "
                     "line %3."),
       places(progress_lines_)},
      Message(WERKBANK_TEXT("dataset", "Let them write once in half a minute: tqdm(..., mininterval=30).")));
}

}  // namespace werkbank
