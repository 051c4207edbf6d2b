#include "core/evidence/zip_file.h"

#include <ctime>
#include <memory>

#include <archive.h>
#include <archive_entry.h>

namespace werkbank {
namespace {

struct Free {
  void operator()(archive* writer) const { archive_write_free(writer); }
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

la_ssize_t append(archive*, void* into, const void* bytes, std::size_t size) {
  static_cast<std::string*>(into)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

Error not_made(archive* writer) {
  const char* why = archive_error_string(writer);
  return {ErrorCode::local_file,
          Message(WERKBANK_TEXT("evidence",
                                "The file for the adviser could not be made. Try again, or send the log alone.")),
          why == nullptr ? "" : why};
}

bool add(archive* writer, const std::string& name, const std::string& content) {
  const std::unique_ptr<archive_entry, Free> entry(archive_entry_new());
  constexpr int plain = 0644;
  archive_entry_set_pathname_utf8(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), plain);
  archive_entry_set_mtime(entry.get(), std::time(nullptr), 0);
  return archive_write_header(writer, entry.get()) == ARCHIVE_OK &&
         archive_write_data(writer, content.data(), content.size()) == static_cast<la_ssize_t>(content.size());
}

}  // namespace

Result<std::string> zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string bytes;
  const std::unique_ptr<archive, Free> writer(archive_write_new());
  if (archive_write_set_format_zip(writer.get()) != ARCHIVE_OK ||
      archive_write_set_bytes_in_last_block(writer.get(), 1) != ARCHIVE_OK ||
      archive_write_open(writer.get(), &bytes, nullptr, append, nullptr) != ARCHIVE_OK) {
    return not_made(writer.get());
  }
  for (const auto& [name, content] : files) {
    if (!add(writer.get(), name, content)) return not_made(writer.get());
  }
  if (archive_write_close(writer.get()) != ARCHIVE_OK) return not_made(writer.get());
  return bytes;
}

}  // namespace werkbank
