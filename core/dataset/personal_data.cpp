#include "core/dataset/personal_data.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <utility>

#include "core/base/ascii.h"
#include "core/dataset/byte_search.h"
#include "core/dataset/cell_value.h"
#include "core/dataset/month_names.h"

namespace werkbank {
namespace {

// Part of a word: a number or an address cannot begin or end within one.
bool is_word(char c) { return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

// What stands between digits without being ASCII: how long a no-break space or a dash is that `text` begins with, in
// bytes; 0 for none.
std::size_t wide_gap(std::string_view text) {
  if (text.starts_with("\xC2\xA0")) return 2;
  for (const auto* dash : {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93"}) {
    if (text.starts_with(dash)) return 3;
  }
  return 0;
}

// "logo@2x.png" is a picture, "jquery@3.min.js" a program.
bool is_file_ending(std::string_view ending) {
  static constexpr std::string_view endings[] = {"png", "jpg", "jpeg", "gif", "webp", "svg", "js", "css"};
  return std::find(std::begin(endings), std::end(endings), lower_case(ending)) != std::end(endings);
}

// What every kind of personal data begins with, or holds near its begin.
bool is_sign(char c) { return c == '@' || is_digit(c) || c == '+' || c == '('; }

// Digits with single signs between them, as people write long numbers.
struct WrittenNumber {
  struct Group {
    std::size_t begin = 0;
    std::size_t length = 0;
  };
  static constexpr std::size_t most_digits = 24;

  void add(char digit, std::size_t at, bool begins_group) {
    if (begins_group || group_count == 0) all_groups[group_count++] = {at, 0};
    ++all_groups[group_count - 1].length;
    all_digits[digit_count++] = digit;
  }
  std::string_view digits() const { return {all_digits.data(), digit_count}; }
  std::span<const Group> groups() const { return {all_groups.data(), group_count}; }

  std::array<Group, most_digits> all_groups;
  std::array<char, most_digits> all_digits;
  std::size_t group_count = 0;
  std::size_t digit_count = 0;
};

class PersonalDataFinder {
  using Groups = std::span<const WrittenNumber::Group>;

 public:
  explicit PersonalDataFinder(std::string_view text) : text_(text) {}

  std::vector<PersonalMatch> run() {
    std::size_t at = find_byte(text_, 0, is_sign);
    for (std::size_t done = 0; at < text_.size(); at = find_byte(text_, done, is_sign)) done = look(at, done);
    return std::move(found_);
  }

 private:
  /// Looks at the sign that is here; what begins before `done` was looked at. Where to go on.
  std::size_t look(std::size_t at, std::size_t done) {
    if (text_[at] == '@') return look_at_email(at);
    // Two letters stand before the first digit of an IBAN.
    if (at >= done + 2 && is_letter(text_[at - 2]) && begins(at - 2)) {
      if (const auto end = look_at_iban(at - 2)) return *end;
    }
    return begins(at) ? look_at_digits(at) : at + 1;
  }

  bool begins(std::size_t at) const {
    if (at == 0 || !is_word(text_[at - 1])) return true;
    if (is_letter_or_digit(text_[at - 1])) return false;
    return (at >= 2 && wide_gap(text_.substr(at - 2)) == 2) || (at >= 3 && wide_gap(text_.substr(at - 3)) == 3);
  }

  bool ends(std::size_t at) const {
    return at >= text_.size() || !is_word(text_[at]) || wide_gap(text_.substr(at)) > 0;
  }

  void add(PersonalKind kind, std::size_t begin, std::size_t end) { found_.push_back({kind, begin, end - begin}); }

  // Whether one of the words, in capitals, begins shortly before that place.
  bool is_behind(std::size_t at, std::initializer_list<std::string_view> words) const {
    constexpr std::size_t reach = 32;
    const auto from = at > reach ? at - reach : 0;
    std::array<char, reach> letters;
    const auto end = std::transform(text_.begin() + static_cast<std::ptrdiff_t>(from),
                                    text_.begin() + static_cast<std::ptrdiff_t>(at), letters.begin(), upper);
    const std::string_view before(letters.begin(), end);
    return std::any_of(words.begin(), words.end(), [&](auto word) {
      const auto place = before.find(word);
      return place != std::string_view::npos && begins(from + place);
    });
  }

  std::size_t look_at_email(std::size_t at) {
    const auto is_local = [](char c) { return is_word(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'; };
    const std::size_t floor = found_.empty() ? 0 : found_.back().begin + found_.back().length;
    std::size_t begin = at;
    constexpr std::size_t longest = 64;
    while (begin > floor && at - begin < longest && is_local(text_[begin - 1])) --begin;
    while (begin < at && !is_word(text_[begin])) ++begin;
    std::size_t end = at + 1;
    std::size_t last_dot = 0;
    while (end < text_.size() && end - at < 255 && (is_word(text_[end]) || text_[end] == '-' || text_[end] == '.')) {
      if (text_[end] == '.' && text_[end - 1] == '.') break;
      if (text_[end] == '.') last_dot = end;
      ++end;
    }
    while (end > at + 1 && !is_word(text_[end - 1])) --end;
    if (last_dot >= end) last_dot = text_.substr(0, end).rfind('.');
    const bool has_dot = last_dot != std::string_view::npos && last_dot > at + 1 && end - last_dot > 2;
    const bool is_name = has_dot && std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(last_dot) + 1,
                                                text_.begin() + static_cast<std::ptrdiff_t>(end), is_letter);
    if (begin < at && is_name && !is_file_ending(text_.substr(last_dot + 1, end - last_dot - 1)))
      add(PersonalKind::email, begin, end);
    return std::max(end, at + 1);
  }

  std::optional<std::size_t> look_at_iban(std::size_t at) {
    if (text_.size() - at < 15 || !is_letter(text_[at + 1]) || !is_digit(text_[at + 2]) || !is_digit(text_[at + 3]))
      return std::nullopt;
    std::string signs;
    const std::string country{upper(text_[at]), upper(text_[at + 1])};
    const auto length = iban_length(country);
    std::size_t end = at;
    while (end < text_.size() && signs.size() < length) {
      const char c = text_[end];
      const bool is_gap = c == ' ' && end > at && text_[end - 1] != ' ';
      if (!is_gap && !is_digit(c) && !is_letter(c)) break;
      if (!is_gap) signs += upper(c);
      ++end;
    }
    if (signs.size() != length || (end < text_.size() && is_word(text_[end])) || !is_iban(signs)) return std::nullopt;
    add(PersonalKind::bank_account, at, end);
    return end;
  }

  std::size_t look_at_digits(std::size_t at) {
    if (const auto end = look_at_written_birth(at)) return *end;
    const bool plus = text_[at] == '+';
    WrittenNumber number;
    std::size_t end = at + (is_digit(text_[at]) ? 0U : 1U);
    bool separated = !is_digit(text_[at]);
    int gaps = separated ? 1 : 0;  // since the last digit
    std::size_t last = at;         // behind the last digit
    while (end < text_.size() && number.digit_count < WrittenNumber::most_digits) {
      const char c = text_[end];
      if (is_digit(c)) {
        number.add(c, end, separated);
        separated = false;
        gaps = 0;
        last = ++end;
        continue;
      }
      const auto gap = std::string_view(" -./()").find(c) == std::string_view::npos ? wide_gap(text_.substr(end)) : 1;
      if (gap == 0 || gaps++ == 2) break;
      separated = true;
      end += gap;
    }
    if (number.digit_count == 0) return at + 1;
    if (ends(last) && number.digit_count >= 8) judge(at, last, plus, number);
    if (number.digit_count >= 6) look_at_birth(number.groups());
    return std::max(last, at + 1);
  }

  void judge(std::size_t begin, std::size_t end, bool plus, const WrittenNumber& number) {
    const auto digits = number.digits();
    const auto groups = number.groups();
    if (is_phone(plus, digits, groups)) return add(PersonalKind::phone, begin, end);
    if (is_grouped_as_citizen_number(groups)) return add_citizen_number(begin, end, digits);
    // "12 123456782": a number of its own before or after it.
    for (const auto& group : groups) {
      const bool of_its_own = (group.begin == 0 || text_[group.begin - 1] == ' ') &&
                              (group.begin + group.length >= text_.size() || text_[group.begin + group.length] != '.');
      const auto own = text_.substr(group.begin, group.length);
      if (of_its_own && groups.size() == 2 && group.length == 9)
        add_citizen_number(group.begin, group.begin + group.length, own);
      if (of_its_own && groups.size() == 2 && group.length == 10 && own.starts_with("06"))
        add(PersonalKind::phone, group.begin, group.begin + group.length);
    }
  }

  void add_citizen_number(std::size_t begin, std::size_t end, std::string_view digits) {
    add(PersonalKind::citizen_number, begin, end);
    found_.back().passes = is_citizen_number(digits);
    found_.back().is_named = is_behind(begin, {"BSN", "BURGERSERVICE", "SOFI", "CITIZEN SERVICE"});
  }

  // 123456782, 123 456 782, 1234.56.782
  bool is_grouped_as_citizen_number(Groups groups) const {
    if (groups.size() == 1) return groups[0].length == 9;
    if (groups.size() != 3) return false;
    const char between = text_[groups[1].begin - 1];
    if (between != text_[groups[2].begin - 1] || between == '/' || between == ')') return false;
    return (groups[0].length == 3 && groups[1].length == 3 && groups[2].length == 3) ||
           (groups[0].length == 4 && groups[1].length == 2 && groups[2].length == 3);
  }

  // Dutch: ten digits from 0 on, or +31 and nine more. Abroad: + and 8 to 15 digits (ITU-T E.164).
  static bool is_phone(bool plus, std::string_view digits, Groups groups) {
    const bool abroad = plus || digits.starts_with("00");
    if (abroad) {
      const auto number = digits.substr(plus ? 0 : 2);
      if (number.starts_with("310")) return number.size() == 12 && groups.size() > 1;  // +31 (0)6
      if (number.starts_with("31")) return number.size() == 11;
      return plus && number.size() >= 8 && number.size() <= 15 && number[0] != '0';
    }
    if (digits.size() != 10 || digits[0] != '0' || digits[1] == '0') return false;
    if (digits.starts_with("06")) return groups.size() <= 6;
    // Without a sign after the area code it may be any number with a zero in front.
    return groups.size() >= 2 && groups.size() <= 5 && groups[0].length >= 3 && groups[0].length <= 4;
  }

  // "geb. 3-11-1957", "born on 1957-11-03": a date after a word for birth.
  void look_at_birth(Groups groups) {
    if (groups.size() < 3) return;
    const auto begin = groups[0].begin;
    const auto end = groups[2].begin + groups[2].length;
    if (!date_seconds(text_.substr(begin, end - begin))) return;
    if (is_behind_birth(begin)) add(PersonalKind::birth_date, begin, end);
  }

  // "geboren op 3 november 1957"
  std::optional<std::size_t> look_at_written_birth(std::size_t at) {
    auto rest = text_.substr(at);
    if (!take_written_day(rest) || !is_behind_birth(at)) return std::nullopt;
    const auto end = text_.size() - rest.size();
    add(PersonalKind::birth_date, at, end);
    return end;
  }

  bool is_behind_birth(std::size_t at) const {
    return is_behind(at, {"GEB.", "GEB ", "GEBOREN", "GEBOORTE", "BORN", "BIRTH", "DOB"});
  }

  std::string_view text_;
  std::vector<PersonalMatch> found_;
};

// The first `begin` and last `end` signs stay; letters and digits between become dots.
std::string dotted(std::string_view text, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool stays = i < begin || i + end >= text.size() || !is_word(text[i]);
    if (stays) {
      out += text[i];
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
      out += "\u2022";
    }
  }
  return out;
}

}  // namespace

std::vector<PersonalMatch> find_personal_data(std::string_view text) { return PersonalDataFinder(text).run(); }

bool may_hold_personal_data(std::string_view text) {
  constexpr std::size_t least_bytes = 5;
  constexpr std::size_t least_digits = 3;  // of what has no @: a day and a year around the name of a month
  if (text.size() < least_bytes) return false;
  const auto first = find_byte(text, 0, [](char c) { return c == '@' || is_digit(c); });
  text.remove_prefix(first);
  return text.find('@') != std::string_view::npos || count_bytes(text, is_digit) >= least_digits;
}

std::string masked(PersonalKind kind, std::string_view text) {
  if (kind == PersonalKind::email) {
    const auto at = std::min(text.find('@'), text.size());
    const auto dot = text.rfind('.');
    const bool has_end = dot != std::string_view::npos && dot > at;
    const bool plain = !text.empty() && is_letter(text[0]);
    return (plain ? std::string(1, text[0]) : std::string()) + "\u2022\u2022\u2022@\u2022\u2022\u2022" +
           std::string(has_end ? text.substr(dot) : std::string_view());
  }
  if (kind == PersonalKind::bank_account) return dotted(text, 2, 2);
  if (kind == PersonalKind::birth_date) return dotted(text, 0, 0);
  return dotted(text, 1, 1);
}

}  // namespace werkbank
