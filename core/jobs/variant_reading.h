// What one variant of a sweep says itself, while the sweep goes on.
#pragma once

#include "core/telemetry/training_record.h"

namespace werkbank {

struct VariantReading {
  int number = 0;  ///< from 0
  TrainingRecord training;
};

}  // namespace werkbank
