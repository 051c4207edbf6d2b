#include "core/transfer/send.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>

#include "core/base/clock.h"
#include "core/base/uuid.h"
#include "core/transfer/progress_pace.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/tar_writer.h"

namespace werkbank {
namespace {

// $1 the folder of the data sets, $2 the name in it, $3 its tree hash. Sweeps our own left-overs in which nothing was
// written for a day, says whether the data is in place, and how much room there is.
constexpr const char* look_script = R"sh(
mkdir -p "$1" && cd "$1" || exit 103
find . -maxdepth 1 -type d -name '.part-*' -user "$(id -u)" -mmin +1440 -exec sh -c '
  for part do
    [ -n "$(find "$part" -mmin -1440 | head -n 1)" ] || { chmod -R u+w "$part"; rm -rf "$part"; }
  done' sh {} + 2>/dev/null
if [ -e "./$2" ] || [ -L "./$2" ]; then
  if [ "$(tree_hash "./$2")" = "$3" ]; then echo same; else echo other; fi
else
  echo absent
fi
df -Pk . 2>/dev/null | tail -n 1
exit 0
)sh";

// $1, $2, $3 as above, $4 our own uuid; the tar comes on standard input. What stands at the place and is not the same
// data is moved out of the way only when the right data is ready beside it.
constexpr const char* receive_script = R"sh(
cd "$1" || exit 103
part=./.part-$4
trap 'chmod -R u+w "$part" 2>/dev/null; rm -rf "$part"' EXIT
trap 'exit 109' HUP INT TERM PIPE
mkdir "$part" "$part/data" || exit 103
tar -x -m --no-same-owner --no-same-permissions -C "$part/data" -f - || exit 104
[ "$(tree_hash "$part/data")" = "$3" ] || exit 105
find "$part/data" -type f -exec chmod a-w {} + || exit 103
for try in 1 2 3; do
  mv -f -T "$part/data" "./$2" 2>/dev/null && { echo ours; exit 0; }
  [ "$(tree_hash "./$2")" = "$3" ] && { echo theirs; exit 0; }
  mv -f -T "./$2" "$part/old$try"
done
exit 103
)sh";

// $1, $2 as above, $3 our own uuid, $4 whether an older receipt stays; the receipt comes on standard input.
constexpr const char* receipt_script = R"sh(
cd "$1" || exit 103
[ "$4" = keep ] && [ -e "./$2.receipt.json" ] && exit 0
part=./.part-receipt-$3
trap 'rm -f "$part"' EXIT
cat > "$part" && mv -f -T "$part" "./$2.receipt.json" || exit 103
)sh";

Error rejected(Message message) { return {ErrorCode::data_rejected, std::move(message)}; }

Result<std::vector<TarItem>> items_of(const FileManifest& manifest, const std::filesystem::path& root) {
  if (manifest.entries.empty()) {
    return rejected(
        Message(WERKBANK_TEXT("transfer", "There are no files to send. Choose a folder with files in it.")));
  }
  std::error_code ignored;
  const bool is_folder = std::filesystem::is_directory(root, ignored);
  std::vector<TarItem> items;
  std::vector<std::string> paths;
  for (const auto& entry : manifest.entries) {
    paths.push_back(entry.path);
    items.push_back({TarItem::Kind::local_file,
                     entry.path,
                     is_folder ? root / path_from_text(entry.path) : root,
                     {},
                     entry.size,
                     entry.sha256,
                     0600});
  }
  std::sort(paths.begin(), paths.end());
  const bool unsafe = !std::all_of(paths.begin(), paths.end(), is_safe_relative_path);
  if (unsafe || std::adjacent_find(paths.begin(), paths.end()) != paths.end()) {
    return rejected(Message(WERKBANK_TEXT(
        "transfer", "The list of files has a name that cannot be sent. Choose the folder with your data again.")));
  }
  return items;
}

// The free KiB in the last line of `df -Pk`: the word before "12%".
std::optional<std::uint64_t> free_bytes(const std::string& line) {
  std::istringstream words(line);
  std::string before;
  std::optional<std::uint64_t> found;
  for (std::string word; words >> word; before = word) {
    if (word.back() != '%' && word != "-") continue;
    std::uint64_t kib = 0;
    const auto parsed = std::from_chars(before.data(), before.data() + before.size(), kib);
    if (parsed.ec == std::errc() && parsed.ptr == before.data() + before.size()) found = kib * 1024;
  }
  return found;
}

// On disk every file begins a block of its own.
std::uint64_t room_for(const std::vector<TarItem>& items) {
  constexpr std::uint64_t block = 4096;
  std::uint64_t sum = 0;
  for (const auto& item : items) sum += (item.size + block - 1) / block * block;
  return sum;
}

struct Sending {
  CommandRunner& runner;
  const std::stop_token& stop;
  std::string folder;
  std::string name;
  std::string hash;
  std::uint64_t bytes = 0;

  Result<RemoteAnswer> run(std::string script, std::vector<std::string> more, ByteSource input) const {
    std::vector<std::string> arguments = {folder, name};
    arguments.insert(arguments.end(), more.begin(), more.end());
    WERKBANK_TRY(auto answer, run_remote(runner,
                                         {tree_hash_script + script, std::move(arguments), std::move(input), nullptr,
                                          patience_for(bytes)},
                                         stop));
    if (answer.exit_code != 0) return remote_failure(answer, folder, bytes);
    return answer;
  }
};

Result<bool> is_there(const Sending& sending, const std::vector<TarItem>& items) {
  WERKBANK_TRY(const auto answer, sending.run(look_script, {sending.hash}, nullptr));
  if (answer.out.starts_with("same\n")) return true;
  const auto space = free_bytes(answer.out.substr(std::min(answer.out.size(), answer.out.find('\n'))));
  const auto needed = room_for(items);
  if (space && *space < needed) return remote_full(needed, std::to_string(*space) + " bytes free");
  return false;
}

/// True when another put the same data in place while ours was on its way.
Result<bool> upload(const Sending& sending, std::vector<TarItem> items, const ProgressSink& progress) {
  ProgressPace pace(progress, Message(WERKBANK_TEXT("transfer", "Sending your data to the factory")), sending.bytes);
  TarWriter tar(std::move(items), [&pace](std::uint64_t bytes) { pace.add(bytes); });
  const auto source = [&tar](std::span<char> room) { return tar.read(room); };
  WERKBANK_TRY(const auto answer, sending.run(receive_script, {sending.hash, new_uuid()}, source));
  return answer.out.starts_with("theirs");
}

// The data is in place and whole: a receipt that cannot be written there takes nothing away from that.
void leave_receipt(const Sending& sending, const Receipt& receipt) {
  static_cast<void>(sending.run(receipt_script, {new_uuid(), receipt.was_there ? "keep" : "replace"},
                                bytes_as_source(receipt.json() + '\n')));
}

}  // namespace

std::string dataset_folder_name(const std::string& name) {
  constexpr std::size_t longest = 80;
  std::string folder = name.substr(0, longest);
  for (char& c : folder) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain && c != '.' && c != '_' && c != '-') c = '_';
  }
  if (folder.empty()) return "dataset";
  if (folder.front() == '.' || folder.front() == '-') folder.front() = '_';
  return folder;
}

RemotePath dataset_place(const RemotePath& work, const std::string& name, const FileManifest& manifest) {
  constexpr std::size_t digits = 16;
  return work / ("datasets/" + dataset_folder_name(name) + '@' + manifest.hash().substr(0, digits));
}

Result<Receipt> send(CommandRunner& runner, const FileManifest& manifest, const std::filesystem::path& root,
                     const std::string& dataset_name, const RemotePath& work, const ProgressSink& progress,
                     const std::stop_token& stop) {
  const SystemClock clock;
  const double begin = clock.now();
  WERKBANK_TRY(auto items, items_of(manifest, root));
  const auto place = dataset_place(work, dataset_name, manifest);
  const auto folder = work / "datasets";
  const auto name = place.text().substr(std::min(place.text().size(), folder.text().size() + 1));
  const Sending sending{runner, stop, folder.text(), name, tree_hash(items), manifest.bytes()};
  WERKBANK_TRY(bool was_there, is_there(sending, items));
  if (!was_there) {
    WERKBANK_TRY(was_there, upload(sending, std::move(items), progress));
  }
  const double end = clock.now();
  const Receipt receipt{name,        place.text(), manifest.entries.size(), manifest.bytes(), manifest.hash(), end,
                        end - begin, was_there};
  leave_receipt(sending, receipt);
  return receipt;
}

}  // namespace werkbank
