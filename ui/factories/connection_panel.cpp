#include "ui/factories/connection_panel.h"

#include <algorithm>

#include <QDateTime>

#include "core/base/units.h"
#include "ui/live/asking_person.h"

namespace werkbank {

void CheckStepQueue::put(const ShownCheckStep& step) {
  const std::lock_guard lock(mutex_);
  steps_.push_back(step);
}

std::vector<ShownCheckStep> CheckStepQueue::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(steps_, {});
}

ConnectionPanel::ConnectionPanel(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      title_(new Title),
      what_(new Body),
      check_(new SecondaryButton({}, QStringLiteral("refresh"))),
      stop_(new SecondaryButton({}, QStringLiteral("stop"))),
      copy_(new CopyButton([this] { return report(); })),
      result_(new Banner),
      list_(column(Space::snug)) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  layout->addWidget(title_);
  layout->addWidget(what_);
  auto* buttons = row(Space::snug);
  for (QWidget* button : std::initializer_list<QWidget*>{check_, stop_, copy_}) buttons->addWidget(button);
  buttons->addStretch();
  layout->addLayout(buttons);
  layout->addWidget(result_);
  layout->addLayout(list_);
  check_->setObjectName(QStringLiteral("connection.check"));
  stop_->setObjectName(QStringLiteral("connection.stop"));
  copy_->setObjectName(QStringLiteral("connection.copy"));
  result_->setObjectName(QStringLiteral("connection.result"));
  connect(check_, &QPushButton::clicked, this, &ConnectionPanel::begin);
  connect(stop_, &QPushButton::clicked, this, [this] { live_.background().cancel(ticket_); });
  retranslate();
}

void ConnectionPanel::begin() {
  if (stage_ == Stage::running) return;
  for (CheckStepLine* line : lines_) delete line;
  lines_.clear();
  problem_.reset();
  stage_ = Stage::running;
  queue_ = std::make_shared<CheckStepQueue>();
  auto work = [check = live_.workbench().check_connection, factory = factory_.factory(), queue = queue_](
                  const ProgressSink& sink, const std::stop_token& stop) {
    return check(
        *factory,
        [&](const ShownCheckStep& step) {
          queue->put(step);
          if (sink) sink({});
        },
        stop);
  };
  ticket_ = live_.background().run<Done>(
      this, work, [this](const Result<Done>& result) { ended(result); }, [this](const Progress&) { take_steps(); });
  const bool had_focus = check_->hasFocus();
  retranslate();
  if (had_focus) stop_->setFocus();
}

void ConnectionPanel::take_steps() {
  for (const ShownCheckStep& step : queue_->take()) {
    const auto same = [&](const CheckStepLine* line) { return line->step().id == step.id; };
    const auto found = std::find_if(lines_.begin(), lines_.end(), same);
    if (found != lines_.end()) {
      (*found)->set(step);
      continue;
    }
    lines_.push_back(new CheckStepLine(step));
    list_->addWidget(lines_.back());
  }
}

void ConnectionPanel::ended(const Result<Done>& result) {
  take_steps();
  stage_ = result.ok() ? Stage::done : result.cancelled() ? Stage::stopped : Stage::broken;
  if (result.failed()) problem_ = result.error();
  const bool had_focus = stop_->hasFocus();
  retranslate();
  if (had_focus) copy_->setFocus();
}

void ConnectionPanel::retranslate() {
  title_->setText(tr("Connection check"));
  what_->setText(tr(
      "Does signing in not work? This looks at each step on the way to the factory and says where it stops. It sends "
      "no password and changes nothing."));
  const bool is_running = stage_ == Stage::running;
  check_->setVisible(!is_running);
  check_->setText(stage_ == Stage::before ? tr("Check the connection") : tr("Check again"));
  stop_->setVisible(is_running);
  stop_->setText(tr("Stop"));
  copy_->setVisible(!is_running && !lines_.empty());
  copy_->set_words(tr("Copy for the help desk"), tr("Copied"));
  show_result();
}

void ConnectionPanel::show_result() {
  result_->setVisible(stage_ != Stage::before && stage_ != Stage::running);
  const auto failed = std::find_if(lines_.begin(), lines_.end(), [](const CheckStepLine* line) {
    return line->step().state == ShownCheckStep::State::failed;
  });
  if (stage_ == Stage::broken) {
    result_->set_kind(BannerKind::error);
    result_->set_text(words(*this, problem_->message), outside_text(problem_->detail, 300));
  } else if (stage_ == Stage::stopped) {
    result_->set_kind(BannerKind::info);
    result_->set_text(tr("You stopped the check."));
  } else if (failed != lines_.end()) {
    result_->set_kind(BannerKind::warning);
    result_->set_text(tr("It stops at: %1").arg(words(*this, (*failed)->step().name)),
                      tr("Copy the report and send it to the help desk of the factory. There is no password in it."));
  } else {
    result_->set_kind(BannerKind::success);
    result_->set_text(tr("The way to the factory is open."));
  }
}

QString ConnectionPanel::report() const {
  const Profile& profile = factory_.profile();
  QStringList lines;
  lines << tr("Werkbank: connection check");
  lines << QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
  lines << tr("Factory: %1 (%2), port %3")
               .arg(QString::fromStdString(profile.name.in(shown_language(*this))),
                    QString::fromStdString(profile.host))
               .arg(profile.port);
  lines << QString();
  for (const CheckStepLine* line : lines_) lines << line->text();
  return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace werkbank
