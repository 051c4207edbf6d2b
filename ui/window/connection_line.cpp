#include "ui/window/connection_line.h"

#include <cmath>

#include <QAccessible>
#include <QDateTime>

#include "ui/factories/sign_in_stop.h"
#include "ui/live/asking_person.h"

namespace werkbank {
namespace {

bool is_stopped(const LiveFactory& factory) { return factory.problem() && is_hard_stop(*factory.problem()); }

}  // namespace

ConnectionLine::ConnectionLine(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      icon_(new IconLabel(QStringLiteral("cloud-off"), Role::warning)),
      sentence_(new Body),
      button_(new SecondaryButton),
      close_(new IconButton(QStringLiteral("close"))) {
  setProperty("surface", QStringLiteral("strip"));
  auto* layout = row(Space::normal);
  layout->setContentsMargins(px(Space::wide), px(Space::small), px(Space::wide), px(Space::small));
  setLayout(layout);
  layout->addWidget(icon_);
  layout->addWidget(sentence_, 1);
  layout->addWidget(button_);
  layout->addWidget(close_);
  setObjectName(QStringLiteral("window.connection"));
  sentence_->setObjectName(QStringLiteral("window.connection_words"));
  button_->setObjectName(QStringLiteral("window.connection_button"));
  close_->setObjectName(QStringLiteral("window.connection_close"));
  connect(button_, &QPushButton::clicked, this, &ConnectionLine::press);
  connect(close_, &QPushButton::clicked, this, &ConnectionLine::close_line);
  connect(&live_, &LiveWorkbench::factory_changed, this, [this] { retranslate(); });
  connect(&live_, &LiveWorkbench::reconnect_changed, this, [this] { retranslate(); });
  connect(&live_, &LiveWorkbench::certificate_changed, this, [this] { retranslate(); });
  retranslate();
}

LiveFactory* ConnectionLine::lost_factory() const {
  LiveFactory* lost = nullptr;
  for (const auto& factory : live_.factories()) {
    if (factory->state() != LiveFactory::State::offline) continue;
    if (lost == nullptr || factory.get() == live_.current()) lost = factory.get();
  }
  return lost;
}

LiveFactory* ConnectionLine::ending_factory() const {
  for (const auto& factory : live_.factories()) {
    if (factory->state() != LiveFactory::State::signed_in) continue;
    const auto standing = live_.certificate(*factory).standing();
    const bool ends = standing == CertificateStanding::ends_soon || standing == CertificateStanding::over;
    const auto closed = dismissed_.find(factory.get());
    const bool is_closed = closed != dismissed_.end() && closed->second == end_of(*factory);
    if (ends && !is_closed) return factory.get();
  }
  return nullptr;
}

double ConnectionLine::end_of(const LiveFactory& factory) const {
  const auto& certificate = live_.certificate(factory).certificate();
  return certificate ? certificate->valid_before.value_or(0) : 0;
}

void ConnectionLine::retranslate() {
  const LiveFactory* lost = lost_factory();
  const LiveFactory* ending = lost == nullptr ? ending_factory() : nullptr;
  close_->set_name(tr("Close this notice"));
  close_->setVisible(ending != nullptr);
  button_->setEnabled(true);
  if (lost != nullptr) show_lost(*lost);
  if (ending != nullptr) show_ending(*ending);
  setVisible(lost != nullptr || ending != nullptr);
  if (isHidden()) spoken_.clear();
}

void ConnectionLine::show_ending(const LiveFactory& factory) {
  const QString name = outside_text(factory.profile().name.in(shown_language(*this)), 60).simplified();
  const auto end = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(end_of(factory)));
  const QString moment = end.time().toString(QStringLiteral("HH:mm"));
  icon_->set(QStringLiteral("clock"), Role::warning);
  button_->setText(tr("Get a new one"));
  const bool is_over = live_.certificate(factory).standing() == CertificateStanding::over;
  const QString sentence =
      is_over ? tr("Your certificate for %1 has ended. You need a new one for your next sign-in.").arg(name)
              : tr("Your certificate for %1 ends at %2. With a new one you get in again after that.").arg(name, moment);
  say(sentence, sentence);
}

void ConnectionLine::close_line() {
  if (const LiveFactory* ending = ending_factory()) dismissed_[ending] = end_of(*ending);
  retranslate();
}

void ConnectionLine::show_lost(const LiveFactory& factory) {
  const QString name = outside_text(factory.profile().name.in(shown_language(*this)), 60).simplified();
  const QString gone = tr("The connection to %1 is gone. Your jobs go on there.").arg(name);
  const Reconnect& reconnect = factory.reconnect();
  button_->setText(tr("Try now"));
  button_->setEnabled(reconnect.stage() != Reconnect::Stage::trying);
  switch (reconnect.stage()) {
    case Reconnect::Stage::trying:
      icon_->set(QStringLiteral("refresh"), Role::accent);
      return say(gone + QLatin1Char(' ') + tr("Trying to connect again…"), gone);
    case Reconnect::Stage::waiting:
      icon_->set(QStringLiteral("clock"), Role::warning);
      return say(gone + QLatin1Char(' ') + wait_words(reconnect.seconds_left()), gone);
    case Reconnect::Stage::needs_person:
    case Reconnect::Stage::idle:
      break;
  }
  icon_->set(QStringLiteral("cloud-off"), Role::warning);
  // Where another computer answers or the account is locked, the next try is the person's, on the page that says so.
  button_->setText(is_stopped(factory)     ? tr("See what is wrong")
                   : factory.is_practice() ? tr("Connect again")
                                           : tr("Sign in again"));
  say(gone, gone + QLatin1Char(' ') + button_->text());
}

QString ConnectionLine::wait_words(double seconds) const {
  const int left = std::max(1, static_cast<int>(std::ceil(seconds)));
  if (left <= 60) return tr("Trying again in %n seconds.", nullptr, left);
  return tr("Trying again in %n minutes.", nullptr, (left + 59) / 60);
}

void ConnectionLine::say(const QString& sentence, const QString& spoken) {
  sentence_->setText(sentence);
  setAccessibleName(sentence);
  if (std::exchange(spoken_, spoken) == spoken) return;  // the seconds are not read out one by one
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void ConnectionLine::press() {
  LiveFactory* factory = lost_factory();
  if (factory == nullptr) {
    if (LiveFactory* ending = ending_factory()) emit certificate_wanted(ending);
    return;
  }
  if (factory->reconnect().stage() == Reconnect::Stage::waiting) return factory->try_now();
  if (!is_stopped(*factory)) factory->sign_in();
  if (!factory->is_practice()) emit factory_wanted(factory);
}

}  // namespace werkbank
