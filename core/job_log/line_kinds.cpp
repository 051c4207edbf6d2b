#include "core/job_log/line_kinds.h"

#include <algorithm>
#include <array>

#include "core/base/ascii.h"
#include "core/job_log/text_search.h"

namespace werkbank {
namespace {

bool begins_as_warning(std::string_view line) {
  constexpr std::array<std::string_view, 4> starts = {"[W", "W0", "W1", "wandb: WARNING"};
  return std::ranges::any_of(starts, [&](std::string_view start) { return line.starts_with(start); });
}

}  // namespace

bool is_warning(std::string_view line) {
  if (begins_as_warning(line)) return true;
  constexpr std::array<std::string_view, 3> parts = {"Warning:", "WARNING", "[WARN"};
  static const auto sieve = sieve_of(parts);
  return sieve.lets_through(line) && contains_any(line, parts);
}

bool is_harmless(std::string_view line) {
  constexpr std::array<std::string_view, 5> starts = {"[werkbank] ", "I0", "I1", "DEBUG", "INFO"};
  for (const auto start : starts) {
    if (line.starts_with(start)) return true;
  }
  if (begins_as_warning(line)) return true;
  constexpr std::array<std::string_view, 13> parts = {" tensorflow/",
                                                      " external/",
                                                      "Could not load dynamic library",
                                                      "TF-TRT",
                                                      "pip's dependency",
                                                      "closing signal",
                                                      "forcefully exiting",
                                                      "Exception ignored",
                                                      "Retrying",
                                                      "retrying",
                                                      "couldn't chdir to",
                                                      "errno: 97",
                                                      "wandb: ERROR Error while calling W&B API: context"};
  static const auto sieve = sieve_of(parts);
  const bool harmless = (sieve.lets_through(line) && contains_any(line, parts)) || is_warning(line);
  return harmless && !contains(line, "CANCELLED AT") && !contains(line, "killed by signal");
}

bool is_bar(std::string_view line) { return contains(line, "%|") || contains(line, "it/s") || contains(line, "s/it"); }

bool is_progress(std::string_view line) {
  constexpr std::array<std::string_view, 8> preparing = {"Loading",  "ownload", "Map:",       "Map (",
                                                         "Fetching", "okeniz",  "Generating", "Filter"};
  if (contains_any(line, preparing)) return false;
  if (is_bar(line)) return true;
  if (contains(line, "rror") || std::ranges::none_of(line, [](char c) { return is_digit(c); })) return false;
  constexpr std::array<std::string_view, 4> words = {"epoch", "step", "iter", "loss"};
  return std::ranges::any_of(words, [&](std::string_view word) {
    const auto at = find_word(line, word);
    return at != std::string_view::npos && line.find_first_of("0123456789", at) != std::string_view::npos;
  });
}

bool is_success(std::string_view line) {
  constexpr std::array<std::string_view, 9> words = {
      "training complete",     "training finished",      "finished training", "train_runtime", "wandb: synced",
      "`trainer.fit` stopped", "completed successfully", "training done",     "job finished"};
  static const auto sieve = sieve_of(words);
  return sieve.lets_through(line) && std::ranges::any_of(words, [&](std::string_view word) {
           return find_word(line, word) != std::string_view::npos;
         });
}

bool has_nan_loss(std::string_view line) {
  const auto loss = find_word(line, "loss");
  if (loss == std::string_view::npos) return false;
  // The value after the name: "loss: nan", "'loss': nan,", "loss=nan", "Loss nan (nan)".
  auto value = loss + 4;
  while (value < line.size() && !is_word(line[value])) ++value;
  return value < line.size() && find_word(line.substr(value, 3), "nan") == 0 &&
         (value + 3 == line.size() || !is_word(line[value + 3]));
}

}  // namespace werkbank
