// A list that only grows at its end, in pieces that copies of it share: a copy of a week of samples costs a few
// pointers, and what is added to one of them does not show in the other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace werkbank {

template <typename T>
class Chunks {
 public:
  static constexpr std::size_t chunk_size = 512;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t i) const { return (*chunks_[i / chunk_size])[i % chunk_size]; }
  const T& back() const { return (*this)[size_ - 1]; }

  void push_back(const T& value) {
    if (size_ % chunk_size == 0) {
      chunks_.push_back(std::make_shared<std::vector<T>>());
      // A short list stays small; what fills a second piece will probably fill it.
      if (size_ > 0) chunks_.back()->reserve(chunk_size);
    }
    last_alone().push_back(value);
    ++size_;
  }
  /// The last one, to be changed in place.
  T& change_back() {
    T& value = last_alone().back();
    first_changed_ = std::min(first_changed_, chunks_.size() - 1);
    return value;
  }
  /// Forgets what comes after the first `count`.
  void shorten(std::size_t count) {
    chunks_.resize((count + chunk_size - 1) / chunk_size);
    size_ = count;
    first_changed_ = std::min(first_changed_, chunks_.size());
    if (const std::size_t rest = count % chunk_size; rest != 0) last_alone().resize(rest);
  }

  std::size_t chunk_count() const { return chunks_.size(); }
  std::span<const T> chunk(std::size_t i) const { return *chunks_[i]; }
  /// Adds a whole piece, of which all but the last must have chunk_size values.
  void add_chunk(std::vector<T> values) {
    size_ += values.size();
    chunks_.push_back(std::make_shared<std::vector<T>>(std::move(values)));
  }

  /// The first piece that was changed or added since mark_kept().
  std::size_t first_changed() const { return std::min(first_changed_, chunks_.size()); }
  void mark_kept() { first_changed_ = chunks_.size(); }

 private:
  std::vector<T>& last_alone() {
    auto& last = chunks_.back();
    if (last.use_count() > 1) {
      auto own = std::make_shared<std::vector<T>>();
      own->reserve(chunk_size);
      own->assign(last->begin(), last->end());
      last = std::move(own);
    }
    first_changed_ = std::min(first_changed_, chunks_.size() - 1);
    return *last;
  }

  std::vector<std::shared_ptr<std::vector<T>>> chunks_;
  std::size_t size_ = 0;
  std::size_t first_changed_ = 0;
};

}  // namespace werkbank
