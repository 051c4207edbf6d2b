// Times that follow each other, in one series or in several that share a table.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "core/dataset/row_rules.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

constexpr std::size_t most_series = 200'000;
constexpr std::int64_t day_seconds = 86'400;

std::chrono::sys_days whole_day_of(std::int64_t time) {
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(time)));
}

// The hour that a clock shows twice, in the EU: the last Sunday of October, between two and three. The training scripts
// make one of the two.
bool is_double_hour(std::int64_t time) {
  const auto day = whole_day_of(time);
  const std::chrono::year_month_day date(day);
  const auto second = time - day.time_since_epoch().count() * day_seconds;
  return date.month() == std::chrono::October && static_cast<unsigned>(date.day()) >= 25 &&
         std::chrono::weekday(day) == std::chrono::Sunday && second / 3600 == 2;
}

bool is_weekend(std::int64_t time) {
  const std::chrono::weekday day(whole_day_of(time));
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

// What all three rules need: which series a row belongs to, and when it is.
class SeriesRule : public RowRule {
 public:
  SeriesRule(const DataCheck& check, std::size_t time, std::string time_name, std::optional<std::size_t> series)
      : check_(check), time_name_(std::move(time_name)), time_(time), series_(series) {}

  void add(const std::vector<CellValue>& row, std::uint64_t line) final {
    const auto& cell = row[time_];
    if (!cell.date) return;
    const std::uint64_t key = series_ ? row[*series_].hash : 0;
    add(key, series_ ? row[*series_].text : std::string_view(), *cell.date, cell.text, line);
  }

 protected:
  virtual void add(std::uint64_t series, std::string_view name, std::int64_t time, std::string_view text,
                   std::uint64_t line) = 0;

  const DataCheck& check_;
  const std::string time_name_;

 private:
  const std::size_t time_;
  const std::optional<std::size_t> series_;
};

class UniqueTimes : public SeriesRule {
 public:
  using SeriesRule::SeriesRule;

  void finish(const FoundAt& at, Findings& findings) const override {
    if (count_ == 0) return;
    auto place = at;
    place.line = line_;
    place.column = time_name_;
    place.value = value_;
    place.count = whole(count_);
    findings.add(check_, place);
  }

 private:
  // Beyond that many rows only neighbours are compared.
  static constexpr std::size_t most_seen = 4'000'000;

  void add(std::uint64_t series, std::string_view, std::int64_t time, std::string_view text,
           std::uint64_t line) override {
    const std::uint64_t key = series * 0x9E3779B97F4A7C15U + static_cast<std::uint64_t>(time);
    bool is_again = seen_.contains(key);
    if (!is_again && seen_.size() < most_seen) seen_.insert(key);
    is_again = is_again || (has_last_ && key == last_);
    last_ = key;
    has_last_ = true;
    if (!is_again || is_double_hour(time) || count_++ > 0) return;
    line_ = line;
    value_ = clipped(readable(text));
  }

  std::unordered_set<std::uint64_t> seen_;
  std::uint64_t last_ = 0;
  bool has_last_ = false;
  std::uint64_t count_ = 0;
  std::uint64_t line_ = 0;
  std::string value_;
};

// Months, quarters and years have no fixed length.
std::int64_t usual_length(std::int64_t seconds) {
  const std::int64_t days = seconds / day_seconds;
  if (seconds % day_seconds != 0) return seconds;
  if (days >= 28 && days <= 31) return 30 * day_seconds;
  if (days >= 90 && days <= 92) return 91 * day_seconds;
  if (days >= 181 && days <= 184) return 182 * day_seconds;
  if (days == 365 || days == 366) return 365 * day_seconds;
  return seconds;
}

class RegularSteps : public SeriesRule {
 public:
  using SeriesRule::SeriesRule;

  void finish(const FoundAt& at, Findings& findings) const override {
    const auto usual = std::max_element(steps_.begin(), steps_.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    if (usual == steps_.end()) return;
    std::uint64_t all = others_.count;
    Odd odd = others_;
    for (const auto& [length, step] : steps_) {
      all += step.count;
      // From Friday to Monday, where nobody works in the weekend.
      const bool over_weekend = usual->first == day_seconds && length == 3 * day_seconds && !has_weekend_;
      if (length == usual->first || over_weekend) continue;
      odd.count += step.count;
      if (step.line < odd.line) {
        odd.line = step.line;
        odd.value = step.value;
      }
    }
    const double limit = number_argument(check_, "fraction");
    if (static_cast<double>(odd.count) <= limit * static_cast<double>(all)) return;
    auto place = at;
    place.line = odd.line;
    place.column = time_name_;
    place.value = odd.value;
    place.count = whole(odd.count);
    place.limit = limit;
    findings.add(check_, place);
  }

 private:
  static constexpr std::size_t most_lengths = 1000;
  struct Odd {  // steps of one length, and where the first of them is
    std::uint64_t count = 0;
    std::uint64_t line = UINT64_MAX;
    std::string value;
    bool operator<(const Odd& other) const { return count < other.count; }
    void add(std::uint64_t at_line, std::string_view text) {
      if (count++ > 0) return;
      line = at_line;
      value = clipped(readable(text));
    }
  };

  void add(std::uint64_t series, std::string_view, std::int64_t time, std::string_view text,
           std::uint64_t line) override {
    has_weekend_ = has_weekend_ || is_weekend(time);
    const auto known = last_.find(series);
    if (known == last_.end()) {
      if (last_.size() < most_series) last_.emplace(series, time);
      return;
    }
    // Newest first is an order too; the same time twice is for another rule.
    const auto length = usual_length(std::abs(time - known->second));
    known->second = time;
    if (length == 0) return;
    const auto step = steps_.find(length);
    if (step == steps_.end() && steps_.size() >= most_lengths) {
      others_.add(line, text);
    } else {
      steps_[length].add(line, text);
    }
  }

  std::unordered_map<std::uint64_t, std::int64_t> last_;
  std::map<std::int64_t, Odd> steps_;
  Odd others_;
  bool has_weekend_ = false;
};

class MinHistory : public SeriesRule {
 public:
  MinHistory(const DataCheck& check, std::size_t time, std::string time_name, std::optional<std::size_t> series,
             std::int64_t horizon)
      : SeriesRule(check, time, std::move(time_name), series),
        needed_(std::ceil(number_argument(check, "times") * static_cast<double>(std::max<std::int64_t>(horizon, 1)))) {}

  void finish(const FoundAt& at, Findings& findings) const override {
    // In the order of the table, so that the first one named is the first one met.
    std::vector<const Series*> all;
    for (const auto& [key, series] : series_) all.push_back(&series);
    std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->place < b->place; });
    for (const auto* series : all) {
      if (static_cast<double>(series->rows) >= needed_) continue;
      auto place = at;
      place.value = series->name;
      place.count = whole(series->rows);
      place.limit = needed_;
      findings.add(check_, place);
    }
  }

 private:
  struct Series {
    std::string name;
    std::size_t place = 0;
    std::uint64_t rows = 0;
  };

  void add(std::uint64_t series, std::string_view name, std::int64_t, std::string_view, std::uint64_t) override {
    auto known = series_.find(series);
    if (known == series_.end()) {
      if (series_.size() >= most_series) return;
      known = series_.emplace(series, Series{clipped(readable(name)), series_.size(), 0}).first;
    }
    ++known->second.rows;
  }

  const double needed_;
  std::unordered_map<std::uint64_t, Series> series_;
};

}  // namespace

std::unique_ptr<RowRule> series_rule(const DataCheck& check, std::size_t time, const std::string& time_name,
                                     std::optional<std::size_t> series, std::int64_t horizon) {
  if (check.rule == "unique_times") return std::make_unique<UniqueTimes>(check, time, time_name, series);
  if (check.rule == "regular_steps") return std::make_unique<RegularSteps>(check, time, time_name, series);
  if (check.rule == "min_history") return std::make_unique<MinHistory>(check, time, time_name, series, horizon);
  return nullptr;
}

}  // namespace werkbank
