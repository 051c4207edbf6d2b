#include "core/transfer/compression.h"

#include <zstd.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string>

#include "core/transfer/remote_files.h"

namespace werkbank {
namespace {

// The fastest that zstd is made for: several hundred MB a second, more than most lines.
constexpr int level = 1;
constexpr std::size_t block_size = 256U << 10U;

constexpr std::size_t samples = 16;
constexpr std::size_t sample_size = 64U << 10U;
constexpr std::uint64_t worth_a_sample = 1U << 20U;
constexpr double smaller_enough = 0.8;

/// Up to sample_size bytes of the file from `offset` on; fewer, or none, where it cannot be read now: whoever sends it
/// says why.
std::string read_sample(const Shipment& shipment, std::size_t index, std::uint64_t offset) {
  std::string bytes(sample_size, '\0');
  std::size_t filled = 0;
  const auto content =
      shipment.comes_last(index) ? Result<std::unique_ptr<FileContent>>(Cancelled{}) : shipment.open(index, offset);
  while (content.ok() && filled < bytes.size()) {
    const auto count = (*content)->read(std::span(bytes).subspan(filled));
    if (!count.ok() || *count == 0) break;
    filled += *count;
  }
  bytes.resize(filled);
  return bytes;
}

std::size_t size_compressed(const std::string& bytes) {
  std::string room(ZSTD_compressBound(bytes.size()), '\0');
  const auto size = ZSTD_compress(room.data(), room.size(), bytes.data(), bytes.size(), level);
  return ZSTD_isError(size) != 0 ? bytes.size() : std::min(size, bytes.size());
}

}  // namespace

bool pays_to_compress(const Shipment& shipment, const std::vector<Parcel>& parcels,
                      const std::set<std::size_t>& left_out) {
  std::uint64_t all = 0;
  for (std::size_t number = 0; number < parcels.size(); ++number)
    all += left_out.contains(number) ? 0 : parcels[number].length;
  if (all < worth_a_sample) return false;

  // At equal distances in the bytes, so that large files count as what they are.
  const auto distance = all / samples;
  std::uint64_t next = distance / 2;
  std::uint64_t passed = 0;
  std::size_t before = 0;
  std::size_t after = 0;
  const auto look = [&](std::size_t index, std::uint64_t offset) {
    const auto bytes = read_sample(shipment, index, offset);
    before += bytes.size();
    after += size_compressed(bytes);
  };
  for (std::size_t number = 0; number < parcels.size(); ++number) {
    const auto& parcel = parcels[number];
    if (left_out.contains(number)) continue;
    for (auto index = parcel.first; index < parcel.first + parcel.count; ++index) {
      const auto size = parcel.is_piece ? parcel.length : shipment.size(index);
      for (; next < passed + size; next += distance) look(index, parcel.is_piece ? parcel.offset + (next - passed) : 0);
      passed += size;
    }
  }
  return is_worth_compressing(before, after);
}

bool is_worth_compressing(std::uint64_t before, std::uint64_t after) {
  return before > 0 && static_cast<double>(after) < smaller_enough * static_cast<double>(before);
}

void Compressor::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

Compressor::Compressor(Source source) : source_(std::move(source)), context_(ZSTD_createCCtx()), block_(block_size) {
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
}

Result<std::size_t> Compressor::read(std::span<char> room) {
  ZSTD_outBuffer out = {room.data(), room.size(), 0};
  while (out.pos == 0 && !ended_) {
    if (taken_ == filled_ && !source_ended_) {
      WERKBANK_TRY(filled_, source_(block_));
      taken_ = 0;
      source_ended_ = filled_ == 0;
    }
    ZSTD_inBuffer in = {block_.data(), filled_, taken_};
    const auto left = ZSTD_compressStream2(context_.get(), &out, &in, source_ended_ ? ZSTD_e_end : ZSTD_e_continue);
    taken_ = in.pos;
    if (ZSTD_isError(left) != 0) return cannot_pack(ZSTD_getErrorName(left));
    ended_ = source_ended_ && left == 0;
  }
  return out.pos;
}

void Decompressor::Free::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

Decompressor::Decompressor() : context_(ZSTD_createDCtx()), block_(block_size) {
  // Sixteen times what level 1 looks back: whoever asks for more has something else in mind.
  constexpr int longest_window = 23;
  ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, longest_window);
}

Result<std::string_view> Decompressor::take(std::string_view& bytes) {
  ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer out = {block_.data(), block_.size(), 0};
  const auto left = ZSTD_decompressStream(context_.get(), &out, &in);
  if (ZSTD_isError(left) != 0) return not_as_announced(std::string("zstd: ") + ZSTD_getErrorName(left));
  bytes.remove_prefix(in.pos);
  at_end_ = left == 0;
  return std::string_view(block_.data(), out.pos);
}

}  // namespace werkbank
