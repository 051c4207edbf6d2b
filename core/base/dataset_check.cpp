#include "core/base/dataset_check.h"

#include "core/base/units.h"

namespace werkbank {
namespace {

constexpr std::size_t most_named = 100;

LocalText moment(double at) {
  return {format_moment(at, Language::dutch).toStdString(), format_moment(at, Language::english).toStdString()};
}

std::int64_t count(std::uint64_t number) { return static_cast<std::int64_t>(number); }

/// The file to name first: a changed one says most.
std::string first_of(const DatasetCheck& check) {
  for (const auto* list : {&check.changed, &check.missing, &check.added}) {
    if (!list->empty()) return list->front();
  }
  return {};
}

void add_named(std::vector<std::string>& list, const std::string& path) {
  if (list.size() < most_named) list.push_back(path);
}

}  // namespace

Message DatasetCheck::sentence() const {
  if (whole) {
    return files == 1 ? Message(WERKBANK_TEXT("base", "Verified on %1: the one file, %2, is exactly what was sent."),
                                {moment(at), Bytes{bytes}})
                      : Message(WERKBANK_TEXT("base", "Verified on %1: all %2 files, %3, are exactly what was sent."),
                                {moment(at), count(files), Bytes{bytes}});
  }
  if (!unreadable.empty()) {
    return Message(WERKBANK_TEXT("base",
                                 "Werkbank may not read the file %1 in this data on the factory, so nobody can say "
                                 "whether the data is still what was sent. Upload it again, or ask the help desk."),
                   {unreadable.front()});
  }
  if (!knows_which) {
    return Message(WERKBANK_TEXT("base",
                                 "This data on the factory is damaged or was changed: it is not what was sent any "
                                 "more. Upload it again; your own files on this computer are untouched."));
  }
  return differences == 1
             ? Message(WERKBANK_TEXT("base",
                                     "This data on the factory is damaged or was changed: the file %1 is not what was "
                                     "sent. Upload the data again; your own files on this computer are untouched."),
                       {first_of(*this)})
             : Message(WERKBANK_TEXT("base",
                                     "This data on the factory is damaged or was changed: %1 files are not what was "
                                     "sent, among them %2. Upload the data again; your own files on this computer are "
                                     "untouched."),
                       {count(differences), first_of(*this)});
}

Error not_whole(const DatasetCheck& check) {
  std::string detail;
  const auto tell = [&detail](const char* what, const std::vector<std::string>& paths) {
    for (const auto& path : paths) detail += (detail.empty() ? "" : "; ") + (what + (": " + path));
  };
  tell("changed", check.changed);
  tell("missing", check.missing);
  tell("added", check.added);
  tell("unreadable", check.unreadable);
  return {ErrorCode::verification_failed, check.sentence(), detail};
}

Error other_data(const std::string& name) {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("base",
                                "The files on this computer are not the data that was sent as %1. Choose the folder "
                                "or file that you sent then."),
                  {name}),
          {}};
}

std::string hash_digits_of(const std::string& name) { return name.substr(name.rfind('@') + 1); }

std::optional<FileManifest> parse_sums(std::string_view text) {
  FileManifest manifest;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    const bool is_escaped = line.starts_with('\\');
    if (is_escaped) line.remove_prefix(1);
    constexpr std::size_t digits = 64;
    const auto sum = Sha256Digest::from_hex(line.substr(0, digits));
    if (!sum || line.size() <= digits + 2 || line.substr(digits, 2) != "  ") return std::nullopt;
    std::string path;
    for (std::size_t i = digits + 2; i < line.size(); ++i) {
      const bool is_pair = is_escaped && line[i] == '\\' && i + 1 < line.size();
      const char c = is_pair ? line[++i] : line[i];
      path += is_pair && c == 'n' ? '\n' : is_pair && c == 'r' ? '\r' : c;
    }
    manifest.entries.add(path, 0, *sum);
  }
  return manifest;
}

void name_differences(const FileManifest& there, const FileManifest& original, DatasetCheck& check) {
  check.knows_which = true;
  std::size_t i = 0;
  std::size_t k = 0;
  while (i < there.entries.size() || k < original.entries.size()) {
    const auto now = i < there.entries.size() ? there.entries[i] : ManifestEntry{};
    const auto then = k < original.entries.size() ? original.entries[k] : ManifestEntry{};
    const bool is_missing = i == there.entries.size() || (k < original.entries.size() && then.path < now.path);
    const bool is_added = !is_missing && (k == original.entries.size() || now.path < then.path);
    const bool differs = is_missing || is_added || now.sha256 != then.sha256;
    if (is_missing) {
      add_named(check.missing, then.path);
    } else if (is_added) {
      add_named(check.added, now.path);
    } else if (differs && now.sha256 != Sha256Digest{}) {
      add_named(check.changed, now.path);
    }
    check.differences += differs ? 1 : 0;
    i += is_missing ? 0 : 1;
    k += is_added ? 0 : 1;
  }
}

}  // namespace werkbank
