// How many different values there are, with bounded memory: exact up to a limit, beyond it within a few percent.
// Keeps the smallest hashes (k minimum values, Bar-Yossef and others, 2002).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace werkbank {

class DistinctSketch {
 public:
  /// Keeps at most `capacity` hashes of 8 bytes.
  void add(std::uint64_t hash, std::size_t capacity) {
    if (full_ && hash >= smallest_.back()) {
      exact_ = exact_ && hash == smallest_.back();
      return;
    }
    const auto place = std::lower_bound(smallest_.begin(), smallest_.end(), hash);
    if (place != smallest_.end() && *place == hash) return;
    if (full_) exact_ = false;
    smallest_.insert(place, hash);
    if (smallest_.size() > capacity) smallest_.pop_back();
    full_ = smallest_.size() >= capacity;
  }

  bool exact() const { return exact_; }
  /// The number of different hashes; an estimate unless exact().
  double count() const {
    if (exact_) return static_cast<double>(smallest_.size());
    const double share = static_cast<double>(smallest_.back()) / 18446744073709551616.0;
    return static_cast<double>(smallest_.size() - 1) / share;
  }

 private:
  std::vector<std::uint64_t> smallest_;  // sorted
  bool full_ = false;
  bool exact_ = true;
};

}  // namespace werkbank
