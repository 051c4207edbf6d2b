#include "core/transfer/shipment.h"

#include <string_view>
#include <vector>

#include "core/base/local_files.h"
#include "core/base/remote_path.h"
#include "core/base/sha256.h"

namespace werkbank {
namespace {

Error rejected(Message message) { return {ErrorCode::data_rejected, std::move(message)}; }

Error unsafe_list() {
  return rejected(Message(WERKBANK_TEXT(
      "transfer", "The list of files has a name that cannot be sent. Choose the folder with your data again.")));
}

// With its NUL, which ends each line on the factory too.
std::string_view with_end(const std::string& line) { return {line.c_str(), line.size() + 1}; }

}  // namespace

Shipment::Shipment(const FileManifest& manifest, const std::filesystem::path& root)
    : manifest_(&manifest), root_(root), bytes_(manifest.bytes()) {
  std::error_code ignored;
  if (std::filesystem::is_directory(root, ignored)) kept_ = Kept::by_name;
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
  if (!safe) return unsafe_list();
  return Shipment(manifest, root);
}

Result<Shipment> Shipment::of(const FilesToSend& files) {
  const auto& originals = files.originals().entries;
  for (std::size_t i = 0; files.is_packed() && i < originals.size(); ++i) {
    if (!is_safe_relative_path(originals.path(i))) return unsafe_list();
  }
  WERKBANK_TRY(auto shipment, of(files.manifest(), files.root()));
  shipment.files_ = &files;
  return shipment;
}

Result<Shipment> Shipment::by_number(const FileManifest& manifest, const std::filesystem::path& root) {
  WERKBANK_TRY(auto shipment, of(manifest, root));
  shipment.kept_ = Kept::by_number;
  return shipment;
}

std::filesystem::path Shipment::local(std::size_t index) const {
  constexpr std::size_t in_a_folder = 1000;
  switch (kept_) {
    case Kept::by_name:
      return root_ / path_from_text(manifest_->entries.path(index));
    case Kept::by_number:
      return root_ / std::to_string(index / in_a_folder) / std::to_string(index % in_a_folder);
    case Kept::as_one_file:
      break;
  }
  return root_;
}

Result<Done> Shipment::check_unchanged(std::size_t index, const std::stop_token& stop) const {
  const auto file = entry(index);
  WERKBANK_TRY(const auto content, open(index, 0));
  Sha256 hash;
  std::vector<char> block(256U << 10U);
  for (std::size_t count = 1; count > 0; hash.add({block.data(), count})) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(count, content->read(block));
  }
  if (hash.digest() != file.sha256) return file_changed(file.path, "its content changed");
  return Done{};
}

Result<std::unique_ptr<FileContent>> Shipment::open(std::size_t index, std::uint64_t offset) const {
  return files_ == nullptr ? open_local(local(index), path(index), offset) : files_->open(index, offset);
}

TarItem Shipment::item(std::size_t index) const {
  return {
      TarItem::Kind::file, path(index), {}, size(index), {}, 0400, "data/", [this, index] { return open(index, 0); }};
}

std::uint64_t Shipment::room() const {
  constexpr std::uint64_t block = 4096;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < count(); ++i) sum += (size(i) + block - 1) / block * block;
  return sum;
}

std::string Shipment::tree_hash(const FileManifest& manifest) {
  Sha256 hash;
  for (const auto file : manifest.entries) hash.add(with_end(file.sha256.hex() + "  ./" + file.path));
  return hash.hex_digest();
}

std::string Shipment::names_hash() const {
  Sha256 hash;
  for (std::size_t i = 0; i < count(); ++i) hash.add(with_end("f ./" + path(i)));
  return hash.hex_digest();
}

std::string Shipment::outline_hash() const {
  Sha256 hash;
  for (std::size_t i = 0; i < count(); ++i) hash.add(with_end(std::to_string(size(i)) + " ./" + path(i)));
  return hash.hex_digest();
}

}  // namespace werkbank
