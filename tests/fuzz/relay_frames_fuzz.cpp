// A relay may say anything, in any pieces: reading it may not crash, keeps no more than a line, and what it gives is
// within its bounds. The same of what a job writes about its notebook.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/factory/open_notebook.h"
#include "core/ssh/relay_frames.h"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

void read_in_pieces(std::string_view text) {
  werkbank::RelayFrameReader whole;
  werkbank::RelayFrameReader cut;
  const auto at_once = whole.add(text);
  std::size_t frames = 0;
  bool failed = false;
  for (std::size_t at = 0; at < text.size() && !failed; at += 7) {
    const auto piece = cut.add(text.substr(at, 7));
    failed = piece.failed();
    if (piece.ok()) frames += piece->size();
  }
  must(failed == at_once.failed());
  if (!at_once.ok()) return;
  must(frames == at_once->size());
  for (const auto& frame : *at_once) {
    must(frame.bytes.size() <= text.size());
    must(frame.count <= werkbank::relay_window);
  }
}

void read_place(std::string_view text) {
  const auto place = werkbank::parse_notebook_place(text);
  if (!place.ok()) return;
  must(place->token.size() == 64);
  must(std::all_of(place->token.begin(), place->token.end(), [](unsigned char sign) { return sign < 128; }));
  must(place->scheduler_id.find_first_not_of("0123456789") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_in_pieces(text);
  read_place(text);
  return 0;
}
