// The real window with the real parts behind it, as the program puts them together: opened on a folder of its own,
// clicked by object name, read by what is visible, and watched for an event loop that is held.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include <QAbstractButton>
#include <QTemporaryDir>
#include <QtTest>

#include "app/assembly/translations.h"
#include "ui/window/main_window.h"
#include "window_fixture.h"

namespace werkbank {

/// How long anything that a person waits for may take.
constexpr int patience_ms = 120'000;

class WindowStand {
 public:
  /// With `home` empty: a new folder, that goes with this object.
  explicit WindowStand(const QString& home = {});
  ~WindowStand();
  WindowStand(const WindowStand&) = delete;
  WindowStand& operator=(const WindowStand&) = delete;

  QString home() const { return home_; }
  /// A new window on this folder, in Dutch. False when the parts cannot be put together.
  bool open(const std::vector<std::string>& profiles = {}, const std::vector<std::string>& catalogues = {});
  /// As a person closes it; false when it does not go.
  bool close();
  MainWindow& window() const { return *window_; }
  LiveWorkbench& live() const { return window_->live(); }

  /// The first visible one of this name.
  template <typename T = QWidget>
  T* find(const QString& name = {}) const {
    for (T* widget : window_->findChildren<T*>(name)) {
      if (widget->isVisible()) return widget;
    }
    return nullptr;
  }
  bool shows(const QString& name) const { return find(name) != nullptr; }
  /// Whether some visible label holds this text.
  bool says(const QString& text) const;
  /// Whether a banner is in sight that says this.
  bool has_banner(const QString& sentence) const;

  /// Each waits until the thing can be clicked, and clicks it once; false when it never can.
  bool press(const QString& name) const;
  bool press_text(const QString& text) const;
  /// Key by key, each to what has the focus by then, with room for the event loop in between.
  static void type(const QString& text);
  static void strike(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier);
  /// Goes with the Tab key to the field of this name, and types over what is in it.
  bool type_over(const QString& name, const QString& text) const;

  /// From here on the event loop is watched.
  void watch();
  /// The longest time that the loop was held, in ms. Ends the watch.
  double unwatch();
  /// Does what holds the loop, but is no part of the window's own work.
  template <typename Work>
  void unwatched(Work work) {
    if (loop_) loop_->stop();
    work();
    if (loop_) loop_->start();
  }
  /// Runs what waits (for a tool of the lab) on another thread, while the window goes on.
  template <typename Work>
  auto aside(Work work) const {
    auto outcome = std::async(std::launch::async, std::move(work));
    while (outcome.wait_for(std::chrono::seconds(0)) != std::future_status::ready) QTest::qWait(5);
    return outcome.get();
  }
  /// What a person sees now, into $WERKBANK_SCREENSHOTS when that is set.
  void picture(const QString& name);

 private:
  bool press(const std::function<QWidget*()>& find, const QString& what) const;

  std::unique_ptr<QTemporaryDir> own_;
  QString home_;
  std::unique_ptr<Translations> translations_;
  std::unique_ptr<MainWindow> window_;
  std::unique_ptr<LoopWatch> loop_;
};

/// Runs the event loop until `holds`; false when it does not within `milliseconds`.
bool until(const std::function<bool()>& holds, int milliseconds = patience_ms);

}  // namespace werkbank
