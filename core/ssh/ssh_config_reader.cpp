#include "core/ssh/ssh_config_reader.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "core/base/ascii.h"
#include "core/base/local_files.h"
#include "core/ssh/host_pattern.h"

namespace werkbank {
namespace {

constexpr std::uint64_t largest_config = 1U << 20U;
constexpr std::size_t deepest = 16;
constexpr std::size_t most_files = 100;
constexpr std::size_t most_values = 64;
constexpr std::size_t longest_value = 1024;

bool is_host(const std::string& text) {
  return !text.empty() && text.size() <= 255 && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return c >= 0x80 || is_letter_or_digit(c) || c == '.' || c == '-' || c == '_' || c == ':';
         });
}

bool is_plain(const std::string& text) {
  return !text.empty() && text.size() <= longest_value &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7f; });
}

}  // namespace

std::vector<std::string> words_of_config_line(std::string_view line) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < line.size()) {
    at = line.find_first_not_of(" \t\r=", at);
    if (at == std::string_view::npos || (line[at] == '#' && !words.empty())) break;
    const bool quoted = line[at] == '"';
    const auto end = std::min(
        quoted ? line.find('"', at + 1) : line.find_first_of(words.empty() ? " \t\r=" : " \t\r", at), line.size());
    words.emplace_back(quoted ? line.substr(at + 1, end - at - 1) : line.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

SshConfigReader::SshConfigReader(std::string name, SshConfigPlaces places)
    : name_(std::move(name)), places_(std::move(places)) {}

SshAlias SshConfigReader::result() const {
  auto alias = alias_;
  if (alias.host.empty()) alias.host = name_;
  return alias;
}

void SshConfigReader::read_file_at(const std::filesystem::path& file) {
  if (depth_ >= deepest || ++files_ > most_files) return;
  const auto text = read_file(file, largest_config);
  if (!text.ok()) return;
  ++depth_;
  const bool around = active_;
  read_text(*text);
  // A block of an included file ends with it.
  active_ = around;
  --depth_;
}

void SshConfigReader::read_text(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    read_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void SshConfigReader::read_line(std::string_view line) {
  auto words = words_of_config_line(line);
  if (words.empty() || words[0].empty() || words[0].front() == '#') return;
  const std::string keyword = lower_ascii(words[0]);
  words.erase(words.begin());
  if (words.empty() || words.size() > most_values) return;
  if (keyword == "host") {
    set_host(words);
  } else if (keyword == "match") {
    active_ = matches(words);
  } else if (active_) {
    set(keyword, words);
  }
}

void SshConfigReader::set_host(const std::vector<std::string>& patterns) {
  active_ = fits_patterns(name_, patterns);
  for (const auto& pattern : patterns) {
    if (pattern.find_first_of("*?!") == std::string::npos && is_host(pattern)) spelled_.push_back(pattern);
  }
  const bool specific = std::any_of(patterns.begin(), patterns.end(), [](const std::string& pattern) {
    return pattern.find_first_not_of("*?") != std::string::npos && pattern.front() != '!';
  });
  alias_.named = alias_.named || (active_ && specific);
}

void SshConfigReader::set(const std::string& keyword, const std::vector<std::string>& words) {
  const auto& first = words.front();
  if (keyword == "include") {
    for (const auto& pattern : words) include(pattern);
  } else if (keyword == "hostname" && alias_.host.empty()) {
    const auto host = expanded(first);
    if (is_host(host)) alias_.host = host;
  } else if (keyword == "user" && alias_.user.empty()) {
    if (is_plain(first)) alias_.user = first;
  } else if (keyword == "port" && !has_port_) {
    const auto read = std::from_chars(first.data(), first.data() + first.size(), alias_.port);
    has_port_ = read.ec == std::errc() && read.ptr == first.data() + first.size() && alias_.port != 0;
    if (!has_port_) alias_.port = 22;
  } else if (keyword == "identityfile" || keyword == "certificatefile") {
    auto& files = keyword == "identityfile" ? alias_.identity_files : alias_.certificate_files;
    if (is_plain(first) && lower_ascii(first) != "none" && files.size() < most_values) files.push_back(path_of(first));
  } else if (keyword == "identityagent" && alias_.identity_agent.empty()) {
    if (is_plain(first) && lower_ascii(first) != "none" && first != "SSH_AUTH_SOCK" && first.front() != '$')
      alias_.identity_agent = path_text(path_of(first));
  } else if (keyword == "userknownhostsfile" && !has_known_hosts_) {
    has_known_hosts_ = true;
    for (const auto& word : words) {
      if (is_plain(word) && lower_ascii(word) != "none") alias_.known_hosts.push_back(path_of(word));
    }
  } else if ((keyword == "proxyjump" || keyword == "proxycommand") && !has_jumps_) {
    // Whichever comes first counts, and "none" is a value as well.
    has_jumps_ = true;
    if (lower_ascii(first) == "none") return;
    if (keyword == "proxyjump") alias_.jumps = split_at(first, ",");
    alias_.has_proxy_command = keyword == "proxycommand";
  }
}

bool SshConfigReader::matches(const std::vector<std::string>& criteria) const {
  bool all = true;
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    std::string criterion = lower_ascii(criteria[i]);
    const bool negated = criterion.starts_with('!');
    if (negated) criterion.erase(0, 1);
    if (criterion == "all") {
      all = all && !negated;
      continue;
    }
    // A second walk after the name was made canonical does not take place.
    if (criterion == "canonical" || criterion == "final") {
      all = all && negated;
      continue;
    }
    if (i + 1 >= criteria.size()) return false;
    const auto& value = criteria[++i];
    if (criterion != "host" && criterion != "originalhost" && criterion != "user" && criterion != "localuser")
      return false;
    all = all && matches_one(criterion, value) != negated;
  }
  return all;
}

bool SshConfigReader::matches_one(const std::string& criterion, const std::string& value) const {
  const auto patterns = split_at(value, ",");
  if (criterion == "host") return fits_patterns(alias_.host.empty() ? name_ : alias_.host, patterns);
  if (criterion == "originalhost") return fits_patterns(name_, patterns);
  if (criterion == "localuser") return fits_patterns(places_.local_user, patterns);
  return fits_patterns(alias_.user.empty() ? places_.local_user : alias_.user, patterns);
}

void SshConfigReader::include(const std::string& pattern) {
  if (!is_plain(pattern) || places_.home.empty()) return;
  auto path = path_of(pattern);
  if (path.is_relative()) path = places_.home / ".ssh" / path;
  const auto last = path.filename().string();
  if (last.find_first_of("*?") == std::string::npos) return read_file_at(path);
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (auto entry = std::filesystem::directory_iterator(path.parent_path(), failed);
       !failed && entry != std::filesystem::directory_iterator() && files.size() < most_files;
       entry.increment(failed)) {
    const auto file = entry->path().filename().string();
    if (!file.starts_with('.') && fits_pattern(file, last)) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) read_file_at(file);
}

std::string SshConfigReader::expanded(std::string_view text) const {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char token = text[i] == '%' && i + 1 < text.size() ? text[i + 1] : '\0';
    if (token == 'h') result += alias_.host.empty() ? name_ : alias_.host;
    if (token == 'n') result += name_;
    if (token == 'd') result += path_text(places_.home);
    if (token == 'u') result += places_.local_user;
    if (token == 'r') result += alias_.user.empty() ? places_.local_user : alias_.user;
    if (token == 'p') result += std::to_string(alias_.port);
    if (token == '%') result += '%';
    const bool was_token = token != '\0' && std::string_view("hndurp%").find(token) != std::string_view::npos;
    if (was_token) {
      ++i;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::filesystem::path SshConfigReader::path_of(const std::string& text) const {
  const auto path = expanded(text);
  if (path == "~") return places_.home;
  if (path.starts_with("~/")) return places_.home / path_from_text(std::string_view(path).substr(2));
  return path_from_text(path);
}

}  // namespace werkbank
