#include "core/transfer/remote_files.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <numeric>
#include <string_view>

#include "core/base/remote_path.h"
#include "core/transfer/compression.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/sums.h"

namespace werkbank {
namespace {

// Both: $1 the folder; names, each ended by NUL, on standard input.
// Where zstd is, also: of the largest files up to 64 KiB each, out of the middle, and how many bytes zstd makes of
// that. It stands after the list, with a NUL before it.
std::string files_script() {
  return R"sh(
cd "$1" || exit 103
list() {
)sh" + for_each_path(R"sh(find "./$path" -type f -printf "%s %p\0")sh") +
         R"sh(
}
sample() {
  sort -z -r -n | head -z -n 16 | xargs -0 -r sh -c '
    for file do
      shift
      skip=$((${file%% *} / 2))
      if [ "$skip" -gt 65536 ]; then
        dd if="${file#* }" bs=64K count=1 iflag=skip_bytes,fullblock skip="$skip" status=none
      else
        set -- "$@" "${file#* }"
      fi
    done
    [ $# -eq 0 ] || head -q -c 65536 -- "$@"' sh
}
zstd -q -V >/dev/null 2>&1 || { list; exit; }
exec 4>&1
# Whatever becomes of the sample, the list is whole.
said=$({
  { { list; echo "code $?" >&5; } | (trap "" PIPE; tee /dev/fd/3 >&4); } 3>&1 |
    sample | zstd -q -1 -c | { squeezed=$(wc -c); echo "squeezed $squeezed" >&5; }
} 5>&1)
case $said in *"code 0"*) ;; *) exit 104 ;; esac
squeezed=${said##*squeezed }
printf '\0%s' "${squeezed%%[!0-9]*}"
)sh";
}
constexpr const char* read_sums_script = R"sh(
cd "$1" && sums || exit 103
)sh";

Result<RemoteAnswer> ask(CommandRunner& runner, const std::string& script, const std::string& folder, std::string names,
                         std::uint64_t bytes, const std::stop_token& stop) {
  WERKBANK_TRY(
      auto answer,
      run_remote(runner, {script, {folder}, bytes_as_source(std::move(names)), nullptr, nullptr, patience_for(bytes)},
                 stop));
  if (answer.exit_code == 0) return answer;
  return not_readable(folder, "exit " + std::to_string(answer.exit_code) + ": " + answer.err);
}

// "123 ./path"
Result<ManifestEntry> listed(const std::string& record) {
  ManifestEntry file;
  const auto* end = record.data() + record.size();
  const auto parsed = std::from_chars(record.data(), end, file.size);
  const std::string rest(parsed.ptr, end);
  if (parsed.ec != std::errc() || !rest.starts_with(" ./")) return not_as_announced("listed: " + record);
  file.path = rest.substr(3);
  if (!is_safe_relative_path(file.path)) return not_as_announced("listed: " + file.path);
  return file;
}

/// `squeezed` is what the factory says of the sample.
bool pays_to_compress(const FileManifest& files, std::string_view squeezed) {
  constexpr std::size_t files_in_sample = 16;
  constexpr std::uint64_t most_of_a_file = 64U << 10U;
  constexpr std::uint64_t worth_a_look = 1U << 20U;
  constexpr std::uint64_t of_nothing = 13;  // bytes
  std::uint64_t after = 0;
  const auto* const end = squeezed.data() + squeezed.size();
  const auto parsed = std::from_chars(squeezed.data(), end, after);
  if (parsed.ec != std::errc() || parsed.ptr != end || after <= of_nothing || files.bytes() < worth_a_look)
    return false;
  std::vector<std::uint64_t> sizes(files.entries.size());
  for (std::size_t i = 0; i < sizes.size(); ++i) sizes[i] = files.entries.size_of(i);
  const auto count = static_cast<std::ptrdiff_t>(std::min(files_in_sample, sizes.size()));
  std::partial_sort(sizes.begin(), sizes.begin() + count, sizes.end(), std::greater<>());
  const auto before = std::accumulate(sizes.begin(), sizes.begin() + count, std::uint64_t{0},
                                      [&](auto sum, auto size) { return sum + std::min(size, most_of_a_file); });
  return is_worth_compressing(before, after);
}

}  // namespace

std::string for_each_path(const std::string& body) {
  return R"sh(
xargs -0 -r sh -c '
  for path do
    part=$path
    while [ -n "$part" ]; do
      [ -L "./$part" ] && continue 2
      case $part in */*) part=${part%/*};; *) part=;; esac
    done
    [ -e "./$path" ] || continue
    { )sh" +
         body + R"sh(
    } || exit 1
  done' sh
)sh";
}

Result<std::string> names_to_ask(const std::vector<std::string>& relative_paths) {
  std::string names;
  for (auto path : relative_paths) {
    while (path.ends_with('/')) path.pop_back();
    if (!is_safe_relative_path(path)) {
      return Error{ErrorCode::remote_file,
                   Message(WERKBANK_TEXT("transfer", "\"%1\" is not a place inside the folder of the job."), {path})};
    }
    names += path + '\0';
  }
  return names;
}

Error not_as_announced(std::string detail) {
  return {ErrorCode::verification_failed,
          Message(WERKBANK_TEXT("transfer",
                                "What arrived on this computer is not what stands on the factory. Nothing of it was "
                                "kept. Try it again.")),
          std::move(detail), Grade::retry_by_itself};
}

Error not_readable(const std::string& folder, std::string detail) {
  return {ErrorCode::remote_file,
          Message(WERKBANK_TEXT("transfer",
                                "The results in %1 on the factory could not be read. Try it again. If it happens "
                                "again, ask the help desk of the factory."),
                  {folder}),
          std::move(detail)};
}

Result<RemoteFiles> list_remote_files(CommandRunner& runner, const std::string& folder,
                                      const std::vector<std::string>& relative_paths, const std::stop_token& stop) {
  WERKBANK_TRY(auto names, names_to_ask(relative_paths));
  WERKBANK_TRY(const auto answer, ask(runner, files_script(), folder, std::move(names), 0, stop));
  FileManifest files;
  std::string_view squeezed;
  for (std::size_t begin = 0; begin < answer.out.size();) {
    const auto end = std::min(answer.out.find('\0', begin), answer.out.size());
    if (end == begin) {
      squeezed = std::string_view(answer.out).substr(begin + 1);
      break;
    }
    WERKBANK_TRY(const auto file, listed(answer.out.substr(begin, end - begin)));
    files.entries.push_back(file);
    begin = end + 1;
  }
  if (files.entries.empty()) {
    return Error{
        ErrorCode::remote_file,
        Message(WERKBANK_TEXT("transfer", "There are no results in %1 on the factory. Look in the log of the job why."),
                {folder})};
  }
  // Whoever asks for a folder and a file in it gets that file once.
  files.entries.sort();
  files.entries.drop_repeated();
  const bool pays = pays_to_compress(files, squeezed);
  return RemoteFiles{std::move(files), pays};
}

Result<std::vector<Sha256Digest>> remote_sums(CommandRunner& runner, const std::string& folder,
                                              const FileManifest& files, const std::stop_token& stop) {
  std::string names;
  for (const auto file : files.entries) names += "./" + file.path + '\0';
  const auto script = std::string(sums_script) + read_sums_script;
  WERKBANK_TRY(const auto answer, ask(runner, script, folder, std::move(names), files.bytes(), stop));
  std::vector<Sha256Digest> sums;
  for (std::size_t begin = 0; begin < answer.out.size();) {
    const auto end = std::min(answer.out.find('\n', begin), answer.out.size());
    const auto sum = Sha256Digest::from_hex(std::string_view(answer.out).substr(begin, end - begin));
    if (!sum) return not_as_announced("no sum: " + answer.out.substr(begin, end - begin));
    sums.push_back(*sum);
    begin = end + 1;
  }
  if (sums.size() != files.entries.size())
    return not_readable(folder, std::to_string(sums.size()) + " sums: " + answer.err);
  return sums;
}

}  // namespace werkbank
