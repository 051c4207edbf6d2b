// A history in pieces of bytes and back. What comes back is looked at as if a stranger had written it.
#include <cstring>
#include <type_traits>

#include "core/telemetry/gpu_history.h"

namespace werkbank {
namespace {

template <typename T>
std::string_view bytes_of(std::span<const T> values) {
  static_assert(std::is_trivially_copyable_v<T>);
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

template <typename T>
bool add_values(Chunks<T>& list, std::string_view bytes) {
  static_assert(std::is_trivially_copyable_v<T>);
  const std::size_t count = bytes.size() / sizeof(T);
  const bool fits = count > 0 && count <= Chunks<T>::chunk_size && bytes.size() % sizeof(T) == 0 &&
                    list.size() % Chunks<T>::chunk_size == 0;
  if (!fits) return false;
  std::vector<T> values(count);
  std::memcpy(values.data(), bytes.data(), bytes.size());
  list.add_chunk(std::move(values));
  return true;
}

template <typename T, typename Order>
bool is_rising(const Chunks<T>& list, Order order) {
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (!(order(list[i - 1]) < order(list[i]))) return false;
  }
  return true;
}

}  // namespace

template <typename Work>
auto GpuHistory::with_level(int level, Work work) const {
  return level == 0 ? work(samples_) : work(levels_[static_cast<std::size_t>(level - 1)]);
}

std::size_t GpuHistory::piece_count(int level) const {
  return with_level(level, [](const auto& list) { return list.chunk_count(); });
}

std::size_t GpuHistory::first_changed_piece(int level) const {
  return with_level(level, [](const auto& list) { return list.first_changed(); });
}

std::string_view GpuHistory::piece(int level, std::size_t i) const {
  return with_level(level, [i](const auto& list) { return bytes_of(list.chunk(i)); });
}

std::string GpuHistory::head() const {
  static_assert(std::is_trivially_copyable_v<Sums>);
  std::string bytes(sizeof sums_ + sizeof memory_total_, '\0');
  std::memcpy(bytes.data(), &sums_, sizeof sums_);
  std::memcpy(bytes.data() + sizeof sums_, &memory_total_, sizeof memory_total_);
  return bytes;
}

void GpuHistory::mark_kept() {
  samples_.mark_kept();
  for (auto& level : levels_) level.mark_kept();
}

bool GpuHistory::add_piece(int level, std::string_view bytes) {
  if (level == 0) return add_values(samples_, bytes);
  return level < piece_levels && add_values(levels_[static_cast<std::size_t>(level - 1)], bytes);
}

bool GpuHistory::set_head(std::string_view bytes) {
  if (bytes.size() != sizeof sums_ + sizeof memory_total_) return false;
  std::memcpy(&sums_, bytes.data(), sizeof sums_);
  std::memcpy(&memory_total_, bytes.data() + sizeof sums_, sizeof memory_total_);
  if (!is_rising(samples_, [](const Kept& one) { return time_of(one); })) return false;
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    if (!is_rising(levels_[level], [](const Stretch& one) { return one.number; })) return false;
    if (levels_[level].empty() != empty()) return false;
    if (!empty() && levels_[level].back().number != samples_.back().second / level_seconds[level]) return false;
  }
  find_usual_step();
  mark_kept();
  return true;
}

}  // namespace werkbank
