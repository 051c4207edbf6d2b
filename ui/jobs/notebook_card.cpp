#include "ui/jobs/notebook_card.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace werkbank {

bool is_notebook(const JobTemplate* made_of) { return made_of != nullptr && made_of->task == "notebook"; }

NotebookCard::NotebookCard(QWidget* parent)
    : Page(parent),
      icon_(new IconLabel(QStringLiteral("code"), Role::accent)),
      sentence_(new Strong),
      more_(new Muted),
      open_(new PrimaryButton({}, QStringLiteral("arrow-right"))),
      open_again_(new SecondaryButton({}, QStringLiteral("arrow-right"))) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  auto* card = new Card;
  auto* line = row(Space::normal);
  auto* says = column(Space::hair);
  says->addWidget(sentence_);
  says->addWidget(more_);
  line->addWidget(icon_, 0, Qt::AlignTop);
  line->addLayout(says, 1);
  line->addWidget(open_, 0, Qt::AlignVCenter);
  line->addWidget(open_again_, 0, Qt::AlignVCenter);
  card->content().addLayout(line);
  layout->addWidget(card);
  sentence_->setObjectName(QStringLiteral("notebook.sentence"));
  more_->setObjectName(QStringLiteral("notebook.more"));
  open_->setObjectName(QStringLiteral("notebook.open"));
  open_again_->setObjectName(QStringLiteral("notebook.open_again"));
  connect(open_, &QPushButton::clicked, this, &NotebookCard::open_requested);
  connect(open_again_, &QPushButton::clicked, this, &NotebookCard::open_requested);
  hide();
  retranslate();
}

void NotebookCard::show_job(const JobView& view, const JobTemplate* made_of, const NotebookShown& shown) {
  record_ = view.record;
  shown_ = shown;
  is_ready_ = view.training.started_at.has_value() && !view.training.end;
  const bool serves = is_notebook(made_of);
  const bool runs = record_.phase == JobPhase::running && !record_.cancel_requested && !view.training.end;
  setVisible(serves && runs);
  if (serves && runs) fill();
}

void NotebookCard::fill() {
  open_->hide();
  open_again_->hide();
  if (record_.reality.is_played_back) {
    sentence_->setText(tr("There is no notebook to open"));
    more_->setText(tr("This is a recording of an earlier run. Nothing is computed."));
  } else if (!is_ready_) {
    sentence_->setText(tr("Your notebook is starting"));
    more_->setText(tr("It can be opened in a minute or so. This page says when."));
  } else {
    fill_way();
  }
}

void NotebookCard::fill_way() {
  const bool runs_here = record_.reality.runs_here;
  switch (shown_.way) {
    case NotebookWay::closed:
      sentence_->setText(shown_.problem ? tr("Your notebook could not be opened") : tr("Your notebook is ready"));
      more_->setText(shown_.problem ? words(*this, shown_.problem->message) : reach_words());
      open_->setText(shown_.problem ? tr("Try again") : tr("Open the notebook"));
      open_->show();
      break;
    case NotebookWay::opening:
      sentence_->setText(tr("The way to your notebook is being opened …"));
      more_->setText(reach_words());
      break;
    case NotebookWay::open:
      sentence_->setText(runs_here ? tr("The notebook is open in your browser")
                                   : tr("The notebook is open in your browser as long as Werkbank is connected"));
      more_->setText(shown_.problem ? words(*this, shown_.problem->message)
                                    : tr("Save there before the time is up. What is only in memory is not kept."));
      open_again_->show();
      break;
    case NotebookWay::lost:
      sentence_->setText(tr("The connection was lost, but your notebook goes on"));
      more_->setText(tr("When there is a connection again, you can open it again here."));
      break;
    case NotebookWay::back:
      sentence_->setText(tr("The connection is back, and your notebook is still there"));
      more_->setText(tr("Close the old page in your browser and open the notebook again."));
      open_->setText(tr("Open the notebook"));
      open_->show();
      break;
  }
}

QString NotebookCard::reach_words() const {
  return record_.reality.runs_here
             ? tr("It opens in your browser. It runs on this computer.")
             : tr("It opens in your browser. Only you can reach it, over your own connection with the AI factory.");
}

void NotebookCard::retranslate() {
  open_again_->setText(tr("Open it again"));
  open_->setAccessibleDescription(tr("Opens the notebook of this job in your browser"));
  open_again_->setAccessibleDescription(open_->accessibleDescription());
  if (!isHidden()) fill();
}

}  // namespace werkbank
