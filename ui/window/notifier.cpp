#include "ui/window/notifier.h"

#include <QWidget>

#include "ui/style/icons.h"

namespace werkbank {
namespace {

constexpr int shown_ms = 10'000;

struct NotifierWords {
  Q_DECLARE_TR_FUNCTIONS(werkbank::NotifierWords)
};

}  // namespace

NewsWords words_of(JobNewsKind kind, const QString& title) {
  const QString name = title.isEmpty() ? NotifierWords::tr("Job without a name") : title;
  switch (kind) {
    case JobNewsKind::started:
      return {NotifierWords::tr("Started: %1").arg(name), NotifierWords::tr("The factory has begun with your job.")};
    case JobNewsKind::done:
      return {NotifierWords::tr("Ready: %1").arg(name), NotifierWords::tr("Bring the result to this computer.")};
    case JobNewsKind::tried:
      return {NotifierWords::tr("Trial run ready: %1").arg(name),
              NotifierWords::tr("Werkbank now knows how long the whole run will take.")};
    case JobNewsKind::failed:
      return {NotifierWords::tr("Failed: %1").arg(name), NotifierWords::tr("Werkbank says why, and what you can do.")};
    case JobNewsKind::stopped:
      return {NotifierWords::tr("Stopped: %1").arg(name), NotifierWords::tr("The factory has stopped your job.")};
    case JobNewsKind::idle:
      return {NotifierWords::tr("Does nothing: %1").arg(name),
              NotifierWords::tr("Nothing happens on the GPU any more, and it costs budget. Look whether to stop it.")};
  }
  return {};
}

Notifier::Notifier(QWidget& window) : QObject(&window), window_(window), icon_(app_icon()) {
  open_ = menu_.addAction(QString());
  quit_ = menu_.addAction(QString());
  icon_.setContextMenu(&menu_);
  connect(open_, &QAction::triggered, this, &Notifier::window_wanted);
  connect(quit_, &QAction::triggered, this, &Notifier::quit_wanted);
  connect(&icon_, &QSystemTrayIcon::messageClicked, this, [this] { emit job_wanted(uuid_); });
  connect(&icon_, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
    if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) emit window_wanted();
  });
  retranslate();
}

void Notifier::set(NewsChoice choice) {
  choice_ = choice;
  icon_.setVisible(choice != NewsChoice::none && QSystemTrayIcon::isSystemTrayAvailable());
}

bool Notifier::keeps_running() const { return choice_ == NewsChoice::also_when_closed && icon_.isVisible(); }

void Notifier::tell(const QString& uuid, const QString& title, JobNewsKind kind) {
  if (choice_ == NewsChoice::none || window_.isActiveWindow()) return;  // who looks at it sees it
  uuid_ = uuid;
  const auto words = words_of(kind, title);
  const bool is_bad = kind == JobNewsKind::failed || kind == JobNewsKind::idle;
  if (icon_.isVisible() && QSystemTrayIcon::supportsMessages()) {
    icon_.showMessage(words.head, words.sentence, is_bad ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information,
                      shown_ms);
  }
  emit told(words.head, words.sentence);
}

void Notifier::retranslate() {
  open_->setText(tr("Open Werkbank"));
  quit_->setText(tr("Close Werkbank"));
  icon_.setToolTip(QStringLiteral("Werkbank"));
}

}  // namespace werkbank
