#include "core/jobs/sweep.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/catalogue/parameters.h"
#include "core/catalogue/sweep.h"
#include "core/jobs/answers.h"

namespace werkbank {
namespace {

using nlohmann::json;

VariantState state_of(const VariantNote& note, bool job_is_over) {
  switch (note.state) {
    case VariantNote::State::completed:
      return VariantState::completed;
    case VariantNote::State::failed:
      return VariantState::failed;
    case VariantNote::State::stopped:
      return VariantState::stopped;
    case VariantNote::State::runs:
      return job_is_over ? VariantState::not_told : VariantState::runs;
    case VariantNote::State::waits:
      return job_is_over ? VariantState::not_told : VariantState::waits;
  }
  return VariantState::not_told;
}

Message words_of(VariantState state, bool job_is_over) {
  switch (state) {
    case VariantState::waits:
      return job_is_over ? Message(WERKBANK_TEXT("jobs", "Not begun")) : Message(WERKBANK_TEXT("jobs", "Waits"));
    case VariantState::runs:
      return Message(WERKBANK_TEXT("jobs", "Runs"));
    case VariantState::completed:
      return Message(WERKBANK_TEXT("jobs", "Ready"));
    case VariantState::failed:
      return Message(WERKBANK_TEXT("jobs", "Failed"));
    case VariantState::stopped:
      return Message(WERKBANK_TEXT("jobs", "Stopped"));
    case VariantState::not_told:
      return Message(WERKBANK_TEXT("jobs", "Broken off"));
  }
  return {};
}

void take_note(Variant& variant, const VariantNote& note, bool job_is_over, SweepStory& story) {
  variant.state = state_of(note, job_is_over);
  if (variant.state == VariantState::failed) variant.why = note.message;
  if (variant.state != VariantState::completed) return;
  variant.score = note.score.value;
  variant.result = note.end.primary.value;
  if (!note.score.name.empty()) {
    story.score_name = note.score.name;
    story.higher_is_better = note.higher_is_better;
  }
  if (!note.end.primary.name.empty()) story.result_name = note.end.primary.name;
}

Message summary_of(const SweepStory& story, bool job_is_over) {
  const auto all = static_cast<std::int64_t>(story.variants.size());
  const auto ready = std::ranges::count(story.variants, VariantState::completed, &Variant::state);
  const auto best = std::ranges::find(story.variants, true, &Variant::is_best);
  const bool has_best = best != story.variants.end();
  if (!job_is_over) {
    if (!has_best)
      return Message(WERKBANK_TEXT("jobs", "Werkbank tries %1 settings. The first result is still to come."), {all});
    return Message(WERKBANK_TEXT("jobs", "Werkbank tries %1 settings: %2 ready. The best so far is number %3."),
                   {all, static_cast<std::int64_t>(ready), static_cast<std::int64_t>(best->number)});
  }
  if (!has_best) return Message(WERKBANK_TEXT("jobs", "None of the %1 settings gave a result."), {all});
  if (best->number == 1) {
    return Message(WERKBANK_TEXT("jobs",
                                 "%2 of %1 settings gave a result. Your own answers were the best; that model is your "
                                 "result."),
                   {all, static_cast<std::int64_t>(ready)});
  }
  return Message(
      WERKBANK_TEXT("jobs", "%2 of %1 settings gave a result. Number %3 was the best; that model is your result."),
      {all, static_cast<std::int64_t>(ready), static_cast<std::int64_t>(best->number)});
}

Message::Argument shown(const Parameter* parameter, const ParameterValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  const auto text = value_text(value);
  if (parameter == nullptr) return text;
  const auto choice = std::ranges::find(parameter->choices, text, &ParameterChoice::value);
  return choice == parameter->choices.end() ? Message::Argument(text) : Message::Argument(choice->label);
}

}  // namespace

std::string variant_code(VariantState state) {
  switch (state) {
    case VariantState::waits:
      return "waits";
    case VariantState::runs:
      return "runs";
    case VariantState::completed:
      return "completed";
    case VariantState::failed:
      return "failed";
    case VariantState::stopped:
      return "stopped";
    case VariantState::not_told:
      return "not_told";
  }
  return {};
}

bool is_sweep(const JobRecord& record) { return !record.variants_json.empty(); }

std::string variants_text(const std::vector<ParameterValues>& variants) {
  if (variants.empty()) return {};
  auto list = json::array();
  for (const auto& variant : variants) list.push_back(values_to_json(differences(variants.front(), variant)));
  return list.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::vector<ParameterValues> kept_variants(const JobRecord& record) {
  std::vector<ParameterValues> variants;
  if (record.variants_json.empty()) return variants;
  const auto list = json::parse(record.variants_json, nullptr, false);
  if (!list.is_array() || list.size() > most_variants) return variants;
  const auto answers = kept_answers(record);
  for (const auto& differing : list) {
    if (!differing.is_object()) return {};
    auto variant = answers;
    for (auto& [key, value] : answers_from(differing)) variant[key] = value;
    variants.push_back(std::move(variant));
  }
  return variants;
}

std::uint64_t sweep_seed(const ParameterValues& answers) {
  const auto found = answers.find("seed");
  const auto* seed = found == answers.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  return seed == nullptr ? 42 : static_cast<std::uint64_t>(*seed);
}

SweepStory sweep_of(const JobView& view) {
  SweepStory story;
  const bool over = is_over(view.record.phase);
  const auto all = kept_variants(view.record);
  for (std::size_t i = 0; i < all.size(); ++i) {
    Variant variant;
    variant.number = static_cast<int>(i) + 1;
    variant.differing = differences(all.front(), all[i]);
    const auto note = view.training.variants.find(static_cast<int>(i));
    if (note != view.training.variants.end()) take_note(variant, note->second, over, story);
    variant.is_best = view.training.kept_variant == static_cast<int>(i) && variant.state == VariantState::completed;
    variant.words = words_of(variant.state, over);
    story.variants.push_back(std::move(variant));
  }
  if (!story.variants.empty()) story.summary = summary_of(story, over);
  return story;
}

const VariantReading* shown_variant(const JobView& view) {
  for (const auto* one : {&view.leading, &view.running}) {
    if (*one && !(*one)->training.curves.empty()) return &**one;
  }
  return nullptr;
}

Message words_of_setting(const std::string& key, const Parameter* parameter, const ParameterValue& value) {
  const Message::Argument name = parameter == nullptr ? Message::Argument(key) : Message::Argument(parameter->label);
  if (const auto* yes = std::get_if<bool>(&value)) {
    return *yes ? Message(WERKBANK_TEXT("jobs", "%1 yes"), {name}) : Message(WERKBANK_TEXT("jobs", "%1 no"), {name});
  }
  return Message(WERKBANK_TEXT("jobs", "%1 %2"), {name, shown(parameter, value)});
}

Message why_not_the_test_data() {
  return Message(
      WERKBANK_TEXT("jobs",
                    "The best is chosen on data that is kept apart for choosing. The test data is left out of it: that "
                    "way its score stays honest for data that the model has never seen."));
}

}  // namespace werkbank
