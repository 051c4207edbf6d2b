#include "core/transfer/tar_writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "core/base/sha256.h"

namespace werkbank {
namespace {

constexpr int tar_block_size = 256 << 10;

la_ssize_t append(archive*, void* buffer, const void* bytes, size_t count) {
  static_cast<std::string*>(buffer)->append(static_cast<const char*>(bytes), count);
  return static_cast<la_ssize_t>(count);
}

}  // namespace

Error cannot_pack(std::string detail) {
  return {ErrorCode::internal,
          Message(WERKBANK_TEXT("transfer",
                                "Werkbank could not pack your files. Send the details to the makers of Werkbank.")),
          std::move(detail)};
}

const char* const tree_hash_script = R"sh(
tree_hash() (
  [ -d "$1" ] && [ ! -L "$1" ] && cd "$1" || exit 1
  [ -z "$(find . ! -type f ! -type d ! -type l | head -n 1)" ] || exit 1
  { find . -type f -print0 | sort -z | xargs -0 -r sha256sum -z --
    find . -type l -printf '%p -> %l\0' | sort -z; } | sha256sum | cut -c 1-64
)
)sh";

void TarWriter::Free::operator()(archive* writer) const { archive_write_free(writer); }

TarWriter::TarWriter(std::vector<TarItem> items)
    : archive_(archive_write_new()),
      items_(std::move(items)),
      block_(std::make_unique_for_overwrite<char[]>(tar_block_size)) {
  // GNU's own format stores names as the bytes they are; pax would have them converted from this computer's character
  // set and back from the factory's.
  archive_write_set_format_gnutar(archive_.get());
  archive_write_set_bytes_per_block(archive_.get(), tar_block_size);
  archive_write_set_bytes_in_last_block(archive_.get(), 1);
  archive_write_open(archive_.get(), &buffer_, nullptr, append, nullptr);
}

TarWriter::~TarWriter() {
  // libarchive ends a stream that was left halfway, into the buffer that nobody reads any more but that must be there.
  archive_.reset();
}

Result<std::size_t> TarWriter::read(std::span<char> room) {
  while (taken_ == buffer_.size() && !finished_) {
    buffer_.clear();
    taken_ = 0;
    WERKBANK_CHECK(step());
  }
  const auto count = std::min(room.size(), buffer_.size() - taken_);
  std::copy_n(buffer_.data() + taken_, count, room.data());
  taken_ += count;
  return count;
}

Result<Done> TarWriter::step() {
  if (file_) return continue_file();
  if (next_ < items_.size()) return begin_item();
  return finish();
}

Result<Done> TarWriter::begin_item() {
  const auto& item = items_[next_];
  if (item.kind == TarItem::Kind::file) {
    WERKBANK_TRY(file_, item.open());
    file_bytes_ = 0;
    return write_header(item);
  }
  WERKBANK_CHECK(write_header(item));
  ++next_;
  return item.kind == TarItem::Kind::content ? write_content(item.text) : Done{};
}

Result<Done> TarWriter::write_header(const TarItem& item) {
  const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), &archive_entry_free);
  archive_entry_copy_pathname(entry.get(), ("./" + std::string(item.folder) + item.path).c_str());
  archive_entry_set_perm(entry.get(), static_cast<__LA_MODE_T>(item.mode & 0777U));
  switch (item.kind) {
    case TarItem::Kind::file:
    case TarItem::Kind::content:
      archive_entry_set_filetype(entry.get(), AE_IFREG);
      archive_entry_set_size(
          entry.get(), static_cast<la_int64_t>(item.kind == TarItem::Kind::content ? item.text.size() : item.size));
      break;
    case TarItem::Kind::link:
      archive_entry_set_filetype(entry.get(), AE_IFLNK);
      archive_entry_copy_symlink(entry.get(), item.text.c_str());
      break;
    case TarItem::Kind::folder:
      archive_entry_set_filetype(entry.get(), AE_IFDIR);
      break;
  }
  if (archive_write_header(archive_.get(), entry.get()) != ARCHIVE_OK) return archive_error();
  return Done{};
}

Result<Done> TarWriter::write_content(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = archive_write_data(archive_.get(), bytes.data(), bytes.size());
    if (count <= 0) return archive_error();
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return Done{};
}

Result<Done> TarWriter::continue_file() {
  const auto& item = items_[next_];
  WERKBANK_TRY(const auto count, file_->read({block_.get(), tar_block_size}));
  if (count > 0) {
    const std::string_view bytes(block_.get(), count);
    file_bytes_ += bytes.size();
    if (file_bytes_ > item.size) return file_changed(item.path, "it grew");
    return write_content(bytes);
  }
  file_.reset();
  ++next_;
  if (file_bytes_ < item.size) return file_changed(item.path, "it shrank");
  return Done{};
}

Result<Done> TarWriter::finish() {
  finished_ = true;
  if (archive_write_close(archive_.get()) != ARCHIVE_OK) return archive_error();
  return Done{};
}

Error TarWriter::archive_error() const {
  const char* words = archive_error_string(archive_.get());
  return cannot_pack(words == nullptr ? "" : words);
}

std::string tree_hash(const std::vector<TarItem>& items) {
  std::vector<const TarItem*> sorted;
  for (const auto& item : items) sorted.push_back(&item);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->path < b->path; });
  Sha256 hash;
  // With its NUL, which ends each line on the factory too.
  const auto line = [&hash](const std::string& words) { hash.add(std::string_view(words.c_str(), words.size() + 1)); };
  for (const auto* item : sorted) {
    if (item->kind == TarItem::Kind::file || item->kind == TarItem::Kind::content)
      line(item->sha256 + "  ./" + item->path);
  }
  for (const auto* item : sorted) {
    if (item->kind == TarItem::Kind::link) line("./" + item->path + " -> " + item->text);
  }
  return hash.hex_digest();
}

}  // namespace werkbank
