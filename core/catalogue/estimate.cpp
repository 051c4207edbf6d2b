#include "core/catalogue/estimate.h"

#include <algorithm>
#include <cmath>

#include "core/catalogue/estimator_names.h"
#include "core/catalogue/gpu_choice.h"
#include "core/catalogue/number_text.h"
#include "core/catalogue/tuning_cost.h"

namespace werkbank {
namespace {

// Kilowatts while training. H100-class GPU with its share of the node: Latif 2025 (8 GPUs, 76 % of the rated 10.2 kW).
// CPU: our judgement for a core of a server at work.
constexpr double kilowatt_per_gpu = 0.97;
constexpr double kilowatt_per_core = 0.01;
// How far the truth may lie from the likely time; the tables behind the constants are no better than that.
constexpr double low_share = 0.6;
constexpr double high_share = 2.0;
// Python, its packages and the report around the training itself.
constexpr double start_seconds = 8;
// What each further GPU adds to one: slopes are exchanged after every step, and data is read from the same disks.
// Between machines that takes longer. Our judgement, until a trial run measures it.
constexpr Range further_gpu = {0.6, 0.8, 0.95};
constexpr Range further_gpu_elsewhere = {0.45, 0.7, 0.9};
// Before several processes have found one another.
constexpr double meeting_seconds = 15;
constexpr double walltime_share = 1.75;  // SURF advises 1.5 to 2 times the expected time

double constant(const JobTemplate& job_template, const char* name) {
  const auto found = job_template.resources.constants.find(name);
  return found == job_template.resources.constants.end() || found->second <= 0 ? 1 : found->second;
}

// A number that was answered, also as a choice ("224"); nothing for "auto" and for questions that are not there.
std::optional<double> answered(const ParameterValues& values, const char* key) {
  const auto found = values.find(key);
  if (found == values.end()) return std::nullopt;
  if (const auto* whole = std::get_if<std::int64_t>(&found->second)) return static_cast<double>(*whole);
  if (const auto* number = std::get_if<double>(&found->second)) return *number;
  if (const auto* text = std::get_if<std::string>(&found->second)) return number_from_text(*text);
  return std::nullopt;
}

std::string answered_word(const ParameterValues& values, const char* key) {
  const auto found = values.find(key);
  const auto* text = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

double cells(const DataSize& data) {
  constexpr double bytes_per_cell = 6;
  if (data.rows > 0)
    return static_cast<double>(data.rows) * static_cast<double>(std::max<std::uint64_t>(data.columns, 1));
  return static_cast<double>(data.bytes) / bytes_per_cell;
}

// The constants are for the normal effort, 200 rounds.
double effort_share(const ParameterValues& values) {
  constexpr double normal_rounds = 200;
  if (const auto rounds = answered(values, "rounds"); rounds && *rounds > 0) return *rounds / normal_rounds;
  const auto effort = values.find("effort");
  if (effort == values.end()) return 1;
  if (effort->second == ParameterValue(std::string("quick"))) return 0.3;
  if (effort->second == ParameterValue(std::string("thorough"))) return 3;
  return 1;
}

double tabular_seconds(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data) {
  return constant(job_template, "seconds_base") +
         constant(job_template, "seconds_per_million_cells") * cells(data) / 1e6 * effort_share(values);
}

/// What a job computes with: `worth` is how many GPUs its GPUs count as.
struct Machine {
  ResourceTier tier;
  double worth = 1;
};

/// How many a second all GPUs or cores do together, by the constants "<what>_per_second_gpu" and "..._cpu_core".
double rate_of(const JobTemplate& job_template, const std::string& what, const Machine& machine) {
  const auto& tier = machine.tier;
  return tier.gpus > 0 ? constant(job_template, (what + "_per_second_gpu").c_str()) * machine.worth
                       : constant(job_template, (what + "_per_second_cpu_core").c_str()) * tier.cpus * tier.nodes;
}

double epochs_of(const ParameterValues& values) { return std::max(1.0, answered(values, "epochs").value_or(1)); }

// Work grows with the area of a picture.
double image_passes_seconds(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data,
                            const Machine& machine, double passes) {
  const double reference = constant(job_template, "reference_side");
  const double side = answered(values, "image_size").value_or(reference) / reference;
  return start_seconds +
         static_cast<double>(data.images) * passes * side * side / rate_of(job_template, "images", machine);
}

// Photos are read from the disk and decoded by the cores while the GPU learns from those before; what is slower counts.
// Where all fit in memory they are decoded once, before the first round. By the questions `epochs`, `image_size` and
// `model`.
double detect_seconds(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data,
                      const Machine& machine) {
  constexpr double gib = 1073741824.0;
  constexpr double bytes_per_pixel = 3;
  const double reference = constant(job_template, "reference_side");
  const double usual = constant(job_template, machine.tier.gpus > 0 ? "auto_side_gpu" : "auto_side_cpu");
  const double side = answered(values, "image_size").value_or(usual);
  const double work = answered_word(values, "model") == "medium" ? constant(job_template, "work_medium") : 1;
  const auto images = static_cast<double>(data.images);
  const double learned = images * epochs_of(values) * work * (side / reference) * (side / reference) /
                         rate_of(job_template, "images", machine);
  const double decoded_once =
      images / (constant(job_template, "decoded_per_second_core") * machine.tier.cpus * machine.tier.nodes);
  const bool all_fit = images * bytes_per_pixel * side * side <= constant(job_template, "kept_gib") * gib;
  const double decoded = all_fit ? decoded_once : decoded_once * epochs_of(values);
  return start_seconds + (all_fit || machine.tier.gpus == 0 ? learned + decoded : std::max(learned, decoded));
}

double rows_of(const DataSize& data, double bytes_per_row) {
  return data.rows > 0 ? static_cast<double>(data.rows) : static_cast<double>(data.bytes) / bytes_per_row;
}

double series_seconds(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data,
                      const Machine& machine) {
  constexpr double bytes_per_row = 30;
  return constant(job_template, "seconds_base") +
         rows_of(data, bytes_per_row) * epochs_of(values) / rate_of(job_template, "rows", machine);
}

// Work grows with the words that are read of each text.
double text_seconds(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data,
                    const Machine& machine) {
  constexpr double bytes_per_row = 500;
  const double reference = constant(job_template, "reference_length");
  const double length = answered(values, "max_length").value_or(reference) / reference;
  return constant(job_template, "seconds_base") +
         rows_of(data, bytes_per_row) * epochs_of(values) * length / rate_of(job_template, "texts", machine);
}

// Work grows with how long the recordings are together. Where that is not known: 16,000 samples of 2 bytes a second.
double sound_seconds(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data,
                     const Machine& machine) {
  constexpr double bytes_per_second = 32'000;
  const double seconds =
      data.sound_seconds > 0 ? data.sound_seconds : static_cast<double>(data.bytes) / bytes_per_second;
  return constant(job_template, "seconds_base") + seconds * epochs_of(values) / rate_of(job_template, "sound", machine);
}

// A token is a piece of a word: of Dutch text about 3.5 bytes, our judgement until a trial run counted them.
constexpr double bytes_per_token = 3.5;
// What stands around a text in its line of JSON.
constexpr double share_of_text = 0.8;

double text_tokens(const DataSize& data) {
  const auto bytes = static_cast<double>(data.bytes);
  return (data.text_bytes > 0 ? static_cast<double>(data.text_bytes) : bytes * share_of_text) / bytes_per_token;
}

TuningPlan tuning_plan(const JobTemplate& job_template, const ParameterValues& values,
                       const ResourceTier* tier = nullptr) {
  constexpr double usual_length = 2048;
  TuningPlan plan;
  // A model of the template's own is named by the first question; how large another is, is a question of its own.
  auto size = job_template.model_sizes.find(answered_word(values, "model"));
  if (size == job_template.model_sizes.end()) size = job_template.model_sizes.find(answered_word(values, "base_model"));
  if (size != job_template.model_sizes.end()) plan.model = size->second;
  plan.method = tuning_method(answered_word(values, "method"));
  plan.conversations_at_once = std::max(1.0, answered(values, "batch_size").value_or(1));
  plan.tokens_each = std::max(1.0, answered(values, "max_length").value_or(usual_length));
  plan.rank = std::max(1.0, answered(values, "lora_rank").value_or(plan.rank));
  if (tier != nullptr && tier->strategy == "fsdp") plan.gpus = std::max(1, gpus_in_all(*tier));
  return plan;
}

double tuning_seconds(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data,
                      const Machine& machine) {
  constexpr double weights_per_second = 1e9;  // read from the factory's disks, 2 bytes each: our judgement
  const auto plan = tuning_plan(job_template, values);
  const double work = tuning_work_per_token(plan.model, plan.method);
  const bool quantised = plan.method == TuningMethod::qlora;
  const double gpu_rate = constant(job_template, "teraflops_gpu") * 1e12 *
                          constant(job_template, quantised ? "share_gpu_quantised" : "share_gpu") / std::max(1.0, work);
  const double core_rate = constant(job_template, "gigaflops_cpu_core") * 1e9 * machine.tier.cpus / std::max(1.0, work);
  const double rate = machine.tier.gpus > 0
                          ? std::min(gpu_rate, constant(job_template, "most_tokens_per_second_gpu")) * machine.worth
                          : core_rate;
  return constant(job_template, "seconds_base") + 2 * plan.model.parameters / weights_per_second +
         text_tokens(data) * epochs_of(values) / rate;
}

// For texts of the usual length, and for the longest that may be.
std::optional<Range> tuning_gpu_memory(const JobTemplate& job_template, const ParameterValues& values,
                                       const DataSize& data, const ResourceTier& tier) {
  auto plan = tuning_plan(job_template, values, &tier);
  if (plan.model.parameters <= 0) return std::nullopt;
  const double most = tuning_memory_gib(plan);
  if (data.rows > 0)
    plan.tokens_each = std::clamp(text_tokens(data) / static_cast<double>(data.rows), 1.0, plan.tokens_each);
  return Range{tuning_memory_gib(plan), most, most};
}

// Nobody can tell how long somebody's own program takes; the person says how long it may.
double asked_seconds(const JobTemplate& job_template, const ParameterValues& values) {
  return 60 * std::max(1.0, answered(values, "minutes").value_or(job_template.resources.default_walltime_minutes));
}

bool wants_no_gpu(const ParameterValues& values) { return answered(values, "gpus").value_or(1) < 1; }

double likely_seconds(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data,
                      const Machine& machine) {
  const auto& name = job_template.resources.estimator;
  if (name == "tabular_v1") return tabular_seconds(job_template, values, data);
  if (name == "image_v1") return image_passes_seconds(job_template, values, data, machine, epochs_of(values));
  if (name == "detect_v1") return detect_seconds(job_template, values, data, machine);
  if (name == "patch_memory_v1") return image_passes_seconds(job_template, values, data, machine, 1);
  if (name == "series_v1") return series_seconds(job_template, values, data, machine);
  if (name == "encoder_v1") return text_seconds(job_template, values, data, machine);
  if (name == "sound_v1") return sound_seconds(job_template, values, data, machine);
  if (name == "llm_finetune_v1") return tuning_seconds(job_template, values, data, machine);
  if (name == "asked_v1") return asked_seconds(job_template, values);
  return constant(job_template, "seconds");
}

// Main memory that the job will need: the table as numbers or texts a few times over, or a batch of pictures.
double memory_gib(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data, bool use_gpu) {
  constexpr double gib = 1073741824.0;
  const auto& name = job_template.resources.estimator;
  if (name == "tabular_v1" || name == "series_v1") return 0.5 + cells(data) * 8 * 6 / gib;
  if (name == "encoder_v1") return 1 + static_cast<double>(data.bytes) * 8 / gib;
  // Of every second 100 columns of 40 numbers of 2 bytes are kept, and once more while they are made ready.
  if (name == "sound_v1") return 1 + data.sound_seconds * 100 * 40 * 2 * 2 / gib;
  if (name == "image_v1" || name == "patch_memory_v1") return 2;
  // torch with a network for boxes at work took 0.8 GB at most; beside it lie the photos that are kept.
  if (name == "detect_v1") return 2 + constant(job_template, "kept_gib");
  if (name == "llm_finetune_v1") {
    // Without a GPU all is in main memory, in 32 bits.
    const auto plan = tuning_plan(job_template, values);
    const double texts = static_cast<double>(data.bytes) * 8 / gib;
    return 2 + texts + (use_gpu ? tuning_main_memory_gib(plan) : 2 * tuning_memory_gib(plan));
  }
  return 0;
}

bool is_asked(const JobTemplate& job_template) { return job_template.resources.estimator == "asked_v1"; }

/// How often the person's own program is started: once, or once for each GPU.
std::string launcher_asked(const ParameterValues& values) {
  return answered_word(values, "start") == "each_gpu" ? "torchrun" : "python";
}

/// Of a template that asks for the number of GPUs itself: the tier with so many.
const ResourceTier* tier_asked(const JobTemplate& job_template, const ParameterValues& values) {
  const int wanted = static_cast<int>(answered(values, "gpus").value_or(1));
  const ResourceTier* found = nullptr;
  for (const auto& tier : job_template.resources.tiers) {
    if (gpus_in_all(tier) != wanted) continue;
    if (tier.launcher == launcher_asked(values)) return &tier;
    if (found == nullptr) found = &tier;
  }
  return found;
}

const ResourceTier* tier_that_suits(const JobTemplate& job_template, double memory, bool use_gpu) {
  const ResourceTier* chosen = nullptr;
  for (const auto& tier : job_template.resources.tiers) {
    if (use_gpu ? tier.gpus <= 0 : !tier.cpu_only) continue;
    chosen = &tier;
    if (memory < tier.if_memory_gib_below) break;
  }
  return chosen;
}

// What a process beside the first one needs: its own copy of what it learns from, but of divided weights less.
double further_memory_gib(const JobTemplate& job_template, const ParameterValues& values, double memory,
                          const ResourceTier& tier) {
  if (job_template.resources.estimator != "llm_finetune_v1" || tier.strategy != "fsdp") return memory;
  const auto plan = tuning_plan(job_template, values);
  if (plan.method != TuningMethod::full) return memory;
  return memory - tuning_main_memory_gib(plan) + tuning_part_memory_gib(plan);
}

ResourceTier choose_tier(const JobTemplate& job_template, const ParameterValues& values, double memory, bool use_gpu,
                         const std::optional<ResourceTier>& chosen) {
  const ResourceTier* found = use_gpu && chosen ? &*chosen : nullptr;
  if (found == nullptr && use_gpu && is_asked(job_template)) found = tier_asked(job_template, values);
  if (found == nullptr) found = tier_that_suits(job_template, memory, use_gpu);
  ResourceTier tier = found != nullptr ? *found : job_template.resources.tiers.front();
  if (!use_gpu && tier.cpu_only) tier.gpus = 0;
  const double needed =
      memory + further_memory_gib(job_template, values, memory, tier) * std::max(0, processes_of(tier) - 1);
  if (needed > tier.memory_gib) tier.memory_gib = std::ceil(needed * 1.25);
  return tier;
}

int tidy_walltime(double seconds) {
  static constexpr int steps[] = {5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1080, 1440};
  const double minutes = std::ceil(seconds / 60);
  for (const int step : steps) {
    if (minutes <= step) return step;
  }
  constexpr int day = 1440;
  constexpr double longest = 30.0 * day;
  return static_cast<int>(std::ceil(std::min(minutes, longest) / day)) * day;
}

/// How many GPUs those of the tier count as.
Range worth_of(const ResourceTier& tier) {
  const double further = std::max(0, gpus_in_all(tier) - 1);
  const auto& each = tier.nodes > 1 ? further_gpu_elsewhere : further_gpu;
  return {1 + further * each.low, 1 + further * each.likely, 1 + further * each.high};
}

Range expected_seconds(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data,
                       const ResourceTier& tier) {
  const auto seconds = [&](double worth) {
    const bool meets = processes_of(tier) * tier.nodes > 1 && !is_asked(job_template);
    const double meeting = meets ? meeting_seconds : 0;
    return meeting + likely_seconds(job_template, values, data, {tier, worth});
  };
  const auto worth = worth_of(tier);
  const double likely = seconds(worth.likely);
  if (is_asked(job_template)) return {constant(job_template, "seconds_base"), likely, likely};
  return {seconds(worth.high) * low_share, likely, seconds(worth.low) * high_share};
}

}  // namespace

Result<Estimate> estimate(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data,
                          bool use_gpu, const std::optional<ResourceTier>& chosen) {
  const auto& name = job_template.resources.estimator;
  if (estimator_constants(name).empty() || job_template.resources.tiers.empty()) {
    return Error{ErrorCode::catalogue_invalid,
                 Message(WERKBANK_TEXT("catalogue",
                                       "Werkbank cannot estimate what \"%1\" costs: the template asks for a method it "
                                       "does not know (%2). Update Werkbank."),
                         {job_template.title, name}),
                 "resources.estimator"};
  }
  Estimate result;
  const bool asked = is_asked(job_template);
  result.tier = choose_tier(job_template, values, memory_gib(job_template, values, data, use_gpu),
                            use_gpu && !(asked && wants_no_gpu(values)), chosen);
  result.seconds = expected_seconds(job_template, values, data, result.tier);
  const double likely = result.seconds.likely;
  const double gpus = gpus_in_all(result.tier);
  const double cores = static_cast<double>(result.tier.cpus) * result.tier.nodes;
  result.gpu_hours = times(result.seconds, gpus / 3600);
  if (name == "llm_finetune_v1") result.gpu_memory_gib = tuning_gpu_memory(job_template, values, data, result.tier);
  result.kilowatt_hours =
      times(result.seconds, (gpus > 0 ? gpus * kilowatt_per_gpu : cores * kilowatt_per_core) / 3600);
  if (asked) {
    result.walltime_minutes = static_cast<int>(std::ceil(likely / 60));
    return result;
  }
  const bool nothing_known = name != "fixed_v1" && data.rows == 0 && data.images == 0 && data.bytes == 0;
  result.walltime_minutes = nothing_known ? tidy_walltime(job_template.resources.default_walltime_minutes * 60.0)
                                          : tidy_walltime(likely * walltime_share);
  return result;
}

}  // namespace werkbank
