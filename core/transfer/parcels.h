// What is sent in one go: a pack of whole small files, or a piece of a large one. Several streams take parcels from one
// list, and a broken transfer goes on with those that have not arrived.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/transfer/tar_writer.h"

namespace werkbank {

struct Parcel {
  std::size_t first = 0;  ///< the first of its files, as an index into the items
  std::size_t count = 1;
  std::uint64_t offset = 0;  ///< of a piece in its file
  std::uint64_t length = 0;  ///< bytes of content
  bool is_piece = false;
};

/// Files of this size and more are sent in pieces.
constexpr std::uint64_t large_file = 8U << 20U;

/// All of `items` (local files), always cut in the same way: pieces first, so that no stream is left with a long one at
/// the end. A parcel's number is its place in the list.
std::vector<Parcel> parcels_of(const std::vector<TarItem>& items);

/// The parcel as the receiver reads it: one line that says what comes, the bytes, and a line that says they are all.
/// Holds all of it in memory: about 8 MiB and the names. Errors: data_rejected (a file is no longer what its size and,
/// for a pack, its hash say), local_file.
Result<std::string> pack(const Parcel& parcel, std::size_t number, const std::vector<TarItem>& items);

/// The receiver of one stream: $1 the folder of the data sets, $2 the transfer's own folder in it, $3 the stream's
/// name. Packs go into data/, pieces into large/<index of the file>, and the numbers of what arrived into
/// done/<stream>.
extern const char* const receive_script;

/// What ends a stream that has nothing more to send.
extern const char* const end_of_stream;

}  // namespace werkbank
