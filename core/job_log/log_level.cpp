#include "core/job_log/log_level.h"

#include <algorithm>
#include <array>

#include "core/job_log/clue_rules.h"
#include "core/job_log/line_kinds.h"
#include "core/job_log/text_search.h"

namespace werkbank {
namespace {

constexpr std::array<std::string_view, 6> error_words = {"ERROR", "rror:", "FATAL", "fatal:", "CRITICAL", "panic:"};
constexpr std::array<std::string_view, 3> warning_words = {"warning:", "WARN ", "Warning "};
constexpr std::string_view traceback = "Traceback (most recent call last)";

/// By their last four letters, which should be rare in lines that are neither a warning nor an error. Whatever
/// level_of() looks for must have one of these.
constexpr std::array<std::string_view, 16> telling = {
    "warn",      "error", "fatal",      "critical", "panic:", "Traceback (mos", "Killed", "Excepti",
    "Interrupt", "Exit",  "became nan", "infinite", "nan l",  "=nan",           "'nan",   "(nan"};

Sieve sieve_of_problems() {
  Sieve sieve;
  for (const auto& rule : failure_rules()) sieve.mark(rule.text);
  for (const auto& known : known_exceptions()) sieve.mark(known.name);
  for (const auto word : telling) sieve.mark(word);
  return sieve;
}

/// "ValueError: text", "torch.cuda.CudaError", "KeyboardInterrupt".
bool ends_a_traceback(std::string_view line) {
  if (!names_an_exception(line)) return false;
  const auto name = line.substr(0, line.find(':'));
  constexpr std::array<std::string_view, 4> ends = {"Error", "Exception", "Interrupt", "Exit"};
  return std::ranges::any_of(ends, [&](std::string_view end) { return name.ends_with(end); });
}

}  // namespace

bool may_be_problem(std::string_view line) {
  static const auto sieve = sieve_of_problems();
  return sieve.lets_through(line) || line.find("[W") != std::string_view::npos || line.starts_with("W0") ||
         line.starts_with("W1");
}

LogLevel level_of(std::string_view line) {
  if (line.starts_with("[werkbank] ")) return LogLevel::own;
  if (!may_be_problem(line)) return LogLevel::ordinary;
  if (is_warning(line) && !contains(line, "CANCELLED AT")) return LogLevel::warning;
  if (is_harmless(line)) return LogLevel::ordinary;
  if (const auto clue = clue_of_line(line)) {
    const bool mild = clue->weight == Weight::hint || clue->weight == Weight::setup;
    return mild ? LogLevel::warning : LogLevel::error;
  }
  if (ends_a_traceback(line) || contains(line, traceback) || contains_any(line, error_words)) return LogLevel::error;
  return contains_any(line, warning_words) || has_nan_loss(line) ? LogLevel::warning : LogLevel::ordinary;
}

}  // namespace werkbank
