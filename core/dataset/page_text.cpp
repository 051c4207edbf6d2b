#include "core/dataset/page_text.h"

#include <array>
#include <utility>

#include "core/dataset/page_splitter.h"

namespace werkbank {
namespace {

// What the search leaves out too.
constexpr std::array<std::string_view, 7> hidden_elements{"script", "style",  "template", "noscript",
                                                          "nav",    "footer", "aside"};

bool is_page_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// The words so far; blanks between them become one.
class Line {
 public:
  void add(char c) {
    if (is_page_blank(c)) {
      has_gap_ = !text_.empty();
      return;
    }
    if (std::exchange(has_gap_, false)) text_ += ' ';
    text_ += c;
  }
  std::string text_;

 private:
  bool has_gap_ = false;
};

}  // namespace

std::string one_line(std::string_view text, std::size_t most) {
  Line line;
  for (const char c : text) {
    if (line.text_.size() >= most) break;
    line.add(c);
  }
  return std::move(line.text_);
}

std::string page_text(std::string_view html, std::size_t most) {
  Line line;
  const auto take = [&](std::string_view words) {
    for (std::size_t i = 0; i < words.size() && line.text_.size() < most; ++i) line.add(words[i]);
  };
  PageSplitter page(hidden_elements, take, [](std::string_view) {});
  page.add(html);
  page.finish();
  return std::move(line.text_);
}

}  // namespace werkbank
