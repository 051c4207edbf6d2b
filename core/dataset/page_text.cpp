#include "core/dataset/page_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/ascii.h"
#include "core/catalogue/number_text.h"

namespace werkbank {
namespace {

constexpr std::array<std::string_view, 7> hidden_tags{"script", "style",  "template", "noscript",
                                                      "nav",    "footer", "aside"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> signs{
    {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}}};

bool is_page_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// "<p class=x>" as "p", "</P>" as "/p".
std::string name_of_tag(std::string_view tag) {
  tag.remove_prefix(1);
  const auto end = std::find_if(tag.begin() + (tag.starts_with('/') ? 1 : 0), tag.end(),
                                [](char c) { return is_page_blank(c) || c == '>' || c == '/'; });
  return lower_case(tag.substr(0, static_cast<std::size_t>(end - tag.begin())));
}

/// From behind the tag that hides it to behind the one that ends it.
std::string_view behind_hidden(std::string_view rest, const std::string& name) {
  while (true) {
    const auto end = rest.find("</");
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end);
    const auto close = std::min(rest.find('>'), rest.size());
    const bool is_end = name_of_tag(rest.substr(0, close)) == '/' + name;
    rest.remove_prefix(std::min(close + 1, rest.size()));
    if (is_end) return rest;
  }
}

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
  while (!html.empty() && line.text_.size() < most) {
    if (html.starts_with("<!--")) {
      const auto end = html.find("-->", 4);
      html = end == std::string_view::npos ? std::string_view() : html.substr(end + 3);
    } else if (html[0] == '<') {
      const auto close = std::min(html.find('>'), html.size());
      const auto name = name_of_tag(html.substr(0, close));
      html.remove_prefix(std::min(close + 1, html.size()));
      if (std::find(hidden_tags.begin(), hidden_tags.end(), name) != hidden_tags.end())
        html = behind_hidden(html, name);
      line.add(' ');
    } else {
      const auto* sign =
          std::find_if(signs.begin(), signs.end(), [&](const auto& one) { return html.starts_with(one.first); });
      if (sign != signs.end()) {
        line.add(sign->second[0]);
        html.remove_prefix(sign->first.size());
      } else {
        line.add(html[0]);
        html.remove_prefix(1);
      }
    }
  }
  return std::move(line.text_);
}

}  // namespace werkbank
