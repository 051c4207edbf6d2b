// The kinds in a column, and texts that come back.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include <QString>

#include "core/dataset/row_rules.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

class KindRule : public RowRule {
 public:
  KindRule(const DataCheck& check, std::size_t column, std::string column_name)
      : check_(check), column_(column), column_name_(std::move(column_name)) {}

  void add(const std::vector<CellValue>& row, std::uint64_t) override {
    const auto& cell = row[column_];
    if (cell.missing) return;
    auto known = kinds_.find(cell.hash);
    if (known == kinds_.end()) {
      if (kinds_.size() >= most_kinds) {
        is_full_ = true;
        return;
      }
      known = kinds_.emplace(cell.hash, Kind{clipped(readable(cell.text)), kinds_.size(), 0}).first;
    }
    ++known->second.rows;
  }

  void finish(const FoundAt& at, Findings& findings) const override {
    auto place = at;
    place.column = column_name_;
    if (check_.rule == "max_classes") return say_many(place, findings);
    if (is_full_) return;  // no column of kinds
    if (check_.rule == "rows_per_class") return say_few(place, findings);
    say_spelling(place, findings);
  }

 private:
  static constexpr std::size_t most_kinds = 20'000;
  struct Kind {
    std::string name;
    std::size_t place = 0;
    std::uint64_t rows = 0;
  };

  std::vector<const Kind*> in_order() const {
    std::vector<const Kind*> all;
    for (const auto& [hash, kind] : kinds_) all.push_back(&kind);
    std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->place < b->place; });
    return all;
  }

  void say_many(FoundAt& place, Findings& findings) const {
    if (static_cast<double>(kinds_.size()) <= number_argument(check_, "classes")) return;
    place.count = whole(kinds_.size());
    place.limit = number_argument(check_, "classes");
    findings.add(check_, place);
  }

  void say_few(FoundAt& place, Findings& findings) const {
    for (const auto* kind : in_order()) {
      if (static_cast<double>(kind->rows) >= number_argument(check_, "rows")) continue;
      place.value = kind->name;
      place.count = whole(kind->rows);
      place.limit = number_argument(check_, "rows");
      findings.add(check_, place);
    }
  }

  void say_spelling(FoundAt& place, Findings& findings) const {
    std::map<QString, std::vector<const Kind*>> same;
    for (const auto* kind : in_order())
      same[QString::fromStdString(kind->name).toCaseFolded().simplified()].push_back(kind);
    for (auto& [folded, kinds] : same) {
      if (kinds.size() < 2) continue;
      std::stable_sort(kinds.begin(), kinds.end(), [](const auto* a, const auto* b) { return a->rows > b->rows; });
      std::string names;
      std::uint64_t rows = 0;
      for (const auto* kind : kinds) {
        names += (names.empty() ? "" : " / ") + kind->name;
        rows += kind->rows;
      }
      place.value = clipped(names, 200);
      place.count = whole(rows - kinds.front()->rows);
      findings.add(check_, place);
    }
  }

  const DataCheck& check_;
  const std::size_t column_;
  const std::string column_name_;
  std::unordered_map<std::uint64_t, Kind> kinds_;
  bool is_full_ = false;
};

class DuplicateTexts : public RowRule {
 public:
  DuplicateTexts(const DataCheck& check, std::size_t column, std::string column_name)
      : check_(check), column_(column), column_name_(std::move(column_name)) {}

  void add(const std::vector<CellValue>& row, std::uint64_t line) override {
    const auto& cell = row[column_];
    if (cell.missing) return;
    const bool is_new = seen_.size() >= most_seen ? !seen_.contains(cell.hash) : seen_.insert(cell.hash).second;
    if (!is_new && count_++ == 0) line_ = line;
  }

  void finish(const FoundAt& at, Findings& findings) const override {
    if (count_ == 0) return;
    auto place = at;
    place.line = line_;
    place.column = column_name_;
    place.count = whole(count_);
    findings.add(check_, place);
  }

 private:
  // Texts after these are compared with these only.
  static constexpr std::size_t most_seen = 4'000'000;

  const DataCheck& check_;
  const std::size_t column_;
  const std::string column_name_;
  std::unordered_set<std::uint64_t> seen_;
  std::uint64_t count_ = 0;
  std::uint64_t line_ = 0;
};

}  // namespace

std::unique_ptr<RowRule> kind_rule(const DataCheck& check, std::size_t column, const std::string& column_name) {
  if (check.rule == "rows_per_class" || check.rule == "max_classes" || check.rule == "label_spelling")
    return std::make_unique<KindRule>(check, column, column_name);
  if (check.rule == "duplicate_texts") return std::make_unique<DuplicateTexts>(check, column, column_name);
  return nullptr;
}

}  // namespace werkbank
