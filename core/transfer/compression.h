// Tables and text cross the line in a third of their size or less, with zstd (RFC 8878) at both ends. Whether that
// pays is seen in the data, not in the names of files.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/transfer/parcels.h"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace werkbank {

/// Whether the parcels, but for those in `left_out`, become so much smaller that it is worth both computers' time: from
/// samples out of all of them. What cannot be read counts as what does not shrink.
bool pays_to_compress(const Shipment& shipment, const std::vector<Parcel>& parcels,
                      const std::set<std::size_t>& left_out);

/// Whether a sample of `before` bytes, of which zstd made `after`, became so much smaller.
bool is_worth_compressing(std::uint64_t before, std::uint64_t after);

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

/// Takes zstd frames apart, one after the other, in a few MiB of memory whatever they say.
class Decompressor {
 public:
  Decompressor();

  /// What the begin of `bytes` becomes, which is taken off; valid until the next call. Empty: it needs more bytes, or
  /// the frame is at its end. Error: verification_failed, for what is no frame.
  Result<std::string_view> take(std::string_view& bytes);
  /// The frame is at its end; what is taken next begins another one.
  bool at_end() const { return at_end_; }

 private:
  struct Free {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_DCtx_s, Free> context_;
  std::vector<char> block_;
  bool at_end_ = true;
};

}  // namespace werkbank
