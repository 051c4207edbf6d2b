#include "live_site.h"

#include <filesystem>
#include <stdexcept>
#include <thread>

#include <QElapsedTimer>
#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/slurm/slurm_factory.h"

namespace werkbank {

Watched watched(const std::string& uuid, const std::string& id) {
  Watched job;
  job.question.uuid = uuid;
  job.question.scheduler_id = id;
  return job;
}

std::unique_ptr<Factory> LiveSite::factory_of(Profile profile) const {
  SlurmSettings settings;
  settings.remote_resources = WERKBANK_SOURCE_DIR "/resources/remote";
  settings.key_files = {lab_->fact("LAB_KEY")};
  return make_slurm_factory(std::move(profile), settings, std::make_shared<SystemClock>());
}

std::unique_ptr<Factory> LiveSite::signed_out(int port) const {
  auto profile = lab_->profile();
  if (port != 0) profile.port = port;
  return factory_of(std::move(profile));
}

std::unique_ptr<Factory> LiveSite::signed_in(int port) const {
  auto factory = signed_out(port);
  Nobody nobody;
  const auto done = factory->sign_in(nobody, {});
  if (!done.ok()) throw std::runtime_error(told(done).toStdString());
  return factory;
}

Result<Receipt> LiveSite::upload() {
  const QTemporaryDir data;
  const std::filesystem::path folder = data.path().toStdString();
  WERKBANK_CHECK(write_file(folder / "tiny.csv", "a,b\n1,2\n"));
  WERKBANK_TRY(const auto manifest, scan_files(folder, {}, {}));
  WERKBANK_TRY(auto receipt, factory_->upload({manifest, folder}, "tiny", {}, {}));
  dataset_ = receipt.name;
  return receipt;
}

void LiveSite::poll(Watched& job) const {
  auto answers = factory_->poll({job.question}, {});
  if (!answers.ok()) throw std::runtime_error(told(answers).toStdString());
  if (answers->size() != 1) throw std::runtime_error("not one answer");
  job.last = std::move(answers->front());
  for (const auto& piece : job.last.files) {
    auto& offset = job.question.offsets[piece.path];
    if (piece.offset != offset) throw std::runtime_error("a piece that was not asked for: " + piece.path);
    job.files[piece.path] += piece.bytes;
    offset += piece.bytes.size();
  }
}

bool LiveSite::poll_until(Watched& job, JobState state) const {
  QElapsedTimer clock;
  clock.start();
  while (clock.elapsed() < 90000) {
    poll(job);
    if (job.last.state == state) return true;
    if (is_over(job.last.state)) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  return false;
}

}  // namespace werkbank
