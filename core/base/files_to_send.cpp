#include "core/base/files_to_send.h"

#include <atomic>
#include <utility>

#include "core/base/hashing_run.h"

namespace werkbank {

struct FilesToSend::State {
  State(FileManifest files, std::filesystem::path from) : manifest(std::move(files)), root(std::move(from)) {}

  FileManifest manifest;
  const std::filesystem::path root;
  std::unique_ptr<HashingRun> hashing;  ///< none where all is known from the begin
  std::uint64_t unread_bytes = 0;
  std::atomic<bool> is_read = true;
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
  state->hashing = std::make_unique<HashingRun>(root, state->manifest.entries, cache);
  WERKBANK_CHECK(state->hashing->look_up(progress, stop));
  state->unread_bytes = state->hashing->unread_bytes();
  state->is_read = state->hashing->is_done();
  return FilesToSend(std::move(state));
}

const std::filesystem::path& FilesToSend::root() const { return state_->root; }
const FileManifest& FilesToSend::manifest() const { return state_->manifest; }
bool FilesToSend::is_read() const { return state_->is_read; }
std::uint64_t FilesToSend::unread_bytes() const { return state_->unread_bytes; }

Result<Done> FilesToSend::read(const ProgressSink& progress, const std::stop_token& stop) {
  if (state_->is_read) return Done{};
  WERKBANK_CHECK(state_->hashing->read(progress, stop));
  state_->is_read = true;
  return Done{};
}

}  // namespace werkbank
