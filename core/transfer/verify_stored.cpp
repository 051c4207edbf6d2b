#include "core/transfer/verify_stored.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/base/sha256.h"
#include "core/base/stored.h"
#include "core/base/uuid.h"
#include "core/transfer/progress_pace.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/sums.h"

namespace werkbank {
namespace {

constexpr std::size_t most_named = 100;
constexpr std::size_t most_sums = 32U << 20U;
constexpr int exit_gone = 106;

// All three: $1 the folder of the data sets, $2 the name in it.
// Each field ends with a NUL: "<kind> <size> ./path" of all that is no folder and of folders that nobody may read, an
// empty field, "<sha256>  ./path" of each file that can be read, an empty field.
constexpr const char* read_script = R"sh(
# What openssl makes of names with a newline or a backslash differs between versions; and where a file has no sum, only
# sha256sum says which.
if [ "$sum_tool" = openssl ]; then
  named_sums() {
    xargs -0 -r -n 100 sh -c '
      case "$*" in *\\* | *"
"*) exec sha256sum -z -- "$@" ;; esac
      sums=$(openssl dgst -sha256 -r "$@" 2>/dev/null | cut -c 1-64)
      [ "$(printf "%s\n" "$sums" | wc -l)" -eq $# ] || exec sha256sum -z -- "$@"
      for sum in $sums; do printf "%s  %s\0" "$sum" "$1"; shift; done' sh
  }
else
  named_sums() { xargs -0 -r sha256sum -z --; }
fi
cd "$1" 2>/dev/null && [ -d "./$2" ] && [ ! -L "./$2" ] && cd "./$2" || exit 106
find . \( ! -type d -o ! -readable -o ! -executable \) -printf '%y %s %p\0' 2>/dev/null
printf '\0'
find . -type f -print0 | sort -z | named_sums
printf '\0'
[ -d "../$2" ] || exit 106
exit 0
)sh";
// $3 our own uuid; the sums come on standard input.
constexpr const char* keep_script = R"sh(
cd "$1" && [ -d "./$2" ] || exit 103
part=./.part-sums-$3
trap 'rm -f "$part"' EXIT
cat > "$part" && mv -f -T "$part" "./$2.sums" || exit 103
)sh";
constexpr const char* kept_script = R"sh(
cd "$1" && [ -f "./$2.sums" ] && [ ! -L "./$2.sums" ] || exit 0
head -c 33554433 "./$2.sums"
)sh";

Error not_there(const std::string& name) {
  return {ErrorCode::remote_file,
          Message(WERKBANK_TEXT("transfer",
                                "The data set %1 is not on the factory, or was removed while it was being checked. "
                                "Upload the data again if you need it there."),
                  {name}),
          {}};
}

Error cut_off(std::string detail) {
  return {ErrorCode::answer_garbled,
          Message(WERKBANK_TEXT("transfer",
                                "The factory's answer about the data cannot be understood, so nothing is proven. "
                                "Check it again.")),
          std::move(detail)};
}

/// What the answer to read_script tells, field by field, as it comes. Both of its lists are compared in the order of
/// the bytes of the paths, so that nothing is held twice.
class Reading {
 public:
  Reading(const ProgressSink& progress, std::string name) : progress_(progress), name_(std::move(name)) {}

  Result<Done> take(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto end = bytes.find('\0');
      held_ += bytes.substr(0, end);
      constexpr std::size_t longest = 16384;
      if (held_.size() > longest) return cut_off("a field without an end");
      if (end == std::string_view::npos) return Done{};
      WERKBANK_CHECK(field(held_));
      held_.clear();
      bytes.remove_prefix(end + 1);
    }
    return Done{};
  }

  bool is_complete() const { return part_ == Part::ended && held_.empty(); }
  std::uint64_t bytes() const { return bytes_; }

  /// What is there; what nobody may read has no hash and goes to check.unreadable. To be asked for once.
  FileManifest manifest(DatasetCheck& check) {
    for (std::size_t i = 0; i < there_.entries.size() && check.unreadable.size() < most_named; ++i) {
      if (there_.entries[i].sha256 == Sha256Digest{}) check.unreadable.push_back(there_.entries.path(i));
    }
    for (const auto& entry : came_since_.entries) there_.entries.push_back(entry);
    there_.entries.sort();
    return std::move(there_);
  }

 private:
  enum class Part { listing, sums, ended };

  Result<Done> field(const std::string& text) {
    if (part_ == Part::ended) return cut_off("more after the end");
    if (!text.empty()) return part_ == Part::listing ? listed(text) : summed(text);
    if (part_ == Part::listing) {
      there_.entries.sort();
      pace_.emplace(progress_, Message(WERKBANK_TEXT("transfer", "Reading %1 on the factory"), {name_}), bytes_);
    }
    part_ = part_ == Part::listing ? Part::sums : Part::ended;
    return Done{};
  }

  // "f 123 ./path"
  Result<Done> listed(const std::string& text) {
    const auto space = text.find(' ', std::min<std::size_t>(2, text.size()));
    if (space == std::string::npos || text[1] != ' ' || text.compare(space, 3, " ./") != 0)
      return cut_off("listed: " + text);
    std::uint64_t size = 0;
    const auto parsed = std::from_chars(text.data() + 2, text.data() + space, size);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + space) return cut_off("listed: " + text);
    if (text[0] != 'f') size = 0;
    bytes_ += size;
    // What is neither file nor folder (a link, a socket) was never sent: no file has such a hash.
    const bool is_other = text[0] != 'f' && text[0] != 'd';
    there_.entries.add(std::string_view(text).substr(space + 3), size, is_other ? no_file() : Sha256Digest{});
    return Done{};
  }

  // "<sha256>  ./path"
  Result<Done> summed(const std::string& text) {
    constexpr std::string_view between = "  ./";
    constexpr std::size_t digits = 64;
    const auto sum = Sha256Digest::from_hex(std::string_view(text).substr(0, digits));
    if (!sum || text.size() <= digits + between.size() || text.compare(digits, between.size(), between) != 0)
      return cut_off("sum: " + text);
    const auto path = text.substr(digits + between.size());
    while (next_ < there_.entries.size() && there_.entries.path(next_) < path) ++next_;
    if (next_ == there_.entries.size() || there_.entries.path(next_) != path) {
      came_since_.entries.add(path, 0, *sum);
      return Done{};
    }
    const auto size = there_.entries.size_of(next_);
    there_.entries.set(next_++, size, *sum);
    pace_->add(size);
    return Done{};
  }

  static Sha256Digest no_file() {
    Sha256Digest digest;
    digest.bytes.fill(0xff);
    return digest;
  }

  const ProgressSink& progress_;
  std::string name_;
  std::optional<ProgressPace> pace_;
  Part part_ = Part::listing;
  std::string held_;
  FileManifest there_;
  FileManifest came_since_;
  std::size_t next_ = 0;
  std::uint64_t bytes_ = 0;
};

struct Verifying {
  CommandRunner& runner;
  const std::stop_token& stop;
  std::string folder;
  std::string name;

  Result<RemoteAnswer> run(const std::string& script, std::vector<std::string> more, ByteSource input,
                           ByteSink output) const {
    // Before it is known how much there is: a file of a terabyte is read in silence.
    constexpr double patience = 6 * 3600;
    std::vector<std::string> arguments = {folder, name};
    arguments.insert(arguments.end(), more.begin(), more.end());
    RemoteCommand command;
    command.script = script;
    command.arguments = std::move(arguments);
    command.input = std::move(input);
    command.output = std::move(output);
    command.quiet_seconds = patience;
    return run_remote(runner, std::move(command), stop);
  }
};

Result<Done> read_there(const Verifying& verifying, Reading& reading) {
  WERKBANK_TRY(const auto answer, verifying.run(std::string(sums_script) + read_script, {}, nullptr,
                                                [&reading](std::string_view bytes) { return reading.take(bytes); }));
  if (answer.exit_code == exit_gone) return not_there(verifying.name);
  if (answer.exit_code != 0) return remote_failure(answer, verifying.folder, reading.bytes());
  if (!reading.is_complete()) return cut_off("no end");
  return Done{};
}

/// The hashes of what was sent, as the last check that found it whole left them; they prove themselves by their hash.
std::optional<FileManifest> kept_sums(const Verifying& verifying) {
  std::string text;
  const auto answer = verifying.run(kept_script, {}, nullptr, [&text](std::string_view bytes) -> Result<Done> {
    if (text.size() <= most_sums) text += bytes;
    return Done{};
  });
  if (!answer.ok() || text.size() > most_sums) return std::nullopt;
  if (!sha256_hex(text).starts_with(hash_digits_of(verifying.name))) return std::nullopt;
  return parse_sums(text);
}

}  // namespace

Result<DatasetCheck> verify_stored(CommandRunner& runner, const RemotePath& work, const std::string& name,
                                   const FileManifest* original, const ProgressSink& progress,
                                   const std::stop_token& stop) {
  if (!is_stored_name(StoredKind::dataset, name)) return not_stored_name(name);
  const auto digits = hash_digits_of(name);
  if (original != nullptr && !original->hash().starts_with(digits)) return other_data(name);
  const Verifying verifying{runner, stop, (work / "datasets").text(), name};
  Reading reading(progress, name);
  WERKBANK_CHECK(read_there(verifying, reading));
  DatasetCheck check;
  check.name = name;
  const auto there = reading.manifest(check);
  check.files = there.entries.size();
  check.bytes = reading.bytes();
  check.at = SystemClock().now();
  check.whole = check.unreadable.empty() && there.hash().starts_with(digits);
  if (check.whole) {
    // That it was whole is true also where there is no room to write it down. A list that is too long for that is left
    // out, and with it only the names of what may be damaged later.
    const auto text = there.text();
    static_cast<void>(verifying.run(keep_script, {new_uuid()},
                                    bytes_as_source(text.size() <= most_sums ? text : std::string()), nullptr));
    return check;
  }
  if (original != nullptr) {
    name_differences(there, *original, check);
  } else if (const auto sums = kept_sums(verifying)) {
    name_differences(there, *sums, check);
  }
  return check;
}

}  // namespace werkbank
