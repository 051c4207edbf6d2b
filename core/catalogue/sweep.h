// A sweep: one job that tries several settings. Which settings each of its variants has, and what all of it costs.
#pragma once

#include <cstdint>
#include <vector>

#include "core/catalogue/estimate.h"
#include "core/catalogue/job_template.h"

namespace werkbank {

constexpr int most_variants = 32;

/// The answers of `count` variants: the first are `answers` themselves, so that the best is never worse than one run.
/// The others differ in what the template varies, each from all before it; the same seed gives the same ones. Fewer
/// where there are not so many, and only the first where nothing of what is asked now can be varied.
std::vector<ParameterValues> choose_variants(const JobTemplate& job_template, const ParameterValues& answers, int count,
                                             std::uint64_t seed);

/// The parameters of the template that a sweep of these answers varies, in the template's order.
std::vector<const Parameter*> varied_parameters(const JobTemplate& job_template, const ParameterValues& answers);

/// What of `variant` is not as in `answers`.
ParameterValues differences(const ParameterValues& answers, const ParameterValues& variant);

/// How many variants run beside each other: by the template, and no more than `limit` (0: none) or than there are.
int variants_at_once(const JobTemplate& job_template, int count, int limit);

/// The cost of `count` runs, of which `at_once` run beside each other. The time limit stays that of one.
Estimate swept(Estimate one, int count, int at_once);

}  // namespace werkbank
