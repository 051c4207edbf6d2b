// An archive from the factory is untrusted: taking it apart may not crash, and goes the same way however it is cut.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/transfer/tar_reader.h"

namespace {

using namespace werkbank;

void must(bool holds) {
  if (!holds) std::abort();
}

struct Taken {
  std::vector<std::string> paths;
  std::vector<std::uint64_t> sizes;
  std::string content;
  int ends = 0;
  bool is_refused = false;
  bool operator==(const Taken&) const = default;
};

Taken take_apart(std::string_view archive, std::size_t length) {
  constexpr std::size_t record = 4096;
  TarReader reader(record);
  Taken taken;
  while (!archive.empty()) {
    auto bytes = archive.substr(0, length);
    archive.remove_prefix(bytes.size());
    for (bool goes_on = true; goes_on;) {
      const auto part = reader.take(bytes);
      if (part.failed()) {
        taken.is_refused = true;
        return taken;
      }
      switch (*part) {
        case TarReader::Part::more:
          must(bytes.empty());
          goes_on = false;
          break;
        case TarReader::Part::file:
          taken.paths.push_back(reader.path());
          taken.sizes.push_back(reader.size());
          break;
        case TarReader::Part::content:
          must(!taken.paths.empty() && !reader.content().empty());
          taken.content += reader.content();
          break;
        case TarReader::Part::end:
          ++taken.ends;
          break;
      }
    }
  }
  return taken;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view archive(reinterpret_cast<const char*>(data), size);
  const auto whole = take_apart(archive, size == 0 ? 1 : size);
  must(whole.content.size() <= size);
  for (const auto& path : whole.paths) must(path.size() <= size);
  for (const std::size_t length : {1, 100, 513}) must(take_apart(archive, length) == whole);
  return 0;
}
