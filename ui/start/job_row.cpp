#include "ui/start/job_row.h"

#include <QHBoxLayout>

#include "core/base/units.h"
#include "ui/charts/plotted.h"
#include "ui/jobs/job_words.h"

namespace werkbank {
namespace {
constexpr std::size_t row_spark_points = 60;
}

JobRow::JobRow(const QString& uuid, QWidget* parent)
    : QWidget(parent),
      uuid_(uuid),
      name_(new LinkButton),
      sentence_(new Muted),
      spark_(new SparkLine),
      left_(new Body),
      action_(new SecondaryButton) {
  auto* line = row(Space::normal);
  setLayout(line);
  auto* texts = column(Space::hair);
  texts->addWidget(name_, 0, Qt::AlignLeft);
  texts->addWidget(sentence_);
  line->addLayout(texts, 1);
  line->addWidget(spark_);
  line->addWidget(left_);
  line->addWidget(action_);
  left_->setWordWrap(false);
  sentence_->setIndent(px(Space::hair));
  name_->setObjectName(QStringLiteral("start.open.") + uuid);
  action_->setObjectName(QStringLiteral("start.act.") + uuid);
  connect(name_, &QPushButton::clicked, this, [this] { emit opened(uuid_); });
  connect(action_, &QPushButton::clicked, this, [this] { emit acted(uuid_); });
}

void JobRow::show_job(const JobRecord& record, const JobView* view, const QString& action, const QString& action_icon) {
  const Language language = shown_language(*this);
  const QString title = title_of(record).left(60);
  name_->setText(plain_label(title));
  const Message headline = view != nullptr ? view->headline : headline_of(record, {});
  sentence_->setText(words(*this, headline));
  const bool is_running = record.phase == JobPhase::running;
  spark_->setVisible(is_running && view != nullptr && !view->gpus.empty());
  if (view != nullptr) show_spark(*view);
  const bool knows_left = is_running && view != nullptr && view->training.seconds_left;
  left_->setVisible(knows_left);
  if (knows_left) left_->setText(tr("%1 left").arg(format_duration(*view->training.seconds_left, language)));
  action_->setVisible(!action.isEmpty());
  action_->setText(action);
  action_->set_icon(action_icon);
  action_->setAccessibleName(QStringLiteral("%1: %2").arg(action, title));
}

void JobRow::show_spark(const JobView& view) {
  if (view.gpus.empty()) return;
  spark_->set_values(utilisation_spark(view.gpus, row_spark_points));
}

}  // namespace werkbank
