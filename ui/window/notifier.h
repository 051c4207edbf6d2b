// Tells news of jobs through the operating system while the person looks elsewhere, and keeps Werkbank's sign beside
// the clock. Where a desktop has no such place, it does nothing.
#pragma once

#include <QMenu>
#include <QSystemTrayIcon>

#include "ui/live/job_news.h"

namespace werkbank {

/// "Ready: sorting weld photos" and one sentence.
struct NewsWords {
  QString head;
  QString sentence;
};
NewsWords words_of(JobNewsKind kind, const QString& title);

/// What the person chose in Settings.
enum class NewsChoice { while_open, also_when_closed, none };

class Notifier : public QObject {
  Q_OBJECT

 public:
  explicit Notifier(QWidget& window);
  void set(NewsChoice choice);
  /// Whether the program goes on, as a sign beside the clock, when its window is closed.
  bool keeps_running() const;
  void tell(const QString& uuid, const QString& title, JobNewsKind kind);
  void retranslate();

 signals:
  void job_wanted(const QString& uuid);
  void window_wanted();
  void quit_wanted();
  /// What was shown: for those who cannot see the desktop's own.
  void told(const QString& head, const QString& sentence);

 private:
  QWidget& window_;
  QSystemTrayIcon icon_;
  QMenu menu_;
  QAction* open_;
  QAction* quit_;
  QString uuid_;  ///< of the last one that was told
  NewsChoice choice_ = NewsChoice::while_open;
};

}  // namespace werkbank
