// The window with many jobs on its list, that goes on asking the factory about them in its own rhythm:
//   tests/factory/with_lab perf_jobs COUNT      starts so many jobs, prints "ready", and goes on until its input ends
// The real window, a real sshd and a real Slurm. Whoever started it measures what its questions cost (poll.py).
#include <algorithm>
#include <atomic>
#include <iostream>
#include <string>
#include <thread>

#include <QApplication>
#include <QFile>

#include "../transfer/connect.h"
#include "core/catalogue/parameters.h"
#include "window_person.h"

namespace {

using namespace werkbank;

class ManyJobs : public WindowPerson {
 public:
  void start(const LiveLab& lab, std::size_t count) {
    knows(password_of(lab));
    const std::string templates = WERKBANK_SOURCE_DIR "/tests/factory/templates";
    if (!open({lab.fact("LAB_PROFILES")}, {templates}) || !sign_in()) give_up("not signed in");
    write_table();
    for (std::size_t i = 0; i < count; ++i) {
      live().start(request(i), this->lab());
      const bool came = until([&] { return live().jobs().size() > i && live().moving().empty(); });
      if (!came) give_up("a job was not started");
      const auto& job = live().jobs().front();
      if (job.phase == JobPhase::prepared) give_up("a job was not started: " + job.problem);
    }
    const auto waits = [](const JobRecord& job) { return job.phase == JobPhase::waiting; };
    if (!until([&] { return std::ranges::all_of(live().jobs(), waits); })) give_up("not all jobs wait in the queue");
  }

 private:
  QString table() const { return home() + "/table.csv"; }

  void write_table() const {
    QFile file(table());
    if (!file.open(QFile::WriteOnly) || file.write("a,b\n1,2\n") < 0) give_up("cannot write the data");
  }

  JobRequest request(std::size_t number) const {
    JobRequest request;
    request.title = "Job " + std::to_string(number);
    request.job_template = live().catalogue().find("test-ok");
    if (request.job_template == nullptr) give_up("no template test-ok");
    request.values = default_values(*request.job_template);
    request.values["seconds"] = std::int64_t{40};
    request.data = table().toStdString();
    request.resources = request.job_template->resources.tiers.front();
    request.walltime_minutes = 10;
    return request;
  }
};

}  // namespace

int main(int count, char** given) {
  QApplication application(count, given);
  if (count != 2) give_up("expected: COUNT");
  QString why;
  const auto lab = LiveLab::open(why);
  if (lab == nullptr) give_up(why.toStdString());
  ManyJobs jobs;
  jobs.start(*lab, std::stoul(given[1]));
  std::cout << "ready" << std::endl;
  std::atomic<bool> over = false;
  std::jthread reader([&over] {
    for (std::string line; std::getline(std::cin, line);) {
    }
    over = true;
  });
  while (!over) QTest::qWait(100);
  return 0;
}
