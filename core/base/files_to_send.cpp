#include "core/base/files_to_send.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/base/hashing_run.h"
#include "core/base/shard_content.h"
#include "core/base/shard_hashing.h"

namespace werkbank {

struct FilesToSend::State {
  State(FileManifest files, std::filesystem::path from) : originals(std::move(files)), root(std::move(from)) {}

  FileManifest originals;
  const std::filesystem::path root;
  HashCache* cache = nullptr;
  Keeping wished = Keeping::as_factory_wants;
  std::unique_ptr<HashingRun> hashing;  ///< none where all is known from the begin
  std::optional<ShardLayout> layout;    ///< once packed, as the two below
  FileManifest kept;
  std::unique_ptr<ShardHashing> shard_hashing;
  std::uint64_t unread_bytes = 0;
  std::atomic<bool> is_read = true;

  mutable std::mutex mutex;  ///< for both below
  mutable std::condition_variable_any read_ended;
  bool has_failed = false;  ///< the last read()
  std::jthread ahead;       ///< reads before read() is called; last, so that it ends before what it uses

  void begin_reading() {
    const std::lock_guard lock(mutex);
    is_read = false;
    has_failed = false;
  }
  void end_reading(bool ok) {
    const std::lock_guard lock(mutex);
    is_read = ok;
    has_failed = !ok;
    read_ended.notify_all();
  }
  bool wait_until_read(const std::stop_token& stop) const {
    std::unique_lock lock(mutex);
    read_ended.wait(lock, stop, [this] { return is_read || has_failed; });
    return is_read;
  }

  /// Whether what is read ahead came to its end.
  bool follow_ahead(const ProgressSink& progress, const std::stop_token& stop) const {
    constexpr auto between_reports = std::chrono::milliseconds(100);
    const auto is_over = [this] { return is_read || has_failed; };
    std::unique_lock lock(mutex);
    while (!read_ended.wait_for(lock, stop, between_reports, is_over) && !stop.stop_requested()) {
      lock.unlock();
      hashing->report(progress);
      lock.lock();
    }
    return is_read;
  }

  void end_ahead() { ahead = {}; }
};

FilesToSend::FilesToSend(std::unique_ptr<State> state) : state_(std::move(state)) {}
FilesToSend::FilesToSend(FileManifest manifest, std::filesystem::path root)
    : state_(std::make_unique<State>(std::move(manifest), std::move(root))) {}
FilesToSend::~FilesToSend() = default;
FilesToSend::FilesToSend(FilesToSend&&) noexcept = default;

Result<FilesToSend> FilesToSend::look(const std::filesystem::path& root, HashCache* cache, const ProgressSink& progress,
                                      const std::stop_token& stop) {
  WERKBANK_TRY(auto manifest, list_files(root, stop));
  auto state = std::make_unique<State>(std::move(manifest), root);
  state->cache = cache;
  state->hashing = std::make_unique<HashingRun>(root, state->originals.entries, cache);
  WERKBANK_CHECK(state->hashing->look_up(progress, stop));
  state->unread_bytes = state->hashing->unread_bytes();
  state->is_read = state->hashing->is_done();
  return FilesToSend(std::move(state));
}

void FilesToSend::wish(Keeping keeping) { state_->wished = keeping; }
Keeping FilesToSend::wished() const { return state_->wished; }

Result<bool> FilesToSend::pack(const ProgressSink& progress, const std::stop_token& stop, const ShardSizes& sizes) {
  auto& state = *state_;
  std::error_code ignored;
  if (state.layout || !std::filesystem::is_directory(state.root, ignored)) return state.layout.has_value();
  state.end_ahead();
  auto layout = ShardLayout::of(state.originals.entries, sizes);
  if (!layout) return false;
  state.layout = std::move(layout);
  state.kept.entries = state.layout->entries();
  state.shard_hashing = std::make_unique<ShardHashing>(state.root, *state.layout, state.originals.entries,
                                                       state.kept.entries, state.cache);
  state.begin_reading();
  WERKBANK_CHECK(state.shard_hashing->look_up(progress, stop));
  state.unread_bytes = state.shard_hashing->unread_bytes();
  return true;
}

bool FilesToSend::is_packed() const { return state_->layout.has_value(); }
const std::filesystem::path& FilesToSend::root() const { return state_->root; }
HashCache* FilesToSend::cache() const { return state_->cache; }
const FileManifest& FilesToSend::manifest() const { return is_packed() ? state_->kept : state_->originals; }
const FileManifest& FilesToSend::originals() const { return state_->originals; }
bool FilesToSend::is_read() const { return state_->is_read; }
std::uint64_t FilesToSend::unread_bytes() const { return state_->unread_bytes; }

void FilesToSend::read_ahead() {
  auto& state = *state_;
  if (state.is_read || is_packed() || state.ahead.joinable()) return;
  state.begin_reading();
  state.ahead =
      std::jthread([&state](const std::stop_token& stop) { state.end_reading(state.hashing->read({}, stop).ok()); });
}

Result<Done> FilesToSend::read(const ProgressSink& progress, const std::stop_token& stop) {
  auto& state = *state_;
  if (state.ahead.joinable() && state.follow_ahead(progress, stop)) return Done{};
  state.end_ahead();
  if (state.is_read) return Done{};
  state.begin_reading();
  auto outcome = is_packed() ? state.shard_hashing->read(progress, stop) : state.hashing->read(progress, stop);
  state.end_reading(outcome.ok());
  return outcome;
}

bool FilesToSend::wait_until_read(const std::stop_token& stop) const { return state_->wait_until_read(stop); }

bool FilesToSend::comes_last(std::size_t index) const {
  return is_packed() && state_->layout->kept()[index].kind == ShardLayout::Kept::Kind::list;
}

Result<std::unique_ptr<FileContent>> FilesToSend::open(std::size_t index, std::uint64_t offset) const {
  const auto& state = *state_;
  const auto kept =
      is_packed() ? state.layout->kept()[index] : ShardLayout::Kept{ShardLayout::Kept::Kind::original, index};
  switch (kept.kind) {
    case ShardLayout::Kept::Kind::original: {
      const auto path = state.originals.entries.path(kept.number);
      return open_local(manifest_file(state.root, path), path, offset);
    }
    case ShardLayout::Kept::Kind::shard:
      return std::unique_ptr<FileContent>(std::make_unique<ShardContent>(*state.layout, kept.number, state.root, offset,
                                                                         [&state] { return state.is_read.load(); }));
    case ShardLayout::Kept::Kind::list:
      break;
  }
  return std::unique_ptr<FileContent>(
      std::make_unique<ShardListContent>(*state.layout, offset, [&state] { return state.wait_until_read({}); }));
}

Result<std::optional<PackedAs>> pack_because(PackedBecause because, std::uint64_t limit, FilesToSend& files,
                                             const ShardSizes& sizes, const ProgressSink& progress,
                                             const std::stop_token& stop) {
  WERKBANK_TRY(const bool is_packed, files.pack(progress, stop, sizes));
  if (!is_packed) return std::optional<PackedAs>();
  const auto& kept = files.manifest();
  const PackedAs packed{kept.entries.size(), kept.bytes(), because, limit};
  if (progress) progress({packed.sentence(files.originals().entries.size()), 0, 0});
  return std::optional(packed);
}

Result<std::optional<PackedAs>> pack_as_wanted(FilesToSend& files, const PackingRule& rule,
                                               const ProgressSink& progress, const std::stop_token& stop) {
  const auto count = files.originals().entries.size();
  switch (files.wished()) {
    case Keeping::packed:
      return pack_because(PackedBecause::asked, 0, files, rule.sizes, progress, stop);
    case Keeping::as_factory_wants:
      if (rule.from_files == 0 || count < rule.from_files) break;
      return pack_because(PackedBecause::profile, rule.from_files, files, rule.sizes, progress, stop);
    case Keeping::as_files:
      break;
  }
  return std::optional<PackedAs>();
}

}  // namespace werkbank
