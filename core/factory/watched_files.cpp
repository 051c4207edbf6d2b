#include "core/factory/watched_files.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/factory/factory.h"

namespace werkbank {
namespace {

constexpr std::string_view gpu_folder = "out/gpu/";
constexpr std::size_t longest_name = 200;
constexpr std::size_t most_digits = 2;

bool is_safe_name(std::string_view name) {
  const auto safe = [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-'; };
  return !name.empty() && name.size() <= longest_name && name.front() != '.' && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), safe);
}

/// As variant_folder() writes it.
bool is_variant_number(std::string_view text) {
  const bool is_number = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_number && !text.empty() && text.size() <= most_digits && (text.size() == 1 || text.front() != '0');
}

}  // namespace

std::string variant_folder(int number) { return std::string(variants_folder) + std::to_string(number) + '/'; }

std::string_view path_in_variant(std::string_view path) {
  if (!path.starts_with(variants_folder)) return path;
  const auto rest = path.substr(variants_folder.size());
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos || !is_variant_number(rest.substr(0, slash))) return path;
  return rest.substr(slash + 1);
}

bool is_in_variant(std::string_view path) { return path_in_variant(path).size() < path.size(); }

std::vector<int> numbers_of(const FollowedVariants& follows) {
  std::vector<int> numbers;
  if (follows.leading) numbers.push_back(*follows.leading);
  numbers.insert(numbers.end(), follows.others.begin(), follows.others.end());
  if (follows.running && follows.running != follows.leading) numbers.push_back(*follows.running);
  return numbers;
}

bool is_watched_file(std::string_view path) {
  const auto inside = path_in_variant(path);
  if (inside == "out/metrics.jsonl") return true;
  if (path == "logs/job.log") return true;
  return inside.starts_with(gpu_folder) && inside.ends_with(".csv") && is_safe_name(inside.substr(gpu_folder.size()));
}

}  // namespace werkbank
