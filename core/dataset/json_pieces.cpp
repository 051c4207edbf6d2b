#include "core/dataset/json_pieces.h"

#include <algorithm>

namespace werkbank {
namespace {

bool is_json_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

Message::Argument line_number(std::uint64_t line) { return static_cast<std::int64_t>(line); }

Error no_list(std::uint64_t line) {
  return {ErrorCode::data_rejected,
          Message(WERKBANK_TEXT("dataset",
                                "The file begins with “[” as a list does, but on line %1 something stands there that "
                                "does not belong in one. Repair that line first."),
                  {line_number(line)}),
          {}};
}

}  // namespace

std::size_t json_depth(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_text) {
      if (c == '\\') ++i;
      in_text = c != '"';
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

Error JsonPieces::too_long() const {
  return {ErrorCode::data_rejected,
          Message(WERKBANK_TEXT("dataset",
                                "What begins on line %1 is too long to be one conversation. Look whether this is the "
                                "right file."),
                  {line_number(piece_line_)}),
          {}};
}

Result<Done> JsonPieces::give() {
  const auto taken = take_({piece_line_, kept_});
  kept_.clear();
  return taken;
}

Result<Done> JsonPieces::add(std::string_view block) {
  if (mode_ == Mode::unknown) {
    const auto first = std::find_if_not(block.begin(), block.end(), is_json_blank);
    if (first != block.end()) mode_ = *first == '[' ? Mode::list : Mode::lines;
  }
  // Blank lines at the begin are lines as well, and mean nothing in a list.
  return mode_ == Mode::list ? add_list(block) : add_lines(block);
}

Result<Done> JsonPieces::add_lines(std::string_view block) {
  while (!block.empty()) {
    const auto end = std::min(block.find('\n'), block.size());
    if (kept_.empty()) piece_line_ = line_;
    if (kept_.size() + end > longest_piece) return too_long();
    kept_ += block.substr(0, end);
    if (end == block.size()) break;
    WERKBANK_CHECK(give());
    ++line_;
    block.remove_prefix(end + 1);
  }
  return Done{};
}

Result<Done> JsonPieces::add_list(std::string_view block) {
  if (!opened_) kept_.clear();
  for (const char c : block) {
    WERKBANK_CHECK(depth_ == 0 ? add_between(c) : add_within(c));
    if (c == '\n') ++line_;
  }
  return Done{};
}

Result<Done> JsonPieces::add_between(char c) {
  if (is_json_blank(c)) return Done{};
  if (closed_) return no_list(line_);
  if (!opened_) {
    opened_ = true;
  } else if (c == ',' && may_close_) {
    may_close_ = false;
  } else if (c == ']') {
    closed_ = true;
  } else if (c == '{' && !may_close_) {
    piece_line_ = line_;
    kept_ = c;
    depth_ = 1;
  } else {
    return no_list(line_);
  }
  return Done{};
}

Result<Done> JsonPieces::add_within(char c) {
  if (kept_.size() >= longest_piece) return too_long();
  kept_ += c;
  if (in_text_) {
    if (!escaped_ && c == '"') in_text_ = false;
    escaped_ = !escaped_ && c == '\\';
    return Done{};
  }
  if (c == '"') {
    in_text_ = true;
  } else if (c == '{' || c == '[') {
    ++depth_;
  } else if ((c == '}' || c == ']') && --depth_ == 0) {
    may_close_ = true;
    return give();
  }
  return Done{};
}

Result<Done> JsonPieces::finish() {
  if (mode_ == Mode::list && !closed_)
    return Error{
        ErrorCode::data_rejected,
        Message(WERKBANK_TEXT("dataset",
                              "The file begins with “[” as a list does, but the list has no end: a part of the "
                              "file is missing, or a bracket is. Save it again where it was made.")),
        {}};
  if (mode_ == Mode::list || kept_.empty()) return Done{};
  return give();
}

}  // namespace werkbank
