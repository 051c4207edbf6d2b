// How long the window's event loop is held while a job of 32 GPUs streams its samples and a very large folder is on its
// way to the factory:
//   tests/factory/with_lab perf_window GIB SECONDS      a folder of so many GiB, watched for so many seconds
// The real window, a real sshd and a real Slurm. Prints one JSON object.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <iostream>
#include <random>

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTabWidget>

#include "../transfer/connect.h"
#include "window_person.h"

namespace {

using namespace werkbank;

/// Writes what the samplers of four nodes with eight GPUs each write: an hour at once, and then each second a round.
constexpr const char* stream_program = R"(
import math, os, pathlib, random, time
out = pathlib.Path(os.environ["WERKBANK_OUT"]).parent / "gpu"
out.mkdir(exist_ok=True)
hosts = ["gpu01", "gpu02", "gpu03", "gpu04"]
files = [open(out / f"{host}.csv", "a") for host in hosts]
def round_of(t):
    for host, file in zip(hosts, files):
        for gpu in range(8):
            busy = 70 + 25 * math.sin(t / 40 + gpu) + random.random() * 5
            file.write(f"{t},{host},{gpu},GPU-{host}-{gpu},NVIDIA H100 80GB HBM3,{busy:.0f},{60000 + gpu * 100},81559,"
                       f"{300 + 3 * busy:.1f},{45 + busy / 5:.0f},1980,none\n")
        file.flush()
for file in files:
    file.write("t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle\n")
begun = int(time.time())
for t in range(begun - 3600, begun, 10):
    round_of(t)
while not os.path.exists(os.environ["WERKBANK_STOP_FILE"]):
    round_of(int(time.time()))
    time.sleep(1)
)";

void write(const QString& path, const QByteArray& bytes) {
  QFile file(path);
  if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size()) give_up("cannot write " + path.toStdString());
}

/// A file that nothing can make smaller.
void write_noise(const QString& path, double gib) {
  std::mt19937_64 noise(1);
  std::vector<std::uint64_t> block(1U << 20U);
  QFile file(path);
  if (!file.open(QFile::WriteOnly | QFile::Unbuffered)) give_up("cannot write " + path.toStdString());
  for (double done = 0; done < gib * 1024; done += 8) {
    if (block[0] == 0) std::generate(block.begin(), block.end(), std::ref(noise));
    for (std::size_t i = 0; i < block.size(); i += 512) block[i] = noise();  // no two blocks are the same
    const auto size = static_cast<qint64>(block.size() * sizeof block[0]);
    if (file.write(reinterpret_cast<const char*>(block.data()), size) != size) give_up("the disk is full");
  }
}

class Measure : public WindowPerson {
 public:
  nlohmann::json run(const LiveLab& lab, double gib, int seconds) {
    const QString stream = home() + "/stream";
    const QString large = home() + "/large";
    QDir().mkpath(stream);
    QDir().mkpath(large);
    write(stream + "/main.py", stream_program);
    write(large + "/main.py", "print('arrived')\n");
    write_noise(large + "/noise.bin", gib);
    knows(password_of(lab));
    if (!open({lab.fact("LAB_PROFILES")}) || !sign_in()) give_up("not signed in");
    const auto job_id = start("own-script", stream);
    if (job_id.isEmpty()) give_up("the job was not started");
    const auto streams = [&] { return live().view(job_id) != nullptr && live().view(job_id)->gpus.size() == 32; };
    if (!until(streams)) give_up("the 32 GPUs are not seen");
    if (!fill_in("own-script", large) || send().isEmpty()) give_up("the upload was not started");
    if (!open_job(job_id)) give_up("the job's page does not open");
    return watched(job_id, seconds);
  }

 private:
  /// Looks at the pages of the job in turn, as a person does who waits.
  nlohmann::json watched(const QString& job_id, int seconds) {
    const auto samples = [&] { return live().view(job_id)->gpus.front().samples.size(); };
    const auto before = samples();
    LoopWatch loop;
    loop.start();
    for (int i = 0; i < seconds; ++i) {
      auto* tabs = find<QTabWidget>("job_tabs");
      if (i % 5 == 0 && tabs != nullptr) tabs->setCurrentIndex(i / 5 % tabs->count());
      QTest::qWait(1000);
    }
    loop.stop();
    std::cerr << loop.worst_words().toStdString() << '\n';
    if (!shows("window.activity")) give_up("the upload was over too soon");
    return {{"worst_ms", loop.worst_ms()}, {"new_samples", samples() - before}};
  }
};

}  // namespace

int main(int count, char** given) {
  QApplication application(count, given);
  if (count != 3) give_up("expected: GIB SECONDS");
  QString why;
  const auto lab = LiveLab::open(why);
  if (lab == nullptr) give_up(why.toStdString());
  Measure measure;
  std::cout << measure.run(*lab, QString(given[1]).toDouble(), QString(given[2]).toInt()) << std::endl;
  return 0;
}
