// A sweep as people see it: the settings that were tried, how each stands, and which is the best so far.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/jobs/job_view.h"

namespace werkbank {

/// How one variant stands.
enum class VariantState {
  waits,  ///< its turn has not come, or comes again
  runs,
  completed,
  failed,
  stopped,
  not_told,  ///< the job is over, and this one never said how it ended
};
std::string variant_code(VariantState state);  ///< "completed": for JSON

struct Variant {
  int number = 1;             ///< from 1, as people count; 1 has the person's own answers
  ParameterValues differing;  ///< what is not as the person answered
  VariantState state = VariantState::waits;
  std::optional<double> score;   ///< by which they are compared
  std::optional<double> result;  ///< on the test data
  bool is_best = false;          ///< of those that completed so far
  Message words = {};            ///< how it stands, in a few words
  std::string why = {};          ///< why it failed, in the person's language; may be empty
};

struct SweepStory {
  std::vector<Variant> variants;  ///< empty of a job that is no sweep
  std::string score_name = {};    ///< as the script calls it; empty until one has completed
  std::string result_name = {};   ///< the same
  bool higher_is_better = false;  ///< of the score
  Message summary = {};           ///< how many are ready, and which is the best
};

bool is_sweep(const JobRecord& record);

/// The text that a record keeps of these variants, and the whole answers of each again. Text that is no such list gives
/// none.
std::string variants_text(const std::vector<ParameterValues>& variants);
std::vector<ParameterValues> kept_variants(const JobRecord& record);

/// From the answers: the same answers are tried with the same variants.
std::uint64_t sweep_seed(const ParameterValues& answers);

SweepStory sweep_of(const JobView& view);

/// Of a sweep that goes on, the variant whose learning curve there is to see: the best so far, else one that runs. Null
/// where neither has learnt yet, and of a job whose own records hold a curve.
const VariantReading* shown_variant(const JobView& view);

/// "Learning rate 0.06": by the words of the question, or its key where `parameter` is null.
Message words_of_setting(const std::string& key, const Parameter* parameter, const ParameterValue& value);

/// Why the test data does not choose: one sentence for beside the table and the switch.
Message why_not_the_test_data();

}  // namespace werkbank
