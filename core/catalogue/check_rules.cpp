#include "core/catalogue/check_rules.h"

#include <algorithm>

namespace werkbank {
namespace {

using Kind = RuleArgument::Kind;

std::vector<CheckRule> table_rules() {
  constexpr auto csv = DataFormat::csv;
  const RuleArgument target{"parameter", Kind::column_parameter, true};
  const RuleArgument ignore{"ignore", Kind::text_parameter, false};
  return {
      {"utf8", csv, {}, {"file", "line", "value", "count"}},
      {"has_header", csv, {}, {"file", "line", "value"}},
      {"unique_headers", csv, {}, {"file", "line", "column", "value", "count"}},
      {"same_column_count", csv, {}, {"file", "line", "count", "limit"}},
      {"column_exists", csv, {target}, {"file", "line", "column", "value", "count"}},
      {"no_missing_target", csv, {target}, {"file", "line", "column", "count"}},
      {"min_rows", csv, {{"rows", Kind::whole, true}}, {"file", "count", "limit"}},
      {"min_classes", csv, {target, {"classes", Kind::whole, true}}, {"file", "column", "value", "count", "limit"}},
      {"constant_column", csv, {ignore}, {"file", "column", "value", "count"}},
      {"id_like_column", csv, {target, ignore}, {"file", "column", "value", "count"}},
      {"many_missing",
       csv,
       {{"fraction", Kind::fraction, true}, ignore},
       {"file", "line", "column", "value", "count", "limit"}},
      {"decimal_comma", csv, {}, {"file", "line", "column", "value", "count"}},
      {"target_leak",
       csv,
       {target, {"correlation", Kind::fraction, true}, ignore},
       {"file", "column", "value", "limit"}},
  };
}

std::vector<CheckRule> image_rules() {
  constexpr auto folder = DataFormat::imagefolder;
  return {
      {"class_folders", folder, {{"classes", Kind::whole, true}}, {"file", "count", "limit"}},
      {"min_per_class", folder, {{"images", Kind::whole, true}}, {"file", "value", "count", "limit"}},
      {"decodes", folder, {}, {"file"}},
      {"min_side", folder, {{"pixels", Kind::whole, true}}, {"file", "value", "limit"}},
      {"class_ratio", folder, {{"ratio", Kind::ratio, true}}, {"file", "column", "value", "count", "limit"}},
      {"stray_files", folder, {}, {"file", "count"}},
      {"duplicate_images", folder, {}, {"file", "value", "count"}},
  };
}

}  // namespace

std::span<const CheckRule> check_rules() {
  static const std::vector<CheckRule> rules = [] {
    auto all = table_rules();
    for (auto& rule : image_rules()) all.push_back(std::move(rule));
    return all;
  }();
  return rules;
}

const CheckRule* find_check_rule(std::string_view name) {
  const auto rules = check_rules();
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

std::vector<std::string_view> placeholders(std::string_view words) {
  std::vector<std::string_view> names;
  for (auto open = words.find('{'); open != std::string_view::npos; open = words.find('{', open + 1)) {
    const auto close = words.find('}', open);
    names.push_back(words.substr(open + 1, close == std::string_view::npos ? close : close - open - 1));
  }
  return names;
}

}  // namespace werkbank
