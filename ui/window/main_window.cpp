#include "ui/window/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QPointer>
#include <QShortcut>
#include <QTimer>

#include "core/base/local_files.h"
#include "core/base/units.h"
#include "ui/data/data_page.h"
#include "ui/factories/factories_page.h"
#include "ui/live/job_news.h"
#include "ui/new_job/new_job_page.h"
#include "ui/start/start_page.h"
#include "ui/window/activity_strip.h"
#include "ui/window/catalogue_page.h"
#include "ui/window/connection_line.h"
#include "ui/window/help_page.h"
#include "ui/window/jobs_area.h"
#include "ui/window/notifier.h"
#include "ui/window/settings_page.h"
#include "ui/window/top_bar.h"

namespace werkbank {
namespace {
constexpr QSize first_size(1280, 800);
constexpr QSize smallest_size(900, 620);
}  // namespace

MainWindow::MainWindow(std::shared_ptr<Workbench> workbench, const QSettings& settings, WindowCallbacks callbacks,
                       QWidget* parent)
    : QMainWindow(parent), settings_(settings), callbacks_(std::move(callbacks)), live_(std::move(workbench)) {
  build();
  connect_bars();
  connect_pages();
  connect_live();
  connect_news();
  add_shortcuts();
  restore();
  go(Place::start);
  QTimer::singleShot(0, this, &MainWindow::prepare_pages);
  live_.read_jobs();
  for (const auto& factory : live_.factories()) {
    if (factory->is_practice()) factory->sign_in();  // asks nothing
  }
}

MainWindow::~MainWindow() { delete takeCentralWidget(); }  // the pages go before what they use

void MainWindow::build() {
  setWindowIcon(app_icon());
  setMinimumSize(smallest_size);
  setAcceptDrops(true);
  rail_ = new Rail;
  top_ = new TopBar(live_);
  reality_ = new Banner(BannerKind::info);
  reality_->setObjectName(QStringLiteral("window.reality"));
  problem_ = new Banner(BannerKind::error);
  problem_->setObjectName(QStringLiteral("window.problem"));
  problem_->set_closable(true);
  problem_->hide();
  stack_ = new QStackedWidget;
  start_ = new StartPage(live_);
  data_ = new DataPage(live_);
  jobs_ = new JobsArea(live_);
  factories_ = new FactoriesPage(live_);
  settings_page_ = new SettingsPage;
  new_job_ = new NewJobPage(live_);
  auto* catalogue = new CataloguePage(live_);
  connect(catalogue, &CataloguePage::use_wanted, this, [this](const JobTemplate* chosen) {
    go(Place::new_job);
    new_job_->open_with(chosen, {});
  });
  // In the order of Place.
  for (QWidget* page : std::initializer_list<QWidget*>{start_, data_, jobs_, catalogue, factories_, new HelpPage,
                                                       settings_page_, new_job_}) {
    stack_->addWidget(page);
  }
  connection_ = new ConnectionLine(live_);
  strip_ = new ActivityStrip(live_);
  auto* notices = column(Space::small);
  notices->setContentsMargins(px(Space::section), px(Space::small), px(Space::section), 0);
  notices->addWidget(reality_);
  notices->addWidget(problem_);
  auto* right = column(Space::hair);
  right->setSpacing(0);
  right->addWidget(top_);
  right->addLayout(notices);
  right->addWidget(stack_, 1);
  right->addWidget(connection_);
  right->addWidget(strip_);
  auto* all = row(Space::hair);
  all->setSpacing(0);
  all->addWidget(rail_);
  all->addLayout(right, 1);
  auto* middle = new QWidget;
  middle->setLayout(all);
  setCentralWidget(middle);
}

void MainWindow::connect_bars() {
  connect(rail_, &Rail::wanted, this, &MainWindow::go);
  connect(top_, &TopBar::new_job_wanted, this, [this] { go(Place::new_job); });
  connect(top_, &TopBar::factory_wanted, this, &MainWindow::open_current_factory);
  connect(top_, &TopBar::language_chosen, this, &MainWindow::choose_language);
  connect(connection_, &ConnectionLine::factory_wanted, this, [this](LiveFactory* factory) { open_factory(*factory); });
  connect(connection_, &ConnectionLine::certificate_wanted, this, [this](LiveFactory* factory) {
    open_factory(*factory);
    factories_->begin_renewal(*factory);
  });
  connect(settings_page_, &SettingsPage::language_chosen, this, &MainWindow::choose_language);
  connect(settings_page_, &SettingsPage::shade_chosen, this, &MainWindow::choose_shade);
  connect(settings_page_, &SettingsPage::results_folder_chosen, this, &MainWindow::choose_results_folder);
  connect(settings_page_, &SettingsPage::bandwidth_chosen, this, &MainWindow::choose_bandwidth);
}

void MainWindow::connect_pages() {
  connect(start_, &StartPage::first_job_wanted, this, &MainWindow::open_first_job);
  connect(start_, &StartPage::new_job_wanted, this, [this] { go(Place::new_job); });
  connect(start_, &StartPage::job_wanted, this, &MainWindow::open_job);
  connect(start_, &StartPage::factory_wanted, this, &MainWindow::open_current_factory);
  connect(data_, &DataPage::use_wanted, this, [this](const JobTemplate* chosen, const std::filesystem::path& data) {
    go(Place::new_job);
    new_job_->open_with(chosen, data);
  });
  connect(jobs_, &JobsArea::new_job_wanted, this, [this] { go(Place::new_job); });
  connect(jobs_, &JobsArea::shown_changed, this, &MainWindow::show_reality);
  // Queued: whoever else hears of the start has work to do as well.
  connect(
      new_job_, &NewJobPage::job_started, this,
      [this](const QString& uuid) {
        if (place_ == Place::new_job) open_job(uuid);
      },
      Qt::QueuedConnection);
  connect(new_job_, &NewJobPage::starting_changed, this, [this] { strip_->set_quiet(new_job_->shows_start()); });
  connect(jobs_, &JobsArea::same_again_wanted, this, [this](const JobRecord& record, const Repair& repair) {
    go(Place::new_job);
    new_job_->open_again(record, repair);
  });
  connect(jobs_, &JobsArea::whole_run_wanted, this, [this](const JobRecord& trial, const Forecast& forecast) {
    if (LiveFactory* factory = live_.factory(trial.factory)) live_.set_current(factory);  // that was measured
    go(Place::new_job);
    new_job_->open_whole_run(trial, forecast);
  });
  connect(jobs_, &JobsArea::model_use_wanted, this, [this](const JobRecord& record) {
    if (LiveFactory* factory = live_.factory(record.factory)) live_.set_current(factory);  // where the model lies
    go(Place::new_job);
    new_job_->open_to_use(record);
  });
  connect(jobs_, &JobsArea::sign_in_wanted, this, [this](LiveFactory* factory) {
    open_factory(*factory);
    factory->sign_in();
  });
  connect(jobs_, &JobsArea::room_wanted, this, [this](LiveFactory* factory) {
    go(Place::factory);
    factories_->open_stored(*factory);
  });
  connect(&new_job_->draft(), &JobDraft::template_changed, this, &MainWindow::show_reality);
}

void MainWindow::connect_live() {
  connect(&live_, &LiveWorkbench::current_changed, this, [this] {
    settings_.set(QStringLiteral("factory"), QString::fromStdString(live_.current()->profile().id));
    show_reality();
  });
  connect(&live_, &LiveWorkbench::reality_changed, this, &MainWindow::show_reality);
  connect(&live_, &LiveWorkbench::job_problem, this, &MainWindow::show_problem);
  connect(&live_, &LiveWorkbench::start_failed, this, [this](const QString& uuid, const Error& error) {
    if (place_ != Place::new_job) show_problem(uuid, error);  // the Start step says it itself
  });
  connect(&live_, &LiveWorkbench::moving_changed, this, [this] {
    if (live_.moving().contains(problem_job_)) problem_->hide();  // it goes on
  });
  connect(&live_.background(), &Background::idle, this, [this] {
    if (is_closing_) close();
  });
}

void MainWindow::connect_news() {
  news_ = new JobNews(live_, this);
  notifier_ = new Notifier(*this);
  connect(news_, &JobNews::came, notifier_, &Notifier::tell);
  connect(notifier_, &Notifier::job_wanted, this, [this](const QString& uuid) {
    come_forward();
    open_job(uuid);
  });
  connect(notifier_, &Notifier::window_wanted, this, &MainWindow::come_forward);
  connect(notifier_, &Notifier::quit_wanted, this, [this] {
    is_quitting_ = true;
    close();
  });
  connect(settings_page_, &SettingsPage::news_chosen, this, [this](NewsChoice choice) {
    settings_.set(QStringLiteral("news"), static_cast<int>(choice));
    notifier_->set(choice);
  });
}

void MainWindow::come_forward() {
  setWindowState(windowState() & ~Qt::WindowMinimized);
  show();
  raise();
  activateWindow();
}

void MainWindow::add_shortcuts() {
  for (int i = 0; i < 5; ++i) {
    auto* shortcut = new QShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(i + 1)), this);
    connect(shortcut, &QShortcut::activated, this, [this, i] { go(static_cast<Place>(i)); });
  }
  auto* help = new QShortcut(QKeySequence(QKeySequence::HelpContents), this);
  connect(help, &QShortcut::activated, this, [this] { go(Place::help); });
  auto* new_job = new QShortcut(QKeySequence(QKeySequence::New), this);
  connect(new_job, &QShortcut::activated, this, [this] { go(Place::new_job); });
}

void MainWindow::restore() {
  resize(first_size);
  restoreGeometry(settings_.value(QStringLiteral("window/geometry")).toByteArray());
  const bool prefers_dutch = QLocale().language() == QLocale::Dutch;
  const QString language =
      settings_.value(QStringLiteral("language"), prefers_dutch ? QStringLiteral("nl") : QStringLiteral("en"))
          .toString();
  choose_language(language == QLatin1String("nl") ? Language::dutch : Language::english);
  const int shade = settings_.value(QStringLiteral("shade"), 0).toInt();
  settings_page_->show_shade(static_cast<ShadeChoice>(std::clamp(shade, 0, 2)));
  const QString folder = settings_.value(QStringLiteral("results_folder")).toString();
  if (!folder.isEmpty()) live_.set_results_folder(path_from_text(folder.toStdString()));
  settings_page_->show_results_folder(QString::fromStdString(path_text(live_.workbench().results_folder)));
  const int bandwidth = settings_.value(QStringLiteral("bandwidth_limit"), 0).toInt();
  settings_page_->show_bandwidth(bandwidth);
  limit_bandwidth(bandwidth);
  const auto news = static_cast<NewsChoice>(std::clamp(settings_.value(QStringLiteral("news"), 0).toInt(), 0, 2));
  settings_page_->show_news(news);
  notifier_->set(news);
  live_.set_current(live_.factory(settings_.value(QStringLiteral("factory")).toString().toStdString()));
}

void MainWindow::go(Place place) {
  if (place == Place::jobs) jobs_->open_list();
  if (place == Place::factory) factories_->open_list();
  show_place(place);
}

void MainWindow::show_place(Place place) {
  place_ = place;
  rail_->mark(place);
  stack_->setCurrentIndex(static_cast<int>(place));
  if (place == Place::new_job) new_job_->open();
  strip_->set_quiet(new_job_->shows_start());
  show_reality();
}

void MainWindow::open_job(const QString& uuid) {
  // Each stack within would tell all its widgets to stop and go on; told once here, they have been told.
  stack_->setUpdatesEnabled(false);
  jobs_->open_job(uuid);  // before it comes in sight, so that the list is not laid out for nothing
  show_place(Place::jobs);
  stack_->setUpdatesEnabled(true);
}

/// Gives the pages that nobody has seen yet their style, a few parts at a time: at their first sight all of it at once
/// would hold the window.
void MainWindow::prepare_pages() {
  QList<QPointer<QWidget>> parts;
  for (QWidget* part : stack_->findChildren<QWidget*>()) parts << part;
  prepare_parts(std::make_shared<QList<QPointer<QWidget>>>(std::move(parts)));
}

void MainWindow::prepare_parts(const std::shared_ptr<QList<QPointer<QWidget>>>& parts) {
  constexpr int at_once = 8;
  for (int i = 0; i < at_once && !parts->isEmpty(); ++i) {
    if (const auto part = parts->takeFirst()) part->ensurePolished();
  }
  if (parts->isEmpty()) return;
  QTimer::singleShot(0, this, [this, parts] { prepare_parts(parts); });
}

void MainWindow::open_invitation(const std::filesystem::path& file) {
  if (!live_.workbench().read_invitation) return;
  go(Place::factory);
  factories_->open_invitation(file);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (factories_->invitation_in(*event->mimeData())) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const auto file = factories_->invitation_in(*event->mimeData());
  if (!file) return;
  event->acceptProposedAction();
  open_invitation(*file);
}

void MainWindow::open_first_job() {
  go(Place::new_job);
  new_job_->open_example();
}

void MainWindow::open_current_factory() {
  if (live_.current() != nullptr) return open_factory(*live_.current());
  go(Place::factory);
}

void MainWindow::open_factory(LiveFactory& factory) {
  go(Place::factory);
  factories_->open(factory);
}

void MainWindow::choose_language(Language language) {
  if (callbacks_.set_language) callbacks_.set_language(language);
  live_.set_language(language);
  QLocale locale = locale_of(language);
  setLocale(locale);
  setLayoutDirection(locale.textDirection());
  top_->show_language(language);
  settings_page_->show_language(language);
  const auto code = language_code(language);
  settings_.set(QStringLiteral("language"), QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size())));
}

void MainWindow::choose_shade(ShadeChoice choice) {
  settings_.set(QStringLiteral("shade"), static_cast<int>(choice));
  if (callbacks_.set_shade) callbacks_.set_shade(choice);
}

void MainWindow::choose_bandwidth(int limit) {
  settings_.set(QStringLiteral("bandwidth_limit"), limit);
  limit_bandwidth(limit);
}

void MainWindow::limit_bandwidth(int megabytes_a_second) {
  if (const auto& bandwidth = live_.workbench().bandwidth) bandwidth->limit_to(megabytes_a_second * 1e6);
}

void MainWindow::choose_results_folder(const QString& folder) {
  settings_.set(QStringLiteral("results_folder"), folder);
  live_.set_results_folder(path_from_text(folder.toStdString()));
}

void MainWindow::show_reality() {
  LiveFactory* factory = live_.current();
  Reality reality;
  if (factory != nullptr) {
    const JobTemplate* chosen = place_ == Place::new_job ? new_job_->draft().job_template() : nullptr;
    reality = factory->reality(chosen);
  }
  if (place_ == Place::jobs && jobs_->shown_record() != nullptr) reality = jobs_->shown_record()->reality;
  reality_->setVisible(!reality.all_real());
  if (!reality.all_real()) reality_->set_text(words(*this, reality.sentence()));
}

void MainWindow::show_problem(const QString& uuid, const Error& error) {
  if (is_connection_gone(error)) return;  // the line at the bottom says it, and the job goes on when it is back
  if (jobs_->show_problem(uuid, error)) return;
  problem_job_ = uuid;
  problem_->set_text(words(*this, error.message), QString::fromStdString(error.detail).left(300));
  problem_->show();
}

void MainWindow::retranslate() {
  setWindowTitle(QStringLiteral("Werkbank"));
  show_reality();
  if (notifier_ != nullptr) notifier_->retranslate();
}

void MainWindow::changeEvent(QEvent* event) {
  QMainWindow::changeEvent(event);
  const bool is_language = event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange;
  if (is_language && reality_ != nullptr) retranslate();
}

void MainWindow::closeEvent(QCloseEvent* event) {
  settings_.set(QStringLiteral("window/geometry"), saveGeometry());
  if (!is_quitting_ && notifier_->keeps_running()) {
    hide();
    event->ignore();
    return;
  }
  if (!is_closing_) {
    is_closing_ = true;
    live_.shut_down();
  }
  if (!live_.background().is_busy()) {
    event->accept();
    if (is_quitting_) QCoreApplication::quit();  // a hidden window is no last one that was closed
    return;
  }
  // Workers are asked to stop; the window goes when the last one has, without holding up its own thread.
  strip_->show_closing();
  centralWidget()->setEnabled(false);
  event->ignore();
}

}  // namespace werkbank
