// A packed folder that anybody may have made: unpacked inside its folder, or refused with nothing left.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/base/local_files.h"
#include "core/dataset/packed_folder.h"

namespace fs = std::filesystem;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const fs::path place = fs::temp_directory_path() / ("werkbank-fuzz-packed-" + std::to_string(::getpid()));
  fs::create_directories(place);
  const auto file = place / "packed";
  const auto folder = place / "folder";
  const std::string_view content(reinterpret_cast<const char*>(bytes), size);
  if (!werkbank::write_file(file, content).ok()) std::abort();
  const auto unpacked = werkbank::unpack_folder(file, folder, {}, {});
  if (unpacked.ok() != fs::exists(folder)) std::abort();
  fs::remove_all(folder);
  for (const auto& entry : fs::directory_iterator(place)) {
    if (entry.path() != file) std::abort();  // written outside the folder
  }
  fs::remove_all(place);
  return 0;
}
