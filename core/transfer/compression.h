// Tables and text cross the line in a third of their size or less, with zstd (RFC 8878) at both ends. Whether that
// pays is seen in the data, not in the names of files.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/transfer/parcels.h"

struct ZSTD_CCtx_s;

namespace werkbank {

/// Whether the parcels, but for those in `left_out`, become so much smaller that it is worth both computers' time: from
/// samples out of all of them. What cannot be read counts as what does not shrink.
bool pays_to_compress(const Shipment& shipment, const std::vector<Parcel>& parcels,
                      const std::set<std::size_t>& left_out);

/// Makes one zstd frame of what a source gives, while it is read.
class Compressor {
 public:
  using Source = std::function<Result<std::size_t>(std::span<char> room)>;
  explicit Compressor(Source source);

  /// The next bytes; 0 at the end. Errors: those of the source.
  Result<std::size_t> read(std::span<char> room);

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  Source source_;
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
  std::vector<char> block_;
  std::size_t filled_ = 0;
  std::size_t taken_ = 0;
  bool source_ended_ = false;
  bool ended_ = false;
};

}  // namespace werkbank
