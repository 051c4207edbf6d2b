#include "ui/new_job/sweep_field.h"

#include "core/catalogue/sweep.h"
#include "core/jobs/sweep.h"
#include "ui/new_job/number_field.h"

namespace werkbank {
namespace {

constexpr int counts[] = {4, 8, 12};
constexpr int usual = 1;  // the place of the one that is proposed

}  // namespace

SweepField::SweepField(JobDraft& draft, QWidget* parent)
    : Page(parent),
      draft_(draft),
      switch_(new QCheckBox),
      row_(new FormRow(switch_)),
      count_(new QComboBox),
      count_row_(new FormRow(count_)),
      tried_(new Caption) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  for (QWidget* part : std::initializer_list<QWidget*>{new Line, row_, count_row_, tried_}) layout->addWidget(part);
  switch_->setObjectName(QStringLiteral("new_job.sweep"));
  count_->setObjectName(QStringLiteral("new_job.sweep_count"));
  leave_wheel_to_page(*count_);
  for (const int count : counts) count_->addItem(QString(), count);
  count_->setCurrentIndex(usual);
  connect(switch_, &QCheckBox::toggled, this, &SweepField::choose);
  connect(count_, &QComboBox::activated, this, &SweepField::choose);
  connect(&draft_, &JobDraft::changed, this, &SweepField::refresh);
  retranslate();
}

void SweepField::choose() { draft_.set_variants(switch_->isChecked() ? count_->currentData().toInt() : 0); }

/// The questions that are varied; how many runs there are says the choice above.
QString SweepField::what_is_tried() const {
  if (draft_.job_template() == nullptr) return {};
  QStringList names;
  for (const Parameter* parameter : varied_parameters(*draft_.job_template(), draft_.values()))
    names << QString::fromStdString(parameter->label.in(shown_language(*this)));
  const QString listed = tr("Your own answers are the first setting. In the others this is different: %1.")
                             .arg(names.join(QStringLiteral("; ")));
  return listed + u' ' + words(*this, why_not_the_test_data());
}

void SweepField::refresh() {
  setVisible(draft_.has_sweep());
  const bool wanted = draft_.wanted_variants() > 0;
  const QSignalBlocker quiet(switch_);
  switch_->setChecked(wanted);
  if (const int place = count_->findData(draft_.wanted_variants()); place >= 0) count_->setCurrentIndex(place);
  count_row_->setVisible(wanted);
  tried_->setVisible(wanted);
  if (!wanted) return;
  tried_->setText(what_is_tried());
  const int there = draft_.variants();
  count_row_->set_help(
      there < draft_.wanted_variants() ? tr("There are only %n different settings here.", nullptr, there) : QString());
}

void SweepField::retranslate() {
  row_->set_label(tr("Try several settings"));
  row_->set_help(
      tr("Werkbank trains the model several times, each time a little differently, and keeps the best one."));
  switch_->setText(tr("Yes, try several"));
  count_row_->set_label(tr("How many?"));
  for (int i = 0; i < count_->count(); ++i)
    count_->setItemText(i, tr("%n settings", nullptr, count_->itemData(i).toInt()));
  refresh();
}

}  // namespace werkbank
