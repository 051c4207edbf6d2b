#include "core/telemetry/training_record.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/telemetry/lines.h"

namespace werkbank {
namespace {

using nlohmann::json;

constexpr std::size_t most_curves = 512;
constexpr std::size_t most_points = 2'000'000;
constexpr std::size_t most_first_notes = 100;
constexpr std::size_t most_notes = 200;
constexpr std::size_t most_attempts = 1000;
constexpr std::size_t most_checkpoints = 2000;
constexpr std::int64_t highest_attempt = 100'000;
constexpr std::int64_t most_variants = 100;
constexpr std::size_t longest_variant_message = 2000;
constexpr double longest_seconds = 100.0 * 365 * 86400;  // a script that says more does not know
constexpr double least_progress = 0.01;                  // less says nothing about the pace

const json* member(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::optional<double> number(const json& object, const char* key) {
  const auto* value = member(object, key);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const auto got = value->get<double>();
  return std::isfinite(got) ? std::optional(got) : std::nullopt;
}

std::optional<std::int64_t> whole(const json& object, const char* key) {
  const auto value = number(object, key);
  if (!value || std::abs(*value) > 9e15) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

std::string text(const json& object, const char* key) {
  const auto* value = member(object, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

bool flag(const json& object, const char* key) {
  const auto* value = member(object, key);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

NamedValue named_value(const json& object, const char* key) {
  const auto* value = member(object, key);
  if (value == nullptr || !value->is_object()) return {};
  return {text(*value, "name"), number(*value, "value")};
}

bool more_is_better(const json& object, const char* key) {
  const auto* value = member(object, key);
  return value == nullptr || !value->is_object() || text(*value, "goal") != "min";
}

TrainingEnd end_of(const json& object, int attempt) {
  TrainingEnd end;
  end.completed = text(object, "status") == "completed";
  end.primary = named_value(object, "primary");
  end.baseline = named_value(object, "baseline");
  end.higher_is_better = more_is_better(object, "primary");
  end.seconds = number(object, "seconds").value_or(0);
  end.attempt = attempt;
  end.is_trial = flag(object, "trial");
  return end;
}

std::optional<VariantNote::State> variant_state(const std::string& word) {
  using State = VariantNote::State;
  static constexpr std::pair<std::string_view, State> states[] = {{"runs", State::runs},
                                                                  {"waits", State::waits},
                                                                  {"completed", State::completed},
                                                                  {"failed", State::failed},
                                                                  {"stopped", State::stopped}};
  for (const auto& [name, state] : states) {
    if (name == word) return state;
  }
  return std::nullopt;
}

bool is_over(VariantNote::State state) {
  return state != VariantNote::State::runs && state != VariantNote::State::waits;
}

/// Tokens before examples: where both are told, a person who trains on text thinks in tokens.
std::optional<Throughput> throughput_of(const json& object) {
  const auto* told = member(object, "throughput");
  if (told == nullptr || !told->is_object()) return std::nullopt;
  const std::pair<const char*, Throughput::Unit> units[] = {{"tokens_per_s", Throughput::Unit::tokens},
                                                            {"samples_per_s", Throughput::Unit::examples}};
  for (const auto& [key, unit] : units) {
    const auto value = number(*told, key);
    if (value && *value > 0) return Throughput{unit, *value};
  }
  return std::nullopt;
}

}  // namespace

struct TrainingRecordReader::Line {
  const json& object;
  double time = 0;
  int attempt = 0;
};

void TrainingRecordReader::add(std::string_view bytes) {
  cut_lines(
      tail_, overlong_, bytes, [this](std::string_view line) { add_line(line); }, [this] { ++record_.skipped_lines; });
}

void TrainingRecordReader::add_line(std::string_view bytes) {
  if (bytes.find_first_not_of(" \t\r") == std::string_view::npos) return;
  const auto object = json::parse(bytes, nullptr, false);
  const auto attempt = object.is_object() ? whole(object, "attempt").value_or(0) : -1;
  const auto type = object.is_object() ? text(object, "type") : std::string();
  if (type.empty() || attempt < 0 || attempt > highest_attempt) {
    ++record_.skipped_lines;
    return;
  }
  const Line line{object, number(object, "t").value_or(record_.last_record_at), static_cast<int>(attempt)};
  enter_attempt(line, type == "start");
  if (type == "start") read_start(line);
  if (type == "metric") read_metric(line);
  if (type == "estimate" && line.attempt == record_.attempt) read_estimate(line);
  if (type == "checkpoint") read_checkpoint(line);
  if (type == "warning") read_note(line, TrainingNote::Kind::warning);
  if (type == "error") read_note(line, TrainingNote::Kind::error);
  if (type == "data_error") read_note(line, TrainingNote::Kind::data_error);
  if (type == "variant") read_variant(line);
  if (type == "end") read_end(line);
  reckon_time_left();
}

// What an earlier attempt reached is no news once a later one began.
void TrainingRecordReader::enter_attempt(const Line& line, bool begins) {
  const bool later = line.attempt > record_.attempt || (begins && line.attempt == record_.attempt);
  if (later || attempt_began_ == 0) {
    record_.attempt = std::max(record_.attempt, line.attempt);
    record_.end.reset();
    record_.forecast.reset();
    if (attempt_began_ != 0) worked_before_ += record_.last_record_at - attempt_began_;
    attempt_began_ = line.time;
    estimated_seconds_.reset();
    first_progress_.reset();
    const auto from = std::max<std::int64_t>(record_.last_checkpoint_step, 0);
    auto& attempts = record_.attempts;
    if (attempts.size() >= most_attempts) attempts.erase(attempts.begin() + most_attempts / 2);
    attempts.push_back({record_.attempt, line.time, line.time, from, from});
  }
  record_.last_record_at = std::max(record_.last_record_at, line.time);
  if (line.attempt == record_.attempt) record_.attempts.back().last_at = record_.last_record_at;
}

void TrainingRecordReader::read_checkpoint(const Line& line) {
  const auto step = whole(line.object, "step");
  if (!step) return;
  record_.last_checkpoint_step = *step;
  auto& checkpoints = record_.checkpoints;
  if (checkpoints.size() >= most_checkpoints) {
    for (std::size_t i = 0; 2 * i < checkpoints.size(); ++i) checkpoints[i] = checkpoints[2 * i];
    checkpoints.resize((checkpoints.size() + 1) / 2);
  }
  checkpoints.push_back({line.attempt, line.time, *step});
}

void TrainingRecordReader::read_start(const Line& line) {
  if (!record_.started_at) record_.started_at = line.time;
  const auto device = text(line.object, "device");
  if (!device.empty()) record_.device = device;
  const auto steps = whole(line.object, "steps_total");
  if (steps && *steps >= 0) record_.steps_total = *steps;
}

void TrainingRecordReader::read_metric(const Line& line) {
  MetricPoint point;
  point.attempt = line.attempt;
  point.time = line.time;
  point.step = whole(line.object, "step").value_or(0);
  point.epoch = number(line.object, "epoch").value_or(0);
  const auto split = text(line.object, "split");
  const auto* values = member(line.object, "values");
  if (values != nullptr && values->is_object()) {
    for (const auto& [name, value] : values->items()) {
      point.value = value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
      if (point.value && !std::isfinite(*point.value)) point.value.reset();
      add_point({split, name}, point);
    }
  }
  if (line.attempt != record_.attempt || split == "baseline") return;
  if (const auto throughput = throughput_of(line.object)) record_.throughput = throughput;
  record_.last_step = point.step;
  record_.attempts.back().last_step = point.step;
  const auto progress = number(line.object, "progress");
  if (!progress) return;
  record_.progress = std::clamp(*progress, 0.0, 1.0);
  if (!first_progress_) {
    first_progress_ = record_.progress;
    first_progress_at_ = line.time;
  }
}

void TrainingRecordReader::add_point(const CurveKey& key, const MetricPoint& point) {
  auto found = record_.curves.find(key);
  if (found == record_.curves.end()) {
    if (record_.curves.size() >= most_curves) {
      ++record_.skipped_lines;
      return;
    }
    found = record_.curves.emplace(key, std::vector<MetricPoint>()).first;
  }
  if (found->second.size() >= most_points) {
    ++record_.skipped_lines;
    return;
  }
  found->second.push_back(point);
}

// What a trial run says of the whole run tells nothing of how long the trial itself still takes.
void TrainingRecordReader::read_estimate(const Line& line) {
  const auto seconds = number(line.object, "seconds_total");
  if (!seconds || *seconds < 0 || *seconds > longest_seconds) return;
  if (!flag(line.object, "trial")) {
    estimated_seconds_ = seconds;
    return;
  }
  TrialForecast forecast;
  forecast.seconds = *seconds;
  forecast.low = std::clamp(number(line.object, "lo").value_or(*seconds), 0.0, *seconds);
  forecast.high = std::clamp(number(line.object, "hi").value_or(*seconds), *seconds, longest_seconds);
  forecast.steps = std::max<std::int64_t>(whole(line.object, "from_steps").value_or(0), 0);
  forecast.steps_total = std::max<std::int64_t>(whole(line.object, "steps_total").value_or(0), 0);
  forecast.may_end_early = flag(line.object, "may_end_early");
  record_.forecast = forecast;
}

void TrainingRecordReader::read_end(const Line& line) {
  if (line.attempt != record_.attempt) return;
  record_.end = end_of(line.object, line.attempt);
  if (record_.end->completed) record_.progress = 1.0;
}

// Variants end in any order and may begin again, so the latest word of each counts.
void TrainingRecordReader::read_variant(const Line& line) {
  const auto number_of = whole(line.object, "number");
  const auto state = variant_state(text(line.object, "state"));
  if (!number_of || *number_of < 0 || *number_of >= most_variants || !state) {
    ++record_.skipped_lines;
    return;
  }
  auto& note = record_.variants[static_cast<int>(*number_of)];
  note = {};
  note.state = *state;
  note.time = line.time;
  note.attempt =
      static_cast<int>(std::clamp<std::int64_t>(whole(line.object, "begun").value_or(0), 0, highest_attempt));
  if (const auto* told = member(line.object, "told"); told != nullptr && told->is_object()) {
    note.message = text(*told, "message").substr(0, longest_variant_message);
    note.end = end_of(*told, note.attempt);
    note.score = named_value(*told, "choice");
    note.higher_is_better = more_is_better(*told, "choice");
  }
  // While results change places, what lies there is the result of none.
  if (flag(line.object, "keeping")) record_.kept_variant.reset();
  if (flag(line.object, "kept")) record_.kept_variant = static_cast<int>(*number_of);
  if (!record_.started_at) record_.started_at = line.time;
  const auto of = whole(line.object, "of").value_or(0);
  if (of <= 0 || of > most_variants || record_.end) return;
  const auto over = std::ranges::count_if(record_.variants, [](const auto& one) { return is_over(one.second.state); });
  record_.progress = std::clamp(static_cast<double>(over) / static_cast<double>(of), 0.0, 1.0);
}

void TrainingRecordReader::read_note(const Line& line, TrainingNote::Kind kind) {
  TrainingNote note;
  note.kind = kind;
  note.attempt = line.attempt;
  note.code = text(line.object, "code");
  note.message = text(line.object, "message");
  note.file = text(line.object, "file");
  note.line = whole(line.object, "line");
  note.time = line.time;
  auto& notes = record_.notes;
  // The first ones hold the cause, the last ones where it stands now.
  if (notes.size() >= most_notes) notes.erase(notes.begin() + most_first_notes);
  notes.push_back(std::move(note));
}

void TrainingRecordReader::reckon_time_left() {
  record_.seconds_left.reset();
  if (record_.end) return;
  const double gained = record_.progress.value_or(0) - first_progress_.value_or(1);
  const double took = record_.last_record_at - first_progress_at_;
  if (first_progress_ && gained >= least_progress && took > 0) {
    record_.seconds_left = took / gained * (1 - *record_.progress);
  } else if (estimated_seconds_) {
    const double worked = worked_before_ + record_.last_record_at - attempt_began_;
    record_.seconds_left = std::max(0.0, *estimated_seconds_ - worked);
  }
}

std::optional<TrainingEnd> end_of_kept(const TrainingRecord& record) {
  if (!record.kept_variant) return std::nullopt;
  const auto found = record.variants.find(*record.kept_variant);
  if (found == record.variants.end() || !found->second.end.completed) return std::nullopt;
  return found->second.end;
}

std::vector<MetricPoint> without_replaced(const std::vector<MetricPoint>& points) {
  std::vector<MetricPoint> kept;
  kept.reserve(points.size());
  for (const auto& point : points) {
    while (!kept.empty() && kept.back().attempt < point.attempt && kept.back().step >= point.step) kept.pop_back();
    // An earlier attempt that still writes after a later one began has nothing to say.
    if (!kept.empty() && kept.back().attempt > point.attempt) continue;
    kept.push_back(point);
  }
  return kept;
}

}  // namespace werkbank
