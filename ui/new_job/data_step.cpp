#include "ui/new_job/data_step.h"

namespace werkbank {

DataStep::DataStep(JobDraft& draft, QWidget* parent)
    : NewJobStep(parent),
      draft_(draft),
      headline_(new Headline),
      example_(new LinkButton),
      course_(new CourseDataList(draft_.live())),
      privacy_(new Banner) {
  auto* body = new ScrollBody;
  auto* outer = column(Space::hair);
  outer->addWidget(body);
  setLayout(outer);
  body->content().addWidget(headline_);
  body->content().addWidget(course_);
  body->content().addWidget(
      new DataPanel(draft_.data(), draft_.live().background(), QStringLiteral("new_job.data_path")));
  body->content().addWidget(new PackingNote(draft_));
  body->content().addWidget(example_, 0, Qt::AlignLeft);
  body->content().addWidget(privacy_);
  body->content().addStretch();
  example_->setObjectName(QStringLiteral("new_job.example_data"));
  connect(example_, &QPushButton::clicked, this, [this] { draft_.data().set_path(draft_.job_template()->example); });
  connect(course_, &CourseDataList::chosen, this,
          [this](const std::filesystem::path& path) { draft_.data().set_path(path); });
  connect(&draft_, &JobDraft::changed, this, [this] { retranslate(); });
  retranslate();
}

QString DataStep::obstacle() const {
  const CheckedData& data = draft_.data();
  if (data.is_empty()) return tr("First give your data: drop it on the page or choose it with the button.");
  if (data.is_checking() && !data.report()) return tr("Werkbank is still looking at your data. One moment.");
  if (data.error() || !data.report() || !data.report()->usable()) {
    return tr("Your data cannot be used yet. Repair the points in red, then press “Check again”.");
  }
  return {};
}

void DataStep::retranslate() {
  const JobTemplate* chosen = draft_.job_template();
  const DataItem* item = draft_.data().item();
  const Language language = shown_language(*this);
  headline_->setText(item == nullptr ? tr("Your data") : QString::fromStdString(item->label.in(language)));
  const bool has_example = chosen != nullptr && !chosen->example.empty();
  example_->setVisible(has_example && draft_.data().path() != chosen->example);
  example_->setText(tr("No data at hand? Use the example data"));
  const QString note = chosen == nullptr ? QString() : QString::fromStdString(chosen->safety_note.in(language));
  privacy_->set_text(
      tr("Does your data say anything about people? Leave out names, addresses and numbers of persons if "
         "the model does not need them."),
      note);
}

}  // namespace werkbank
