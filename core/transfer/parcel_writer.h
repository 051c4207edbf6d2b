// One stream from the factory, taken apart into the files it holds.
#pragma once

#include <cstdint>
#include <deque>
#include <fstream>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/transfer/compression.h"
#include "core/transfer/inbox.h"
#include "core/transfer/parcels.h"

namespace werkbank {

/// Writes the bytes of one stream to their places.
class ParcelWriter {
 public:
  explicit ParcelWriter(Inbox& inbox) : inbox_(inbox) {}

  /// This comes next, after what was asked for before; `compressed`: as one zstd frame.
  void expect(const Stretch& stretch, bool compressed) { expected_.push_back({stretch, compressed}); }
  std::size_t expected() const { return expected_.size(); }
  /// Errors: local_file, local_disk_full, verification_failed (something else came).
  Result<Done> take(std::string_view bytes);

 private:
  struct Expected {
    Stretch stretch;
    bool compressed = false;
  };
  Result<Done> take_frame(std::string_view& bytes);
  Result<Done> take_content(std::string_view& bytes);
  Result<Done> take_end(std::string_view& bytes);
  Result<Done> open();
  Result<Done> close();
  const Parcel& parcel() const { return inbox_.parcel(number()); }
  std::size_t number() const { return expected_.front().stretch.first + parcel_; }
  std::size_t file_index() const { return parcel().first + file_in_pack_; }

  Inbox& inbox_;
  std::deque<Expected> expected_;
  std::size_t parcel_ = 0;  ///< in the first stretch
  std::size_t file_in_pack_ = 0;
  std::uint64_t written_ = 0;  ///< of the file or the piece
  bool at_end_ = false;        ///< of the stretch: its last line comes
  Decompressor decompressor_;
  bool in_frame_ = false;  ///< a frame is begun
  std::filebuf file_;
  std::string line_;
};

}  // namespace werkbank
