#include "core/base/shard_hashing.h"

#include <algorithm>

#include "core/base/file_content.h"
#include "core/base/local_files.h"
#include "core/base/tar_header.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;
using KeptKind = ShardLayout::Kept::Kind;

constexpr std::size_t cache_batch = 512;  // files, with the cache

/// A shard has an identity as a file has one: it is the same as long as those of all files in it are.
class ShardIdentity {
 public:
  void add(const std::string& path, const FileIdentity& file) {
    std::string line = path + '\0';
    for (const auto number : {file.size, static_cast<std::uint64_t>(file.modified_ns),
                              static_cast<std::uint64_t>(file.changed_ns), file.inode, file.device})
      line += std::to_string(number) + ' ';
    hash_.add(line);
  }
  FileIdentity get(std::uint64_t bytes) {
    const auto digest = hash_.digest();
    const auto number = [&digest](std::size_t at) {
      std::uint64_t value = 0;
      for (std::size_t i = 0; i < sizeof value; ++i) value = (value << 8U) | digest.bytes[at + i];
      return value >> 1U;
    };
    return {bytes, static_cast<std::int64_t>(number(0)), static_cast<std::int64_t>(number(8)), number(16), number(24)};
  }

 private:
  Sha256 hash_;
};

void add_zeros(Sha256& hash, std::size_t count) { hash.add(std::string(count, '\0')); }

}  // namespace

ShardHashing::ShardHashing(const fs::path& root, const ShardLayout& layout, ManifestEntries& originals,
                           ManifestEntries& kept, HashCache* cache)
    : root_(root),
      cache_root_(cache == nullptr ? "" : cache_path(root)),
      layout_(layout),
      originals_(originals),
      kept_(kept),
      cache_(cache),
      known_(kept.size()) {}

Result<Done> ShardHashing::look_up(const ProgressSink& progress, const std::stop_token& stop) {
  if (cache_ == nullptr) return Done{};
  next_ = 0;
  return threads_.run([this] { look_up_units(); }, kept_.size(), [&] { report(progress); }, stop);
}

std::uint64_t ShardHashing::unread_bytes() const {
  std::uint64_t sum = 0;
  for (std::size_t unit = 0; unit < kept_.size(); ++unit) {
    const bool is_read = known_[unit] != 0 || layout_.kept()[unit].kind == KeptKind::list;
    sum += is_read ? 0 : kept_.size_of(unit);
  }
  return sum;
}

Result<Done> ShardHashing::read(const ProgressSink& progress, const std::stop_token& stop) {
  next_ = 0;
  WERKBANK_CHECK(threads_.run([this] { read_units(); }, kept_.size(), [&] { report(progress); }, stop));
  hash_list();
  report(progress);
  return Done{};
}

void ShardHashing::report(const ProgressSink& progress) const {
  if (progress) progress({Message(WERKBANK_TEXT("base", "Reading your files"), {}), done_, originals_.size()});
}

void ShardHashing::look_up_units() {
  while (!threads_.is_over()) {
    const auto unit = next_++;
    if (unit >= kept_.size()) return;
    const auto& kept = layout_.kept()[unit];
    if (kept.kind == KeptKind::original) look_up_original(unit, kept.number);
    if (kept.kind == KeptKind::shard) look_up_shard(unit, layout_.shards()[kept.number]);
  }
}

/// False when one of them is not known, or has another size now: that is said when it is read.
bool ShardHashing::find(std::vector<CachedHash>& files, const std::vector<std::size_t>& originals) {
  cache_->find(files);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].sha256 || files[i].identity.size != originals_.size_of(originals[i])) return false;
    originals_.set_hash(originals[i], *files[i].sha256);
  }
  return true;
}

void ShardHashing::look_up_original(std::size_t unit, std::size_t original) {
  const auto identity = file_identity(place_of(original));
  if (!identity) return;
  std::vector<CachedHash> file = {{cache_path_of(originals_.path(original)), *identity, {}}};
  if (!find(file, {original})) return;
  kept_.set_hash(unit, *file.front().sha256);
  known_[unit] = 1;
  ++done_;
}

void ShardHashing::look_up_shard(std::size_t unit, const ShardLayout::Shard& shard) {
  ShardIdentity whole;
  std::vector<CachedHash> files;
  std::vector<std::size_t> numbers;
  std::size_t count = 0;
  for (auto i = shard.begin; i < shard.end; ++i) {
    if (threads_.is_over()) return;
    if (layout_.is_packed(i)) {
      const auto path = originals_.path(i);
      const auto identity = file_identity(root_ / path_from_text(path));
      if (!identity) return;
      whole.add(path, *identity);
      files.push_back({cache_path_of(path), *identity, {}});
      numbers.push_back(i);
      ++count;
    }
    if (files.size() < cache_batch && i + 1 < shard.end) continue;
    if (!find(files, numbers)) return;
    files.clear();
    numbers.clear();
  }
  std::vector<CachedHash> itself = {{cache_path_of(kept_.path(unit)), whole.get(shard.bytes), {}}};
  cache_->find(itself);
  if (!itself.front().sha256) return;
  kept_.set_hash(unit, *itself.front().sha256);
  known_[unit] = 1;
  done_ += count;
}

void ShardHashing::read_units() {
  FileHasher hasher;
  while (!threads_.is_over()) {
    const auto unit = next_++;
    if (unit >= kept_.size()) return;
    if (known_[unit] != 0) continue;
    const auto& kept = layout_.kept()[unit];
    if (kept.kind == KeptKind::original && !read_original(unit, kept.number, hasher)) return;
    if (kept.kind == KeptKind::shard && !read_shard(unit, layout_.shards()[kept.number], hasher)) return;
  }
}

Result<std::optional<FileIdentity>> ShardHashing::read_file(std::size_t original, FileHasher& hasher, Sha256* also) {
  auto read = hasher.read(place_of(original), threads_.stop(), also);
  if (read.ok() && read->size != originals_.size_of(original))
    read = file_changed_while_read(originals_.path(original));
  if (read.failed()) threads_.fail(original, read.error());
  WERKBANK_CHECK(read);
  originals_.set_hash(original, read->sha256);
  ++done_;
  return read->identity;
}

bool ShardHashing::read_original(std::size_t unit, std::size_t original, FileHasher& hasher) {
  const auto identity = read_file(original, hasher, nullptr);
  if (!identity.ok()) return false;
  const auto hash = originals_[original].sha256;
  kept_.set_hash(unit, hash);
  std::vector<CachedHash> fresh;
  if (*identity) fresh.push_back({cache_path_of(originals_.path(original)), **identity, hash});
  keep(fresh);
  return true;
}

bool ShardHashing::read_shard(std::size_t unit, const ShardLayout::Shard& shard, FileHasher& hasher) {
  ShardIdentity whole;
  bool stood_still = true;
  Sha256 hash;
  std::vector<CachedHash> fresh;
  for (auto i = shard.begin; i < shard.end; ++i) {
    if (!layout_.is_packed(i)) continue;
    const auto path = originals_.path(i);
    const auto size = originals_.size_of(i);
    hash.add(tar_header(path, size));
    const auto identity =
        threads_.is_over() ? Result<std::optional<FileIdentity>>(Cancelled{}) : read_file(i, hasher, &hash);
    if (!identity.ok()) {
      keep(fresh);
      return false;
    }
    add_zeros(hash, tar_padding(size));
    stood_still = stood_still && identity->has_value();
    if (!*identity) continue;
    whole.add(path, **identity);
    fresh.push_back({cache_path_of(path), **identity, originals_[i].sha256});
    if (fresh.size() >= cache_batch) keep(fresh);
  }
  add_zeros(hash, tar_end_size);
  const auto digest = hash.digest();
  kept_.set_hash(unit, digest);
  if (stood_still) fresh.push_back({cache_path_of(kept_.path(unit)), whole.get(shard.bytes), digest});
  keep(fresh);
  return true;
}

void ShardHashing::hash_list() {
  Sha256 hash;
  hash.add(layout_.list_head());
  for (std::size_t i = 0; i < originals_.size(); ++i) hash.add(layout_.list_line(i, originals_[i].sha256.hex()));
  const auto digest = hash.digest();
  for (std::size_t unit = 0; unit < kept_.size(); ++unit) {
    if (layout_.kept()[unit].kind == KeptKind::list) kept_.set_hash(unit, digest);
  }
}

void ShardHashing::keep(std::vector<CachedHash>& fresh) {
  if (!fresh.empty() && cache_ != nullptr) cache_->keep(fresh);
  fresh.clear();
}

fs::path ShardHashing::place_of(std::size_t original) const {
  return root_ / path_from_text(originals_.path(original));
}

std::string ShardHashing::cache_path_of(const std::string& path) const {
  return cache_root_ + (cache_root_.ends_with('/') ? "" : "/") + path;
}

}  // namespace werkbank
