// The files of a data set on their way: which they are, and where they lie on this computer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "core/base/file_content.h"
#include "core/base/file_manifest.h"
#include "core/base/files_to_send.h"
#include "core/base/result.h"
#include "core/transfer/tar_writer.h"

namespace werkbank {

/// Files of this size and more are sent in pieces.
constexpr std::uint64_t large_file = 5U << 20U;

class Shipment {
 public:
  /// `manifest` must outlive it. Error: data_rejected: no files, or a name that cannot be sent.
  static Result<Shipment> of(const FileManifest& manifest, const std::filesystem::path& root);
  /// Likewise of files whose hashes may still be missing.
  static Result<Shipment> of(const FilesToSend& files);
  /// Likewise, with files that lie here under their number: "<root>/12/345" is the one with index 12345. So no name,
  /// however odd or long, matters before all of it is here.
  static Result<Shipment> by_number(const FileManifest& manifest, const std::filesystem::path& root);

  std::size_t count() const { return manifest_->entries.size(); }
  /// Only then are hashes to be looked at.
  bool knows_hashes() const { return files_ == nullptr || files_->is_read(); }
  ManifestEntry entry(std::size_t index) const { return manifest_->entries[index]; }
  std::string path(std::size_t index) const { return manifest_->entries.path(index); }
  std::uint64_t size(std::size_t index) const { return manifest_->entries.size_of(index); }
  bool is_large(std::size_t index) const { return size(index) >= large_file; }
  /// Not of files to send: those are to be open()ed.
  std::filesystem::path local(std::size_t index) const;
  /// Its bytes from `offset` on. Errors: data_rejected, local_file.
  Result<std::unique_ptr<FileContent>> open(std::size_t index, std::uint64_t offset) const;
  /// As FilesToSend::comes_last().
  bool comes_last(std::size_t index) const { return files_ != nullptr && files_->comes_last(index); }
  /// Reads the file on this computer once more. Errors: data_rejected, when it is not what its hash says (of a shard:
  /// the file in it that is not); local_file.
  Result<Done> check_unchanged(std::size_t index, const std::stop_token& stop) const;
  /// As it goes into a pack; checked against its hash when that is known by now.
  TarItem item(std::size_t index) const;

  std::uint64_t bytes() const { return bytes_; }
  /// On disk every file begins a block of its own.
  std::uint64_t room() const;
  /// What tree_hash_script prints for a folder with exactly these files.
  std::string tree_hash() const { return tree_hash(*manifest_); }
  static std::string tree_hash(const FileManifest& manifest);
  /// SHA-256 over "f ./<path>" and a NUL of each file, in the order of their bytes.
  std::string names_hash() const;
  /// The same for the same names and sizes, whatever is in the files.
  std::string outline_hash() const;

 private:
  Shipment(const FileManifest& manifest, const std::filesystem::path& root);
  const FileManifest* manifest_;
  const FilesToSend* files_ = nullptr;
  std::filesystem::path root_;
  enum class Kept { as_one_file, by_name, by_number };
  Kept kept_ = Kept::as_one_file;
  std::uint64_t bytes_ = 0;
};

}  // namespace werkbank
