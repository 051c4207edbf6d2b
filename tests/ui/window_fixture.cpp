#include "window_fixture.h"

#include <sys/resource.h>
#include <algorithm>
#include <chrono>
#include <ctime>

#include <QApplication>
#include <QFile>
#include <QXmlStreamReader>

#include "core/base/clock.h"
#include "core/base/local_files.h"
#include "core/jobs/job_runner.h"

namespace werkbank {
namespace {

QStringList& warnings() {
  static QStringList list;
  return list;
}
QtMessageHandler previous = nullptr;

void keep_warning(QtMsgType type, const QMessageLogContext& context, const QString& text) {
  const bool is_noise =
      text.contains(QLatin1String("propagateSizeHints"));  // the offscreen platform says so of any window
  if (type != QtDebugMsg && type != QtInfoMsg && !is_noise) warnings() << text;
  if (previous != nullptr) previous(type, context, text);
}

/// Milliseconds that this thread ran.
double worked_by_this_thread() {
  timespec worked = {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &worked);
  return static_cast<double>(worked.tv_sec) * 1e3 + static_cast<double>(worked.tv_nsec) / 1e6;
}

/// Milliseconds that this thread was ready to run but another had the processor; 0 where the system does not say.
double waited_for_processor() {
  QFile file(QStringLiteral("/proc/thread-self/schedstat"));
  if (!file.open(QIODevice::ReadOnly)) return 0;
  const auto parts = file.readAll().split(' ');
  return parts.size() < 2 ? 0 : parts[1].toDouble() / 1e6;
}

}  // namespace

TsTranslator::TsTranslator(Language language) {
  QFile file(QStringLiteral(WERKBANK_SOURCE_DIR "/translations/werkbank_%1.ts")
                 .arg(QString::fromLatin1(language_code(language).data())));
  if (!file.open(QIODevice::ReadOnly)) return;
  QXmlStreamReader xml(&file);
  QString context;
  QString source;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QLatin1String("name")) context = xml.readElementText();
    if (xml.name() == QLatin1String("source")) source = xml.readElementText();
    if (xml.name() != QLatin1String("translation")) continue;
    QStringList forms;
    QString plain;
    while (!(xml.readNext() == QXmlStreamReader::EndElement && xml.name() == QLatin1String("translation"))) {
      if (xml.isStartElement()) forms << xml.readElementText();
      if (xml.isCharacters()) plain += xml.text();
    }
    words_[context + QLatin1Char('\n') + source] = forms.isEmpty() ? QStringList(plain) : forms;
  }
}

QString TsTranslator::translate(const char* context, const char* source, const char*, int n) const {
  const QString key = QString::fromUtf8(context) + QLatin1Char('\n') + QString::fromUtf8(source);
  const QStringList forms = words_.value(key);
  if (forms.isEmpty()) return {};
  return n == 1 || forms.size() == 1 ? forms.front() : forms.back();
}

ProcessorPace::ProcessorPace() {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const double begin = worked_by_this_thread();
      volatile std::uint64_t state = 88172645463325252ULL;
      for (int i = 0; i < 50'000; ++i) state = (state ^ (state << 13U)) * 3;
      const double took = worked_by_this_thread() - begin;
      {
        const std::lock_guard lock(mutex_);
        times_.push_back(took);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  });
}

double ProcessorPace::slowness() const {
  std::vector<double> times;
  {
    const std::lock_guard lock(mutex_);
    times = times_;
  }
  if (times.size() < 20) return 1;
  std::sort(times.begin(), times.end());
  const double ratio = times[times.size() * 95 / 100] / times[times.size() / 10];
  return ratio < 1.5 ? 1 : std::min(ratio, 4.0);  // below that it is the processor's own play
}

LoopWatch::LoopWatch() {
  timer_.setTimerType(Qt::PreciseTimer);
  timer_.setInterval(5);
  connect(&timer_, &QTimer::timeout, this, &LoopWatch::tick);
}

LoopWatch::Moment LoopWatch::now() {
  Moment moment;
  moment.waited = waited_for_processor();
  moment.worked = worked_by_this_thread();
  rusage usage = {};
  ::getrusage(RUSAGE_THREAD, &usage);
  moment.disk_faults = usage.ru_majflt;
  return moment;
}

QString LoopWatch::worst_words() const {
  return QStringLiteral("%1; the processor was %2 times slower than at its best")
      .arg(words_)
      .arg(pace_.slowness(), 0, 'f', 1);
}

void LoopWatch::start() {
  last_ = now();
  clock_.start();
  timer_.start();
}

void LoopWatch::stop() {
  tick();
  timer_.stop();
}

void LoopWatch::tick() {
  const Moment moment = now();
  const double whole = static_cast<double>(clock_.nsecsElapsed()) / 1e6;
  const double waited = moment.waited - last_.waited;
  const double gap = whole - waited - timer_.interval();
  if (gap > worst_) {
    worst_ = gap;
    words_ =
        QStringLiteral("%1 ms from one look to the next: %2 ms of work, %3 ms without a processor, %4 pages from disk")
            .arg(whole, 0, 'f', 1)
            .arg(moment.worked - last_.worked, 0, 'f', 1)
            .arg(waited, 0, 'f', 1)
            .arg(moment.disk_faults - last_.disk_faults);
  }
  last_ = moment;
  clock_.start();
}

WarningWatch::WarningWatch() {
  warnings().clear();
  previous = qInstallMessageHandler(keep_warning);
}

WarningWatch::~WarningWatch() { qInstallMessageHandler(previous); }

QStringList WarningWatch::seen() { return warnings(); }

bool wait_for(const std::function<bool()>& holds) {
  if (holds()) return true;
  QEventLoop loop;
  QTimer look;
  QElapsedTimer clock;
  clock.start();
  bool held = false;  // asked once only after it held: `holds` may be a click
  QObject::connect(&look, &QTimer::timeout, &loop, [&] {
    held = held || holds();
    if (held || clock.elapsed() > 20000) loop.quit();
  });
  look.start(3);
  loop.exec();
  return held;
}

WindowFixture::WindowFixture(bool with_practice)
    : workbench(std::make_shared<Workbench>()), dutch_(Language::dutch), english_(Language::english) {
  write_tables();
  real = std::make_shared<ScriptedFactory>(FactoryKind::slurm);
  practice = std::make_shared<ScriptedFactory>(FactoryKind::practice);
  if (with_practice) workbench->factories.push_back(practice);
  workbench->factories.push_back(real);
  const std::filesystem::path catalogue = WERKBANK_SOURCE_DIR "/resources/catalogue";
  auto read = Catalogue::read({catalogue});
  workbench->catalogue = std::make_shared<const Catalogue>(read.ok() ? std::move(read).value() : Catalogue());
  const auto root = path_from_text(folder.path().toStdString());
  workbench->store = JobStore::open(root / "store").value();
  workbench->runner =
      std::make_shared<JobRunner>(workbench->store, workbench->catalogue, std::make_shared<SystemClock>());
  workbench->results_folder = root / "results";
  workbench->bandwidth = std::make_shared<Bandwidth>();
  workbench->first_template = "tabular-boost";
  settings = std::make_shared<QSettings>(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
  settings->setValue(QStringLiteral("language"), QStringLiteral("en"));
}

WindowFixture::~WindowFixture() { close(); }

void WindowFixture::write_tables() const {
  QFile good(good_table());
  QFile bad(bad_table());
  if (!good.open(QIODevice::WriteOnly) || !bad.open(QIODevice::WriteOnly)) return;
  good.write("snavel,vleugel,gewicht,eiland,soort\n");
  const char* kinds[] = {"Adelie", "Gentoo", "Kinband"};
  const char* islands[] = {"Biscoe", "Dream", "Torgersen"};
  for (int i = 0; i < 240; ++i) {
    good.write(QStringLiteral("%1,%2,%3,%4,%5\n")
                   .arg(30 + (i * 7) % 19)
                   .arg(180 + (i * 11) % 47)
                   .arg(3200 + (i * 37) % 1900)
                   .arg(QLatin1String(islands[(i / 3) % 3]), QLatin1String(kinds[i % 3]))
                   .toUtf8());
  }
  bad.write("a,b,c\n");
  for (int i = 0; i < 60; ++i) bad.write(i == 16 ? "1,2\n" : QByteArray::number(i % 7) + ",2,x\n");
}

void WindowFixture::set_language(Language chosen) {
  language = chosen;
  QCoreApplication::removeTranslator(&dutch_);
  QCoreApplication::removeTranslator(&english_);
  QCoreApplication::installTranslator(chosen == Language::dutch ? &dutch_ : &english_);
  QEvent change(QEvent::LanguageChange);
  QCoreApplication::sendEvent(qApp, &change);
}

void WindowFixture::open() {
  WindowCallbacks callbacks;
  callbacks.set_language = [this](Language chosen) { set_language(chosen); };
  callbacks.set_shade = [](ShadeChoice choice) { apply(*qApp, theme_for(choice)); };
  window = std::make_unique<MainWindow>(workbench, *settings, callbacks);
  window->resize(size);
  window->show();
  (void)QTest::qWaitForWindowExposed(window.get());
}

void WindowFixture::take_language_of_pictures() const {
  if (!qEnvironmentVariableIsSet("WERKBANK_SCREENSHOTS")) return;
  settings->setValue(QStringLiteral("language"), qEnvironmentVariable("WERKBANK_LANGUAGE", "en"));
}

void WindowFixture::close() {
  if (!window) return;
  window->close();
  wait_for([this] { return !window->isVisible(); });
  window.reset();
  QCoreApplication::removeTranslator(&dutch_);
  QCoreApplication::removeTranslator(&english_);
}

bool WindowFixture::click(const QString& name) const {
  auto* widget = find<QWidget>(name);
  if (widget == nullptr || !widget->isEnabled()) return false;
  QTest::mouseClick(widget, Qt::LeftButton);
  return true;
}

bool WindowFixture::walk_to_check() const {
  if (!click(QStringLiteral("window.new_job")) || !click(QStringLiteral("new_job.choose.tabular-boost"))) return false;
  auto* path = find<QLineEdit>(QStringLiteral("new_job.data_path"));
  if (path == nullptr) return false;
  path->setText(good_table());
  QTest::keyClick(path, Qt::Key_Return);
  auto* next = find<QPushButton>(QStringLiteral("new_job.next"));
  const auto questions = [this] { return is_there(QStringLiteral("new_job.question.target")); };
  const auto press_until = [&](const std::function<bool()>& there) {
    return wait_for([&] {
      if (!there()) QTest::mouseClick(next, Qt::LeftButton);
      return there();
    });
  };
  if (!press_until(questions)) return false;
  QTest::mouseClick(next, Qt::LeftButton);
  return wait_for([this] { return is_there(QStringLiteral("new_job.check.accepted")); });
}

}  // namespace werkbank
