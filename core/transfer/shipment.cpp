#include "core/transfer/shipment.h"

#include <string_view>

#include "core/base/local_files.h"
#include "core/base/remote_path.h"
#include "core/base/sha256.h"

namespace werkbank {
namespace {

Error rejected(Message message) { return {ErrorCode::data_rejected, std::move(message)}; }

// With its NUL, which ends each line on the factory too.
std::string_view with_end(const std::string& line) { return {line.c_str(), line.size() + 1}; }

}  // namespace

Shipment::Shipment(const FileManifest& manifest, const std::filesystem::path& root)
    : manifest_(&manifest), root_(root), bytes_(manifest.bytes()) {
  std::error_code ignored;
  is_folder_ = std::filesystem::is_directory(root, ignored);
}

Result<Shipment> Shipment::of(const FileManifest& manifest, const std::filesystem::path& root) {
  const auto& entries = manifest.entries;
  if (entries.empty()) {
    return rejected(
        Message(WERKBANK_TEXT("transfer", "There are no files to send. Choose a folder with files in it.")));
  }
  bool safe = true;
  std::string before;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto path = entries.path(i);
    safe = safe && is_safe_relative_path(path) && (i == 0 || before < path);
    before = std::move(path);
  }
  if (!safe) {
    return rejected(Message(WERKBANK_TEXT(
        "transfer", "The list of files has a name that cannot be sent. Choose the folder with your data again.")));
  }
  return Shipment(manifest, root);
}

std::filesystem::path Shipment::local(std::size_t index) const {
  return is_folder_ ? root_ / path_from_text(manifest_->entries.path(index)) : root_;
}

TarItem Shipment::item(std::size_t index, const std::string& folder) const {
  const auto file = entry(index);
  return {TarItem::Kind::local_file, folder + file.path, local(index), {}, file.size, file.sha256.hex(), 0400};
}

std::uint64_t Shipment::room() const {
  constexpr std::uint64_t block = 4096;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < count(); ++i) sum += (size(i) + block - 1) / block * block;
  return sum;
}

std::string Shipment::tree_hash() const {
  Sha256 hash;
  for (const auto file : manifest_->entries) hash.add(with_end(file.sha256.hex() + "  ./" + file.path));
  return hash.hex_digest();
}

std::string Shipment::names_hash() const {
  Sha256 hash;
  for (std::size_t i = 0; i < count(); ++i) hash.add(with_end("f ./" + manifest_->entries.path(i)));
  return hash.hex_digest();
}

}  // namespace werkbank
