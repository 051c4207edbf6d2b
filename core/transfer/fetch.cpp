#include "core/transfer/fetch.h"

#include <charconv>
#include <optional>
#include <thread>

#include "core/base/clock.h"
#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/base/uuid.h"
#include "core/transfer/landing.h"
#include "core/transfer/progress_pace.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/tar_unpacker.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

// All three: $1 the job's folder; names, each ended by NUL, on standard input. Paths through a link are left out.
constexpr const char* list_script = R"sh(
cd "$1" || exit 103
xargs -0 -r sh -c '
  for path do
    part=$path
    while [ -n "$part" ]; do
      [ -L "./$part" ] && continue 2
      case $part in */*) part=${part%/*};; *) part=;; esac
    done
    [ ! -e "./$path" ] || find "./$path" -type f -printf "%s %p\0" || exit 1
  done' sh
)sh";
constexpr const char* sums_script = R"sh(
cd "$1" && xargs -0 -r sha256sum -z -- || exit 103
)sh";
constexpr const char* tar_script = R"sh(
cd "$1" || exit 103
tar -c --format=gnu --hard-dereference --no-recursion --null --no-unquote -T - -f - || exit 103
)sh";

std::vector<std::string> nul_ended(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\0', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

struct Fetching {
  CommandRunner& runner;
  const std::stop_token& stop;
  std::string folder;
  std::uint64_t bytes = 0;

  Result<RemoteAnswer> run(const char* script, std::string input, ByteSink output = nullptr) const {
    WERKBANK_TRY(
        auto answer,
        run_remote(
            runner,
            {script, {folder}, bytes_as_source(std::move(input)), nullptr, std::move(output), patience_for(bytes)},
            stop));
    if (answer.exit_code == 0) return answer;
    return Error{ErrorCode::remote_file,
                 Message(WERKBANK_TEXT("transfer",
                                       "The results in %1 on the factory could not be read. Try it again. If it "
                                       "happens again, ask the help desk of the factory."),
                         {folder}),
                 "exit " + std::to_string(answer.exit_code) + ": " + answer.err};
  }
};

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

// "123 ./path"
Result<Done> add_listed(const std::string& record, ExpectedFiles& files) {
  std::uint64_t size = 0;
  const auto* end = record.data() + record.size();
  const auto parsed = std::from_chars(record.data(), end, size);
  const std::string rest(parsed.ptr, end);
  if (parsed.ec != std::errc() || !rest.starts_with(" ./")) return not_as_announced("listed: " + record);
  const auto path = rest.substr(3);
  if (!is_safe_relative_path(path)) return not_as_announced("listed: " + path);
  files[path].size = size;
  return Done{};
}

Result<Done> add_sum(const std::string& record, ExpectedFiles& files) {
  constexpr std::size_t digits = 64;
  constexpr std::string_view between = "  ./";
  if (record.size() <= digits || record.compare(digits, between.size(), between) != 0 ||
      record.find_first_not_of("0123456789abcdef") < digits) {
    return not_as_announced("sum: " + record);
  }
  const auto known = files.find(record.substr(digits + between.size()));
  if (known == files.end()) return not_as_announced("sum of another file: " + record);
  known->second.sha256 = record.substr(0, digits);
  return Done{};
}

std::string names_of(const ExpectedFiles& files) {
  std::string names;
  for (const auto& [path, file] : files) names += "./" + path + '\0';
  return names;
}

Result<ExpectedFiles> expected_files(Fetching& fetching, const std::vector<std::string>& relative_paths) {
  WERKBANK_TRY(auto names, names_to_ask(relative_paths));
  WERKBANK_TRY(const auto listed, fetching.run(list_script, std::move(names)));
  ExpectedFiles files;
  for (const auto& record : nul_ended(listed.out)) WERKBANK_CHECK(add_listed(record, files));
  if (files.empty()) {
    return Error{
        ErrorCode::remote_file,
        Message(WERKBANK_TEXT("transfer", "There are no results in %1 on the factory. Look in the log of the job why."),
                {fetching.folder})};
  }
  for (const auto& [path, file] : files) fetching.bytes += file.size;
  WERKBANK_TRY(const auto sums, fetching.run(sums_script, names_of(files)));
  for (const auto& record : nul_ended(sums.out)) WERKBANK_CHECK(add_sum(record, files));
  for (const auto& [path, file] : files) {
    if (file.sha256.empty()) return not_as_announced("no sum: " + path);
  }
  return files;
}

// The folder beside the place of the results; it is gone when this is.
class Staging {
 public:
  explicit Staging(const fs::path& into) : path_(into / (".werkbank-part-" + new_uuid())) {}
  ~Staging() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Result<Done> download(const Fetching& fetching, const ExpectedFiles& files, const fs::path& folder,
                      ProgressPace& pace) {
  ByteQueue queue;
  Result<Done> unpacked = Done{};
  std::thread unpacker([&] {
    unpacked = unpack_tar(queue, files, folder, [&pace](std::uint64_t bytes) { pace.add(bytes); });
    queue.leave();
  });
  bool refused = false;
  const auto answer = fetching.run(tar_script, names_of(files), [&](std::string_view bytes) -> Result<Done> {
    refused = refused || !queue.push(bytes);
    if (refused && !unpacked.ok()) return Unhappy(unpacked);
    return Done{};  // after the end of the archive comes only its padding
  });
  queue.end();
  unpacker.join();
  // A broken connection also makes the archive end too early: say what was first. But when this disk is full or the
  // archive is wrong, what the factory says afterwards is of no use.
  if (!answer.ok() && (!unpacked.failed() || unpacked.error().code == ErrorCode::verification_failed))
    return Unhappy(answer);
  return unpacked;
}

Result<Done> check_room(const fs::path& into, std::uint64_t bytes) {
  std::error_code unknown;
  const auto space = fs::space(into, unknown);
  if (unknown || space.available >= bytes) return Done{};
  return Error{ErrorCode::local_disk_full,
               Message(WERKBANK_TEXT("transfer",
                                     "There is not enough free space on this computer: the results need %1. Free some "
                                     "space, or choose another disk."),
                       {Bytes{bytes}}),
               path_text(into)};
}

Result<Done> bring(const Fetching& fetching, const ExpectedFiles& files, const fs::path& into,
                   const ProgressSink& progress) {
  std::uint64_t bytes = 0;
  for (const auto& [path, file] : files) bytes += file.size;
  WERKBANK_CHECK(check_room(into, bytes));
  const Staging staging(into);
  WERKBANK_CHECK(make_folders(staging.path()));
  ProgressPace pace(progress, Message(WERKBANK_TEXT("transfer", "Fetching your results from the factory")), bytes);
  WERKBANK_CHECK(download(fetching, files, staging.path(), pace));
  for (const auto& [path, file] : files) {
    const auto name = path_from_text(path);
    WERKBANK_CHECK(move_beside(staging.path() / name, into / name));
  }
  return Done{};
}

}  // namespace

Result<Receipt> fetch(CommandRunner& runner, const RemotePath& job_folder,
                      const std::vector<std::string>& relative_paths, const fs::path& into,
                      const ProgressSink& progress, const std::stop_token& stop) {
  const SystemClock clock;
  const double begin = clock.now();
  Fetching fetching{runner, stop, job_folder.text()};
  WERKBANK_TRY(auto files, expected_files(fetching, relative_paths));
  WERKBANK_CHECK(make_folders(into));
  FileManifest manifest;
  ExpectedFiles missing;
  for (const auto& [path, file] : files) {
    if (stop.stop_requested()) return Cancelled{};
    manifest.entries.add(path, file.size, Sha256Digest::from_hex(file.sha256).value_or(Sha256Digest{}));
    if (!stands_already(into / path_from_text(path), file.size, file.sha256)) missing.emplace(path, file);
  }
  if (!missing.empty()) WERKBANK_CHECK(bring(fetching, missing, into, progress));
  const double end = clock.now();
  const auto name = job_folder.text().substr(job_folder.text().rfind('/') + 1);
  return Receipt{name, path_text(into), manifest.entries.size(), manifest.bytes(), manifest.hash(),
                 end,  end - begin,     missing.empty()};
}

}  // namespace werkbank
