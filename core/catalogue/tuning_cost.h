// What it takes to fine-tune a language model: memory of the GPU, and arithmetic. By published rules of thumb; each
// function names its own.
#pragma once

#include <string_view>

#include "core/catalogue/job_template.h"

namespace werkbank {

/// `lora` learns small layers beside frozen weights; `qlora` the same beside weights of 4 bits; `full` all weights.
enum class TuningMethod { lora, qlora, full };

/// By the answer's word; `lora` for any other.
TuningMethod tuning_method(std::string_view word);

struct TuningPlan {
  ModelSize model;
  TuningMethod method = TuningMethod::lora;
  double conversations_at_once = 1;  ///< on one GPU, before the weights move
  double tokens_each = 1;            ///< of the longest
  double rank = 16;                  ///< of the LoRA layers
  double gpus = 1;                   ///< among which a full fine-tuning is divided
};

/// How many numbers LoRA layers beside all linear layers learn.
double lora_parameters(const ModelSize& model, double rank);

/// GiB on each GPU, with the room that the software and the cutting up of memory take.
double tuning_memory_gib(const TuningPlan& plan);

/// GiB of main memory that passing things to and from the GPU takes: the weights that are read, and where all of them
/// learn, what is saved of them.
double tuning_main_memory_gib(const TuningPlan& plan);

/// The same for a process that is given its part of weights that are divided: it reads them, and the first process
/// saves them for all.
double tuning_part_memory_gib(const TuningPlan& plan);

/// Floating-point operations for each token that is learned from, activations being computed twice to save memory.
double tuning_work_per_token(const ModelSize& model, TuningMethod method);

/// The smallest usual GPU, in GiB, that holds so much with a margin; 0 when none does.
double smallest_gpu_gib(double memory_gib);

}  // namespace werkbank
