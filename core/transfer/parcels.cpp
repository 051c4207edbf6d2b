#include "core/transfer/parcels.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

// What a cut can cost: a stream sends again at most this much.
constexpr std::uint64_t parcel_size = large_file;
constexpr std::size_t most_in_a_pack = 2000;

void add_pieces(std::vector<Parcel>& parcels, std::size_t index, std::uint64_t size) {
  for (std::uint64_t offset = 0; offset < size; offset += parcel_size)
    parcels.push_back({index, 1, offset, std::min(parcel_size, size - offset), true});
}

std::string line_of(const std::string& kind, std::size_t number, std::uint64_t length) {
  return kind + ' ' + std::to_string(number) + ' ' + std::to_string(length);
}

Result<std::string> pack_of(const Parcel& parcel, std::size_t number, const std::vector<TarItem>& items) {
  const auto begin = items.begin() + static_cast<std::ptrdiff_t>(parcel.first);
  TarWriter tar({begin, begin + static_cast<std::ptrdiff_t>(parcel.count)});
  std::string bytes;
  std::array<char, 256U << 10U> block;
  while (true) {
    WERKBANK_TRY(const auto count, tar.read(block));
    if (count == 0) break;
    bytes.append(block.data(), count);
  }
  return line_of("pack", number, bytes.size()) + '\n' + bytes;
}

Result<std::string> piece_of(const Parcel& parcel, std::size_t number, const TarItem& item) {
  errno = 0;
  std::ifstream file(item.local, std::ios::binary | std::ios::ate);
  if (!file && errno == ENOENT) return file_changed(item.path, "gone");
  if (!file) return local_file_error(item.local, errno);
  if (static_cast<std::uint64_t>(file.tellg()) != item.size) return file_changed(item.path, "its size changed");
  auto bytes = line_of("piece", number, parcel.length) + ' ' + std::to_string(parcel.first) + ' ' +
               std::to_string(parcel.offset) + '\n';
  const auto begin = bytes.size();
  bytes.resize(begin + parcel.length);
  file.seekg(static_cast<std::streamoff>(parcel.offset));
  file.read(bytes.data() + begin, static_cast<std::streamsize>(parcel.length));
  if (file.gcount() == static_cast<std::streamsize>(parcel.length)) return bytes;
  return file.eof() ? file_changed(item.path, "it shrank") : local_file_error(item.local, errno);
}

}  // namespace

const char* const end_of_stream = "end\n";

// `read` of a shell takes no byte more than the line, and head and dd take exactly what they are told to, or less when
// the line breaks, and are content with it: a parcel counts only when the line after it has come.
const char* const receive_script = R"sh(
cd "$1/$2" || exit 103
trap 'exit 109' HUP INT TERM PIPE
while read -r kind number length file offset; do
  case $kind in
  pack)
    head -c "$length" | tar -x -m --no-same-owner --no-same-permissions -C data -f - || exit 104 ;;
  piece)
    dd of="large/$file" bs=1M oflag=seek_bytes seek="$offset" iflag=fullblock,count_bytes count="$length" \
      conv=notrunc status=none || exit 104 ;;
  end) exit 0 ;;
  *) exit 106 ;;
  esac
  read -r end && [ "$end" = arrived ] || exit 109
  echo "$number" >> "done/$3" || exit 104
done
exit 109
)sh";

std::vector<Parcel> parcels_of(const std::vector<TarItem>& items) {
  std::vector<Parcel> parcels;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].size >= large_file) add_pieces(parcels, i, items[i].size);
  }
  Parcel open{0, 0, 0, 0, false};
  const auto close = [&parcels, &open] {
    if (open.count > 0) parcels.push_back(open);
  };
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto size = items[i].size;
    const bool fits = open.count > 0 && open.count < most_in_a_pack && open.first + open.count == i &&
                      open.length + size <= parcel_size;
    if (size >= large_file) continue;
    if (!fits) {
      close();
      open = {i, 0, 0, 0, false};
    }
    ++open.count;
    open.length += size;
  }
  close();
  return parcels;
}

Result<std::string> pack(const Parcel& parcel, std::size_t number, const std::vector<TarItem>& items) {
  WERKBANK_TRY(auto bytes,
               parcel.is_piece ? piece_of(parcel, number, items[parcel.first]) : pack_of(parcel, number, items));
  bytes += "arrived\n";
  return bytes;
}

}  // namespace werkbank
