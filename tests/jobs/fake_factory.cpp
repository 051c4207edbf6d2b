#include "fake_factory.h"

#include <algorithm>
#include <fstream>
#include <thread>
#include <utility>

#include <QDir>
#include <QFileInfo>
#include <QtGlobal>

#include "core/base/local_files.h"
#include "core/catalogue/parameters.h"
#include "core/factory/watched_files.h"

namespace werkbank::test {

bool FakeClock::sleep(double seconds, const std::stop_token& stop) {
  {
    const std::scoped_lock lock(mutex_);
    slept_.push_back(seconds);
  }
  now_ = now_ + seconds;
  std::this_thread::yield();
  return !stop.stop_requested();
}

std::vector<double> FakeClock::slept() const {
  const std::scoped_lock lock(mutex_);
  return slept_;
}

FakeFactory::FakeFactory(std::shared_ptr<World> world, std::string id, FactoryKind kind) : world_(std::move(world)) {
  profile_.id = std::move(id);
  profile_.kind = kind;
}

template <typename T>
Result<T> FakeFactory::call(const std::string& what, const std::function<Result<T>()>& act) {
  if (world_->before_call) world_->before_call(what);
  std::unique_lock lock(world_->mutex);
  world_->calls.push_back(what);
  const int number = static_cast<int>(world_->calls.size());
  const Error lost{ErrorCode::connection_lost, Message(LocalText{"verbroken", "lost"}), "cut by the test"};
  if (const auto found = world_->answers.find(number); found != world_->answers.end()) {
    return Error{found->second, Message(LocalText{"nee", "no"}), "said by the test"};
  }
  const auto trouble = world_->troubles.find(number);
  if (trouble == world_->troubles.end()) return act();
  switch (trouble->second) {
    case Trouble::cut_before:
      return lost;
    case Trouble::cut_after:
      static_cast<void>(act());
      return lost;
    case Trouble::kill_before:
      throw Killed{};
    case Trouble::kill_after:
      static_cast<void>(act());
      throw Killed{};
  }
  return lost;
}

Result<Receipt> FakeFactory::upload(FilesToSend files, const std::string& name, const ProgressSink& progress,
                                    const std::stop_token& stop) {
  WERKBANK_CHECK(files.read({}, stop));
  const auto& manifest = files.manifest();
  if (progress) progress({Message(LocalText{"bezig", "busy"}), 1, 2});
  if (stop.stop_requested()) return Cancelled{};
  world_->wishes.push_back(files.wished());
  return call<Receipt>("upload", [&]() -> Result<Receipt> {
    Receipt receipt;
    receipt.name = name + '@' + manifest.hash().substr(0, 16);
    receipt.was_there = !world_->uploads.insert(receipt.name).second;
    receipt.files = manifest.entries.size();
    receipt.manifest_hash = manifest.hash();
    return receipt;
  });
}

Result<Submission> FakeFactory::submit(const JobOrder& order, const std::stop_token&) {
  if (world_->between_look_and_act) {
    const bool known = world_->jobs.contains(order.uuid);
    if (const auto happens = std::exchange(world_->between_look_and_act, nullptr)) happens();
    if (!known) ++world_->accepted[order.uuid];
    world_->jobs[order.uuid] = {"77", 0, false, order};
    return Submission{"77", known};
  }
  return call<Submission>("submit", [&]() -> Result<Submission> {
    const auto known = world_->jobs.find(order.uuid);
    if (known != world_->jobs.end()) return Submission{known->second.scheduler_id, true};
    ++world_->accepted[order.uuid];
    const auto id = std::to_string(1000 + world_->jobs.size());
    world_->jobs[order.uuid] = {id, 0, false, order};
    return Submission{id, false};
  });
}

Result<Submission> FakeFactory::find(const std::string& uuid, const std::stop_token&) {
  return call<Submission>("find", [&]() -> Result<Submission> {
    const auto known = world_->jobs.find(uuid);
    if (known == world_->jobs.end()) return Error{ErrorCode::job_unknown};
    return Submission{known->second.scheduler_id, true};
  });
}

static std::string samples_of_node(int number) {
  const auto node = 'n' + std::to_string(number);
  return "t,host,gpu,uuid,name,util_pct,power_w\n1700000100," + node + ",0,GPU-" + node + ",H100,50,300\n";
}

JobAnswer FakeFactory::answer_to(const JobQuestion& question) {
  JobAnswer answer;
  answer.uuid = question.uuid;
  ++world_->questions;
  world_->followed.push_back(question.follows);
  world_->most_offsets = std::max(world_->most_offsets, question.offsets.size());
  const auto known = world_->jobs.find(question.uuid);
  if (known == world_->jobs.end()) return answer;
  auto& job = known->second;
  auto moment = world_->script.empty() ? Moment{} : world_->script[std::min(job.at, world_->script.size() - 1)];
  ++job.at;
  if (job.cancelled) moment.state = JobState::cancelled;
  if (question.wants_state) {
    answer.state = moment.state;
    if (moment.state != JobState::unknown) answer.scheduler_id = job.scheduler_id;
    answer.reason = moment.reason;
    answer.restarts = moment.restarts;
    if (moment.state == JobState::running) answer.started_at = 1'700'000'100;
  }
  const auto piece = [&](const std::string& path, const std::string& content) {
    const auto offset = question.offsets.contains(path) ? question.offsets.at(path) : 0;
    if (offset == content.size()) return;
    const auto from = offset > content.size() ? 0 : offset;
    answer.files.push_back({path, from, content.substr(from, world_->piece), content.size()});
  };
  piece("out/metrics.jsonl", moment.metrics);
  piece("logs/job.log", moment.log);
  piece("out/gpu/n1.csv", moment.gpu);
  for (const auto& [number, records] : moment.variants) {
    const bool runs = question.follows.running == number;
    const auto folder = variant_folder(number) + "out/";
    const bool is_other = std::ranges::find(question.follows.others, number) != question.follows.others.end();
    if (runs || is_other || question.follows.leading == number) piece(folder + "metrics.jsonl", records);
    if (runs) piece(folder + "gpu/n" + std::to_string(number) + ".csv", samples_of_node(number));
  }
  return answer;
}

Result<std::vector<JobAnswer>> FakeFactory::poll(const std::vector<JobQuestion>& questions, const std::stop_token&) {
  return call<std::vector<JobAnswer>>("poll", [&]() -> Result<std::vector<JobAnswer>> {
    ++world_->polls;
    const auto wants_state = [](const JobQuestion& question) { return question.wants_state; };
    if (std::any_of(questions.begin(), questions.end(), wants_state)) ++world_->scheduler_polls;
    std::vector<JobAnswer> answers;
    for (const auto& question : questions) answers.push_back(answer_to(question));
    return answers;
  });
}

Result<Done> FakeFactory::cancel(const std::string& uuid, const std::stop_token&) {
  return call<Done>("cancel", [&]() -> Result<Done> {
    ++world_->cancels[uuid];
    const auto known = world_->jobs.find(uuid);
    if (known == world_->jobs.end()) return Error{ErrorCode::job_unknown};
    known->second.cancelled = true;
    return Done{};
  });
}

Result<Receipt> FakeFactory::fetch(const std::string& uuid, const std::vector<std::string>& paths,
                                   const std::filesystem::path& into, const ProgressSink&, const std::stop_token&) {
  return call<Receipt>("fetch", [&]() -> Result<Receipt> { return bring(uuid, paths, into); });
}

Result<Receipt> FakeFactory::fetch_so_far(const std::string& uuid, const std::vector<std::string>& paths,
                                          const std::filesystem::path& into, const ProgressSink&,
                                          const std::stop_token&) {
  return call<Receipt>("fetch_so_far", [&]() -> Result<Receipt> { return bring(uuid, paths, into); });
}

Receipt FakeFactory::bring(const std::string& uuid, const std::vector<std::string>& paths,
                           const std::filesystem::path& into) const {
  world_->fetched_paths = {paths.begin(), paths.end()};
  std::ofstream(into / "summary.json") << "{}";
  Receipt receipt;
  receipt.name = uuid;
  receipt.place = path_text(into);
  return receipt;
}

std::shared_ptr<const Catalogue> real_catalogue() {
  auto catalogue = Catalogue::read({std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources" / "catalogue"});
  if (!catalogue.ok() || catalogue->find("tabular-boost") == nullptr) qFatal("the catalogue has no tabular-boost");
  return std::make_shared<const Catalogue>(std::move(catalogue).value());
}

JobRequest small_request(const Catalogue& catalogue, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "My Wine.csv") << "a,b,kind\n1,2,x\n";
  JobRequest request;
  request.title = "Wine";
  request.job_template = catalogue.find("tabular-boost");
  request.values = default_values(*request.job_template);
  for (const auto& parameter : request.job_template->parameters) {
    if (parameter.type == ParameterType::column) request.values[parameter.key] = std::string("kind");
  }
  request.data = folder / "My Wine.csv";
  return request;
}

QString quick_folder() {
  const QFileInfo memory(QStringLiteral("/dev/shm"));
  return (memory.isDir() && memory.isWritable() ? memory.filePath() : QDir::tempPath()) + "/werkbank-jobs-XXXXXX";
}

std::string metric_line(int attempt, int step, double progress) {
  return R"({"v":1,"t":)" + std::to_string(1'700'000'000 + step) + R"(,"type":"metric","attempt":)" +
         std::to_string(attempt) + R"(,"step":)" + std::to_string(step) +
         R"(,"split":"train","values":{"loss":0.5},"progress":)" + std::to_string(progress) + "}\n";
}

std::string end_line(int attempt, const std::string& status) {
  return R"({"v":1,"t":1700009000,"type":"end","attempt":)" + std::to_string(attempt) + R"(,"status":")" + status +
         R"(","primary":{"name":"accuracy","value":0.9,"goal":"max"},"baseline":{"name":"most_frequent","value":0.4}})"
         "\n";
}

}  // namespace werkbank::test
