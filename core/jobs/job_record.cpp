#include "core/jobs/job_record.h"

#include <array>
#include <cmath>
#include <type_traits>

#include <nlohmann/json.hpp>

#include <QStringDecoder>

namespace werkbank {
namespace {

using nlohmann::json;

template <typename Enum>
struct Code {
  Enum value;
  const char* text;
};
template <typename Enum>
Code(Enum, const char*) -> Code<Enum>;

constexpr std::array phases = {
    Code{JobPhase::prepared, "prepared"},
    Code{JobPhase::uploading, "uploading"},
    Code{JobPhase::submitting, "submitting"},
    Code{JobPhase::waiting, "waiting"},
    Code{JobPhase::running, "running"},
    Code{JobPhase::finishing, "finishing"},
    Code{JobPhase::done, "done"},
    Code{JobPhase::failed, "failed"},
    Code{JobPhase::cancelled, "cancelled"},
};
constexpr std::array states = {
    Code{JobState::unknown, "unknown"},         Code{JobState::pending, "pending"},
    Code{JobState::running, "running"},         Code{JobState::completing, "completing"},
    Code{JobState::completed, "completed"},     Code{JobState::failed, "failed"},
    Code{JobState::timed_out, "timed_out"},     Code{JobState::cancelled, "cancelled"},
    Code{JobState::node_failed, "node_failed"}, Code{JobState::out_of_memory, "out_of_memory"},
    Code{JobState::preempted, "preempted"},
};
constexpr std::array languages = {Code{Language::dutch, "nl"}, Code{Language::english, "en"}};

constexpr std::array keepings = {
    Code{Keeping::as_factory_wants, "as_factory_wants"},
    Code{Keeping::as_files, "as_files"},
    Code{Keeping::packed, "packed"},
};

constexpr const auto& codes(JobPhase) { return phases; }
constexpr const auto& codes(JobState) { return states; }
constexpr const auto& codes(Language) { return languages; }
constexpr const auto& codes(Keeping) { return keepings; }

template <typename Enum>
const char* code_of(Enum value) {
  for (const auto& code : codes(value)) {
    if (code.value == value) return code.text;
  }
  return "";
}

/// The members of a record, once for both directions.
template <typename Record, typename Visit>
void visit_members(Record& record, Visit visit) {
  visit("uuid", record.uuid);
  visit("title", record.title);
  visit("factory", record.factory);
  visit("template", record.template_id);
  visit("template_version", record.template_version);
  visit("values", record.values_json);
  visit("data_path", record.data_path);
  visit("keeping", record.keeping);
  visit("dataset", record.dataset);
  visit("upload_receipt", record.upload_receipt);
  visit("scheduler_id", record.scheduler_id);
  visit("phase", record.phase);
  visit("state", record.state);
  visit("reason", record.reason);
  visit("exit_code", record.exit_code);
  visit("queue_is_pretended", record.reality.queue_is_pretended);
  visit("runs_here", record.reality.runs_here);
  visit("is_played_back", record.reality.is_played_back);
  visit("gpu_is_simulated", record.reality.gpu_is_simulated);
  visit("language", record.language);
  visit("tier_if_memory_gib_below", record.resources.if_memory_gib_below);
  visit("gpus", record.resources.gpus);
  visit("nodes", record.resources.nodes);
  visit("cpus", record.resources.cpus);
  visit("memory_gib", record.resources.memory_gib);
  visit("launcher", record.resources.launcher);
  visit("strategy", record.resources.strategy);
  visit("cpu_only", record.resources.cpu_only);
  visit("walltime_minutes", record.walltime_minutes);
  visit("created_at", record.created_at);
  visit("submitted_at", record.submitted_at);
  visit("starts_at", record.starts_at);
  visit("first_forecast", record.first_forecast);
  visit("first_forecast_at", record.first_forecast_at);
  visit("started_at", record.started_at);
  visit("ended_at", record.ended_at);
  visit("ends_by", record.ends_by);
  visit("place", record.place);
  visit("restarts", record.restarts);
  visit("can_go_on", record.can_go_on);
  visit("continues", record.continues);
  visit("environment", record.environment);
  visit("is_trial", record.is_trial);
  visit("tried_by", record.tried_by);
  visit("variants", record.variants_json);
  visit("variants_at_once", record.variants_at_once);
  visit("expected_low", record.expected_low);
  visit("expected_likely", record.expected_likely);
  visit("expected_high", record.expected_high);
  visit("primary_value", record.primary_value);
  visit("baseline_value", record.baseline_value);
  visit("primary_name", record.primary_name);
  visit("progress", record.progress);
  visit("problem", record.problem);
  visit("fetched_to", record.fetched_to);
  visit("so_far_in", record.so_far_in);
  visit("cancel_requested", record.cancel_requested);
  visit("submitting_since", record.submitting_since);
  visit("ended_seen_at", record.ended_seen_at);
  visit("missing_since", record.missing_since);
  visit("missing_polls", record.missing_polls);
}

bool is_utf8(const std::string& text) {
  QStringDecoder decoder(QStringDecoder::Utf8);
  const QString decoded = decoder(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
  return !decoder.hasError() && decoded.toUtf8().toStdString() == text;
}

json to_json(const std::string& text) {
  if (is_utf8(text)) return text;
  return {{"hex", QByteArray::fromStdString(text).toHex().toStdString()}};
}
json to_json(bool value) { return value; }
json to_json(int value) { return value; }
json to_json(double value) { return value; }
template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
json to_json(Enum value) {
  return code_of(value);
}
template <typename T>
json to_json(const std::optional<T>& value) {
  return value ? json(*value) : json();
}

bool from_json(const json& value, std::string& text) {
  if (value.is_object() && value.contains("hex") && value["hex"].is_string()) {
    text = QByteArray::fromHex(QByteArray::fromStdString(value["hex"].get<std::string>())).toStdString();
    return true;
  }
  if (value.is_string()) text = value.get<std::string>();
  return value.is_string();
}
bool from_json(const json& value, bool& flag) {
  if (value.is_boolean()) flag = value.get<bool>();
  return value.is_boolean();
}
bool from_json(const json& value, double& number) {
  if (value.is_number()) number = value.get<double>();
  return value.is_number() || value.is_null();
}
bool from_json(const json& value, int& number) {
  if (value.is_number_integer()) number = value.get<int>();
  return value.is_number_integer();
}
template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
bool from_json(const json& value, Enum& which) {
  for (const auto& code : codes(which)) {
    if (value == code.text) {
      which = code.value;
      return true;
    }
  }
  return false;
}
template <typename T>
bool from_json(const json& value, std::optional<T>& number) {
  number.reset();
  if (value.is_null()) return true;
  T got{};
  if (!from_json(value, got)) return false;
  number = got;
  return true;
}

Error unreadable_record(const std::string& why) {
  return {ErrorCode::store_broken,
          Message(WERKBANK_TEXT("jobs",
                                "What Werkbank kept of a job cannot be read. Install the newest Werkbank; if that "
                                "does not help, send the details to the help desk.")),
          why};
}

}  // namespace

bool is_over(JobPhase phase) {
  return phase == JobPhase::done || phase == JobPhase::failed || phase == JobPhase::cancelled;
}

bool is_with_the_factory(JobPhase phase) {
  return phase == JobPhase::waiting || phase == JobPhase::running || phase == JobPhase::finishing;
}

std::string phase_code(JobPhase phase) { return code_of(phase); }
std::string state_code(JobState state) { return code_of(state); }

std::string record_to_json(const JobRecord& record) {
  json object = json::object();
  visit_members(record, [&object](const char* name, const auto& member) { object[name] = to_json(member); });
  return object.dump();
}

Result<JobRecord> record_from_json(const std::string& text) {
  const auto object = json::parse(text, nullptr, false);
  if (!object.is_object()) return unreadable_record("not a JSON object");
  JobRecord record;
  std::string wrong;
  visit_members(record, [&](const char* name, auto& member) {
    const auto found = object.find(name);
    if (found != object.end() && !from_json(*found, member)) wrong = name;
  });
  if (!wrong.empty()) return unreadable_record("member " + wrong);
  return record;
}

}  // namespace werkbank
