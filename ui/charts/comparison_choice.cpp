#include "ui/charts/comparison_choice.h"

#include <algorithm>

namespace werkbank {
namespace {

constexpr int letters_of_a_title = 20;

}  // namespace

ComparisonChoice::ComparisonChoice(QWidget* parent) : QComboBox(parent) {
  setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(letters_of_a_title);
  connect(this, &QComboBox::activated, this, [this](int index) {
    const bool is_one = index > 0 && static_cast<std::size_t>(index) <= jobs_.size();
    chosen_ = is_one ? jobs_[static_cast<std::size_t>(index) - 1].uuid : QString();
    emit job_chosen(chosen_);
  });
  retranslate();
}

void ComparisonChoice::set_jobs(std::vector<Comparable> jobs) {
  if (jobs == jobs_) return;
  jobs_ = std::move(jobs);
  fill();
}

void ComparisonChoice::set_chosen(const QString& uuid) {
  chosen_ = uuid;
  const auto job = std::find_if(jobs_.begin(), jobs_.end(), [&](const Comparable& one) { return one.uuid == uuid; });
  setCurrentIndex(job == jobs_.end() ? 0 : static_cast<int>(job - jobs_.begin()) + 1);
}

void ComparisonChoice::fill() {
  clear();
  addItem(tr("Compare with another job"));
  for (const Comparable& job : jobs_) addItem(job.title.simplified());
  set_chosen(chosen_);
}

void ComparisonChoice::retranslate() {
  setAccessibleName(tr("Compare with another job"));
  fill();
}

QString short_title(const QString& title) {
  constexpr qsizetype longest = 28;
  const QString line = title.simplified();
  return line.size() > longest ? line.left(longest - 1) + u'…' : line;
}

}  // namespace werkbank
