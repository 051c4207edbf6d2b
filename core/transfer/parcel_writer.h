// One stream from the factory, taken apart into the files it holds.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/new_file.h"
#include "core/base/result.h"
#include "core/transfer/compression.h"
#include "core/transfer/folder_maker.h"
#include "core/transfer/inbox.h"
#include "core/transfer/parcels.h"
#include "core/transfer/tar_reader.h"

namespace werkbank {

/// Packs come in archives whose length is a multiple of this.
constexpr std::size_t pack_record = 32U << 10U;

/// Writes the bytes of one stream to their places.
class ParcelWriter {
 public:
  /// What comes lies below `folder` on the factory.
  ParcelWriter(Inbox& inbox, std::string folder) : inbox_(inbox), folder_(std::move(folder)) {}

  /// This comes next, after what was asked for before; `compressed`: as one zstd frame.
  void expect(const Stretch& stretch, bool compressed) { expected_.push_back({stretch, compressed}); }
  std::size_t expected() const { return expected_.size(); }
  /// Errors: local_file, local_disk_full, verification_failed (something else came), remote_file (a file of a
  /// pack did not come).
  Result<Done> take(std::string_view bytes);

 private:
  struct Expected {
    Stretch stretch;
    bool compressed = false;
  };
  Result<Done> take_frame(std::string_view& bytes);
  Result<Done> take_content(std::string_view& bytes);
  Result<Done> take_piece(std::string_view& bytes);
  Result<Done> take_pack(std::string_view& bytes);
  Result<Done> take_end(std::string_view& bytes);
  Result<Done> begin_file();
  Result<Done> end_pack();
  Result<Done> open();
  Result<Done> write(std::string_view content);
  Result<Done> close();
  bool all_came() const { return parcel_ == expected_.front().stretch.count; }
  const Parcel& parcel() const { return inbox_.parcel(number()); }
  std::size_t number() const { return expected_.front().stretch.first + parcel_; }
  std::size_t file_index() const { return parcel().first + file_in_pack_; }

  Inbox& inbox_;
  const std::string folder_;
  std::deque<Expected> expected_;
  std::size_t parcel_ = 0;  ///< in the first stretch
  std::size_t file_in_pack_ = 0;
  std::uint64_t written_ = 0;  ///< of the file or the piece
  bool begun_ = false;         ///< of the stretch: something of it came
  bool at_end_ = false;        ///< of the stretch: its last line comes
  TarReader archive_{pack_record};
  Decompressor decompressor_;
  bool in_frame_ = false;  ///< a frame is begun
  NewFile file_;
  FolderMaker folders_;
  std::string line_;
};

}  // namespace werkbank
