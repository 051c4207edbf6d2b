#include "core/ssh/answer_filter.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace werkbank {
namespace {

constexpr std::size_t noise_limit = 4096;

/// How many of the last bytes may be the begin of `mark`.
std::size_t may_be_begin_of(const std::string& mark, std::string_view bytes) {
  for (std::size_t count = std::min(bytes.size(), mark.size() - 1); count > 0; --count) {
    if (bytes.ends_with(std::string_view(mark).substr(0, count))) return count;
  }
  return 0;
}

}  // namespace

AnswerFilter::AnswerFilter(std::string begin, std::string end, ByteSink sink)
    : begin_(std::move(begin) + "\n"), end_("\n" + std::move(end) + " "), sink_(std::move(sink)) {}

Result<Done> AnswerFilter::add(std::string_view bytes) {
  held_ += bytes;
  if (!began_) return find_begin();
  if (!ended_) return pass_on();
  return Done{};
}

Result<Done> AnswerFilter::find_begin() {
  const auto place = held_.find(begin_);
  const std::size_t before =
      place != std::string::npos ? place : held_.size() - std::min(held_.size(), begin_.size() - 1);
  noise_ += held_.substr(0, std::min(before, noise_limit - std::min(noise_limit, noise_.size())));
  held_.erase(0, before);
  if (place == std::string::npos) return Done{};
  held_.erase(0, begin_.size());
  began_ = true;
  return pass_on();
}

Result<Done> AnswerFilter::pass_on() {
  const auto place = held_.find(end_);
  ended_ = place != std::string::npos;
  const std::size_t safe = ended_ ? place : held_.size() - may_be_begin_of(end_, held_);
  if (safe > 0) WERKBANK_CHECK(sink_(std::string_view(held_).substr(0, safe)));
  held_.erase(0, safe);
  return Done{};
}

std::optional<int> AnswerFilter::exit_code() const {
  if (!ended_) return std::nullopt;
  int code = 0;
  const char* first = held_.data() + end_.size();
  const char* last = held_.data() + held_.size();
  const auto parsed = std::from_chars(first, last, code);
  if (parsed.ec != std::errc() || parsed.ptr == last || *parsed.ptr != '\n') return std::nullopt;
  return code;
}

}  // namespace werkbank
