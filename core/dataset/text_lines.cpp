#include "core/dataset/text_lines.h"

#include <algorithm>

namespace werkbank {

void TextLines::add(std::string_view block) {
  while (!block.empty()) {
    const auto end = block.find('\n');
    if (kept_.empty() && end <= longest_piece) {  // whole in this block: it is given as it lies there
      give_line(block.substr(0, end));
      ++line_;
      block.remove_prefix(end + 1);
      continue;
    }
    const auto part = block.substr(0, std::min({end, block.size(), longest_piece - kept_.size()}));
    kept_ += part;
    if (part.size() == end) {
      give_line(kept_);
      kept_.clear();
      ++line_;
      block.remove_prefix(end + 1);
      continue;
    }
    block.remove_prefix(part.size());
    if (kept_.size() < longest_piece) continue;
    auto settled = kept_.size() - overlap;
    for (int i = 0; i < 3 && (static_cast<unsigned char>(kept_[settled]) & 0xC0U) == 0x80U; ++i) --settled;
    const auto done = take_({line_, kept_, settled});
    kept_.erase(0, std::clamp(done, settled, kept_.size()));
  }
}

void TextLines::finish() {
  if (!kept_.empty()) give_line(kept_);
  kept_.clear();
}

void TextLines::give_line(std::string_view text) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  take_({line_, text, text.size()});
}

}  // namespace werkbank
