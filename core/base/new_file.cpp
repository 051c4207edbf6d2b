#include "core/base/new_file.h"

namespace werkbank {

NewFile make_new_file(const std::filesystem::path& path) {
#ifdef _WIN32
  return NewFile(_wfopen(path.c_str(), L"wbx"));
#else
  return NewFile(std::fopen(path.c_str(), "wbxe"));
#endif
}

NewFile open_to_change(const std::filesystem::path& path, std::uint64_t offset) {
#ifdef _WIN32
  NewFile file(_wfopen(path.c_str(), L"r+b"));
  if (file && _fseeki64(file.get(), static_cast<__int64>(offset), SEEK_SET) != 0) file.reset();
#else
  NewFile file(std::fopen(path.c_str(), "r+be"));
  if (file && fseeko(file.get(), static_cast<off_t>(offset), SEEK_SET) != 0) file.reset();
#endif
  return file;
}

}  // namespace werkbank
