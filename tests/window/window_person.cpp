#include "window_person.h"

#include <QFile>
#include <QLineEdit>
#include <QListView>

#include "ui/jobs/job_page.h"
#include "ui/jobs/job_words.h"

namespace werkbank {

QString password_of(const LiveLab& lab) {
  QFile file(QString::fromStdString(lab.fact("LAB_PASSWORD_FILE")));
  return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()).remove('\n') : QString();
}

QString dutch(const char* page, const char* english) { return QCoreApplication::translate(page, english); }

bool WindowPerson::sign_in() const {
  return press("window.rail_factory") && press("factories.open.lab") && press("factory.sign_in") &&
         give_password("factory");
}

bool WindowPerson::give_password(const QString& place) const {
  QLineEdit* answer = nullptr;
  if (!until([&] { return (answer = find<QLineEdit>(place + ".answer")) != nullptr; })) return false;
  answer->setFocus();
  type(password_);
  strike(Qt::Key_Return);
  return until([this] { return lab().state() == LiveFactory::State::signed_in; });
}

bool WindowPerson::fill_in(const QString& job_template, const QString& data,
                           const std::map<QString, QString>& answers) const {
  const auto is_good = [this] {
    const auto* verdict = find<Banner>("data.verdict");
    return verdict != nullptr && verdict->property("banner") == "success";
  };
  if (!press("window.new_job") || !press("new_job.choose." + job_template)) return false;
  if (!type_over("new_job.data_path", data)) return false;
  strike(Qt::Key_Return);
  if (!until(is_good) || !press("new_job.next")) return false;
  for (const auto& [question, answer] : answers) {
    if (!type_over("new_job.question." + question, answer)) return false;
  }
  return press("new_job.next") && until([this] { return shows("new_job.check.accepted"); }) && go_on_to_start();
}

bool WindowPerson::go_on_to_start() const {
  return until([this] {
    if (shows("new_job.start")) return true;
    QTest::mouseClick(find("new_job.next"), Qt::LeftButton);  // says what it waits for until all lights are green
    return false;
  });
}

QString WindowPerson::send() const {
  const auto before = live().jobs().size();
  if (!press("new_job.start") || !until([&] { return live().jobs().size() > before; })) return {};
  return QString::fromStdString(live().jobs().front().uuid);
}

QString WindowPerson::start(const QString& job_template, const QString& data,
                            const std::map<QString, QString>& answers) const {
  if (!fill_in(job_template, data, answers)) return {};
  const auto uuid = send();
  return !uuid.isEmpty() && until([&] { return shown_job() == uuid; }) ? uuid : QString();
}

bool WindowPerson::open_job(const QString& uuid) const {
  if (!press("window.rail_jobs")) return false;
  QListView* list = nullptr;
  if (!until([&] { return (list = find<QListView>("job_list")) != nullptr; })) return false;
  list->setFocus();
  strike(Qt::Key_Home);
  for (int row = 0; row < list->model()->rowCount(); ++row) {
    strike(Qt::Key_Return);
    if (until([&] { return shown_job() == uuid; }, 2000)) return true;
    if (!press("window.rail_jobs")) return false;
    list->setFocus();
    strike(Qt::Key_Down);
  }
  return false;
}

QString WindowPerson::shown_job() const {
  const auto* page = find<JobPage>("job_page");
  return page == nullptr ? QString() : page->uuid();
}

QString WindowPerson::sentence() const {
  const auto* label = find<QLabel>("job_sentence");
  return label == nullptr ? QString() : label->text();
}

bool WindowPerson::names_state_of(const JobRecord& record) const {
  const auto* page = find<JobPage>("job_page");
  const auto* pill = page == nullptr ? nullptr : page->findChild<StatusPill*>();
  return pill != nullptr && pill->isVisible() && pill->word() == pill_of(record).word;
}

bool WindowPerson::reaches(const QString& uuid, JobPhase phase, int milliseconds) const {
  const auto known = [&] { return live().record(uuid) != nullptr; };
  if (!until(known)) return false;
  const bool came = until([&] { return job(uuid).phase == phase || is_over(job(uuid).phase); }, milliseconds);
  if (came && job(uuid).phase == phase) return true;
  qInfo("%s is %s, not %s: %s", qPrintable(uuid), phase_code(job(uuid).phase).c_str(), phase_code(phase).c_str(),
        job(uuid).problem.c_str());
  return false;
}

}  // namespace werkbank
