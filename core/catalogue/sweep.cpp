#include "core/catalogue/sweep.h"

#include <algorithm>
#include <cmath>

#include "core/catalogue/parameters.h"
#include "core/catalogue/value_rules.h"

namespace werkbank {
namespace {

constexpr int most_draws = 500;

/// Numbers by lot that are the same on every computer (SplitMix64), which those of <random> are not.
class Lot {
 public:
  explicit Lot(std::uint64_t seed) : state_(seed) {}
  double share() { return static_cast<double>(next() >> 11U) * 0x1p-53; }
  std::size_t below(std::size_t limit) {
    return std::min(limit - 1, static_cast<std::size_t>(share() * static_cast<double>(limit)));
  }

 private:
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31U);
  }
  std::uint64_t state_;
};

/// As a person would write it: nobody means 0.0371842.
double two_digits(double value) {
  if (value == 0) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::fabs(value))) - 1);
  // Divided and not multiplied where the unit is below one: 37 / 1000 is what 0.037 is read as.
  return unit < 1 ? std::round(value / unit) / std::round(1 / unit) : std::round(value / unit) * unit;
}

/// `share` of the way through the axis, from 0 to 1.
ParameterValue value_at(const SweepAxis& axis, const Parameter& parameter, double share) {
  if (!axis.values.empty()) {
    const auto place = static_cast<std::size_t>(share * static_cast<double>(axis.values.size()));
    return axis.values[std::min(place, axis.values.size() - 1)];
  }
  const double value =
      axis.logarithmic ? axis.low * std::pow(axis.high / axis.low, share) : axis.low + (axis.high - axis.low) * share;
  if (parameter.type == ParameterType::integer) {
    const double whole = std::clamp(std::round(value), std::ceil(axis.low), std::floor(axis.high));
    return static_cast<std::int64_t>(whole);
  }
  return std::clamp(two_digits(value), axis.low, axis.high);
}

/// So many shares of which each lies in a part of its own, in an order by lot: few variants then still cover the axis.
std::vector<double> spread_shares(Lot& lot, std::size_t count) {
  std::vector<double> shares;
  for (std::size_t i = 0; i < count; ++i)
    shares.push_back((static_cast<double>(i) + lot.share()) / static_cast<double>(count));
  for (std::size_t i = count; i > 1; --i) std::swap(shares[i - 1], shares[lot.below(i)]);
  return shares;
}

bool holds(const SweepAxis& axis, const ParameterValues& answers) {
  if (!axis.when) return true;
  const auto found = answers.find(axis.when->parameter);
  return found != answers.end() && same_value(found->second, axis.when->equals);
}

/// The axes that count for these answers: what is not asked now is not tried either.
std::vector<const SweepAxis*> axes_of(const JobTemplate& job_template, const ParameterValues& answers) {
  std::vector<const SweepAxis*> axes;
  if (!job_template.sweep) return axes;
  for (const auto& axis : job_template.sweep->axes) {
    const auto* parameter = job_template.parameter(axis.parameter);
    if (parameter != nullptr && is_visible(*parameter, answers) && holds(axis, answers)) axes.push_back(&axis);
  }
  return axes;
}

bool same_answers(const ParameterValues& one, const ParameterValues& other) { return differences(one, other).empty(); }

}  // namespace

std::vector<ParameterValues> choose_variants(const JobTemplate& job_template, const ParameterValues& answers, int count,
                                             std::uint64_t seed) {
  std::vector<ParameterValues> variants = {answers};
  const auto axes = axes_of(job_template, answers);
  const auto wanted = static_cast<std::size_t>(std::clamp(count, 1, most_variants));
  if (axes.empty()) return variants;
  Lot lot(seed);
  std::vector<std::vector<double>> spread;
  for (std::size_t i = 0; i < axes.size(); ++i) spread.push_back(spread_shares(lot, wanted));
  std::size_t place = 0;
  for (int draws = 0; variants.size() < wanted && draws < most_draws; ++draws, ++place) {
    auto variant = answers;
    for (std::size_t i = 0; i < axes.size(); ++i) {
      const double share = place < wanted ? spread[i][place] : lot.share();
      variant[axes[i]->parameter] = value_at(*axes[i], *job_template.parameter(axes[i]->parameter), share);
    }
    const auto is_this = [&](const ParameterValues& one) { return same_answers(one, variant); };
    if (std::none_of(variants.begin(), variants.end(), is_this)) variants.push_back(std::move(variant));
  }
  return variants;
}

std::vector<const Parameter*> varied_parameters(const JobTemplate& job_template, const ParameterValues& answers) {
  std::vector<const Parameter*> parameters;
  for (const auto* axis : axes_of(job_template, answers)) parameters.push_back(job_template.parameter(axis->parameter));
  return parameters;
}

ParameterValues differences(const ParameterValues& answers, const ParameterValues& variant) {
  ParameterValues differing;
  for (const auto& [key, value] : variant) {
    const auto found = answers.find(key);
    if (found == answers.end() || !same_value(found->second, value)) differing[key] = value;
  }
  return differing;
}

int variants_at_once(const JobTemplate& job_template, int count, int limit) {
  int most = job_template.sweep ? job_template.sweep->at_once : 1;
  if (limit > 0) most = std::min(most, limit);
  return std::clamp(most, 1, std::max(1, count));
}

Estimate swept(Estimate one, int count, int at_once) {
  if (count < 2) return one;
  const double turns = std::ceil(static_cast<double>(count) / std::max(1, at_once));
  one.seconds = times(one.seconds, turns);
  one.gpu_hours = times(one.gpu_hours, count);
  one.kilowatt_hours = times(one.kilowatt_hours, count);
  return one;
}

}  // namespace werkbank
