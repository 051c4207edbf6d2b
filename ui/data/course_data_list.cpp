#include "ui/data/course_data_list.h"

#include <utility>

#include "core/base/units.h"

namespace werkbank {

CourseDataList::CourseDataList(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      card_(new Card),
      title_(new Title),
      what_(new Body),
      lines_(column(Space::snug)),
      progress_(new ProgressLine),
      stop_(new SecondaryButton({}, QStringLiteral("stop"))),
      problem_(new Banner) {
  auto* outer = column(Space::hair);
  setLayout(outer);
  outer->addWidget(card_);
  QVBoxLayout& content = card_->content();
  content.addWidget(title_);
  content.addWidget(what_);
  content.addWidget(problem_);
  content.addWidget(progress_);
  content.addWidget(stop_, 0, Qt::AlignLeft);
  content.addLayout(lines_);
  stop_->setObjectName(QStringLiteral("course_data.stop"));
  problem_->setObjectName(QStringLiteral("course_data.problem"));
  problem_->set_kind(BannerKind::error);
  connect(stop_, &QPushButton::clicked, this, [this] { live_.background().cancel(fetching_); });
  connect(&live_, &LiveWorkbench::current_changed, this, &CourseDataList::ask);
  ask();
  retranslate();
}

void CourseDataList::ask() {
  const LiveFactory* factory = live_.current();
  const std::string id = factory == nullptr ? std::string() : factory->profile().id;
  if (!live_.workbench().course_data || id.empty()) return show_list({});
  auto work = [list = live_.workbench().course_data, id](
                  const ProgressSink&, const std::stop_token&) -> Result<std::vector<CourseData>> { return list(id); };
  live_.background().forget(asking_);
  asking_ = live_.background().run<std::vector<CourseData>>(this, work, [this](Result<std::vector<CourseData>> result) {
    asking_ = 0;
    if (result.ok()) show_list(std::move(result).value());
  });
}

void CourseDataList::show_list(std::vector<CourseData> list) {
  list_ = std::move(list);
  buttons_.clear();
  names_.clear();
  empty(*lines_);
  for (const CourseData& data : list_) {
    auto* line = new QWidget;
    auto* across = row(Space::normal);
    line->setLayout(across);
    names_.push_back(new Body);
    across->addWidget(names_.back(), 1);
    buttons_.push_back(new SecondaryButton({}, QStringLiteral("download")));
    buttons_.back()->setObjectName(QStringLiteral("course_data.fetch.") + QString::fromStdString(data.name));
    across->addWidget(buttons_.back(), 0, Qt::AlignTop);
    lines_->addWidget(line);
    connect(buttons_.back(), &QPushButton::clicked, this, [this, data] { fetch(data); });
  }
  retranslate();
}

void CourseDataList::fetch(const CourseData& data) {
  if (fetching_ != 0) return;
  error_.reset();
  name_ = data.name;
  so_far_ = {};
  auto work = [fetch = live_.workbench().fetch_course_data, data](
                  const ProgressSink& sink, const std::stop_token& stop) { return fetch(data, sink, stop); };
  fetching_ = live_.background().run<std::filesystem::path>(
      this, work, [this](Result<std::filesystem::path> result) { fetched(std::move(result)); },
      [this](const Progress& progress) {
        so_far_ = progress;
        retranslate();
      });
  retranslate();
  stop_->setFocus();
}

void CourseDataList::fetched(Result<std::filesystem::path> result) {
  fetching_ = 0;
  if (result.failed()) error_ = result.error();
  retranslate();
  if (result.ok()) emit chosen(*result);
}

QString CourseDataList::words_of(const CourseData& data) const {
  const Language language = shown_language(*this);
  const QString name = outside_text(data.name, 200);
  if (data.url.empty()) return tr("%1: at the factory already, in %2").arg(name, outside_text(data.path, 300));
  return tr("%1 (%2)").arg(name, format_bytes(data.bytes, language));
}

void CourseDataList::retranslate() {
  const bool is_fetching = fetching_ != 0;
  setVisible(!list_.empty());
  title_->setText(tr("The data of your course"));
  what_->setText(tr("Werkbank fetches it to this computer and checks that it is exactly what your coach meant."));
  for (std::size_t i = 0; i < list_.size(); ++i) {
    names_[i]->setText(words_of(list_[i]));
    buttons_[i]->setVisible(!list_[i].url.empty() && live_.workbench().fetch_course_data);
    buttons_[i]->setEnabled(!is_fetching);
    buttons_[i]->setText(tr("Use this data"));
    buttons_[i]->setAccessibleName(tr("Use the data %1").arg(outside_text(list_[i].name, 200)));
  }
  progress_->setVisible(is_fetching);
  stop_->setVisible(is_fetching);
  stop_->setText(tr("Stop"));
  if (is_fetching) {
    const bool is_known = so_far_.total > 0;
    const QString what = words(*this, so_far_.what);
    progress_->set(
        is_known ? std::optional(static_cast<double>(so_far_.done) / static_cast<double>(so_far_.total)) : std::nullopt,
        what.isEmpty() ? outside_text(name_, 200) : what);
  }
  problem_->setVisible(error_.has_value());
  if (error_) problem_->set_text(words(*this, error_->message), outside_text(error_->detail, 300));
}

}  // namespace werkbank
