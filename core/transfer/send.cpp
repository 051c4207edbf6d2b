#include "core/transfer/send.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <set>
#include <sstream>

#include <QLockFile>
#include <QSysInfo>

#include "core/base/clock.h"
#include "core/base/uuid.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/streams.h"
#include "core/transfer/tar_writer.h"

namespace werkbank {
namespace {

// $1 the folder of the data sets, $2 the name in it, $3 its tree hash, $4 the transfer's own folder. Sweeps our own
// left-overs in which nothing was written for a week, says whether the data is in place, how much room there is, and
// which parcels an earlier try has brought already.
constexpr const char* begin_script = R"sh(
mkdir -p "$1" && cd "$1" || exit 103
find . -maxdepth 1 -type d -name '.part-*' -user "$(id -u)" -mmin +10080 -exec sh -c '
  for part do
    [ -n "$(find "$part" -mmin -10080 | head -n 1)" ] || { chmod -R u+w "$part"; rm -rf "$part"; }
  done' sh {} + 2>/dev/null
state=absent
if [ -e "./$2" ] || [ -L "./$2" ]; then
  if [ "$(tree_hash "./$2")" = "$3" ]; then state=same; else state=other; fi
fi
echo $state
df -Pk . 2>/dev/null | tail -n 1
[ $state = same ] && exit 0
mkdir -p "./$4/data" "./$4/large" "./$4/done" || exit 103
echo begin
find "./$4/done" -type f -exec cat {} +
exit 0
)sh";

// $1 to $4 as above; the large files come on standard input: the number of each and its name, NUL-ended. What stands at
// the place and is not the same data is moved out of the way only when the right data is ready beside it.
constexpr const char* finish_script = R"sh(
cd "$1" && [ -d "./$4/data" ] || exit 103
part=./$4
sweep() { chmod -R u+w "$part" 2>/dev/null; rm -rf "$part"; }
(cd "$part" && xargs -0 -r -n 2 sh -c '
  [ -e "large/$1" ] || exit 0
  case $2 in */*) mkdir -p "data/${2%/*}" || exit 255 ;; esac
  mv -f -T "large/$1" "data/$2" || exit 255' sh) || exit 103
[ "$(tree_hash "$part/data")" = "$3" ] || { sweep; exit 105; }
find "$part/data" -type f -exec chmod a-w {} + || exit 103
for try in 1 2 3; do
  mv -f -T "$part/data" "./$2" 2>/dev/null && { sweep; echo ours; exit 0; }
  [ "$(tree_hash "./$2")" = "$3" ] && { sweep; echo theirs; exit 0; }
  mv -f -T "./$2" "$part/old$try"
done
exit 103
)sh";

// $1, $4 as above.
constexpr const char* give_up_script = R"sh(
cd "$1" || exit 0
chmod -R u+w "./$4" 2>/dev/null; rm -rf "./$4"
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
  std::string part;  ///< the transfer's own folder, the same at every try
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

/// How things stand at the factory.
struct Standing {
  bool is_there = false;
  std::set<std::size_t> arrived;  ///< numbers of parcels
};

Result<Standing> begin_sending(const Sending& sending, const std::vector<TarItem>& items,
                               const std::vector<Parcel>& parcels) {
  WERKBANK_TRY(const auto answer, sending.run(begin_script, {sending.hash, sending.part}, nullptr));
  std::istringstream lines(answer.out);
  std::string state;
  std::string room;
  std::getline(lines, state);
  Standing standing;
  standing.is_there = state == "same";
  if (standing.is_there) return standing;
  for (std::string line; std::getline(lines, line) && line != "begin";) room = line;
  auto needed = room_for(items);
  for (std::string line; std::getline(lines, line);) {
    std::size_t number = 0;
    const auto parsed = std::from_chars(line.data(), line.data() + line.size(), number);
    const bool is_one = parsed.ec == std::errc() && parsed.ptr == line.data() + line.size() && number < parcels.size();
    if (is_one && standing.arrived.insert(number).second) needed -= std::min(needed, parcels[number].length);
  }
  const auto space = free_bytes(room);
  if (space && *space < needed) return remote_full(needed, std::to_string(*space) + " bytes free");
  return standing;
}

std::string large_files(const std::vector<TarItem>& items) {
  std::string list;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].size >= large_file) list += std::to_string(i) + '\0' + items[i].path + '\0';
  }
  return list;
}

/// What arrived is of no use: the data is other data now, or there is no room for it.
bool leaves_nothing(const Error& error) {
  return error.code == ErrorCode::data_rejected || error.code == ErrorCode::remote_disk_full;
}

/// The failure as it is; nothing is left at the factory that no later try can use.
template <typename T>
Result<T> left_clean(const Sending& sending, Result<T> result) {
  if (result.failed() && leaves_nothing(result.error()))
    static_cast<void>(sending.run(give_up_script, {sending.hash, sending.part}, nullptr));
  return result;
}

/// True when another put the same data in place while ours was on its way.
Result<bool> upload(const Sending& sending, const std::vector<TarItem>& items, Outbox& outbox) {
  WERKBANK_CHECK(send_parcels(sending.runner, {sending.folder, sending.part, sending.bytes}, outbox, sending.stop));
  WERKBANK_TRY(const auto answer,
               sending.run(finish_script, {sending.hash, sending.part}, bytes_as_source(large_files(items))));
  return answer.out.starts_with("theirs");
}

// The data is in place and whole: a receipt that cannot be written there takes nothing away from that.
void leave_receipt(const Sending& sending, const Receipt& receipt) {
  static_cast<void>(sending.run(receipt_script, {new_uuid(), receipt.was_there ? "keep" : "replace"},
                                bytes_as_source(receipt.json() + '\n')));
}

/// The name of this transfer's own folder at the factory. The same at every try from this computer, so that the next
/// one goes on where the last one broke off; another one while a transfer of the same data is under way here.
class Own {
 public:
  explicit Own(const std::string& tree_hash) {
    const auto computer = QSysInfo::machineUniqueId().toStdString() + path_text(std::filesystem::temp_directory_path());
    constexpr std::size_t digits = 32;
    // What arrived counts by parcels: a Werkbank that cuts them otherwise begins anew.
    const auto name =
        sha256_hex("parcels 1 " + std::to_string(large_file) + ' ' + computer + tree_hash).substr(0, digits);
    lock_ = std::make_unique<QLockFile>(QString::fromStdString(
        path_text(std::filesystem::temp_directory_path() / ("werkbank-sending-" + name + ".lock"))));
    part_ = ".part-" + (lock_->tryLock() ? name : new_uuid());
  }
  const std::string& part() const { return part_; }

 private:
  std::unique_ptr<QLockFile> lock_;
  std::string part_;
};

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
  const auto tree = tree_hash(items);
  const Own own(tree);
  const Sending sending{runner, stop, folder.text(), name, tree, own.part(), manifest.bytes()};
  const auto parcels = parcels_of(items);
  WERKBANK_TRY(const auto standing, left_clean(sending, begin_sending(sending, items, parcels)));
  bool was_there = standing.is_there;
  if (!was_there) {
    Outbox outbox(
        items, parcels, standing.arrived,
        ProgressPace(progress, Message(WERKBANK_TEXT("transfer", "Sending your data to the factory")), sending.bytes));
    WERKBANK_TRY(was_there, left_clean(sending, upload(sending, items, outbox)));
  }
  const double end = clock.now();
  const Receipt receipt{name,        place.text(), manifest.entries.size(), manifest.bytes(), manifest.hash(), end,
                        end - begin, was_there};
  leave_receipt(sending, receipt);
  return receipt;
}

}  // namespace werkbank
