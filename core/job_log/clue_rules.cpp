#include "core/job_log/clue_rules.h"

#include <algorithm>
#include <array>

#include "core/base/ascii.h"
#include "core/job_log/text_search.h"

namespace werkbank {
namespace {

/// What an ImportError is about: a package that is not there, two that do not fit, or the person's own program.
LineClue of_import(std::string_view line) {
  constexpr std::array<std::string_view, 4> binary = {"cannot open shared object file", "undefined symbol", "DLL load",
                                                      "version `"};
  if (contains_any(line, binary)) return {Cause::library_mismatch, Weight::root};
  if (contains(line, ", but found")) return {Cause::library_mismatch, Weight::root};
  if (!contains(line, "cannot import name")) return {Cause::missing_module, Weight::root};
  if (contains(line, "partially initialized module")) return {Cause::python_exception, Weight::root};
  constexpr std::array<std::string_view, 3> installed = {"site-packages", "dist-packages", "(unknown location)"};
  const bool own = contains(line, "(/") && !contains_any(line, installed);
  return {own ? Cause::python_exception : Cause::library_mismatch, Weight::root};
}

/// A newer or older package no longer has what the program asks it for.
bool is_gone_from_package(std::string_view line) {
  constexpr std::array<std::string_view, 8> packages = {"'numpy",  "'torch",      "'transformers", "'PIL",
                                                        "'pandas", "'tensorflow", "'sklearn",      "'jax"};
  const auto at = line.find("module '");
  return at != std::string_view::npos && contains(line, "has no attribute") &&
         std::ranges::any_of(packages, [&](std::string_view one) { return line.substr(at + 7).starts_with(one); });
}

std::string_view exception_name(std::string_view line) {
  const auto name = line.substr(0, line.find(':'));
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

Sieve sieve_of_rules() {
  Sieve sieve;
  for (const auto& rule : failure_rules()) sieve.mark(rule.text);
  return sieve;
}

const Rule* rule_for(std::string_view line) {
  static const auto sieve = sieve_of_rules();
  if (!sieve.lets_through(line)) return nullptr;
  for (const auto& rule : failure_rules()) {
    if (contains(line, rule.text) && (rule.also.empty() || contains(line, rule.also))) return &rule;
  }
  return nullptr;
}

const KnownException* exception_named(std::string_view name) {
  for (const auto& known : known_exceptions()) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

/// "/var/spool/slurmd/job7/slurm_script: line 20: 123 Killed   python train.py", "srun: error: n1: task 0: Killed".
bool says_killed(std::string_view line) {
  if (line == "Killed") return true;
  const auto at = line.find("Killed");
  if (at == std::string_view::npos || at == 0 || line[at - 1] != ' ') return false;
  if (line.starts_with("srun: error") && line.ends_with(": Killed")) return true;
  return contains(line.substr(0, at), ": line ") && is_digit(line[at - 2]);
}

bool loss_is_not_a_number(std::string_view line) {
  for (auto at = find_word(line, "loss"); at != std::string_view::npos; at = find_word(line, "loss", at + 1)) {
    const auto rest = line.substr(at, 60);
    if (find_word(rest, "is nan") != std::string_view::npos ||
        find_word(rest, "became nan") != std::string_view::npos ||
        find_word(rest, "is infinite") != std::string_view::npos)
      return true;
  }
  return find_word(line, "nan loss") != std::string_view::npos;
}

}  // namespace

std::optional<LineClue> clue_of_line(std::string_view line) {
  if (const auto* rule = rule_for(line)) return LineClue{rule->cause, rule->weight};
  if (says_killed(line)) return LineClue{Cause::killed_silently, Weight::process};
  if (loss_is_not_a_number(line)) return LineClue{Cause::nan_loss, Weight::root};
  for (const std::string_view name : {"SyntaxError: ", "IndentationError: ", "TabError: "}) {
    if (line.starts_with(name)) return LineClue{Cause::python_exception, Weight::root};
  }
  return std::nullopt;
}

LineClue clue_of_exception(std::string_view line) {
  const auto name = exception_name(line);
  if (name == "ImportError") return of_import(line);
  const auto* const known = exception_named(name);
  if (known != nullptr && known->weight == Weight::consequence) return {known->cause, known->weight};
  const auto* const rule = rule_for(line);
  const bool is_hint = rule != nullptr && rule->weight == Weight::hint;
  if (rule != nullptr && rule->weight != Weight::consequence && !(known != nullptr && is_hint)) {
    // What a program ended with is not harmless.
    return {rule->cause, is_hint ? Weight::root : rule->weight};
  }
  if (known != nullptr) return {known->cause, known->weight};
  if (rule != nullptr) return {rule->cause, rule->weight};
  if (loss_is_not_a_number(line)) return {Cause::nan_loss, Weight::root};
  if (name == "AttributeError" && is_gone_from_package(line)) return {Cause::library_mismatch, Weight::root};
  if (contains(line, "contains NaN") && contains(line, "Input")) return {Cause::data_format, Weight::root};
  // What it caught comes after it.
  if (contains(line, ": Caught ") && (contains(line, "in DataLoader worker process") || contains(line, "in replica")))
    return {Cause::unknown, Weight::consequence};
  if (contains(line, "DataLoader worker") && contains(line, "exited unexpectedly"))
    return {Cause::unknown, Weight::consequence};
  return {Cause::python_exception, Weight::root};
}

bool names_an_exception(std::string_view line) {
  const auto name = line.substr(0, line.find(':'));
  if (name.empty() || !std::ranges::all_of(name, [](char c) { return is_word(c) || c == '.'; })) return false;
  const auto last = exception_name(line);
  if (last.empty()) return false;
  return (last.front() >= 'A' && last.front() <= 'Z') || last.ends_with("rror");
}

}  // namespace werkbank
