#include "ui/new_job/questions_step.h"

#include <algorithm>

#include <QScrollBar>

#include "ui/new_job/gpu_field.h"
#include "ui/new_job/sweep_field.h"

namespace werkbank {

QuestionsStep::QuestionsStep(JobDraft& draft, QWidget* parent)
    : NewJobStep(parent),
      draft_(draft),
      heading_(new PageHeading),
      body_(new ScrollBody),
      basic_(column(Space::wide)),
      more_(new LinkButton({}, QStringLiteral("chevron-right"))),
      advanced_(column(Space::wide)) {
  auto* outer = column(Space::hair);
  outer->addWidget(body_);
  setLayout(outer);
  body_->content().addWidget(heading_);
  auto* sides = row(Space::wide);
  auto* form = new Card;
  form->content().addLayout(basic_);
  form->content().addWidget(more_, 0, Qt::AlignLeft);
  form->content().addLayout(advanced_);
  form->content().addWidget(new GpuField(draft_));
  form->content().addWidget(new SweepField(draft_));
  form->content().addStretch();
  sides->addWidget(form, 2);
  sides->addWidget(new EstimateCard(draft_), 1);
  body_->content().addLayout(sides);
  body_->content().addStretch();
  more_->setObjectName(QStringLiteral("new_job.more_settings"));
  connect(more_, &QPushButton::clicked, this, &QuestionsStep::toggle_more);
  connect(&draft_, &JobDraft::changed, this, &QuestionsStep::prepare);
  connect(&draft_, &JobDraft::value_proposed, this, [this] {
    for (QuestionField* field : fields_) field->take_value();
  });
  retranslate();
}

void QuestionsStep::enter() {
  if (built_for_ != draft_.job_template()) rebuild();
  while (!to_build_.empty()) build_next();
  refresh();
}

/// Long before the step is entered: one field at a time, since the window is to stay alive meanwhile.
void QuestionsStep::prepare() {
  if (built_for_ != draft_.job_template()) rebuild();
  refresh();
}

void QuestionsStep::rebuild() {
  built_for_ = draft_.job_template();
  fields_.clear();
  to_build_.clear();
  empty(*basic_);
  empty(*advanced_);
  shows_more_ = false;
  has_advanced_ = false;
  want_fields(true);
  retranslate();
}

void QuestionsStep::want_fields(bool basic) {
  if (built_for_ == nullptr) return;
  for (const Parameter& parameter : built_for_->parameters) {
    if (parameter.basic == basic) to_build_.push_back(&parameter);
  }
  if (!basic) has_advanced_ = true;
  build_soon();
}

void QuestionsStep::build_soon() {
  if (to_build_.empty() || builds_soon_) return;
  builds_soon_ = true;
  QMetaObject::invokeMethod(
      this,
      [this] {
        builds_soon_ = false;
        if (!to_build_.empty()) build_next();
        if (to_build_.empty()) refresh();
        build_soon();
      },
      Qt::QueuedConnection);
}

void QuestionsStep::build_next() {
  const Parameter& parameter = *to_build_.front();
  to_build_.erase(to_build_.begin());
  auto* field = new QuestionField(parameter, draft_);
  field->hide();
  (parameter.basic ? basic_ : advanced_)->addWidget(field);
  for (auto* part : field->findChildren<QWidget*>()) part->ensurePolished();
  fields_.push_back(field);
}

void QuestionsStep::toggle_more() {
  shows_more_ = !shows_more_;
  if (shows_more_ && !has_advanced_) want_fields(false);
  while (!to_build_.empty()) build_next();
  refresh();
  retranslate();
  if (shows_more_) reveal_more();
}

/// Brings the settings that have just appeared under the button into view, with the button on top.
void QuestionsStep::reveal_more() {
  QMetaObject::invokeMethod(
      this,
      [this] {
        const int top = more_->mapTo(body_->widget(), QPoint()).y();
        body_->verticalScrollBar()->setValue(top - px(Space::normal));
      },
      Qt::QueuedConnection);
}

void QuestionsStep::refresh() {
  if (built_for_ == nullptr || built_for_ != draft_.job_template()) return;
  const auto& report = draft_.data().report();
  for (QuestionField* field : fields_) {
    const Parameter& parameter = field->parameter();
    if (report) field->set_columns(report->columns);
    field->setVisible(is_visible(parameter, draft_.values()) && (parameter.basic || shows_more_));
  }
}

QString QuestionsStep::obstacle() const {
  const auto wrong = draft_.wrong_answer();
  return wrong ? words(*this, wrong->message) : QString();
}

void QuestionsStep::retranslate() {
  heading_->set(tr("A few questions"),
                tr("The answers that usually work are filled in. Change only what you want different."));
  const bool has_more =
      built_for_ != nullptr && std::any_of(built_for_->parameters.begin(), built_for_->parameters.end(),
                                           [](const Parameter& p) { return !p.basic; });
  more_->setVisible(has_more);
  more_->setText(shows_more_ ? tr("Fewer settings") : tr("More settings"));
  more_->set_icon(shows_more_ ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
}

}  // namespace werkbank
