#include "core/base/new_file.h"

namespace werkbank {

NewFile make_new_file(const std::filesystem::path& path) {
#ifdef _WIN32
  return NewFile(_wfopen(path.c_str(), L"wbx"));
#else
  return NewFile(std::fopen(path.c_str(), "wbxe"));
#endif
}

}  // namespace werkbank
