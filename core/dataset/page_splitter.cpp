#include "core/dataset/page_splitter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "core/base/ascii.h"
#include "core/dataset/byte_search.h"

namespace werkbank {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 8> signs{{{"&amp", '&'},
                                                                  {"&lt", '<'},
                                                                  {"&gt", '>'},
                                                                  {"&quot", '"'},
                                                                  {"&apos", '\''},
                                                                  {"&nbsp", ' '},
                                                                  {"&commat", '@'},
                                                                  {"&period", '.'}}};
constexpr std::size_t longest_sign = 8;
constexpr std::size_t longest_tag_name = 16;
constexpr std::string_view comment_name = "!--";

std::size_t behind(std::string_view block, std::size_t sign) { return sign < block.size() ? sign + 1 : block.size(); }

/// The sign that "&#64" or "&amp" stands for; only those of ASCII.
std::optional<char> sign_called(std::string_view name) {
  if (!name.starts_with("&#")) {
    const auto* found = std::find_if(signs.begin(), signs.end(), [&](const auto& one) { return one.first == name; });
    return found == signs.end() ? std::nullopt : std::optional(found->second);
  }
  const bool is_hexadecimal_number = name.size() > 2 && lower_case(name[2]) == 'x';
  const auto digits = name.substr(is_hexadecimal_number ? 3 : 2);
  unsigned number = 0;
  const auto read =
      std::from_chars(digits.data(), digits.data() + digits.size(), number, is_hexadecimal_number ? 16 : 10);
  if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  constexpr unsigned no_break_space = 160;
  if (number == no_break_space) return ' ';
  if (number < ' ' || number > '~') return std::nullopt;
  return static_cast<char>(number);
}

}  // namespace

void PageSplitter::add(std::string_view block) {
  // What is shown goes on in parts, so that little of it is kept; of one block it comes before what is not shown.
  constexpr std::size_t longest_part = 16U << 10U;
  while (!block.empty()) {
    const auto part = block.substr(0, longest_part);
    for (std::size_t at = 0; at < part.size();) at = take(part, at);
    hand_over(shown_, take_shown_);
    block.remove_prefix(part.size());
  }
  hand_over(source_, take_source_);
}

void PageSplitter::finish() {
  if (place_ == Place::sign) give_words(sign_);
  place_ = Place::words;
  hand_over(shown_, take_shown_);
  hand_over(source_, take_source_);
}

std::size_t PageSplitter::take(std::string_view block, std::size_t at) {
  switch (place_) {
    case Place::words:
      return take_words(block, at);
    case Place::sign:
      return take_sign(block, at);
    case Place::tag_begin:
      return take_tag_begin(block, at);
    case Place::tag:
      return take_tag(block, at);
    case Place::comment:
      return take_comment(block, at);
  }
  return block.size();
}

std::size_t PageSplitter::take_words(std::string_view block, std::size_t at) {
  const auto end = is_hidden() ? std::min(block.find('<', at), block.size())
                               : find_byte(block, at, [](char c) { return c == '<' || c == '&'; });
  give_words(block.substr(at, end - at));
  if (end == block.size()) return end;
  place_ = block[end] == '<' ? Place::tag_begin : Place::sign;
  sign_ = '&';
  return end + 1;
}

std::size_t PageSplitter::take_sign(std::string_view block, std::size_t at) {
  const char c = block[at];
  if ((is_letter_or_digit(c) || c == '#') && sign_.size() < longest_sign) {
    sign_ += c;
    return at + 1;
  }
  place_ = Place::words;
  const auto sign = c == ';' ? sign_called(sign_) : std::nullopt;
  give_words(sign ? std::string_view(&*sign, 1) : std::string_view(sign_));
  return sign ? at + 1 : at;
}

std::size_t PageSplitter::take_tag_begin(std::string_view block, std::size_t at) {
  const char c = block[at];
  const bool begins = c == '/' || (!is_hidden() && (is_letter(c) || c == '!' || c == '?'));
  if (!begins) {
    place_ = Place::words;
    give_words("<");
    return at;
  }
  if (!is_hidden()) shown_ += ' ';
  source_ += '<';
  place_ = Place::tag;
  name_.clear();
  has_name_ = false;
  return at;
}

std::size_t PageSplitter::take_tag(std::string_view block, std::size_t at) {
  auto end = at;
  for (; end < block.size() && !has_name_ && block[end] != '>'; ++end) {
    const char c = block[end];
    const bool is_part = static_cast<unsigned char>(c) > ' ' && (c != '/' || name_.empty());
    has_name_ = !is_part || name_.size() == longest_tag_name;
    if (!has_name_) name_ += lower_case(c);
    has_name_ = has_name_ || name_ == comment_name;
  }
  const bool is_comment = name_ == comment_name;
  if (!is_comment) end = behind(block, block.find('>', end));
  give(source_, shown_, block.substr(at, end - at));
  if (is_comment) {
    place_ = Place::comment;
    dashes_ = 2;
  } else if (block[end - 1] == '>') {
    end_tag();
  }
  return end;
}

void PageSplitter::end_tag() {
  place_ = Place::words;
  if (is_hidden()) {
    if (name_ == '/' + element_) element_.clear();
  } else if (std::find(hidden_.begin(), hidden_.end(), name_) != hidden_.end()) {
    element_ = name_;
  }
}

std::size_t PageSplitter::take_comment(std::string_view block, std::size_t at) {
  auto end = at;
  while (end < block.size() && (block[end] != '>' || dashes_ < 2)) dashes_ = block[end++] == '-' ? dashes_ + 1 : 0;
  if (end < block.size()) place_ = Place::words;
  end = behind(block, end);
  give(source_, shown_, block.substr(at, end - at));
  return end;
}

void PageSplitter::give_words(std::string_view words) {
  if (is_hidden())
    give(source_, shown_, words);
  else
    give(shown_, source_, words);
}

void PageSplitter::give(std::string& to, std::string& other, std::string_view text) {
  to += text;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) other += '\n';
}

void PageSplitter::hand_over(std::string& text, const Take& take) {
  take(text);
  text.clear();
}

}  // namespace werkbank
