#include "core/transfer/room.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/path_parts.h"

namespace werkbank {

// What the tools print stands behind "| ", so that nothing in it passes for one of our own lines.
const char* const room_script = R"sh(
room() (
  cd "$1" 2>/dev/null || exit 0
  PATH=$PATH:/usr/lpp/mmfs/bin:/usr/sbin:/sbin
  say() {
    echo "room $1"
    shift
    timeout 10 "$@" 2>/dev/null </dev/null | head -c 16000 | sed 's/^/| /'
    echo
  }
  has() { command -v "$1" >/dev/null 2>&1; }
  user=$(id -un 2>/dev/null || id -u)
  if [ -g . ]; then group=$(stat -c %G .); else group=$(id -gn 2>/dev/null || id -g); fi
  say disk df -Pk .
  say inodes df -Pi .
  if has quota; then
    say quota-user quota -w -p -u "$user"
    say quota-group quota -w -p -g "$group"
  fi
  if has lfs; then
    say lfs-user lfs quota -q -u "$user" .
    say lfs-group lfs quota -q -g "$group" .
    project=$(timeout 10 lfs project -d . 2>/dev/null | awk '{ print $1; exit }')
    case $project in '' | 0 | *[!0-9]*) ;; *) say lfs-project lfs quota -q -p "$project" . ;; esac
  fi
  has mmlsquota && say mmlsquota mmlsquota -Y
  has beegfs-ctl && say beegfs beegfs-ctl --getquota --uid "$(id -u)" --csv
  echo 'room end'
)
)sh";

namespace {

using Words = std::vector<std::string_view>;

Words split(std::string_view text, std::string_view at) {
  Words words;
  while (true) {
    const auto end = text.find_first_of(at);
    words.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return words;
    text.remove_prefix(end + 1);
  }
}

Words words_of(std::string_view line) {
  auto words = split(line, " \t\r");
  std::erase(words, std::string_view());
  return words;
}

/// "1234", also as "1234*" (over its limit) or "[1234]" (not all servers answered).
std::optional<std::uint64_t> quota_number(std::string_view word) {
  if (word.starts_with('[')) word.remove_prefix(1);
  while (word.ends_with(']') || word.ends_with('*')) word.remove_suffix(1);
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(word.data(), word.data() + word.size(), value);
  if (word.empty() || parsed.ec != std::errc() || parsed.ptr != word.data() + word.size()) return std::nullopt;
  return value;
}

std::uint64_t from_kib(std::uint64_t count) {
  constexpr std::uint64_t kib = 1024;
  return count > UINT64_MAX / kib ? UINT64_MAX : count * kib;
}

void tighten(std::optional<RoomLimit>& limit, RoomLimit other) {
  if (!limit || other.free < limit->free) limit = std::move(other);
}

/// `soft` and `hard` are 0 where there is none.
void apply(std::optional<RoomLimit>& limit, std::uint64_t used, std::uint64_t soft, std::uint64_t hard,
           const std::string& said_by) {
  const auto most = soft == 0 ? hard : hard == 0 ? soft : std::min(soft, hard);
  if (most == 0) return;
  tighten(limit, {most > used ? most - used : 0, most, said_by});
}

/// Used, soft and hard limit.
struct Usage {
  std::uint64_t used = 0;
  std::uint64_t soft = 0;
  std::uint64_t hard = 0;
};

std::optional<Usage> usage(const Words& words, std::size_t at) {
  if (at + 2 >= words.size()) return std::nullopt;
  const auto used = quota_number(words[at]);
  const auto soft = quota_number(words[at + 1]);
  const auto hard = quota_number(words[at + 2]);
  if (!used || !soft || !hard) return std::nullopt;
  return Usage{*used, *soft, *hard};
}

void apply_both(Room& room, const std::optional<Usage>& kib, const std::optional<Usage>& files,
                const std::string& said_by) {
  if (kib) apply(room.bytes, from_kib(kib->used), from_kib(kib->soft), from_kib(kib->hard), said_by);
  if (files) apply(room.files, files->used, files->soft, files->hard, said_by);
}

/// One line of `df -P`.
struct DiskLine {
  std::uint64_t total = 0;
  std::uint64_t free = 0;
  std::string filesystem;
  std::string mount;
};

// The name in front and the folder at the end may hold spaces; the word with the % between them has three numbers
// before it.
std::optional<DiskLine> disk_line(const Words& lines) {
  for (const auto line : lines) {
    const auto words = words_of(line);
    for (std::size_t i = 4; i + 1 < words.size(); ++i) {
      if (!words[i].ends_with('%') && words[i] != "-") continue;
      const auto total = quota_number(words[i - 3]);
      const auto free = quota_number(words[i - 1]);
      if (!total || !free || !quota_number(words[i - 2])) continue;
      DiskLine disk{*total, *free, std::string(words.front()), {}};
      for (std::size_t k = 1; k + 3 < i; ++k) disk.filesystem += ' ' + std::string(words[k]);
      for (std::size_t k = i + 1; k < words.size(); ++k) disk.mount += (k == i + 1 ? "" : " ") + std::string(words[k]);
      return disk;
    }
  }
  return std::nullopt;
}

/// A name that is too long for its column stands on a line of its own: it is put before the next one.
std::vector<std::string> unfolded(const Words& lines) {
  std::vector<std::string> whole;
  std::string before;
  for (const auto line : lines) {
    const auto words = words_of(line);
    if (words.empty()) continue;
    if (words.size() == 1) {
      before = std::string(words.front()) + ' ';
      continue;
    }
    whole.push_back(before + std::string(line));
    before.clear();
  }
  return whole;
}

// "/dev/sda1 1024 2000 3000 0 7 0 0 0"; without -p the two times of grace stand there only while they run.
void read_quota(const Words& lines, const DiskLine& disk, const std::string& said_by, Room& room) {
  for (const auto& line : unfolded(lines)) {
    const auto words = words_of(line);
    if (words.size() < 7 || (words.front() != disk.filesystem && words.front() != disk.mount)) continue;
    const auto kib = usage(words, 1);
    const bool has_first_grace = words.size() >= 9 || (words.size() == 8 && !quota_number(words[4]));
    apply_both(room, kib, usage(words, has_first_grace ? 5 : 4), said_by);
  }
}

// "/lustre 1024 0 5000 - 12 0 100 -", of one file system.
void read_lfs(const Words& lines, const std::string& said_by, Room& room) {
  constexpr std::size_t columns = 8;
  for (const auto& line : unfolded(lines)) {
    const auto words = words_of(line);
    if (words.size() < columns + 1) continue;
    const auto first = words.size() - columns;
    const auto kib = usage(words, first);
    const auto files = usage(words, first + 4);
    if (!kib || !files) continue;
    return apply_both(room, kib, files, said_by);
  }
}

// Rows of fields between colons, with a HEADER row that names them. What counts for a fileset alone is left out: the
// answer does not say which fileset a folder is in.
void read_mmlsquota(const Words& lines, const DiskLine& disk, Room& room) {
  std::map<std::string, std::size_t, std::less<>> places;
  for (const auto line : lines) {
    const auto fields = split(line, ":");
    if (fields.size() < 4 || fields.front() != "mmlsquota") continue;
    if (fields[2] == "HEADER") {
      places.clear();
      for (std::size_t i = 0; i < fields.size(); ++i) places.emplace(fields[i], i);
      continue;
    }
    const auto field = [&](std::string_view name) {
      const auto place = places.find(name);
      return place != places.end() && place->second < fields.size() ? fields[place->second] : std::string_view();
    };
    const auto type = field("quotaType");
    const auto fileset = field("filesetname");
    const bool is_ours = !disk.filesystem.empty() && field("filesystemName") == name_of(disk.filesystem) &&
                         (type == "USR" || type == "GRP") && (fileset.empty() || fileset == "root");
    if (!is_ours) continue;
    const Words kib = {field("blockUsage"), field("blockQuota"), field("blockLimit")};
    const Words files = {field("filesUsage"), field("filesQuota"), field("filesLimit")};
    apply_both(room, usage(kib, 0), usage(files, 0), type == "USR" ? "quota user" : "quota group");
  }
}

// "name,id,size,hard,files,hard", in bytes; no limit is a word.
void read_beegfs(const Words& lines, const DiskLine& disk, Room& room) {
  if (!disk.filesystem.starts_with("beegfs")) return;
  for (const auto line : lines) {
    auto words = split(line, ",\r");
    if (words.size() < 6) continue;
    const auto bytes = quota_number(words[2]);
    const auto files = quota_number(words[4]);
    if (!bytes || !files) continue;
    apply(room.bytes, *bytes, 0, quota_number(words[3]).value_or(0), "quota user");
    return apply(room.files, *files, 0, quota_number(words[5]).value_or(0), "quota user");
  }
}

/// What each tool printed, by its name in the block.
std::map<std::string, Words, std::less<>> parts_of(std::string_view text) {
  std::map<std::string, Words, std::less<>> parts;
  Words* part = nullptr;
  for (const auto line : split(text, "\n")) {
    if (line.starts_with("room ")) {
      part = &parts[std::string(line.substr(5))];
    } else if (line.starts_with("| ") && part != nullptr) {
      part->push_back(line.substr(2));
    }
  }
  return parts;
}

Error full(Message message, std::uint64_t needed, const RoomLimit& limit) {
  return {ErrorCode::remote_disk_full, std::move(message),
          std::to_string(needed) + " needed, " + std::to_string(limit.free) + " free by " + limit.said_by};
}

}  // namespace

Room parse_room(std::string_view text) {
  auto parts = parts_of(text);
  Room room;
  const auto disk = disk_line(parts["disk"]).value_or(DiskLine{});
  if (disk.total > 0) room.bytes = RoomLimit{from_kib(disk.free), from_kib(disk.total), "disk"};
  const auto inodes = disk_line(parts["inodes"]).value_or(DiskLine{});
  if (inodes.total > 0) room.files = RoomLimit{inodes.free, inodes.total, "disk"};
  for (const auto* who : {"user", "group", "project"}) {
    const auto said_by = std::string("quota ") + who;
    read_quota(parts[std::string("quota-") + who], disk, said_by, room);
    read_lfs(parts[std::string("lfs-") + who], said_by, room);
  }
  read_mmlsquota(parts["mmlsquota"], disk, room);
  read_beegfs(parts["beegfs"], disk, room);
  return room;
}

Result<Done> fits(const Room& room, std::uint64_t bytes, std::uint64_t files) {
  if (room.bytes && room.bytes->free < bytes) {
    return full(Message(WERKBANK_TEXT("transfer",
                                      "There is not enough room on the factory: %1 is needed and %2 is left. Remove "
                                      "data or jobs that you no longer need, or ask the help desk for more room."),
                        {Bytes{bytes}, Bytes{room.bytes->free}}),
                bytes, *room.bytes);
  }
  if (room.files && room.files->free < files) {
    return full(Message(WERKBANK_TEXT("transfer",
                                      "The factory lets you keep %2 more files, and this data has %1. Pack the many "
                                      "small files into one file (zip) and use that, or remove data or jobs that you "
                                      "no longer need."),
                        {static_cast<std::int64_t>(files), static_cast<std::int64_t>(room.files->free)}),
                files, *room.files);
  }
  return Done{};
}

}  // namespace werkbank
