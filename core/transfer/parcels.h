// What is sent in one go: a pack of whole small files, or a piece of a large one. Several streams take parcels from one
// list, and a broken transfer goes on with those that have not arrived.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/transfer/shipment.h"

namespace werkbank {

struct Parcel {
  std::size_t first = 0;  ///< the first of its files, as an index into the shipment
  std::size_t count = 1;
  std::uint64_t offset = 0;  ///< of a piece in its file
  std::uint64_t length = 0;  ///< bytes of content
  bool is_piece = false;
  bool is_linked = false;  ///< there already, in an earlier version: not sent, only read back
};

/// What a cut can cost: a stream sends again at most this much, and what the server's window of a channel (2 MiB) held.
constexpr std::uint64_t parcel_size = large_file;

/// All of the shipment, always cut in the same way: pieces first, so that no stream is left with a long one at the end;
/// then packs; then what is `linked` (by index; empty: nothing is). A parcel's number is its place in the list.
std::vector<Parcel> parcels_of(const Shipment& shipment, const std::vector<bool>& linked = {});

/// What goes in one go: packs, or pieces that follow each other in one file. What a process costs at the factory is
/// paid once for each.
struct Stretch {
  std::size_t first = 0;  ///< of the parcels
  std::size_t count = 0;
};

enum class PacksOfStretch { one, several };
/// Takes the next one off the list of what waits: as long as is useful, and so short that no stream is left with a long
/// one while the others have nothing to do.
std::optional<Stretch> take_stretch(std::deque<std::size_t>& waiting, const std::vector<Parcel>& parcels,
                                    PacksOfStretch packs);
/// Bytes of content.
std::uint64_t length_of(const Stretch& stretch, const std::vector<Parcel>& parcels);

/// "./<path>" of its files, NUL-ended.
std::string names_in(const Parcel& parcel, const Shipment& shipment);

/// The files of a pack as a tar with their folders, and at its end the empty file arrived/<number>: where that is, all
/// before it are.
std::unique_ptr<TarWriter> pack(const Parcel& parcel, std::size_t number, const Shipment& shipment);

/// Pieces of a large file, read while they are sent: the line that says what comes, the bytes, and the line that says
/// they are all.
class PieceReader {
 public:
  /// Errors: data_rejected (the file has another size now), local_file.
  static Result<PieceReader> open(const Stretch& stretch, const std::vector<Parcel>& parcels, const Shipment& shipment);
  /// The next bytes; 0 at the end. Errors: data_rejected, local_file.
  Result<std::size_t> read(std::span<char> room);

 private:
  std::unique_ptr<FileContent> file_;
  std::string path_;
  std::string line_;  ///< goes before what is left of the file
  std::uint64_t left_ = 0;
  bool ended_ = false;
};

/// The receiver of one stream: $1 the folder of the data sets, $4 the transfer's own folder in it. Where an earlier
/// version was offered take_base_script goes before it, and the word "base" or "alone" comes first. Then pieces, into
/// large/<index of the file>; after `begin_packs` packs, until the end of its input, into data/. What arrived leaves
/// an empty file arrived/<mark>, and a line with its mark on standard output.
extern const char* const receive_script;
/// A shell function `tell_arrived`, in the transfer's own folder: the marks of what earlier tries have brought, also of
/// what was cut in the middle, one a line.
std::string tell_arrived_script();
/// The parcels that a mark stands for; nothing when it is none.
std::optional<Stretch> read_mark(std::string_view mark, std::size_t parcels);
/// What stands between the pieces and the packs of a stream; `end_of_stream` where no packs come.
extern const char* const begin_packs;
/// What stands before all parcels where what follows is a zstd frame.
extern const char* const begin_zstd;
extern const char* const end_of_stream;

}  // namespace werkbank
