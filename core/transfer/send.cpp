#include "core/transfer/send.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>

#include "core/base/ascii.h"
#include "core/base/clock.h"
#include "core/base/hash_cache.h"
#include "core/base/local_files.h"
#include "core/base/uuid.h"
#include "core/transfer/base_version.h"
#include "core/transfer/compression.h"
#include "core/transfer/far_check.h"
#include "core/transfer/own_name.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/room.h"
#include "core/transfer/streams.h"

namespace werkbank {
namespace {

/// How often what arrived wrong is sent once more before it is given up.
constexpr int most_send_rounds = 3;
/// How often it is read once more because somebody wrote to it. Some file systems tell the time of a change only later,
/// so at last the sums alone count.
constexpr int most_looks = 2;
/// Of fewer files no quota is asked beforehand.
constexpr std::uint64_t worth_a_question = 1000;

// $1 the folder of the data sets, $2 the name in it, $3 its tree hash, $4 the transfer's own folder, $5 "whole" where
// no earlier version may be used, $6 the earlier version that is known here. Sweeps our own left-overs in which nothing
// was written for a week (only folders are made writable: files may be linked into a data set), says whether the data
// is in place, which earlier version there is, how much room, and which parcels an earlier try has brought already; the
// first stream goes on from there.
constexpr const char* begin_script = R"sh(
[ -d "$1" ] || mkdir -p "$1" || exit 103
cd "$1" || exit 103
for part in .part-*; do
  [ -d "$part" ] && [ ! -L "$part" ] && [ -O "$part" ] && [ "$part" != "$4" ] || continue
  [ -n "$(find "$part" -mmin -10080 | head -n 1)" ] ||
    { find "$part" -type d -exec chmod u+w {} +; rm -rf "$part"; } 2>/dev/null
done
state=absent
if [ -e "./$2" ] || [ -L "./$2" ]; then
  if [ "$(tree_hash "./$2")" = "$3" ]; then state=same; else state=other; fi
fi
[ -e "./$2.receipt.json" ] || state="$state bare"
echo "$state"
case $state in same*)
  rm -rf "./$4" 2>/dev/null
  exit 0 ;;
esac
)sh";
constexpr const char* begin_rest = R"sh(
echo "room $(df -Pk . 2>/dev/null | { read -r header; read -r line; echo "$line"; })"
mkdir -p "./$4/data" "./$4/large" "./$4/arrived" || exit 103
# A try that was stopped at its very end has made them read-only.
find "./$4/large" -type f ! -name "*.s*" ! -perm -u+w -exec chmod u+w {} +
(cd "./$4" && tell_arrived)
if zstd -q -V >/dev/null 2>&1; then echo zstd; fi
echo ready
)sh";

// $1, $4 as above.
constexpr const char* give_up_script = R"sh(
cd "$1" || exit 0
find "./$4" -type d -exec chmod u+w {} + 2>/dev/null; rm -rf "./$4"
)sh";

// $1, $2 as above, $4 our own uuid; the receipt comes on standard input. An older one stays.
constexpr const char* receipt_script = R"sh(
cd "$1" || exit 103
part=./.part-receipt-$4
trap 'rm -f "$part"' EXIT
cat > "$part" || exit 103
[ -e "./$2.receipt.json" ] || mv -f -T "$part" "./$2.receipt.json" || exit 103
)sh";

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

struct Target {
  std::string folder;  ///< of the data sets
  std::string name;    ///< in it; "<name>@" while the hash is not known
  std::string hash;    ///< of the tree, or empty
  std::string part;    ///< the transfer's own folder, the same at every try

  std::vector<std::string> arguments() const { return {folder, name, hash, part}; }
  std::string dataset() const { return name.substr(0, name.rfind('@')); }
};

/// Lets one at a time tell how far it is.
class OneAtATime {
 public:
  explicit OneAtATime(const ProgressSink& sink) : sink_(sink) {}
  ProgressSink sink() {
    return [this](const Progress& news) {
      const std::lock_guard lock(mutex_);
      if (sink_) sink_(news);
    };
  }

 private:
  const ProgressSink& sink_;
  std::mutex mutex_;
};

/// One transfer of one data set.
class Delivery {
 public:
  Delivery(CommandRunner& runner, FilesToSend& files, const Shipment& shipment, Target target, bool may_use_base,
           const ProgressSink& progress, const std::stop_token& stop)
      : runner_(runner),
        files_(files),
        shipment_(shipment),
        target_(std::move(target)),
        may_use_base_(may_use_base),
        progress_(progress),
        stop_(stop),
        pass_on_(stop, [this] { all_.request_stop(); }) {}

  enum class End { sent, theirs, was_there, was_there_without_receipt };
  /// What it is called at the end, and the receipt that goes beside it: asked for when all is verified there.
  struct Label {
    std::string name;
    std::string tree_hash;
    std::string receipt;
  };
  Result<End> run(const std::function<Label()>& label) {
    auto reading = launch([this] { return read_files(); });
    auto first = launch([this] { return send_first(); });
    if (!wait_for_answer()) {
      all_.request_stop();
      WERKBANK_CHECK(outcome_of({first.get(), reading.get()}));
      return state_.find("bare") == std::string::npos ? End::was_there : End::was_there_without_receipt;
    }
    auto check = launch([this] { return cargo_->check.run(runner_, target_.arguments(), all_.get_token()); });
    auto room = launch([this] { return ask_room(); });
    std::vector<Result<Done>> outcomes = {send_side_by_side(std::move(first)), room.get(), reading.get()};
    auto end = FarCheck::End::none;
    for (int look = 0; outcome_of(outcomes).ok(); ++look) {
      outcomes.push_back(mend());
      if (!outcomes.back().ok()) break;
      const auto words = label();
      end = cargo_->check.finish(words.name + ' ' + words.tree_hash, words.receipt, look < most_looks);
      if (end != FarCheck::End::changed) break;
    }
    if (!outcome_of(outcomes).ok()) all_.request_stop();
    outcomes.push_back(check.get());
    if (end == FarCheck::End::none && stop_.stop_requested()) return Cancelled{};
    WERKBANK_CHECK(outcome_of(outcomes));
    if (end == FarCheck::End::none) return remote_failure({0, {}, "no word of the end"}, target_.folder, 0);
    return end == FarCheck::End::ours ? End::sent : End::theirs;
  }

  /// It ended because the earlier version, that it went on from, is not what it should be or could not be linked.
  bool base_is_of_no_use() const { return base_is_of_no_use_; }
  /// It ended because the factory has room for no more files than this.
  std::optional<std::uint64_t> room_for_files() const { return room_for_files_; }

 private:
  using Outcome = std::future<Result<Done>>;

  /// What goes, known as soon as the factory said what is there.
  struct Cargo {
    Cargo(const Shipment& shipment, const std::vector<bool>& linked, OneAtATime& progress)
        : parcels(parcels_of(shipment, linked)),
          outbox(shipment, parcels,
                 ProgressPace(progress.sink(), Message(WERKBANK_TEXT("transfer", "Sending your data to the factory")),
                              shipment.bytes())),
          check(shipment, parcels) {}
    const std::vector<Parcel> parcels;
    Outbox outbox;
    FarCheck check;
    // To be sent.
    std::size_t count = 0;  ///< of parcels
    std::uint64_t bytes = 0;
    std::uint64_t files = 0;
    bool is_much() const { return bytes >= worth_a_line; }
  };

  // A failure of one is the end of all.
  Outcome launch(std::function<Result<Done>()> work) {
    return std::async(std::launch::async, [this, work = std::move(work)] {
      auto outcome = work();
      if (!outcome.ok()) all_.request_stop();
      return outcome;
    });
  }

  // Where the factory has nothing of it yet, nobody has to wait for that: what is told of this computer's side is then
  // how much has been sent.
  Result<Done> read_files() {
    return files_.read(
        [this](const Progress& news) {
          if (!is_open()) progress_.sink()(news);
        },
        all_.get_token());
  }

  Result<Done> send_first() {
    StreamWords words;
    words.script =
        tree_hash_script + tell_arrived_script() + begin_script + offer_base_script + begin_rest + take_base_script;
    words.arguments = target_.arguments();
    words.arguments.emplace_back(may_use_base_ ? "" : "whole");
    SentVersion known;
    if (may_use_base_ && files_.cache() != nullptr) known = files_.cache()->last_sent(target_.dataset());
    words.arguments.push_back(known.name);
    known_name_ = known.name;
    // While the factory looks what it has.
    known_ = std::async(std::launch::async, [list = std::move(known.list)] { return BaseVersion(list); });
    words.before = [this](std::span<char> room) { return give_opening(room); };
    words.may_send = [this] {
      const std::lock_guard lock(mutex_);
      return is_open_ || !opening_.empty();
    };
    words.hear = [this](const std::string& line) -> Result<Done> {
      if (line == "refused") return without_base();
      return is_open() ? hear_arrived(line) : hear_begin(line);
    };
    words.outbox = [this] { return &cargo_->outbox; };
    auto outcome = send_stream(runner_, words, shipment_.bytes(), all_.get_token());
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    changed_.notify_all();
    return outcome;
  }

  Result<Done> send_another(bool own_line) {
    StreamWords words;
    words.script = std::string(await_base_script) + "await_base \"$1/$4\"\n";
    words.arguments = target_.arguments();
    words.hear = [this](const std::string& line) { return hear_arrived(line); };
    words.own_line = own_line;
    words.may_wait = files_.is_packed();
    words.outbox = [this] { return &cargo_->outbox; };
    return send_stream(runner_, words, shipment_.bytes(), all_.get_token());
  }

  bool is_open() {
    const std::lock_guard lock(mutex_);
    return is_open_;
  }

  /// False when the first stream ended without a wish for data.
  bool wait_for_answer() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_open_ || is_over_; });
    return is_open_;
  }

  std::size_t give_opening(std::span<char> room) {
    const std::lock_guard lock(mutex_);
    const auto count = std::min(room.size(), opening_.size());
    std::copy_n(opening_.begin(), count, room.begin());
    opening_.erase(0, count);
    return count;
  }

  Result<Done> hear_begin(const std::string& line) {
    if (state_.empty()) {
      state_ = line;
    } else if (line.starts_with("base ")) {
      base_ = line.substr(5) == known_name_ && known_.valid() ? known_.get() : BaseVersion();
    } else if (line.starts_with("room ")) {
      room_ = line.substr(5);
    } else if (line == "ready") {
      return hear_ready();
    } else if (line == "left") {
      return open({});
    } else if (line == "zstd") {
      has_zstd_ = true;
    } else if (room_) {
      arrived_.push_back(line);
    } else if (base_) {
      base_->add(line);
    }
    return Done{};
  }

  Result<Done> hear_ready() {
    if (base_) {
      // What is the same as in the earlier version only the hashes say.
      if (!files_.wait_until_read(all_.get_token())) return Cancelled{};
      same_ = base_->same_files(shipment_);
    }
    if (!base_) return open({});
    const bool is_taken = is_worth_it(shipment_, same_);
    const auto others = is_taken ? base_->other_files(shipment_, same_) : "";
    {
      const std::lock_guard lock(mutex_);
      opening_ = is_taken ? "base " + std::to_string(others.size()) + '\n' + others : "alone\n";
    }
    // What goes behind it waits there until all is linked. Nobody waits here for that.
    return is_taken ? open(same_) : Done{};
  }

  Result<Done> without_base() {
    base_is_of_no_use_ = true;
    return remote_failure({exit_not_whole, {}, "files cannot be linked"}, target_.folder, 0);
  }

  Result<Done> open(const std::vector<bool>& linked) {
    cargo_ = std::make_unique<Cargo>(shipment_, linked, progress_);
    const auto& parcels = cargo_->parcels;
    std::set<std::size_t> there;
    for (std::size_t number = 0; number < parcels.size(); ++number) {
      if (parcels[number].is_linked) there.insert(number);
    }
    for (const auto& line : arrived_) {
      const auto stretch = read_mark(line, parcels.size()).value_or(Stretch());
      for (std::size_t i = 0; i < stretch.count; ++i) there.insert(stretch.first + i);
    }
    auto needed = shipment_.room();
    for (const auto one : there) needed -= std::min(needed, parcels[one].length);
    const auto space = free_bytes(room_.value_or(""));
    if (space && *space < needed) return remote_full(needed, std::to_string(*space) + " bytes free");
    cargo_->outbox.compressed = has_zstd_ && pays_to_compress(shipment_, parcels, there);
    cargo_->outbox.leave_out(there);
    cargo_->count = cargo_->outbox.count();
    cargo_->bytes = cargo_->outbox.bytes();
    cargo_->files = cargo_->outbox.files();
    for (const auto one : there) cargo_->check.arrived(one);
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
    return Done{};
  }

  Result<Done> hear_arrived(const std::string& line) {
    const auto stretch = read_mark(line, cargo_->parcels.size()).value_or(Stretch());
    for (std::size_t i = 0; i < stretch.count; ++i) cargo_->check.arrived(stretch.first + i);
    return Done{};
  }

  /// What the quota allows, asked while the first bytes are on their way: some sites need seconds to say it.
  Result<Done> ask_room() {
    if (!cargo_->is_much() && cargo_->files < worth_a_question) return Done{};
    const auto answer = run_remote(
        runner_,
        {std::string(room_script) + "room \"$1\"\n", {target_.folder}, nullptr, nullptr, nullptr, patience_for(0)},
        all_.get_token());
    // Where it cannot be asked, the first file too many says it.
    if (!answer.ok()) return Done{};
    const auto room = parse_room(answer->out);
    if (room.files && room.files->free < cargo_->files) room_for_files_ = room.files->free;
    return fits(room, cargo_->bytes, cargo_->files);
  }

  /// As many streams as there is something for, `first` among them.
  Result<Done> send_side_by_side(Outcome first = {}) {
    std::vector<Outcome> streams;
    if (first.valid()) streams.push_back(std::move(first));
    // The first may have taken something already.
    const auto wanted = std::min(most_streams, streams.empty() ? cargo_->outbox.count() : cargo_->count);
    while (streams.size() < wanted) {
      const bool own_line = cargo_->is_much() && !streams.empty();
      streams.push_back(launch([this, own_line] { return send_another(own_line); }));
    }
    std::vector<Result<Done>> outcomes;
    for (auto& stream : streams) outcomes.push_back(stream.get());
    return outcome_of(outcomes);
  }

  /// What is not whole there is sent again, at most so often.
  Result<Done> mend() {
    for (int round = 0;; ++round) {
      const auto damaged = cargo_->check.damaged();
      if (damaged.empty()) return Done{};
      base_is_of_no_use_ = std::any_of(damaged.begin(), damaged.end(),
                                       [this](std::size_t number) { return cargo_->parcels[number].is_linked; });
      if (round == most_send_rounds || base_is_of_no_use_)
        return remote_failure({exit_not_whole, {}, std::to_string(damaged.size()) + " parcels"}, target_.folder, 0);
      WERKBANK_CHECK(check_own(damaged));
      cargo_->outbox.put_back(damaged);
      WERKBANK_CHECK(send_side_by_side());
    }
  }

  /// Where a file was written to meanwhile, sending it again is in vain.
  Result<Done> check_own(const std::set<std::size_t>& damaged) const {
    std::optional<std::size_t> checked;
    for (const auto number : damaged) {
      const auto& parcel = cargo_->parcels[number];
      for (auto i = parcel.first; i < parcel.first + parcel.count; ++i) {
        if (checked == i) continue;  // the next piece of the same file
        WERKBANK_CHECK(shipment_.check_unchanged(i, all_.get_token()));
        checked = i;
      }
    }
    return Done{};
  }

  CommandRunner& runner_;
  FilesToSend& files_;
  const Shipment& shipment_;
  const Target target_;
  const bool may_use_base_;
  OneAtATime progress_;
  const std::stop_token stop_;
  std::stop_source all_;
  std::stop_callback<std::function<void()>> pass_on_;

  // Of the first stream's thread, until it is open.
  std::string state_;
  std::string known_name_;
  std::future<BaseVersion> known_;
  std::optional<BaseVersion> base_;
  std::vector<bool> same_;
  std::optional<std::string> room_;
  std::vector<std::string> arrived_;
  bool has_zstd_ = false;  ///< the factory
  std::unique_ptr<Cargo> cargo_;

  bool base_is_of_no_use_ = false;
  std::optional<std::uint64_t> room_for_files_;

  std::mutex mutex_;  ///< for all below
  std::condition_variable changed_;
  std::string opening_;   ///< to be told before the parcels
  bool is_open_ = false;  ///< the factory waits for parcels
  bool is_over_ = false;  ///< the first stream has ended
};

RemotePath named_place(const RemotePath& work, const std::string& folder_name, const std::string& manifest_hash) {
  constexpr std::size_t digits = 16;
  return work / ("datasets/" + folder_name + '@' + manifest_hash.substr(0, digits));
}

/// What arrived is of no use: the data is other data now, there is no room for it, or it does not get there whole.
bool upload_leaves_nothing(const Error& error) {
  return error.code == ErrorCode::data_rejected || error.code == ErrorCode::remote_disk_full ||
         error.code == ErrorCode::verification_failed;
}

}  // namespace

std::string dataset_folder_name(const std::string& name) {
  constexpr std::size_t longest = 80;
  std::string folder = name.substr(0, longest);
  for (char& c : folder) {
    const bool plain = is_letter_or_digit(c);
    if (!plain && c != '.' && c != '_' && c != '-') c = '_';
  }
  if (folder.empty()) return "dataset";
  if (folder.front() == '.' || folder.front() == '-') folder.front() = '_';
  return folder;
}

RemotePath dataset_place(const RemotePath& work, const std::string& name, const FileManifest& manifest) {
  return named_place(work, dataset_folder_name(name), manifest.hash());
}

namespace {

/// All tries of one upload.
class Sending {
 public:
  Sending(CommandRunner& runner, FilesToSend& files, const std::string& dataset_name, const RemotePath& work,
          const ProgressSink& progress, const std::stop_token& stop)
      : runner_(runner),
        files_(files),
        plain_name_(dataset_folder_name(dataset_name)),
        work_(work),
        folder_(work / "datasets"),
        progress_(progress),
        stop_(stop),
        begin_(clock_.now()) {}

  Result<Receipt> run(const PackingRule& rule) {
    WERKBANK_TRY(packed_, pack_as_wanted(files_, rule, progress_, stop_));
    auto sent = send();
    const bool may_pack = files_.wished() == Keeping::as_factory_wants && !files_.is_packed();
    if (sent.ok() || !room_for_files_ || !may_pack) return sent;
    WERKBANK_TRY(packed_, pack_because(PackedBecause::quota, *room_for_files_, files_, rule.sizes, progress_, stop_));
    return packed_ ? send() : std::move(sent);
  }

 private:
  Result<Receipt> send() {
    // Of less it is sooner known what it is than the factory has answered.
    if (files_.unread_bytes() < worth_a_line) WERKBANK_CHECK(files_.read(progress_, stop_));
    WERKBANK_TRY(const auto shipment, Shipment::of(files_));
    // What arrived counts by parcels: a Werkbank that cuts them otherwise begins anew. Whether the hashes are known at
    // the begin makes no difference.
    const OwnName own("parcels 4 " + std::to_string(parcel_size) + ' ' + plain_name_ + ' ' + shipment.outline_hash());
    target_ = {folder_.text(), plain_name_ + '@', {}, ".part-" + own.text()};
    auto end = deliver(shipment, true);
    if (base_is_of_no_use_) end = deliver(shipment, false);
    WERKBANK_CHECK(end);
    // Else it is the receipt that went with the data.
    if (*end == Delivery::End::was_there || *end == Delivery::End::was_there_without_receipt) settle();
    receipt_.was_there = *end != Delivery::End::sent;
    // The data is in place and whole: a receipt that cannot be written there takes nothing away from that.
    if (*end == Delivery::End::was_there_without_receipt) ask(receipt_script, new_uuid(), receipt_.json() + '\n');
    return receipt_;
  }

  Result<Delivery::End> deliver(const Shipment& shipment, bool may_use_base) {
    if (files_.is_read()) settle();
    Delivery delivery(runner_, files_, shipment, target_, may_use_base, progress_, stop_);
    auto end = delivery.run([this] {
      settle();
      keep_list();
      return Delivery::Label{target_.name, target_.hash, receipt_.json() + '\n'};
    });
    base_is_of_no_use_ = delivery.base_is_of_no_use();
    if (end.failed() && (base_is_of_no_use_ || upload_leaves_nothing(end.error())))
      ask(give_up_script, target_.part, {});
    room_for_files_ = delivery.room_for_files();
    return end;
  }

  /// What it is called, and its receipt, as soon as all is read.
  void settle() {
    const auto& manifest = files_.manifest();
    // Once: of a million files each hash is over a hundred megabytes of names.
    if (target_.hash.empty()) {
      const auto hash = manifest.hash();
      const auto place = named_place(work_, plain_name_, hash);
      target_.name = place.text().substr(std::min(place.text().size(), folder_.text().size() + 1));
      target_.hash = Shipment::tree_hash(manifest);
      const auto& originals = files_.originals();
      receipt_ = {target_.name, place.text(), originals.entries.size(), originals.bytes(), hash, 0, 0, false};
      receipt_.packed = packed_;
    }
    receipt_.at = clock_.now();
    receipt_.seconds = receipt_.at - begin_;
  }

  /// What it holds need not be asked when the next version is sent. Meanwhile the factory puts it in place.
  void keep_list() {
    if (files_.cache() == nullptr || keeping_.valid()) return;
    keeping_ = std::async(std::launch::async, [this] {
      const auto list = BaseVersion::lines_of(files_.manifest().entries);
      if (!list.empty()) files_.cache()->keep_sent(plain_name_, {target_.name, list});
    });
  }

  void ask(const char* script, const std::string& own_word, const std::string& input) {
    static_cast<void>(run_remote(runner_,
                                 {script,
                                  {folder_.text(), target_.name, target_.hash, own_word},
                                  bytes_as_source(input),
                                  nullptr,
                                  nullptr,
                                  patience_for(0)},
                                 stop_));
  }

  const SystemClock clock_;
  CommandRunner& runner_;
  FilesToSend& files_;
  const std::string plain_name_;
  const RemotePath work_;
  const RemotePath folder_;
  const ProgressSink& progress_;
  const std::stop_token stop_;
  const double begin_;

  std::optional<PackedAs> packed_;
  Target target_;
  Receipt receipt_;
  bool base_is_of_no_use_ = false;
  std::optional<std::uint64_t> room_for_files_;
  std::future<void> keeping_;
};

}  // namespace

Result<Receipt> send(CommandRunner& runner, FilesToSend files, const std::string& dataset_name, const RemotePath& work,
                     const ProgressSink& progress, const std::stop_token& stop, const PackingRule& rule) {
  return Sending(runner, files, dataset_name, work, progress, stop).run(rule);
}

}  // namespace werkbank
