#include "core/transfer/remote_files.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "core/base/remote_path.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/sums.h"

namespace werkbank {
namespace {

// Both: $1 the folder; names, each ended by NUL, on standard input.
std::string list_script() {
  return "cd \"$1\" || exit 103\n" + for_each_path(R"sh(find "./$path" -type f -printf "%s %p\0")sh");
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

Result<FileManifest> list_remote_files(CommandRunner& runner, const std::string& folder,
                                       const std::vector<std::string>& relative_paths, const std::stop_token& stop) {
  WERKBANK_TRY(auto names, names_to_ask(relative_paths));
  WERKBANK_TRY(const auto answer, ask(runner, list_script(), folder, std::move(names), 0, stop));
  FileManifest files;
  for (std::size_t begin = 0; begin < answer.out.size();) {
    const auto end = std::min(answer.out.find('\0', begin), answer.out.size());
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
  return files;
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
