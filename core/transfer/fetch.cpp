#include "core/transfer/fetch.h"

#include <algorithm>
#include <functional>
#include <future>
#include <numeric>
#include <optional>

#include "core/base/clock.h"
#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/base/path_parts.h"
#include "core/base/tar_header.h"
#include "core/transfer/folder_maker.h"
#include "core/transfer/give_script.h"
#include "core/transfer/inbox.h"
#include "core/transfer/landing.h"
#include "core/transfer/parcel_writer.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/remote_files.h"
#include "core/transfer/streams.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

// The next one is asked for while one is coming, so that the line is never idle.
constexpr std::size_t asked_ahead = 2;
constexpr int most_fetch_rounds = 3;

/// What one stream asks for.
class Wishes {
 public:
  Wishes(Inbox& inbox, ParcelWriter& writer, bool compressed)
      : inbox_(inbox), writer_(writer), compressed_(compressed) {}

  bool may_send() { return !text_.empty() || writer_.expected() < asked_ahead || inbox_.empty(); }

  Result<std::size_t> read(std::span<char> room) {
    if (text_.empty()) {
      if (const auto stretch = inbox_.next()) {
        writer_.expect(*stretch, compressed_);
        text_ = words(*stretch);
      }
    }
    const auto count = std::min(room.size(), text_.size());
    std::copy_n(text_.begin(), count, room.begin());
    text_.erase(0, count);
    return count;
  }

 private:
  std::string words(const Stretch& stretch) {
    const auto& first = inbox_.parcel(stretch.first);
    const auto line = [this](const std::string& kind, const std::vector<std::uint64_t>& numbers) {
      auto text = kind;
      for (const auto number : numbers) text += ' ' + std::to_string(number);
      return text + (compressed_ ? " zstd\n" : " plain\n");
    };
    if (!first.is_piece) {
      const auto names = names_of_packs(stretch);
      return line("packs", {names.size(), 0, 0, 0}) + names;
    }
    const auto& last = inbox_.parcel(stretch.first + stretch.count - 1);
    const auto file = inbox_.shipment().entry(first.first);
    const auto name = named_ == first.first ? std::string_view() : file.path;
    named_ = first.first;
    return line("piece", {name.size(), first.offset, last.offset + last.length - first.offset, file.size}) +
           std::string(name);
  }

  std::string names_of_packs(const Stretch& stretch) const {
    std::string names;
    for (std::size_t number = stretch.first; number < stretch.first + stretch.count; ++number)
      names += names_in(inbox_.parcel(number), inbox_.shipment());
    return names;
  }

  Inbox& inbox_;
  ParcelWriter& writer_;
  const bool compressed_;
  std::optional<std::size_t> named_;  ///< the file of the last piece
  std::string text_;
};

/// One fetch of one job's files.
class Fetching {
 public:
  /// `compressed`: it comes through zstd.
  Fetching(CommandRunner& runner, std::string folder, bool compressed, const std::stop_token& stop)
      : runner_(runner), folder_(std::move(folder)), compressed_(compressed), stop_(stop), pass_on_(stop, [this] {
          all_.request_stop();
        }) {}

  /// Brings all that `inbox` waits for, until those of its files that are `wanted` (by index) are the same here.
  /// `files` are these, in their order; gives their sums.
  Result<std::vector<Sha256Digest>> bring(Inbox& inbox, const FileManifest& files,
                                          const std::vector<std::size_t>& wanted) {
    for (int round = 0; round < most_fetch_rounds; ++round) {
      auto asked = std::async(std::launch::async, [this, &files] { return ask_sums(files); });
      const auto came = receive(inbox);
      const auto sums = asked.get();
      // Whichever was stopped because of the other says nothing.
      WERKBANK_CHECK(outcome_of({came, sums.ok() ? Result<Done>(Done{}) : Result<Done>(Unhappy(sums))}));
      WERKBANK_TRY(const auto damaged, inbox.damaged(wanted, *sums, stop_));
      if (damaged.empty()) return *sums;
      WERKBANK_CHECK(inbox.put_back(damaged));
    }
    return not_as_announced("other content, several times");
  }

  Result<std::vector<Sha256Digest>> ask_sums(const FileManifest& files) {
    auto sums = remote_sums(runner_, folder_, files, all_.get_token());
    if (!sums.ok()) all_.request_stop();
    return sums;
  }

  const std::string& folder() const { return folder_; }

 private:
  Result<Done> receive(Inbox& inbox) {
    std::vector<std::future<Result<Done>>> streams;
    const bool is_much = inbox.shipment().bytes() >= worth_a_line;
    while (streams.size() < most_streams && !inbox.empty()) {
      const bool own_line = is_much && !streams.empty();
      streams.push_back(
          std::async(std::launch::async, [this, &inbox, own_line] { return receive_stream(inbox, own_line); }));
    }
    std::vector<Result<Done>> outcomes;
    for (auto& stream : streams) outcomes.push_back(stream.get());
    return outcome_of(outcomes);
  }

  Result<Done> receive_stream(Inbox& inbox, bool own_line) {
    ParcelWriter writer(inbox, folder_);
    Wishes wishes(inbox, writer, compressed_);
    RemoteCommand command;
    command.script = give_script;
    command.arguments = {folder_, std::to_string(pack_record / tar_block)};
    command.input = [&wishes](std::span<char> room) { return wishes.read(room); };
    command.may_send = [&wishes] { return wishes.may_send(); };
    command.output = [&writer](std::string_view bytes) { return writer.take(bytes); };
    command.own_line = own_line;
    const auto answer = run_remote(runner_, std::move(command), all_.get_token());
    auto outcome = outcome_of_stream(answer, writer);
    if (!outcome.ok()) all_.request_stop();
    return outcome;
  }

  Result<Done> outcome_of_stream(const Result<RemoteAnswer>& answer, const ParcelWriter& writer) const {
    if (!answer.ok()) return Unhappy(answer);
    if (answer->exit_code == exit_other_size) return not_as_announced("a file has another size now");
    if (answer->exit_code != 0)
      return not_readable(folder_, "exit " + std::to_string(answer->exit_code) + ": " + answer->err);
    if (writer.expected() > 0) return not_as_announced("not all of it came: " + answer->err);
    return Done{};
  }

  CommandRunner& runner_;
  const std::string folder_;
  const bool compressed_;
  const std::stop_token stop_;
  std::stop_source all_;
  std::stop_callback<std::function<void()>> pass_on_;
};

Error local_full(const fs::path& into, std::uint64_t bytes) {
  return {ErrorCode::local_disk_full,
          Message(WERKBANK_TEXT("transfer",
                                "There is not enough free space on this computer: the results need %1. Free some "
                                "space, or choose another disk."),
                  {Bytes{bytes}}),
          path_text(into)};
}

Result<Done> check_room(const fs::path& into, std::uint64_t bytes) {
  std::error_code unknown;
  const auto space = fs::space(into, unknown);
  if (unknown || space.available >= bytes) return Done{};
  return local_full(into, bytes);
}

/// Before anything is planned for it: whoever announces more than the whole disk is not worth a plan.
Result<Done> check_disk(const fs::path& into, std::uint64_t bytes) {
  std::error_code unknown;
  const auto space = fs::space(into, unknown);
  if (unknown || space.capacity >= bytes) return Done{};
  return local_full(into, bytes);
}

/// Where the files are to stand.
class LocalPlaces {
 public:
  LocalPlaces(const FileManifest& files, const fs::path& into, NameRules rules)
      : files_(files),
        into_(into),
        others_(other_names(files.entries, rules, room_for_paths(rules, path_text(fs::absolute(into))))) {}

  fs::path of(std::size_t index) const { return into_ / path_from_text(name(index)); }

  /// Something stands at the place of one of them: only the sums tell whether it is the same.
  bool something_is_here() const {
    for (std::size_t i = 0; i < files_.entries.size(); ++i) {
      std::error_code ignored;
      if (fs::exists(fs::symlink_status(of(i), ignored))) return true;
    }
    return false;
  }

  std::vector<RenamedFile> renamed() const {
    std::vector<RenamedFile> files;
    for (const auto& [index, name] : others_) files.push_back({files_.entries.path(index), name});
    return files;
  }

 private:
  std::string name(std::size_t index) const {
    const auto other = others_.find(index);
    return other == others_.end() ? files_.entries.path(index) : other->second;
  }

  const FileManifest& files_;
  const fs::path into_;
  const std::map<std::size_t, std::string> others_;
};

/// What arrived is of no use to a later try.
bool fetch_leaves_nothing(const Error& error) {
  return error.code == ErrorCode::verification_failed || error.code == ErrorCode::local_disk_full ||
         error.code == ErrorCode::local_file;
}

/// The indexes of the files that do not stand at their places already. Those that may are asked for their sums, which
/// `files` then has.
Result<std::vector<std::size_t>> not_here(Fetching& fetching, FileManifest& files, const LocalPlaces& places,
                                          const std::stop_token& stop) {
  std::vector<std::size_t> missing(files.entries.size());
  std::iota(missing.begin(), missing.end(), std::size_t{0});
  if (!places.something_is_here()) return missing;
  WERKBANK_TRY(const auto sums, fetching.ask_sums(files));
  missing.clear();
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (stop.stop_requested()) return Cancelled{};
    files.entries.set(i, files.entries.size_of(i), sums[i]);
    if (!stands_already(places.of(i), files.entries.size_of(i), sums[i].hex())) missing.push_back(i);
  }
  return missing;
}

/// Brings those of `files` that are `missing`, and fills in their sums. What is kept for a later try goes by all of the
/// files: it is found again also by one that is stopped while the files go to their places.
Result<Done> bring(Fetching& fetching, FileManifest& files, const std::vector<std::size_t>& missing,
                   const LocalPlaces& places, const fs::path& into, const ProgressSink& progress) {
  FileManifest wanted;
  std::string what = "by number of all";
  what += '\0';
  for (const auto file : files.entries) what += std::to_string(file.size) + ' ' + file.path + '\0';
  for (const auto index : missing) wanted.entries.push_back(files.entries[index]);
  WERKBANK_CHECK(check_disk(into, files.bytes()));
  WERKBANK_TRY(auto staging, Staging::open(into, fetching.folder() + '\0' + what));
  WERKBANK_TRY(const auto shipment, Shipment::by_number(files, staging.data()));
  const auto parcels = parcels_of(shipment);
  Inbox inbox(shipment, parcels, staging,
              ProgressPace(progress, Message(WERKBANK_TEXT("transfer", "Fetching your results from the factory")),
                           shipment.bytes()));
  WERKBANK_TRY(const auto to_come, inbox.begin(missing));
  if (const auto room = check_room(into, to_come); !room.ok()) {
    if (to_come >= wanted.bytes()) staging.discard();
    return room;
  }
  const auto sums = fetching.bring(inbox, wanted, missing);
  if (sums.failed() && fetch_leaves_nothing(sums.error())) staging.discard();
  WERKBANK_CHECK(sums);
  FolderMaker folders;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    files.entries.set(missing[i], wanted.entries.size_of(i), (*sums)[i]);
    const auto place = places.of(missing[i]);
    WERKBANK_CHECK(folders.make(place.parent_path()));
    WERKBANK_CHECK(move_beside(shipment.local(missing[i]), place));
  }
  staging.discard();
  return Done{};
}

}  // namespace

Result<Receipt> fetch(CommandRunner& runner, const RemotePath& job_folder,
                      const std::vector<std::string>& relative_paths, const fs::path& into,
                      const ProgressSink& progress, const std::stop_token& stop) {
  return fetch_by(own_name_rules(), runner, job_folder, relative_paths, into, progress, stop);
}

Result<Receipt> fetch_by(NameRules rules, CommandRunner& runner, const RemotePath& job_folder,
                         const std::vector<std::string>& relative_paths, const fs::path& into,
                         const ProgressSink& progress, const std::stop_token& stop) {
  const SystemClock clock;
  const double begin = clock.now();
  WERKBANK_TRY(auto listed, list_remote_files(runner, job_folder.text(), relative_paths, stop));
  auto& files = listed.files;
  Fetching fetching(runner, job_folder.text(), listed.pays_to_compress, stop);
  WERKBANK_CHECK(make_folders(into));
  const LocalPlaces places(files, into, rules);
  WERKBANK_TRY(const auto missing, not_here(fetching, files, places, stop));
  if (!missing.empty()) WERKBANK_CHECK(bring(fetching, files, missing, places, into, progress));
  const double end = clock.now();
  const std::string name(name_of(job_folder.text()));
  Receipt receipt{name, path_text(into), files.entries.size(), files.bytes(), files.hash(),
                  end,  end - begin,     missing.empty()};
  receipt.renamed = places.renamed();
  return receipt;
}

}  // namespace werkbank
