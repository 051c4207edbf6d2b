#include "core/dataset/marked_words.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/catalogue/number_text.h"
#include "core/dataset/cell_value.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

constexpr std::string_view blanks = " \t\r\f\v";
constexpr std::size_t longest_tag = 200;  // bytes

constexpr std::array<std::string_view, 3> word_names{"word", "token", "woord"};
constexpr std::array<std::string_view, 3> tag_names{"tag", "label", "merk"};
constexpr std::array<std::string_view, 3> sentence_names{"sentence", "sentence_id", "zin"};

std::optional<std::size_t> place_of(const std::vector<std::string>& names,
                                    const std::array<std::string_view, 3>& wanted) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::find(wanted.begin(), wanted.end(), lower_case(names[i])) != wanted.end()) return i;
  }
  return std::nullopt;
}

void note(MarkScheme::Seen& seen, std::uint64_t line, std::string_view tag) {
  if (seen.count++ > 0) return;
  seen.first_line = line;
  seen.tag = clipped(tag);
}

}  // namespace

MarkedLine read_marked_line(std::string_view line) {
  MarkedLine found;
  const bool by_tab = line.find('\t') != std::string_view::npos;
  const auto separators = by_tab ? std::string_view("\t") : blanks;
  auto rest = by_tab ? line : stripped(line);
  bool has_any = false;
  while (true) {
    const auto end = std::min(rest.find_first_of(separators), rest.size());
    const auto cell = stripped(rest.substr(0, end));
    if (found.columns++ == 0) found.word = cell;
    found.tag = cell;
    has_any = has_any || !cell.empty();
    if (end == rest.size()) break;
    rest.remove_prefix(end + 1);
    if (!by_tab) rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
  }
  if (!has_any || found.word == "-DOCSTART-") return {};
  const bool is_whole = found.columns > 1 && !found.word.empty() && !found.tag.empty();
  found.kind = is_whole ? MarkedLine::Kind::word : MarkedLine::Kind::wrong;
  return found;
}

std::optional<MarkTag> read_mark_tag(std::string_view tag) {
  if (tag == "O") return MarkTag{};
  if (tag.size() < 3 || tag.size() > longest_tag || tag[1] != '-') return std::nullopt;
  const auto kind = tag.substr(2);
  if (kind.find_first_of(blanks) != std::string_view::npos) return std::nullopt;
  switch (tag[0]) {
    case 'B':
    case 'I':
    case 'E':
    case 'S':
      return MarkTag{tag[0], kind};
    case 'L':
      return MarkTag{'E', kind};
    case 'U':
      return MarkTag{'S', kind};
    default:
      return std::nullopt;
  }
}

std::optional<MarkedColumns> marked_columns(const std::vector<std::string>& names) {
  const auto word = place_of(names, word_names);
  const auto tag = place_of(names, tag_names);
  if (!word || !tag) return std::nullopt;
  return MarkedColumns{*word, *tag, place_of(names, sentence_names)};
}

void MarkScheme::end_mark() {
  if (is_open_ && !may_end_) note(without_end_, last_line_, last_tag_);
  is_open_ = false;
}

bool MarkScheme::add(const MarkTag& tag, std::string_view written, std::uint64_t line) {
  if (tag.part == 'O') {
    end_mark();
    return false;
  }
  const bool follows = is_open_ && tag.kind == kind_;
  const bool begins = tag.part == 'B' || tag.part == 'S' || !follows;
  if (begins) {
    end_mark();
    const bool is_said = tag.part == 'B' || tag.part == 'S';
    // Beside a mark of its own kind every way of writing says B-.
    if (!is_said) note(without_, line, written);
    if (is_said && !follows) note(begun_, line, written);
  }
  const bool ends = tag.part == 'E' || tag.part == 'S';
  if (ends) note(ended_, line, written);
  kind_ = tag.kind;
  is_open_ = !ends;
  may_end_ = ends;
  last_line_ = line;
  last_tag_ = written;
  return begins;
}

std::optional<MarkScheme::Seen> MarkScheme::broken() const {
  const bool says_begin = begun_.count > 0 || ended_.count > 0;
  return says_begin && without_.count > 0 ? std::optional(without_) : std::nullopt;
}

std::optional<MarkScheme::Seen> MarkScheme::mixed() const {
  return ended_.count > 0 && without_end_.count > 0 ? std::optional(without_end_) : std::nullopt;
}

}  // namespace werkbank
