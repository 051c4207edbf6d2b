// Files of this computer as one tar stream, made while it is read: a few hundred KiB of memory, whatever the size.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file_content.h"
#include "core/base/result.h"

struct archive;

namespace werkbank {

struct TarItem {
  enum class Kind { file, content, link, folder };
  Kind kind = Kind::file;
  std::string path;        ///< safe and relative, any bytes; written as "./path"
  std::string text;        ///< of content: its bytes; of a link: its target
  std::uint64_t size = 0;  ///< of a file
  std::string sha256;      ///< of a file and of content, for tree_hash()
  std::uint32_t mode = 0600;
  std::string_view folder = {};  ///< in the archive, goes before path: "data/"; a literal
  std::function<Result<std::unique_ptr<FileContent>>()> open = {};  ///< of a file
};

class TarWriter {
 public:
  explicit TarWriter(std::vector<TarItem> items);
  ~TarWriter();
  TarWriter(const TarWriter&) = delete;
  TarWriter& operator=(const TarWriter&) = delete;

  /// The next bytes of the stream; 0 at its end. Errors: data_rejected naming the file that has another size by now;
  /// local_file. Whether the content is the right one tells the hash of what arrived.
  Result<std::size_t> read(std::span<char> room);

 private:
  Result<Done> step();
  Result<Done> begin_item();
  Result<Done> write_header(const TarItem& item);
  Result<Done> write_content(std::string_view bytes);
  Result<Done> continue_file();
  Result<Done> finish();
  Error archive_error() const;

  struct Free {
    void operator()(archive* writer) const;
  };
  std::unique_ptr<archive, Free> archive_;
  std::vector<TarItem> items_;
  std::size_t next_ = 0;
  std::unique_ptr<FileContent> file_;
  std::uint64_t file_bytes_ = 0;
  std::unique_ptr<char[]> block_;  ///< of a file
  std::string buffer_;
  std::size_t taken_ = 0;
  bool finished_ = false;
};

/// "This could not be packed", which is our own failure.
Error cannot_pack(std::string detail);

/// One hash over everything that the items put into a folder: what tree_hash_script prints for that folder. Empty
/// folders do not count.
std::string tree_hash(const std::vector<TarItem>& items);

/// Defines the shell function tree_hash: the SHA-256 over the sums and names of all files and links of the folder "$1".
/// NUL-ended lines, so that no name needs escaping (versions of sha256sum differ in that). Prints nothing for what is
/// not a folder or holds something else, such as a socket.
extern const char* const tree_hash_script;

}  // namespace werkbank
