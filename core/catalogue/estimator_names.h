// The estimators that a manifest can name, and the constants each needs.
#pragma once

#include <string_view>
#include <vector>

namespace werkbank {

inline std::vector<std::string_view> estimator_names() {
  return {"tabular_v1",      "image_v1", "detect_v1",       "series_v1", "encoder_v1",
          "patch_memory_v1", "sound_v1", "llm_finetune_v1", "asked_v1",  "fixed_v1"};
}

inline std::vector<std::string_view> estimator_constants(std::string_view estimator) {
  if (estimator == "tabular_v1") return {"seconds_base", "seconds_per_million_cells"};
  if (estimator == "image_v1") return {"images_per_second_cpu_core", "images_per_second_gpu", "reference_side"};
  // Beside those of image_v1: photos that a core reads and decodes in a second, the side where nobody chose one, how
  // many times the work of the small model the medium one takes, and how much of decoded photos is kept in memory. By
  // the questions `epochs`, `image_size` and `model`.
  if (estimator == "detect_v1") {
    return {"images_per_second_cpu_core",
            "images_per_second_gpu",
            "reference_side",
            "decoded_per_second_core",
            "auto_side_gpu",
            "auto_side_cpu",
            "work_medium",
            "kept_gib"};
  }
  if (estimator == "series_v1") return {"seconds_base", "rows_per_second_cpu_core", "rows_per_second_gpu"};
  if (estimator == "encoder_v1")
    return {"seconds_base", "texts_per_second_cpu_core", "texts_per_second_gpu", "reference_length"};
  if (estimator == "patch_memory_v1") return {"images_per_second_cpu_core", "images_per_second_gpu", "reference_side"};
  // Seconds of sound that are learned from in a second.
  if (estimator == "sound_v1") return {"seconds_base", "sound_per_second_cpu_core", "sound_per_second_gpu"};
  // The peak of a GPU, the share of it that is reached (and with weights of 4 bits), what a core reaches on a small
  // model (with what it reads first), and how many tokens a second a small model reaches at most. By the questions
  // `model` or `base_model` (one of `models`), `method`, `max_length`, `batch_size`, `lora_rank` and `epochs`.
  if (estimator == "llm_finetune_v1") {
    return {"seconds_base",        "teraflops_gpu",      "share_gpu",
            "share_gpu_quantised", "gigaflops_cpu_core", "most_tokens_per_second_gpu"};
  }
  // The person says how long it may take and whether it wants a GPU: by the questions `minutes` and `gpus`.
  if (estimator == "asked_v1") return {"seconds_base"};
  if (estimator == "fixed_v1") return {"seconds"};
  return {};
}

}  // namespace werkbank
