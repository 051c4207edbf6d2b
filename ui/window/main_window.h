// The window: rail, bar, pages and strip. It only brings pages together; what a page does is in its own folder.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include <QMainWindow>
#include <QPointer>
#include <QStackedWidget>

#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"
#include "ui/window/kept_settings.h"
#include "ui/window/rail.h"
#include "ui/workbench.h"

namespace werkbank {

class ActivityStrip;
class ConnectionLine;
class DataPage;
class FactoriesPage;
class JobsArea;
class JobNews;
class NewJobPage;
class Notifier;
class SettingsPage;
class StartPage;
class TopBar;

/// What only app/ can do.
struct WindowCallbacks {
  std::function<void(Language)> set_language;  ///< exchanges the translators
  std::function<void(ShadeChoice)> set_shade;  ///< applies the theme
};

class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  /// `settings` keeps language, shade, results folder, factory and the window's place.
  MainWindow(std::shared_ptr<Workbench> workbench, const QSettings& settings, WindowCallbacks callbacks,
             QWidget* parent = nullptr);
  ~MainWindow() override;

  /// Shows a page, as if its entry of the rail was pressed.
  void go(Place place);
  void open_job(const QString& uuid);
  /// Shows what is in an invitation (*.werkbank), however it came here; nothing is set up before the person says so.
  void open_invitation(const std::filesystem::path& file);
  /// The example, filled in up to the Start step (for `--first-job`).
  void open_first_job();
  LiveWorkbench& live() { return live_; }

 protected:
  void closeEvent(QCloseEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void build();
  void connect_bars();
  void connect_pages();
  void connect_live();
  void add_shortcuts();
  void restore();
  void choose_language(Language language);
  void choose_shade(ShadeChoice choice);
  void choose_results_folder(const QString& folder);
  void choose_bandwidth(int limit);
  void limit_bandwidth(int megabytes_a_second);
  void connect_news();
  void come_forward();
  void show_place(Place place);
  void prepare_pages();
  void prepare_parts(const std::shared_ptr<QList<QPointer<QWidget>>>& parts);
  void open_current_factory();
  void open_factory(LiveFactory& factory);
  void show_reality();
  void show_problem(const QString& uuid, const Error& error);
  void retranslate();

  KeptSettings settings_;
  WindowCallbacks callbacks_;
  LiveWorkbench live_;
  Rail* rail_ = nullptr;
  TopBar* top_ = nullptr;
  Banner* reality_ = nullptr;
  Banner* problem_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  StartPage* start_ = nullptr;
  DataPage* data_ = nullptr;
  JobsArea* jobs_ = nullptr;
  FactoriesPage* factories_ = nullptr;
  SettingsPage* settings_page_ = nullptr;
  NewJobPage* new_job_ = nullptr;
  ConnectionLine* connection_ = nullptr;
  ActivityStrip* strip_ = nullptr;
  Place place_ = Place::start;
  QString problem_job_;
  JobNews* news_ = nullptr;
  Notifier* notifier_ = nullptr;
  bool is_closing_ = false;
  bool is_quitting_ = false;
};

}  // namespace werkbank
