#include "core/dataset/secrets.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/ascii.h"

namespace werkbank {
namespace {

bool is_upper_alnum(char c) { return is_upper(c) || is_digit(c); }
bool is_name(char c) { return is_letter_or_digit(c) || c == '_'; }
bool is_url_safe(char c) { return is_name(c) || c == '-'; }
bool is_slack(char c) { return is_letter_or_digit(c) || c == '-'; }
bool is_space(char c) { return c == ' ' || c == '\t'; }

std::size_t run_length(std::string_view text, bool (*fits)(char)) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), fits) - text.begin());
}

/// Not a word, such as a name with dashes: letters of both sizes, and digits.
bool is_mixed(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit) && std::any_of(text.begin(), text.end(), is_upper) &&
         std::any_of(text.begin(), text.end(), is_lower);
}

/// "xxxx" and "0000" stand where a real one would be.
bool is_one_sign(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [&](char c) { return c == text.front(); });
}

// The forms that services give their tokens, so that they can be found: what they begin with, and how long the rest is.
struct TokenForm {
  std::string_view prefix;
  SecretKind kind;
  bool (*fits)(char);
  std::size_t least;
  std::size_t most;
};
constexpr std::array<TokenForm, 24> token_forms{{
    {"hf_", SecretKind::hugging_face, is_letter_or_digit, 30, 60},
    {"ghp_", SecretKind::github, is_letter_or_digit, 36, 255},
    {"gho_", SecretKind::github, is_letter_or_digit, 36, 255},
    {"ghu_", SecretKind::github, is_letter_or_digit, 36, 255},
    {"ghs_", SecretKind::github, is_letter_or_digit, 36, 255},
    {"ghr_", SecretKind::github, is_letter_or_digit, 36, 255},
    {"github_pat_", SecretKind::github, is_name, 22, 255},
    {"glpat-", SecretKind::gitlab, is_url_safe, 20, 255},
    {"AKIA", SecretKind::aws, is_upper_alnum, 16, 16},
    {"ASIA", SecretKind::aws, is_upper_alnum, 16, 16},
    {"sk-", SecretKind::openai, is_url_safe, 20, 255},
    {"xoxb-", SecretKind::slack, is_slack, 20, 255},
    {"xoxp-", SecretKind::slack, is_slack, 20, 255},
    {"xoxa-", SecretKind::slack, is_slack, 20, 255},
    {"xoxr-", SecretKind::slack, is_slack, 20, 255},
    {"xoxs-", SecretKind::slack, is_slack, 20, 255},
    {"xapp-", SecretKind::slack, is_slack, 20, 255},
    {"AIza", SecretKind::google, is_url_safe, 35, 35},
    {"GOCSPX-", SecretKind::google, is_url_safe, 28, 28},
    {"hf_api_", SecretKind::hugging_face, is_letter_or_digit, 30, 60},
    {"wandb_v1_", SecretKind::wandb, is_name, 40, 255},
    {"api_org_", SecretKind::hugging_face, is_letter_or_digit, 34, 34},
    {"sk_live_", SecretKind::openai, is_letter_or_digit, 20, 255},
    {"rk_live_", SecretKind::openai, is_letter_or_digit, 20, 255},
}};

bool has_any_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != std::string_view::npos; });
}

/// What stands where the real one would be: "<your password>", "${PASSWORD}", "xxxx".
bool is_placeholder(std::string_view value) {
  const auto small = lower_case(value);
  static constexpr std::array<std::string_view, 22> whole{
      "none",     "null",     "true",   "false",    "string", "password", "passwd",  "wachtwoord",
      "secret",   "token",    "todo",   "changeme", "dummy",  "foobar",   "unknown", "empty",
      "required", "optional", "apikey", "prompt",   "hidden", "plain"};
  if (std::find(whole.begin(), whole.end(), small) != whole.end()) return true;
  return is_one_sign(value) ||
         has_any_of(small, {"<",      ">",         "{",         "}",   "$",       "...",       "your",        "uw_",
                            "uw-",    "jouw",      "xxx",       "***", "example", "voorbeeld", "placeholder", "environ",
                            "getenv", "change_me", "change-me", "my_", "api_key", "insert",    "redacted"});
}

/// What a name must end in to be the name of a secret; `strong` names hold nothing else.
struct SecretName {
  std::string_view end;
  bool is_strong;
};
constexpr std::array<SecretName, 15> secret_names{{{"password", true},
                                                   {"passwd", true},
                                                   {"passwort", true},
                                                   {"wachtwoord", true},
                                                   {"passphrase", true},
                                                   {"pwd", true},
                                                   {"secret", false},
                                                   {"secret_key", false},
                                                   {"secretkey", false},
                                                   {"access_key", false},
                                                   {"api_key", false},
                                                   {"apikey", false},
                                                   {"auth_key", false},
                                                   {"private_key", false},
                                                   {"token", false}}};

class SecretFinder {
 public:
  SecretFinder(std::string_view line, LineOf of) : line_(line), of_(of) {}

  std::vector<SecretMatch> run() {
    for (std::size_t at = 0; at < line_.size();) at = look(at);
    return std::move(found_);
  }

 private:
  /// Looks at what begins here; where to go on.
  std::size_t look(std::size_t at) {
    const char c = line_[at];
    if (c == '-') {
      if (const auto end = private_key(at)) return add(SecretKind::private_key, at, *end);
      return at + 1;
    }
    if (c == ':' && line_.substr(at, 3) == "://") return look_at_address(at);
    if (c == ':' || c == '=') return look_at_value(at);
    const bool begins = is_name(c) && (at == 0 || !is_url_safe(line_[at - 1]));
    if (!begins) return at + 1;
    for (const auto& form : token_forms) {
      if (c != form.prefix.front()) continue;
      if (const auto end = token(at, form)) return add(form.kind, at, *end);
    }
    if (const auto end = session_token(at)) return add(SecretKind::session_token, at, *end);
    if (const auto end = wandb_key(at)) return add(SecretKind::wandb, at, *end);
    return at + 1;
  }

  std::size_t add(SecretKind kind, std::size_t begin, std::size_t end) {
    found_.push_back({kind, begin, end - begin});
    return end;
  }

  // PEM's first line (RFC 7468). A program that only looks for it has a quote behind it.
  std::optional<std::size_t> private_key(std::size_t at) const {
    const auto rest = line_.substr(at, 80);
    constexpr std::string_view begin = "-----BEGIN ";
    constexpr std::string_view end = "PRIVATE KEY-----";
    if (!rest.starts_with(begin)) return std::nullopt;
    auto close = rest.find(end);
    constexpr std::string_view pgp_end = "PRIVATE KEY BLOCK-----";
    std::size_t length = end.size();
    if (close == std::string_view::npos) {
      close = rest.find(pgp_end);
      length = pgp_end.size();
    }
    if (close == std::string_view::npos) return std::nullopt;
    const auto behind = at + close + length;
    const auto after = line_.substr(behind);
    const bool is_key = after.empty() || after.starts_with("\\n") || after.starts_with("\\r") ||
                        run_length(after, is_space) == after.size();
    return is_key ? std::optional(behind) : std::nullopt;
  }

  std::optional<std::size_t> token(std::size_t at, const TokenForm& form) const {
    const auto rest = line_.substr(at, 300);
    if (!rest.starts_with(form.prefix)) return std::nullopt;
    const auto body = rest.substr(form.prefix.size());
    const auto length = run_length(body, form.fits);
    if (length < form.least || length > form.most) return std::nullopt;
    if (length < body.size() && is_name(body[length])) return std::nullopt;
    const auto text = body.substr(0, length);
    if (is_one_sign(text) || has_any_of(lower_case(text), {"xxxxx", "your", "example"})) return std::nullopt;
    const bool may_be_words = form.fits == is_url_safe || form.fits == is_slack || form.fits == is_name;
    if (may_be_words && form.kind != SecretKind::slack && !is_mixed(text)) return std::nullopt;
    if (form.kind == SecretKind::slack && std::none_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    return at + form.prefix.size() + length;
  }

  // RFC 7519: three parts in base64url, of which the first two begin with {" .
  std::optional<std::size_t> session_token(std::size_t at) const {
    if (line_.substr(at, 3) != "eyJ") return std::nullopt;
    constexpr std::size_t longest = 4000;
    const auto rest = line_.substr(at, longest);
    const auto first = run_length(rest, is_url_safe);
    if (first < 12 || rest.substr(first, 4) != ".eyJ") return std::nullopt;
    const auto second = first + 1 + run_length(rest.substr(first + 1), is_url_safe);
    if (second >= rest.size() || rest[second] != '.') return std::nullopt;
    const auto third = run_length(rest.substr(second + 1), is_url_safe);
    return third < 20 ? std::nullopt : std::optional(at + second + 1 + third);
  }

  // 40 hexadecimal digits are a commit as well: only beside its name is it a key.
  std::optional<std::size_t> wandb_key(std::size_t at) const {
    constexpr std::size_t digits = 40;
    if (run_length(line_.substr(at, digits + 1), is_hexadecimal) != digits) return std::nullopt;
    if (at + digits < line_.size() && is_name(line_[at + digits])) return std::nullopt;
    if (at > 0 && (line_[at - 1] == '@' || line_[at - 1] == '/')) return std::nullopt;
    constexpr std::size_t reach = 120;
    const auto before = lower_case(line_.substr(at > reach ? at - reach : 0, std::min(at, reach)));
    const bool is_key = before.find("wandb") != std::string::npos && before.find("commit") == std::string::npos &&
                        !is_one_sign(line_.substr(at, digits));
    return is_key ? std::optional(at + digits) : std::nullopt;
  }

  // scheme://name:password@host
  std::size_t look_at_address(std::size_t at) {
    const auto begin = at + 3;
    const auto rest = line_.substr(begin, 300);
    const auto end = rest.find_first_of(" \t\"'<>()/`");
    const auto host = rest.substr(0, end);
    const auto colon = host.find(':');
    const auto sign = host.rfind('@');
    if (colon == std::string_view::npos || sign == std::string_view::npos || colon == 0 || sign <= colon + 3)
      return begin;
    const auto password = host.substr(colon + 1, sign - colon - 1);
    if (is_placeholder(password)) return begin;
    add(SecretKind::password, begin + colon + 1, begin + sign);
    return begin + sign;
  }

  // name = "value", "name": "value", name=value in settings. `at` is the sign between them.
  std::size_t look_at_value(std::size_t at) {
    const bool is_compared = (at + 1 < line_.size() && line_[at + 1] == '=') || (at > 0 && has_before(at));
    if (is_compared) return at + 1;
    const auto* name = name_before(at);
    if (name == nullptr) return at + 1;
    std::size_t begin = at + 1;
    while (begin < line_.size() && is_space(line_[begin])) ++begin;
    if (begin >= line_.size()) return at + 1;
    const char quote = line_[begin];
    const bool quoted = quote == '"' || quote == '\'';
    if (!quoted && of_ != LineOf::settings) return at + 1;
    if (quoted) ++begin;
    const auto rest = line_.substr(begin, 400);
    const auto length = quoted ? rest.find(quote) : std::min(rest.find_first_of(" \t#,;\"'()"), rest.size());
    if (length == std::string_view::npos) return at + 1;
    const auto value = rest.substr(0, length);
    if (!is_secret_value(value, name->is_strong)) return at + 1;
    // What has a form of its own is told by that.
    const auto inside = SecretFinder(value, LineOf::program).run();
    if (!inside.empty()) return begin;
    const auto wandb = wandb_key(begin);
    if (wandb) return begin;
    return add(SecretKind::password, begin, begin + length);
  }

  bool has_before(std::size_t at) const {
    static constexpr std::string_view signs = "=!<>:";
    return line_[at] == '=' && signs.find(line_[at - 1]) != std::string_view::npos;
  }

  const SecretName* name_before(std::size_t at) const {
    std::size_t end = at;
    while (end > 0 && is_space(line_[end - 1])) --end;
    if (end > 0 && line_[end - 1] == ']') --end;
    if (end > 0 && (line_[end - 1] == '"' || line_[end - 1] == '\'')) --end;
    std::size_t begin = end;
    constexpr std::size_t longest = 60;
    while (begin > 0 && end - begin < longest && is_url_safe(line_[begin - 1])) --begin;
    auto name = lower_case(line_.substr(begin, end - begin));
    std::replace(name.begin(), name.end(), '-', '_');
    const auto found = std::find_if(secret_names.begin(), secret_names.end(),
                                    [&](const auto& one) { return std::string_view(name).ends_with(one.end); });
    return found == secret_names.end() ? nullptr : &*found;
  }

  static bool is_secret_value(std::string_view value, bool is_strong) {
    constexpr std::size_t longest = 200;
    if (value.size() > longest || is_placeholder(value) || has_any_of(value, {" ", "\t", "(", "://"})) return false;
    if (is_strong) return value.size() >= 4;
    // A `token` may be a word that a model reads, a `secret` the name of a volume.
    const bool has_digit = std::any_of(value.begin(), value.end(), is_digit);
    const bool has_letter = std::any_of(value.begin(), value.end(), [](char c) { return is_upper(c) || is_lower(c); });
    return value.size() >= 16 && has_digit && has_letter && !has_any_of(value, {"/", "\\"});
  }

  std::string_view line_;
  LineOf of_;
  std::vector<SecretMatch> found_;
};

bool is_sample(std::string_view name) {
  return has_any_of(name, {"example", "sample", "template", "dist", "voorbeeld"});
}

}  // namespace

std::vector<SecretMatch> find_secrets(std::string_view line, LineOf of) { return SecretFinder(line, of).run(); }

bool is_secrets_file(std::string_view name) {
  const auto small = lower_case(name);
  if (is_sample(small)) return false;
  return small == ".env" || small.starts_with(".env.") || small.ends_with(".env") || small == ".netrc" ||
         small == ".pgpass" || small == ".pypirc";
}

bool is_settings_file(std::string_view name) {
  const auto small = lower_case(name);
  static constexpr std::array<std::string_view, 9> ends{".env", ".ini",  ".cfg",        ".conf", ".yaml",
                                                        ".yml", ".toml", ".properties", ".sh"};
  return small.starts_with(".env") ||
         std::any_of(ends.begin(), ends.end(), [&](auto end) { return std::string_view(small).ends_with(end); });
}

std::string masked(SecretKind kind, std::string_view text) {
  static constexpr const char* dots = "\u2022\u2022\u2022\u2022\u2022";
  if (kind == SecretKind::private_key) return std::string(text.substr(0, 10)) + dots;
  if (kind == SecretKind::password) return dots;
  const auto dash = text.find_first_of("_-");
  const auto shown = dash < 8 ? dash + 1 : std::size_t{3};
  return std::string(text.substr(0, std::min(shown, text.size() / 4))) + dots;
}

}  // namespace werkbank
