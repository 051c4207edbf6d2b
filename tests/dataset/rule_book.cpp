#include "rule_book.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string_view>
#include <system_error>

#include <QFile>
#include <QImage>
#include <QRegularExpression>

#include "core/catalogue/check_rules.h"

namespace werkbank {

namespace {

const std::map<std::string, double> limits{
    {"rows", 3},        {"classes", 2},    {"fraction", 0.5}, {"correlation", 0.98},  {"images", 2},
    {"pixels", 16},     {"ratio", 10},     {"times", 2},      {"files", 6},           {"megabytes", 1},
    {"boxes", 3},       {"largest", 64},   {"seconds", 2},    {"hertz", 8000},        {"channels", 2},
    {"characters", 25}, {"recordings", 3}, {"kilobytes", 2},  {"bytes_per_token", 2}, {"conversations", 3}};
// Photos of one kind, sentences of marked words, folders of documents: who asks one of these gets another check.
const std::set<std::string_view> of_another_kind{
    "good_folder",     "min_good",       "same_size",      "word_with_tag",    "known_tag",          "even_columns",
    "sentence_column", "whole_marks",    "one_scheme",     "longest_sentence", "min_sentences",      "has_marks",
    "max_kinds",       "marks_per_kind", "document_kinds", "largest_document", "readable_documents", "document_letters",
    "empty_documents", "pdf_documents",  "min_documents"};
const std::map<std::string, std::string> texts{{"name", "run.py"}, {"endings", "py txt csv md"}};

// The question that a rule for columns is about.
std::string question_of(const std::string& rule, const std::string& argument) {
  static const std::map<std::string, std::string> questions{
      {"time_column", "time"}, {"unique_times", "time"},   {"regular_steps", "time"},
      {"min_history", "time"}, {"numbers_only", "amount"}, {"rows_per_class", "kind"},
      {"max_classes", "kind"}, {"label_spelling", "kind"}, {"duplicate_texts", "text"}};
  if (argument == "series") return "series";
  const auto found = questions.find(rule);
  return found == questions.end() ? "target" : found->second;
}

Parameter column_question(const std::string& key, ColumnHolds holds, bool optional) {
  Parameter one;
  one.key = key;
  one.type = ParameterType::column;
  one.data = "data";
  one.holds = holds;
  one.optional = optional;
  return one;
}

}  // namespace

RuleBook::RuleBook(DataFormat format) {
  item.key = "data";
  item.format = format;
  item.kind = format == DataFormat::csv || format == DataFormat::conversations ? DataKind::file : DataKind::folder;
  job_template.parameters = {
      column_question("target", ColumnHolds::anything, false), column_question("time", ColumnHolds::dates, false),
      column_question("series", ColumnHolds::kinds, true),     column_question("amount", ColumnHolds::numbers, false),
      column_question("kind", ColumnHolds::kinds, false),      column_question("text", ColumnHolds::texts, false)};
  for (const auto& parameter : job_template.parameters) values[parameter.key] = std::string();
  values["ignore"] = std::string();
  values["main_file"] = std::string("main.py");
  values["horizon"] = std::int64_t{2};
  values["length"] = std::int64_t{100};
  for (const auto& rule : check_rules()) {
    if (rule.format == format && !of_another_kind.contains(rule.name)) add_rule(std::string(rule.name));
  }
}

void RuleBook::add_rule(const std::string& name) {
  const auto& rule = *find_check_rule(name);
  DataCheck check;
  check.rule = name;
  std::string places;
  for (const auto place : rule.places) places += " " + std::string(place) + "=<{" + std::string(place) + "}>";
  check.message = {"Regel " + check.rule + ":" + places, "Rule " + check.rule + ":" + places};
  check.advice = {"Raad:" + places + " 100%1", "Advice:" + places + " 100%1"};
  for (const auto& argument : rule.arguments) {
    const std::string key(argument.name);
    const auto limit = limits.find(key);
    if (limit != limits.end()) {
      check.arguments[key] = limit->second;
    } else if (texts.contains(key)) {
      check.arguments[key] = texts.at(key);
    } else if (argument.kind == RuleArgument::Kind::text_parameter && name == "contains_answer") {
      check.arguments[key] = std::string("main_file");
    } else if (argument.kind == RuleArgument::Kind::column_parameter) {
      check.arguments[key] = question_of(name, key);
    } else {
      check.arguments[key] = key;
    }
  }
  item.checks.push_back(std::move(check));
}

Result<DataReport> RuleBook::check(const std::filesystem::path& data) const {
  return check_data(job_template, item, data, values, nullptr, {});
}

std::vector<Finding> of_rule(const DataReport& report, const std::string& rule) {
  std::vector<Finding> found;
  for (const auto& one : report.findings) {
    if (one.rule == rule) found.push_back(one);
  }
  return found;
}

std::string unfilled(const DataReport& report) {
  for (const auto& one : report.findings) {
    for (const auto language : {Language::dutch, Language::english}) {
      for (const auto* message : {&one.message, &one.advice}) {
        auto words = message->in(language);
        words.replace("100%1", "");  // a percent sign that the manifest itself wrote
        const bool open = words.isEmpty() || words.contains('{') || words.contains("<>") || words.contains("<->") ||
                          words.contains(QRegularExpression("%[0-9]"));
        if (open) return one.rule + ": " + words.toStdString();
        if (words.contains('\n')) return one.rule + " breaks the line";
      }
    }
  }
  return {};
}

DataFolder::DataFolder() { QFile::setPermissions(folder_.path(), QFile::Permissions(0x7755)); }

DataFolder::~DataFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path(), ignored);
}

std::filesystem::path DataFolder::write(const std::string& name, const std::string& content) const {
  const auto file = path() / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

std::filesystem::path DataFolder::picture(const std::string& name, int width, int height) const {
  const auto file = path() / name;
  std::filesystem::create_directories(file.parent_path());
  QImage image(width, height, QImage::Format_RGB32);
  unsigned noise = ++pictures_ * 2654435761U;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      noise = noise * 1664525U + 1013904223U;
      image.setPixel(x, y, noise >> 8U);
    }
  }
  if (!image.save(QString::fromStdString(file.string()))) qFatal("no picture: %s", file.c_str());
  return file;
}

}  // namespace werkbank
