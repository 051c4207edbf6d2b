#include "core/transfer/tar_unpacker.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <set>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "core/base/local_files.h"
#include "core/base/new_file.h"
#include "core/base/remote_path.h"
#include "core/base/sha256.h"

namespace werkbank {
namespace {

struct Input {
  ByteQueue& queue;
  std::string block;
};

la_ssize_t next_block(archive*, void* data, const void** bytes) {
  auto* input = static_cast<Input*>(data);
  input->block = input->queue.pop();
  *bytes = input->block.data();
  return static_cast<la_ssize_t>(input->block.size());
}

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;

std::string words_of(archive* reader) {
  const char* words = archive_error_string(reader);
  return words == nullptr ? "no words" : words;
}

Result<Done> write_content(archive* reader, const ExpectedFile& expected, const std::filesystem::path& path,
                           const std::function<void(std::uint64_t)>& on_bytes) {
  const auto file = make_new_file(path);
  if (!file) return local_file_error(path, errno);
  std::array<char, 64U << 10U> block;
  Sha256 hash;
  std::uint64_t size = 0;
  while (true) {
    const auto count = archive_read_data(reader, block.data(), block.size());
    if (count < 0) return not_as_announced(words_of(reader));
    if (count == 0) break;
    const auto bytes = static_cast<std::size_t>(count);
    size += bytes;
    if (size > expected.size) return not_as_announced("longer than announced: " + path_text(path.filename()));
    hash.add({block.data(), bytes});
    if (std::fwrite(block.data(), 1, bytes, file.get()) != bytes) return local_file_error(path, errno);
    if (on_bytes) on_bytes(bytes);
  }
  if (std::fflush(file.get()) != 0) return local_file_error(path, errno);
  if (size != expected.size || hash.hex_digest() != expected.sha256) {
    return not_as_announced("other content: " + path_text(path.filename()));
  }
  return Done{};
}

Result<Done> unpack_entry(archive* reader, archive_entry* entry, const ExpectedFiles& expected,
                          std::set<std::string>& seen, const std::filesystem::path& folder,
                          const std::function<void(std::uint64_t)>& on_bytes) {
  const char* raw = archive_entry_pathname(entry);
  std::string name = raw == nullptr ? "" : raw;
  if (name.starts_with("./")) name.erase(0, 2);
  const bool plain = archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr &&
                     archive_entry_symlink(entry) == nullptr;
  const auto known = expected.find(name);
  if (!plain || known == expected.end() || !is_safe_relative_path(name))
    return not_as_announced("not asked for: " + name);
  if (!seen.insert(name).second) return not_as_announced("came twice: " + name);
  const auto path = folder / path_from_text(name);
  WERKBANK_CHECK(make_folders(path.parent_path()));
  return write_content(reader, known->second, path, on_bytes);
}

Archive open_tar(Input& input) {
  Archive reader(archive_read_new());
  archive_read_support_format_tar(reader.get());
  archive_read_set_options(reader.get(), "!mac-ext");
  if (archive_read_open(reader.get(), &input, nullptr, next_block, nullptr) != ARCHIVE_OK) return nullptr;
  return reader;
}

}  // namespace

Error not_as_announced(std::string detail) {
  return {ErrorCode::verification_failed,
          Message(WERKBANK_TEXT("transfer",
                                "What arrived on this computer is not what stands on the factory. Nothing of it was "
                                "kept. Try it again.")),
          std::move(detail), Grade::retry_by_itself};
}

Result<Done> unpack_tar(ByteQueue& stream, const ExpectedFiles& expected, const std::filesystem::path& folder,
                        const std::function<void(std::uint64_t)>& on_bytes) {
  Input input{stream, {}};
  const auto reader = open_tar(input);
  if (!reader) return not_as_announced("not a tar");
  std::set<std::string> seen;
  while (true) {
    archive_entry* entry = nullptr;
    const int got = archive_read_next_header(reader.get(), &entry);
    if (got == ARCHIVE_EOF) break;
    if (got != ARCHIVE_OK && got != ARCHIVE_WARN) return not_as_announced(words_of(reader.get()));
    WERKBANK_CHECK(unpack_entry(reader.get(), entry, expected, seen, folder, on_bytes));
  }
  if (seen.size() != expected.size()) {
    return not_as_announced(std::to_string(expected.size() - seen.size()) + " files did not come");
  }
  return Done{};
}

}  // namespace werkbank
