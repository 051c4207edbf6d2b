#include "core/transfer/parcels.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

constexpr std::size_t most_in_a_pack = 2000;

void add_pieces(std::vector<Parcel>& parcels, std::size_t index, std::uint64_t size) {
  for (std::uint64_t offset = 0; offset < size; offset += parcel_size)
    parcels.push_back({index, 1, offset, std::min(parcel_size, size - offset), true, false});
}

/// Of the files that are `chosen`, those that follow each other.
void add_packs(std::vector<Parcel>& parcels, const Shipment& shipment,
               const std::function<bool(std::size_t index)>& chosen) {
  Parcel open{0, 0, 0, 0, false, false};
  const auto close = [&parcels, &open] {
    if (open.count > 0) parcels.push_back(open);
  };
  for (std::size_t i = 0; i < shipment.count(); ++i) {
    if (!chosen(i)) continue;
    const auto size = shipment.size(i);
    const bool fits = open.count > 0 && open.count < most_in_a_pack && open.first + open.count == i &&
                      open.length + size <= parcel_size;
    if (!fits) {
      close();
      open = {i, 0, 0, 0, false, false};
    }
    ++open.count;
    open.length += size;
  }
  close();
}

}  // namespace

const char* const begin_packs = "packs\n";
const char* const end_of_stream = "end\n";

// `read` of a shell takes no byte more than the line, and dd takes exactly what it is told to, or less when the line
// breaks, and is content with it: a piece counts only when the line after it has come. tar says the name of what it
// begins to write, so the last file of a pack is named when all before it are written.
const char* const receive_script = R"sh(
cd "$1/$4" || exit 103
trap 'exit 109' HUP INT TERM PIPE
while read -r kind number file offset length; do
  case $kind in
  base) take_base "$number" ;;
  piece)
    dd of="large/$file" bs=1M oflag=seek_bytes seek="$offset" iflag=fullblock,count_bytes count="$length" \
      conv=notrunc status=none || exit 104
    read -r end && [ "$end" = arrived ] || exit 109
    : > "arrived/$number" || exit 104
    echo "$number" ;;
  packs)
    exec 4>&1
    code=$({
      { tar -x -v -i -m --no-same-owner --no-same-permissions -f -; echo $? >&3; } |
        sed -n -u 's,^\./arrived/,,p' >&4
    } 3>&1)
    [ "$code" = 0 ] || exit 104
    exit 0 ;;
  end) exit 0 ;;
  *) exit 106 ;;
  esac
done
exit 109
)sh";

std::vector<Parcel> parcels_of(const Shipment& shipment, const std::vector<bool>& linked) {
  std::vector<Parcel> parcels;
  const auto is_linked = [&linked](std::size_t index) { return !linked.empty() && linked[index]; };
  for (std::size_t i = 0; i < shipment.count(); ++i) {
    if (shipment.is_large(i) && !is_linked(i)) add_pieces(parcels, i, shipment.size(i));
  }
  add_packs(parcels, shipment, [&](std::size_t i) { return !shipment.is_large(i) && !is_linked(i); });
  if (linked.empty()) return parcels;
  const auto sent = static_cast<std::ptrdiff_t>(parcels.size());
  add_packs(parcels, shipment, is_linked);
  std::for_each(parcels.begin() + sent, parcels.end(), [](Parcel& parcel) { parcel.is_linked = true; });
  return parcels;
}

Result<std::string> pack(const Parcel& parcel, std::size_t number, const Shipment& shipment) {
  std::vector<TarItem> items;
  for (std::size_t i = parcel.first; i < parcel.first + parcel.count; ++i) items.push_back(shipment.item(i, "data/"));
  TarItem mark;
  mark.kind = TarItem::Kind::content;
  mark.path = "arrived/" + std::to_string(number);
  items.push_back(std::move(mark));
  TarWriter tar(std::move(items));
  std::string bytes;
  bytes.reserve(parcel.length + parcel.length / 8);
  std::array<char, 256U << 10U> block;
  while (true) {
    WERKBANK_TRY(const auto count, tar.read(block));
    if (count == 0) return bytes;
    bytes.append(block.data(), count);
  }
}

Result<PieceReader> PieceReader::open(const Parcel& parcel, std::size_t number, const Shipment& shipment) {
  PieceReader piece;
  const auto local = shipment.local(parcel.first);
  piece.path_ = shipment.entry(parcel.first).path;
  piece.left_ = parcel.length;
  // Blocks are read straight into the room that is given.
  piece.file_.rdbuf()->pubsetbuf(nullptr, 0);
  errno = 0;
  piece.file_.open(local, std::ios::binary | std::ios::ate);
  if (!piece.file_ && errno == ENOENT) return file_changed(piece.path_, "gone");
  if (!piece.file_) return local_file_error(local, errno);
  const auto size = static_cast<std::uint64_t>(piece.file_.tellg());
  if (size != shipment.size(parcel.first)) return file_changed(piece.path_, "its size changed");
  piece.file_.seekg(static_cast<std::streamoff>(parcel.offset));
  piece.line_ = "piece " + std::to_string(number) + ' ' + std::to_string(parcel.first) + ' ' +
                std::to_string(parcel.offset) + ' ' + std::to_string(parcel.length) + '\n';
  return piece;
}

Result<std::size_t> PieceReader::read(std::span<char> room) {
  std::size_t count = std::min(room.size(), line_.size());
  std::copy_n(line_.begin(), count, room.begin());
  line_.erase(0, count);
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(room.size() - count, left_));
  if (wanted > 0) {
    errno = 0;
    file_.read(room.data() + count, static_cast<std::streamsize>(wanted));
    if (file_.gcount() != static_cast<std::streamsize>(wanted))
      return file_.eof() ? file_changed(path_, "it shrank") : local_file_error(path_from_text(path_), errno);
    left_ -= wanted;
    count += wanted;
  }
  if (left_ == 0 && !ended_) {
    ended_ = true;
    line_ = "arrived\n";
  }
  return count > 0 || line_.empty() ? count : read(room);
}

}  // namespace werkbank
