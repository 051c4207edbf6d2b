#include "core/transfer/parcels.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace werkbank {
namespace {

constexpr std::size_t most_in_a_pack = 2000;
constexpr std::size_t longest_stretch = 12;
// Twice as many as there are streams, and some.
constexpr std::size_t stretches_at_least = 10;

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

/// The folders of `item` in which `before`, the file that stands before it in the list, does not lie.
void add_new_folders(std::vector<TarItem>& items, std::string_view before, const TarItem& item) {
  const std::string_view path = item.path;
  for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    if (before.starts_with(path.substr(0, slash + 1))) continue;
    TarItem folder;
    folder.kind = TarItem::Kind::folder;
    folder.path = path.substr(0, slash);
    folder.mode = 0700;
    folder.folder = item.folder;
    items.push_back(std::move(folder));
  }
}

}  // namespace

const char* const begin_packs = "packs\n";
const char* const begin_zstd = "zstd\n";
const char* const end_of_stream = "end\n";

// `read` of a shell takes no byte more than the line, and dd takes exactly what it is told to, or less when the line
// breaks, and is content with it: all pieces of a stretch count only when the line after them has come. How far dd got
// it says itself, each second and at its end; that stays for the next try. tar says the name of what it begins to
// write, so the last file of a pack is named when all before it are written.
const char* const receive_script = R"sh(
cd "$1/$4" || exit 103
trap 'exit 109' HUP INT TERM PIPE
tell=
receive() {
  while read -r kind number count file offset length; do
    case $kind in
    base) take_base "$number" ;;
    alone) leave_base ;;
    zstd)
      zstd -d -c -q | receive
      exit ;;
    pieces)
      # Before coreutils 8.24 dd tells how far it is at its end only.
      [ -n "$tell" ] || { tell=status=progress; dd if=/dev/null of=/dev/null $tell 2>/dev/null || tell=bs=1M; }
      dd of="large/$file" bs=1M oflag=seek_bytes seek="$offset" iflag=fullblock,count_bytes count="$length" \
        conv=notrunc $tell 2> "arrived/$number+" || { cat "arrived/$number+" >&2; exit 104; }
      read -r end && [ "$end" = arrived ] || exit 109
      : > "arrived/$number-$count" || exit 104
      echo "$number-$count" ;;
    packs)
      exec 4>&1
      code=$({
        { tar -x -v -i -m --no-same-owner --no-same-permissions -f -; echo $? >&3; } |
          grep -a --line-buffered '^\./arrived/' >&4
      } 3>&1)
      [ "$code" = 0 ] || exit 104
      exit 0 ;;
    end) exit 0 ;;
    *) exit 106 ;;
    esac
  done
  exit 109
}
receive
)sh";

std::string tell_arrived_script() {
  return R"sh(
tell_arrived() {
  for mark in arrived/*+; do
    [ -e "$mark" ] || continue
    came=$(tr '\r' '\n' < "$mark" | sed -n 's/^\([0-9]\{1,\}\) bytes .*/\1/p' | tail -n 1)
    : > "${mark%+}-$((${came:-0} / )sh" +
         std::to_string(parcel_size) + R"sh())" && rm -f "$mark"
  done
  for mark in arrived/*; do
    [ ! -e "$mark" ] || echo "${mark##*/}"
  done
}
)sh";
}

std::optional<Stretch> read_mark(std::string_view mark, std::size_t parcels) {
  constexpr std::string_view as_tar_says_it = "./arrived/";
  if (mark.starts_with(as_tar_says_it)) mark.remove_prefix(as_tar_says_it.size());
  Stretch stretch{0, 1};
  const auto* const end = mark.data() + mark.size();
  auto parsed = std::from_chars(mark.data(), end, stretch.first);
  if (parsed.ec == std::errc() && parsed.ptr != end && *parsed.ptr == '-')
    parsed = std::from_chars(parsed.ptr + 1, end, stretch.count);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  if (stretch.first > parcels || stretch.count > parcels - stretch.first) return std::nullopt;
  return stretch;
}

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

std::optional<Stretch> take_stretch(std::deque<std::size_t>& waiting, const std::vector<Parcel>& parcels,
                                    PacksOfStretch packs) {
  if (waiting.empty()) return std::nullopt;
  Stretch stretch{waiting.front(), 0};
  const auto& first = parcels[stretch.first];
  const auto most = first.is_piece || packs == PacksOfStretch::several
                        ? std::min((waiting.size() + stretches_at_least - 1) / stretches_at_least, longest_stretch)
                        : std::size_t{1};
  const auto goes_on = [&](std::size_t number) {
    return number == stretch.first + stretch.count && parcels[number].is_piece == first.is_piece &&
           (!first.is_piece || parcels[number].first == first.first);
  };
  while (stretch.count < most && !waiting.empty() && goes_on(waiting.front())) {
    waiting.pop_front();
    ++stretch.count;
  }
  return stretch;
}

std::uint64_t length_of(const Stretch& stretch, const std::vector<Parcel>& parcels) {
  const auto& first = parcels[stretch.first];
  const auto& last = parcels[stretch.first + stretch.count - 1];
  return last.offset + last.length - first.offset;
}

std::string names_in(const Parcel& parcel, const Shipment& shipment) {
  std::string names;
  for (std::size_t i = parcel.first; i < parcel.first + parcel.count; ++i) names += "./" + shipment.path(i) + '\0';
  return names;
}

// Folders stand in it too. tar makes those that are missing, but two that miss the same one at the same moment do not:
// the one that comes second says that there is no such folder. One that is told to make a folder is content with one
// that is there.
std::unique_ptr<TarWriter> pack(const Parcel& parcel, std::size_t number, const Shipment& shipment) {
  std::vector<TarItem> items;
  items.reserve(parcel.count + 1);
  std::string before;
  for (std::size_t i = parcel.first; i < parcel.first + parcel.count; ++i) {
    auto item = shipment.item(i);
    add_new_folders(items, before, item);
    before = item.path;
    items.push_back(std::move(item));
  }
  TarItem mark;
  mark.kind = TarItem::Kind::content;
  mark.path = "arrived/" + std::to_string(number);
  items.push_back(std::move(mark));
  return std::make_unique<TarWriter>(std::move(items));
}

Result<PieceReader> PieceReader::open(const Stretch& stretch, const std::vector<Parcel>& parcels,
                                      const Shipment& shipment) {
  const auto& parcel = parcels[stretch.first];
  PieceReader piece;
  piece.path_ = shipment.path(parcel.first);
  piece.left_ = length_of(stretch, parcels);
  WERKBANK_TRY(piece.file_, shipment.open(parcel.first, parcel.offset));
  if (piece.file_->size() != shipment.size(parcel.first)) return file_changed(piece.path_, "its size changed");
  piece.line_ = "pieces";
  for (const std::uint64_t word : {std::uint64_t{stretch.first}, std::uint64_t{stretch.count},
                                   std::uint64_t{parcel.first}, parcel.offset, piece.left_})
    piece.line_ += ' ' + std::to_string(word);
  piece.line_ += '\n';
  return piece;
}

Result<std::size_t> PieceReader::read(std::span<char> room) {
  std::size_t count = std::min(room.size(), line_.size());
  std::copy_n(line_.begin(), count, room.begin());
  line_.erase(0, count);
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(room.size() - count, left_));
  if (wanted > 0) {
    WERKBANK_TRY(const auto got, file_->read(room.subspan(count, wanted)));
    if (got == 0) return file_changed(path_, "it shrank");
    left_ -= got;
    count += got;
  }
  if (left_ == 0 && !ended_) {
    ended_ = true;
    line_ = "arrived\n";
  }
  return count > 0 || line_.empty() ? count : read(room);
}

}  // namespace werkbank
