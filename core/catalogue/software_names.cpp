#include "core/catalogue/software_names.h"

#include <algorithm>

#include "core/base/ascii.h"

namespace werkbank {
namespace {

template <typename Fits>
bool all(std::string_view text, Fits fits) {
  return std::all_of(text.begin(), text.end(), fits);
}

bool climbs(std::string_view path) { return path.find("/../") != std::string_view::npos || path.ends_with("/.."); }

std::string_view processor_of(std::string_view machine) { return machine.substr(0, machine.find('-')); }

std::string_view gpus_of(std::string_view machine) {
  const auto dash = machine.find('-');
  return dash == std::string_view::npos ? std::string_view() : machine.substr(dash + 1);
}

bool is_part_of(std::string_view need, std::string_view package) {
  return need == package || (need.starts_with(package) && need.substr(package.size()).starts_with('.'));
}

}  // namespace

bool is_module_name(std::string_view name) {
  const auto fits = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("_.+/-").find(c) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= 200 && (is_letter(name[0]) || is_digit(name[0])) && all(name, fits) &&
         !climbs(name);
}

bool is_package_name(std::string_view name) {
  const auto fits = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; };
  return !name.empty() && name.size() <= 200 && !is_digit(name[0]) && name[0] != '.' && all(name, fits);
}

bool is_image_role(std::string_view name) {
  const auto fits = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
  return !name.empty() && name.size() <= 60 && is_lower(name[0]) && all(name, fits);
}

const std::vector<std::string_view>& machine_kinds() {
  static const std::vector<std::string_view> kinds = {"any", "x86_64-cpu", "x86_64-cuda", "aarch64-cuda",
                                                      "x86_64-rocm"};
  return kinds;
}

bool machine_fits(std::string_view there, std::string_view asked) {
  const auto unknown = [](std::string_view kind) { return kind.empty() || kind == "any"; };
  if (unknown(there) || unknown(asked)) return true;
  return processor_of(there) == processor_of(asked) && (gpus_of(asked) == "cpu" || gpus_of(there) == gpus_of(asked));
}

std::vector<std::string> missing_packages(const std::vector<std::string>& needs,
                                          const std::vector<std::string>& packages) {
  std::vector<std::string> missing;
  if (packages.empty()) return missing;
  for (const auto& need : needs) {
    const bool there =
        std::any_of(packages.begin(), packages.end(), [&need](const auto& one) { return is_part_of(need, one); });
    if (!there) missing.push_back(need);
  }
  return missing;
}

}  // namespace werkbank
