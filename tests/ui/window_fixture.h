// What tests of the whole window share: a workbench in a folder of its own, clicks by object name, a watch on the event
// loop and on Qt's warnings, and words in Dutch.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <QElapsedTimer>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>
#include <QtTest>

#include "ui/window/main_window.h"
#include "window_factory.h"

namespace werkbank {

/// The words of a language straight from the .ts file of the source tree; in English these are the singulars.
class TsTranslator : public QTranslator {
 public:
  explicit TsTranslator(Language language);
  bool isEmpty() const override { return words_.isEmpty(); }
  QString translate(const char* context, const char* source, const char* disambiguation, int n) const override;

 private:
  QHash<QString, QStringList> words_;
};

/// How long the event loop of this thread was held, not counting time that other programs had the processor.
/// How much slower the processor was at times than at its best: other programs share its core and its caches, and a
/// virtual one is taken away without a word. A small piece of work, done again and again beside the test, tells.
class ProcessorPace {
 public:
  ProcessorPace();
  /// 1 on a quiet computer; at most 4.
  double slowness() const;

 private:
  mutable std::mutex mutex_;
  std::vector<double> times_;
  std::jthread thread_;  ///< last, so that it ends before what it uses
};

/// How long the event loop may be held: 50 ms as shipped. A build for debugging works about half as fast, and a place
/// that waits for a disk, a network or another program holds the loop for far longer than either.
#ifdef NDEBUG
constexpr double longest_hold_ms = 50;
#else
constexpr double longest_hold_ms = 100;
#endif

class LoopWatch : public QObject {
 public:
  LoopWatch();
  /// The longest hold, in ms of a processor that nothing else slows down.
  double worst_ms() const { return worst_ / pace_.slowness(); }
  /// What it was made of, for whoever looks into it.
  QString worst_words() const;
  void start();
  void stop();

 private:
  struct Moment {
    double waited = 0;     ///< ms that this thread could have run, but another had the processor
    double worked = 0;     ///< ms that it ran
    long disk_faults = 0;  ///< times that the system had to read its memory back from a disk
  };
  static Moment now();
  void tick();
  QTimer timer_;
  QElapsedTimer clock_;
  Moment last_;
  double worst_ = 0;
  QString words_;
  ProcessorPace pace_;
};

/// Keeps every warning of Qt while it lives.
class WarningWatch {
 public:
  WarningWatch();
  ~WarningWatch();
  static QStringList seen();
};

/// Runs the event loop until `holds`, at most 20 s.
bool wait_for(const std::function<bool()>& holds);

/// A window with a workbench: the practice factory and "noord", the real catalogue, a table to begin with.
class WindowFixture {
 public:
  explicit WindowFixture(bool with_practice = true);
  ~WindowFixture();

  /// In `size`.
  void open();
  void close();
  /// The language that is asked for of pictures, where pictures are asked for. Before open().
  void take_language_of_pictures() const;
  template <typename T>
  T* find(const QString& name) const {
    for (T* widget : window->findChildren<T*>(name)) {
      if (widget->isVisible()) return widget;
    }
    return nullptr;
  }
  /// A press with the mouse on what is visible and enabled under this name; false when there is no such thing.
  bool click(const QString& name) const;
  bool is_there(const QString& name) const { return find<QWidget>(name) != nullptr; }
  QString good_table() const { return folder.filePath(QStringLiteral("pinguins.csv")); }
  QString bad_table() const { return folder.filePath(QStringLiteral("kapot.csv")); }
  /// From an empty New job to the Check step with the good table.
  bool walk_to_check() const;

  QTemporaryDir folder;
  std::shared_ptr<ScriptedFactory> practice;
  std::shared_ptr<ScriptedFactory> real;
  std::shared_ptr<Workbench> workbench;
  std::shared_ptr<QSettings> settings;
  std::unique_ptr<MainWindow> window;
  QSize size{1280, 800};
  Language language = Language::english;

 private:
  void write_tables() const;
  void set_language(Language chosen);
  TsTranslator dutch_;
  TsTranslator english_;
};

}  // namespace werkbank
