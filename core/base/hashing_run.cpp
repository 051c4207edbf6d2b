#include "core/base/hashing_run.h"

#include <algorithm>
#include <system_error>

#include "core/base/file_content.h"
#include "core/base/file_hasher.h"
#include "core/base/local_files.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t batch = 512;                    // files, with the cache
constexpr std::uint64_t batch_bytes = 256ULL << 20U;  // so that little is read again after a break

bool is_folder(const fs::path& root) {
  std::error_code ignored;
  return fs::is_directory(root, ignored);
}

}  // namespace

HashingRun::HashingRun(const fs::path& root, ManifestEntries& entries, HashCache* cache)
    : root_(root),
      is_folder_(is_folder(root)),
      cache_root_(cache == nullptr ? "" : cache_path(root)),
      entries_(entries),
      cache_(cache),
      known_(entries.size()) {}

Result<Done> HashingRun::look_up(const ProgressSink& progress, const std::stop_token& stop) {
  next_ = 0;
  return threads_.run([this] { look_up_part(); }, entries_.size(), [&] { report(progress); }, stop);
}

std::uint64_t HashingRun::unread_bytes() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) sum += known_[i] != 0 ? 0 : entries_.size_of(i);
  return sum;
}

Result<Done> HashingRun::read(const ProgressSink& progress, const std::stop_token& stop) {
  next_ = 0;
  WERKBANK_CHECK(threads_.run([this] { read_files(); }, entries_.size(), [&] { report(progress); }, stop));
  report(progress);
  return Done{};
}

void HashingRun::report(const ProgressSink& progress) const {
  if (!progress || entries_.empty()) return;
  progress({Message(WERKBANK_TEXT("base", "Reading your files"), {}), done_, entries_.size()});
}

void HashingRun::look_up_part() {
  while (!threads_.is_over()) {
    const auto begin = next_.fetch_add(batch);
    if (begin >= entries_.size()) return;
    std::vector<CachedHash> files;
    std::vector<std::size_t> numbers;
    for (auto i = begin; i < std::min(begin + batch, entries_.size()); ++i) {
      const auto place = place_of(i);
      const auto identity = file_identity(place);
      std::error_code error;
      const auto size = identity ? identity->size : fs::file_size(place, error);
      if (error) return threads_.fail(i, local_file_error(place, error.value()));
      entries_.set(i, size, {});
      if (!identity || cache_ == nullptr) continue;
      files.push_back({cache_path_of(i), *identity, {}});
      numbers.push_back(i);
    }
    if (!files.empty()) cache_->find(files);
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (!files[i].sha256) continue;
      entries_.set_hash(numbers[i], *files[i].sha256);
      known_[numbers[i]] = 1;
      ++done_;
    }
  }
}

void HashingRun::read_files() {
  FileHasher hasher;
  std::vector<CachedHash> fresh;
  std::uint64_t bytes = 0;
  while (!threads_.is_over()) {
    const auto i = next_++;
    if (i >= entries_.size()) break;
    if (known_[i] != 0) continue;
    const auto read = hasher.read(place_of(i), threads_.stop());
    if (read.failed()) threads_.fail(i, read.error());
    if (!read.ok()) break;
    if (read->size != entries_.size_of(i)) return threads_.fail(i, file_changed_while_read(entries_.path(i)));
    entries_.set_hash(i, read->sha256);
    ++done_;
    if (cache_ == nullptr || !read->identity) continue;
    fresh.push_back({cache_path_of(i), *read->identity, read->sha256});
    bytes += read->size;
    if (fresh.size() < batch && bytes < batch_bytes) continue;
    keep(fresh);
    bytes = 0;
  }
  keep(fresh);
}

void HashingRun::keep(std::vector<CachedHash>& fresh) {
  if (!fresh.empty()) cache_->keep(fresh);
  fresh.clear();
}

fs::path HashingRun::place_of(std::size_t index) const {
  return is_folder_ ? root_ / path_from_text(entries_.path(index)) : root_;
}

std::string HashingRun::cache_path_of(std::size_t index) const {
  if (!is_folder_) return cache_root_;
  return cache_root_ + (cache_root_.ends_with('/') ? "" : "/") + entries_.path(index);
}

}  // namespace werkbank
