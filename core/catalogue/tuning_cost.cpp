#include "core/catalogue/tuning_cost.h"

namespace werkbank {
namespace {

constexpr double gib = 1073741824.0;
// Bytes for each number that is learned: AdamW with weights of 16 and 32 bits, its two averages and the slope (Stas
// Bekman, ML Engineering; LLaMA-Factory's table says the same). LoRA's layers keep no second copy of their weights.
constexpr double full_bytes = 18;
constexpr double lora_bytes = 16;
constexpr double half_bytes = 2;
// 4 bits with the scales of their blocks, twice quantised (Dettmers 2023).
constexpr double quantised_bytes = 0.516;
// What a layer keeps of each token while it is computed again, in numbers of its width: 24 to 48 measured (Bekman).
constexpr double kept_per_layer = 28;
constexpr double bytes_per_logit = 6;
// A checkpoint of a model of which all weights learn: they, both averages, and the weights of the best round, in 32
// bits each. Where it is read it lies in main memory twice, as it was stored and as it is used; the best round's stay
// there.
constexpr double full_checkpoint_bytes = 16;
constexpr double full_kept_bytes = 4;
constexpr double overhead_gib = 1.5;  // the software on the GPU
constexpr double margin = 1.10;       // memory that is in pieces too small to use
// The widths in and out of a layer's matrices together, in widths of the model: 20.0 for Llama 3 8B, 19.75 for 70B.
constexpr double widths_per_layer = 20;
constexpr double usable_share = 0.92;

double states_bytes(const TuningPlan& plan) {
  const auto& model = plan.model;
  if (plan.method == TuningMethod::full) return full_bytes * model.parameters / plan.gpus;
  const double learned = lora_bytes * lora_parameters(model, plan.rank);
  if (plan.method == TuningMethod::lora) return half_bytes * model.parameters + learned;
  // The words at the way in and at the way out are not quantised.
  const double words = 2 * model.vocabulary * model.hidden;
  return quantised_bytes * (model.parameters - words) + half_bytes * words + learned;
}

// With checkpoints of the activations: what one layer needs, the input of every layer, and the scores of all words.
double activation_bytes(const TuningPlan& plan) {
  const double tokens = plan.conversations_at_once * plan.tokens_each;
  return tokens * (half_bytes * kept_per_layer * plan.model.hidden +
                   half_bytes * plan.model.layers * plan.model.hidden + bytes_per_logit * plan.model.vocabulary);
}

}  // namespace

TuningMethod tuning_method(std::string_view word) {
  if (word == "full") return TuningMethod::full;
  return word == "qlora" ? TuningMethod::qlora : TuningMethod::lora;
}

double lora_parameters(const ModelSize& model, double rank) {
  return model.layers * rank * widths_per_layer * model.hidden;
}

double tuning_memory_gib(const TuningPlan& plan) {
  return ((states_bytes(plan) + activation_bytes(plan)) / gib + overhead_gib) * margin;
}

double tuning_main_memory_gib(const TuningPlan& plan) {
  const bool full = plan.method == TuningMethod::full;
  return (full ? 2 * full_checkpoint_bytes + full_kept_bytes : half_bytes) * plan.model.parameters / gib;
}

double tuning_part_memory_gib(const TuningPlan& plan) { return full_kept_bytes * plan.model.parameters / gib; }

double tuning_work_per_token(const ModelSize& model, TuningMethod method) {
  // Forward 2, back through the activations 2, and 2 for the slopes of the weights, which frozen weights do not have;
  // 2 more where activations are computed again (EleutherAI, Transformer Math).
  constexpr double lora = 4;
  constexpr double full = 6;
  constexpr double again = 2;
  return ((method == TuningMethod::full ? full : lora) + again) * model.parameters;
}

double smallest_gpu_gib(double memory_gib) {
  for (const double card : {16.0, 24.0, 40.0, 64.0, 80.0, 94.0, 141.0}) {
    if (memory_gib <= usable_share * card) return card;
  }
  return 0;
}

}  // namespace werkbank
