// Any bytes as a cell, as a document and as a photo: what is found lies within the text, in its order, its mask does
// not show it, and it is the same wherever a block of a document ends.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/dataset/personal_data.h"
#include "core/dataset/personal_texts.h"
#include "core/dataset/photo_place.h"

namespace {

using namespace werkbank;

PersonalCounts read_document(std::string_view text, bool is_page, std::size_t end) {
  PersonalCounts found;
  PersonalDocument document(found, is_page);
  document.add(text.substr(0, end));
  document.add(text.substr(end));
  document.finish();
  return found;
}

void look_at_document(std::string_view text, bool is_page) {
  const auto whole = read_document(text, is_page, 0);
  const auto end = text.empty() ? 0 : static_cast<unsigned char>(text[0]) % text.size();
  const auto parts = read_document(text, is_page, end);
  for (std::size_t i = 0; i < personal_kinds; ++i) {
    const auto& one = whole.seen(static_cast<PersonalKind>(i));
    const auto& other = parts.seen(static_cast<PersonalKind>(i));
    if (one.count != other.count || one.line != other.line) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::size_t last_begin = 0;
  for (const auto& one : find_personal_data(text)) {
    if (one.length == 0 || one.begin < last_begin || one.begin + one.length > text.size()) std::abort();
    last_begin = one.begin;
    const auto found = text.substr(one.begin, one.length);
    const auto mask = masked(one.kind, found);
    const auto digits = std::count_if(mask.begin(), mask.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (mask.empty() || (one.kind != PersonalKind::email && digits > 3)) std::abort();
    if (mask.find(found) != std::string::npos) std::abort();
  }
  look_at_document(text, false);
  look_at_document(text, true);
  tells_place(text);
  return 0;
}
