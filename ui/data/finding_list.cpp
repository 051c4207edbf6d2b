#include "ui/data/finding_list.h"

#include <algorithm>

#include <QLocale>

namespace werkbank {
namespace {
constexpr std::size_t batch = 8;  // so that even a hopeless file never holds up the window
}

FindingList::FindingList(QWidget* parent) : Page(parent), lines_(column(Space::normal)), more_(new LinkButton) {
  auto* layout = column(Space::normal);
  layout->addLayout(lines_);
  layout->addWidget(more_, 0, Qt::AlignLeft);
  setLayout(layout);
  more_->setObjectName(QStringLiteral("data.more_findings"));
  connect(more_, &QPushButton::clicked, this, [this] {
    shown_ += batch;
    rebuild();
  });
  rebuild();
}

void FindingList::show_findings(const std::vector<Finding>& findings) {
  findings_ = findings;
  shown_ = batch;
  rebuild();
}

void FindingList::retranslate() { rebuild(); }

void FindingList::rebuild() {
  while (QLayoutItem* item = lines_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const std::size_t count = std::min(shown_, findings_.size());
  for (std::size_t i = 0; i < count; ++i) lines_->addWidget(line_of(findings_[i]));
  const auto left = static_cast<int>(findings_.size() - count);
  more_->setVisible(left > 0);
  more_->setText(tr("Show %n more", nullptr, left));
}

QString FindingList::place_of(const Finding& finding) const {
  QStringList parts;
  if (!finding.file.empty()) parts << QString::fromStdString(finding.file);
  if (finding.line) parts << tr("line %1").arg(locale().toString(static_cast<qulonglong>(*finding.line)));
  if (!finding.column.empty()) parts << tr("column %1").arg(QString::fromStdString(finding.column));
  return parts.join(QStringLiteral(" · "));
}

QWidget* FindingList::line_of(const Finding& finding) {
  const bool is_error = finding.severity == Severity::error;
  auto* widget = new QWidget;
  auto* line = row(Space::snug);
  widget->setLayout(line);
  auto* icon = new IconLabel(is_error ? QStringLiteral("error") : QStringLiteral("warning"),
                             is_error ? Role::danger : Role::warning);
  line->addWidget(icon, 0, Qt::AlignTop);
  auto* texts = column(Space::hair);
  auto* message = new Strong(words(*this, finding.message));
  message->setObjectName(QStringLiteral("data.finding"));
  message->setAccessibleName((is_error ? tr("Must be repaired: %1") : tr("Please note: %1")).arg(message->text()));
  texts->addWidget(message);
  const QString advice = words(*this, finding.advice);
  if (!advice.isEmpty()) texts->addWidget(new Body(advice));
  const QString place = place_of(finding);
  if (!place.isEmpty()) texts->addWidget(new Caption(place));
  line->addLayout(texts, 1);
  return widget;
}

}  // namespace werkbank
