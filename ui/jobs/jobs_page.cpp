#include "ui/jobs/jobs_page.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/jobs/job_delegate.h"

namespace werkbank {

JobsPage::JobsPage(QWidget* parent)
    : Page(parent),
      model_(new JobListModel(this)),
      filtered_(new QSortFilterProxyModel(this)),
      title_(new Headline),
      count_(new Muted),
      new_job_(new PrimaryButton({}, QStringLiteral("plus"))),
      search_(new QLineEdit),
      bodies_(new QStackedWidget),
      list_(new QListView),
      waiting_(new Waiting),
      nothing_yet_(new EmptyState(QStringLiteral("jobs"))),
      nothing_found_(new EmptyState(QStringLiteral("search"))) {
  setObjectName(QStringLiteral("jobs_page"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(px(Space::section), px(Space::wide), px(Space::section), px(Space::wide));
  layout->setSpacing(px(Space::normal));
  auto* head = row(Space::normal);
  auto* texts = column(Space::hair);
  texts->addWidget(title_);
  texts->addWidget(count_);
  head->addLayout(texts, 1);
  head->addWidget(new_job_, 0, Qt::AlignTop);
  layout->addLayout(head);
  layout->addWidget(search_);
  layout->addWidget(bodies_, 1);
  search_->setObjectName(QStringLiteral("job_search"));
  search_->setClearButtonEnabled(true);
  list_->setObjectName(QStringLiteral("job_list"));
  list_->setProperty("frame", QStringLiteral("card"));
  list_->setItemDelegate(new JobDelegate(list_));
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  filtered_->setSourceModel(model_);
  filtered_->setFilterRole(JobListModel::search_text);
  filtered_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  list_->setModel(filtered_);
  for (QWidget* body : std::initializer_list<QWidget*>{waiting_, nothing_yet_, nothing_found_, list_})
    bodies_->addWidget(body);
  connect(list_, &QListView::activated, this, &JobsPage::open_at);
  connect(new_job_, &QPushButton::clicked, this, &JobsPage::new_job_requested);
  connect(nothing_yet_, &EmptyState::pressed, this, &JobsPage::new_job_requested);
  connect(nothing_found_, &EmptyState::pressed, search_, &QLineEdit::clear);
  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    filtered_->setFilterFixedString(text);
    show_right_body();
  });
  retranslate();
}

void JobsPage::show(std::vector<JobEntry> entries) {
  is_known_ = true;
  model_->set_entries(std::move(entries));
  show_right_body();
}

void JobsPage::show_waiting() {
  is_known_ = false;
  show_right_body();
}

void JobsPage::show_right_body() {
  const int all = model_->rowCount();
  const int shown = filtered_->rowCount();
  QWidget* body = list_;
  if (!is_known_)
    body = waiting_;
  else if (all == 0)
    body = nothing_yet_;
  else if (shown == 0)
    body = nothing_found_;
  bodies_->setCurrentWidget(body);
  search_->setVisible(is_known_ && all > 0);
  new_job_->setVisible(all > 0);
  fit_list();
  count_->setVisible(is_known_ && all > 0);
  count_->setText(shown == all ? tr("%n jobs", nullptr, all) : tr("%1 of %n jobs", nullptr, all).arg(shown));
  nothing_found_->set(tr("Nothing found"), tr("No job has \"%1\" in its name, factory or state.").arg(search_->text()),
                      tr("Show all jobs"));
}

/// The card around the rows ends with the last one.
void JobsPage::fit_list() {
  const int rows = filtered_->rowCount();
  const int frames = 2 * px(Space::hair);
  list_->setMaximumHeight(rows == 0 ? QWIDGETSIZE_MAX : rows * list_->sizeHintForRow(0) + frames);
}

void JobsPage::open_at(const QModelIndex& index) {
  const QString uuid = index.data(JobListModel::uuid).toString();
  if (!uuid.isEmpty()) emit opened(uuid);
}

void JobsPage::retranslate() {
  model_->set_language(shown_language(*this));
  title_->setText(tr("Jobs"));
  new_job_->setText(tr("New job"));
  search_->setPlaceholderText(tr("Search by name, factory or state"));
  search_->setAccessibleName(tr("Search the jobs"));
  list_->setAccessibleName(tr("Jobs, newest first"));
  waiting_->set_text(tr("Your jobs are being looked up …"));
  nothing_yet_->set(tr("No jobs yet"),
                    tr("A job is one round of training: your data, one question, one result. Your first one takes "
                       "about five minutes to set up."),
                    tr("Start your first job"));
  show_right_body();
}

}  // namespace werkbank
