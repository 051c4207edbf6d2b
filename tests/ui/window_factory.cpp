#include "window_factory.h"

#include <chrono>
#include <cmath>
#include <ctime>
#include <sstream>
#include <thread>

namespace werkbank {
namespace {

Error lost() {
  return {ErrorCode::connection_lost,
          Message(LocalText{"De verbinding met de fabriek is weg. Maak opnieuw verbinding.",
                            "The connection to the factory is gone. Connect again."}),
          "test", Grade::ask_person};
}

bool pause(int milliseconds, const std::stop_token& stop) {
  for (int i = 0; i < milliseconds && !stop.stop_requested(); i += 5) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return !stop.stop_requested();
}

FilePiece piece(const std::string& path, const std::string& whole, const JobQuestion& question) {
  const auto found = question.offsets.find(path);
  const std::uint64_t offset = found == question.offsets.end() ? 0 : found->second;
  return {path, offset, offset < whole.size() ? whole.substr(offset) : std::string(), whole.size()};
}

}  // namespace

std::string made_up_metrics(double begin, double progress) {
  std::ostringstream lines;
  lines << R"({"v":1,"type":"start","attempt":0,"device":"cuda","steps_total":100,"t":)" << std::fixed << begin
        << "}\n";
  for (int step = 1; step <= static_cast<int>(progress * 100); ++step) {
    for (const char* split : {"train", "val"}) {
      const double loss = std::exp(-step / 30.0) + (split[0] == 'v' ? 0.1 : 0.05);
      lines << R"({"v":1,"type":"metric","attempt":0,"t":)" << begin + step * 3 << R"(,"step":)" << step
            << R"(,"split":")" << split << R"(","progress":)" << step / 100.0 << R"(,"values":{"loss":)" << loss
            << R"(,"accuracy":)" << 1 - loss / 2 << "}}\n";
    }
  }
  if (progress >= 1) {
    lines
        << R"({"v":1,"type":"end","attempt":0,"status":"completed","seconds":300,"t":)" << begin + 300
        << R"(,"primary":{"name":"accuracy","value":0.96,"goal":"max"},"baseline":{"name":"most_frequent","value":0.4}})"
        << "\n";
  }
  return lines.str();
}

std::string made_up_trial(double begin, double progress) {
  std::ostringstream lines;
  lines << R"({"v":1,"type":"start","attempt":0,"device":"cuda","steps_total":4000,"t":)" << std::fixed << begin
        << "}\n"
        << R"({"v":1,"type":"metric","attempt":0,"step":20,"split":"trial","values":{},"t":)" << begin + 30
        << R"(,"progress":)" << progress << "}\n";
  if (progress >= 1) {
    lines << R"({"v":1,"type":"estimate","attempt":0,"trial":true,"seconds_total":7800,"lo":6600,"hi":9600,)"
          << R"("from_steps":40,"steps_total":4000,"may_end_early":false,"t":)" << begin + 70 << "}\n"
          << R"({"v":1,"type":"end","attempt":0,"status":"completed","trial":true,"seconds":70,"t":)" << begin + 70
          << "}\n";
  }
  return lines.str();
}

std::string made_up_gpus(double begin, double seconds) {
  std::ostringstream lines;
  lines << "t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle\n" << std::fixed;
  for (double t = 0; t < seconds; t += 10) {
    for (int gpu = 0; gpu < 4; ++gpu) {
      const double use = 78 + 14 * std::sin(t / 40 + gpu);
      lines << begin + t << ",node1," << gpu << ",GPU-" << gpu << ",NVIDIA H100," << use << "," << 40000 + gpu * 900
            << ",81920," << 300 + use << "," << 55 + gpu << ",1800,\n";
    }
  }
  return lines.str();
}

ScriptedFactory::ScriptedFactory(FactoryKind kind) {
  const bool is_practice = kind == FactoryKind::practice;
  profile_.id = is_practice ? "practice" : "noord";
  profile_.kind = kind;
  if (is_practice) profile_.sweep_at_once = 1;
  profile_.name =
      is_practice ? LocalText{"Oefenfabriek", "Practice factory"} : LocalText{"AI-fabriek Noord", "AI Factory North"};
  profile_.operator_name = is_practice ? LocalText{"Op uw eigen computer", "On your own computer"}
                                       : LocalText{"Rekencentrum Noord", "Computing Centre North"};
  if (is_practice) return;
  profile_.host = "login.noord.example";
  profile_.help_phone = "050 123 45 67";
  profile_.help_email = "help@noord.example";
}

Reality ScriptedFactory::reality(const JobTemplate*) const {
  Reality reality;
  reality.queue_is_pretended = reality.runs_here = profile_.kind == FactoryKind::practice;
  return reality;
}

Result<Done> ScriptedFactory::sign_in(Conversation& conversation, const std::stop_token& stop) {
  if (profile_.kind == FactoryKind::practice) {
    signed_in_ = true;
    return Done{};
  }
  if (asks_host) {
    conversation.banner("Welcome.\nUse is logged.");
    WERKBANK_TRY(const bool right, conversation.is_right_host({profile_.host, "ssh-ed25519", "SHA256:abcDEF123+/xyz"}));
    if (!right)
      return Error{ErrorCode::host_key_unknown, Message(LocalText{"Niet de goede computer.", "Not the host."})};
    accepted_key_ = "ssh-ed25519 AAAA";
  }
  for (int tries = 3; tries > 0; --tries) {
    Question question;
    question.kind = Question::Kind::password;
    question.what = Message(LocalText{"Wachtwoord voor jansen", "Password for jansen"});
    question.server_words = "jansen's password: ";
    question.tries_left = tries;
    question.refused_before = tries < 3;
    WERKBANK_TRY(const auto answer, conversation.ask(question));
    if (!pause(20, stop)) return Cancelled{};
    const std::lock_guard lock(mutex_);
    passwords_.push_back(answer.reveal());
    if (answer.reveal() != right_password) continue;
    is_cut = false;
    signed_in_ = true;
    return Done{};
  }
  return Error{ErrorCode::sign_in_refused, Message(LocalText{"Niet toegelaten.", "You were not let in."})};
}

Result<Done> ScriptedFactory::sign_in_again(const std::stop_token& stop) {
  ++attempts;
  while (hangs_again && !stop.stop_requested()) pause(5, stop);
  if (stop.stop_requested() && !gets_in_when_stopped) return Cancelled{};
  std::function<Result<Done>()> answer;
  {
    const std::lock_guard lock(mutex_);
    answer = again_;
  }
  if (!answer) {
    return Error{ErrorCode::sign_in_needed, Message(LocalText{"Meld u aan.", "Sign in."}), {}, Grade::ask_person};
  }
  auto result = answer();
  if (result.ok()) signed_in_ = true;
  return result;
}

void ScriptedFactory::set_again(std::function<Result<Done>()> answer) {
  const std::lock_guard lock(mutex_);
  again_ = std::move(answer);
}

Result<Done> ScriptedFactory::hand_in_key(const std::string& public_line, const std::stop_token& stop) {
  if (!pause(20, stop)) return Cancelled{};
  if (is_cut) return lost();
  if (!takes_keys) {
    return Error{ErrorCode::remote_file, Message(LocalText{"De fabriek laat Werkbank de sleutel niet toevoegen.",
                                                           "The factory does not let Werkbank add the key."})};
  }
  const std::lock_guard lock(mutex_);
  handed_in_.push_back(public_line);
  return Done{};
}

std::vector<std::string> ScriptedFactory::handed_in() const {
  const std::lock_guard lock(mutex_);
  return handed_in_;
}

std::vector<std::string> ScriptedFactory::passwords() const {
  const std::lock_guard lock(mutex_);
  return passwords_;
}

Result<Offer> ScriptedFactory::offer(const std::stop_token&) {
  if (is_cut) return lost();
  Offer offer;
  offer.user = "jansen";
  offer.free_bytes = 2'000'000'000'000;
  offer.partitions = profile_.partitions;
  if (profile_.kind == FactoryKind::practice) return offer;
  offer.account = "bedrijf-42";
  offer.accounts = {"bedrijf-42"};
  if (offer.partitions.empty()) {
    offer.partitions = {{"gpu", "h100", 4, 16, 180, 64, 720, 48}, {"cpu", "", 0, 0, 0, 128, 256, 120}};
  }
  return offer;
}

Result<Receipt> ScriptedFactory::upload(FilesToSend files, const std::string& name, const ProgressSink& progress,
                                        const std::stop_token& stop) {
  WERKBANK_CHECK(files.read({}, stop));
  const auto& manifest = files.manifest();
  const std::uint64_t total = 40;
  upload_begun = true;
  for (std::uint64_t part = 1; part <= total; ++part) {
    const bool goes_on = pause(upload_ms / static_cast<int>(total), stop);
    if (progress)
      progress({Message(LocalText{"Uw gegevens gaan naar de fabriek", "Your data goes to the factory"}), part, total});
    while (upload_hangs && !stop.stop_requested()) pause(5, stop);
    if (!goes_on || stop.stop_requested()) {
      upload_stopped = true;
      return Cancelled{};
    }
    if (is_cut) return lost();
  }
  Receipt receipt{name + "@0123456789abcdef", "/work/datasets", manifest.entries.size(), manifest.bytes(),
                  manifest.hash()};
  receipt.at = static_cast<double>(std::time(nullptr));
  return receipt;
}

Result<Stored> ScriptedFactory::stored(const std::stop_token& stop) {
  while (storage_hangs && !stop.stop_requested()) pause(5, stop);
  if (!pause(10, stop)) return Cancelled{};
  if (is_cut) return lost();
  const std::lock_guard lock(mutex_);
  auto now = stored_;
  if (!now.ok()) return now;
  std::erase_if(now->things, [this](const StoredThing& thing) {
    return std::any_of(removals_.begin(), removals_.end(),
                       [&thing](const Removal& one) { return one.kind == thing.kind && one.name == thing.name; });
  });
  return now;
}

Result<Done> ScriptedFactory::remove_stored(const Removal& removal, const std::stop_token& stop) {
  if (!pause(10, stop)) return Cancelled{};
  if (is_cut) return lost();
  const std::lock_guard lock(mutex_);
  if (refusal_) return *refusal_;
  removals_.push_back(removal);
  return Done{};
}

Result<DatasetCheck> ScriptedFactory::verify_dataset(const std::string& name, const FileManifest*,
                                                     const ProgressSink& progress, const std::stop_token& stop) {
  if (progress) progress({Message(LocalText{name + " wordt gelezen", "Reading " + name}), 30, 100});
  while (storage_hangs && !stop.stop_requested()) pause(5, stop);
  if (!pause(10, stop)) return Cancelled{};
  if (is_cut) return lost();
  const std::lock_guard lock(mutex_);
  auto check = check_;
  if (check.ok()) check->name = name;
  return check;
}

void ScriptedFactory::set_notebook(Notebook notebook) {
  const std::lock_guard lock(mutex_);
  notebook_ = std::move(notebook);
}

Result<std::unique_ptr<OpenNotebook>> ScriptedFactory::open_notebook(const std::string&, const std::stop_token&) {
  Notebook notebook;
  {
    const std::lock_guard lock(mutex_);
    notebook = notebook_;
  }
  return notebook ? notebook() : no_notebook_now("this factory was told of none");
}

void ScriptedFactory::set_stored(const Result<Stored>& stored) {
  const std::lock_guard lock(mutex_);
  stored_ = stored;
}

void ScriptedFactory::set_check(const Result<DatasetCheck>& check) {
  const std::lock_guard lock(mutex_);
  check_ = check;
}

void ScriptedFactory::set_refusal(const std::optional<Error>& refusal) {
  const std::lock_guard lock(mutex_);
  refusal_ = refusal;
}

std::vector<Removal> ScriptedFactory::removals() const {
  const std::lock_guard lock(mutex_);
  return removals_;
}

Result<StartForecast> ScriptedFactory::rehearse(const JobOrder&, const std::stop_token& stop) {
  if (!pause(30, stop)) return Cancelled{};
  if (is_cut) return lost();
  if (is_refused) {
    return Error{ErrorCode::scheduler_refused,
                 Message(LocalText{"De fabriek neemt deze taak niet aan.", "The factory does not take this job."})};
  }
  return StartForecast{static_cast<double>(std::time(nullptr)) + 600, "gpu", course};
}

Result<Submission> ScriptedFactory::submit(const JobOrder& order, const std::stop_token&) {
  if (is_cut) return lost();
  {
    const std::lock_guard lock(mutex_);
    orders_.push_back(order);
  }
  ++submissions;
  return Submission{"1001", false};
}

Result<Submission> ScriptedFactory::find(const std::string&, const std::stop_token&) {
  return Submission{"1001", true};
}

std::vector<JobOrder> ScriptedFactory::orders() const {
  const std::lock_guard lock(mutex_);
  return orders_;
}

JobAnswer ScriptedFactory::answer_to(const JobQuestion& question) const {
  JobAnswer answer;
  answer.uuid = question.uuid;
  answer.scheduler_id = "1001";
  answer.state = state;
  const double now = static_cast<double>(std::time(nullptr));
  answer.submitted_at = now - 400;
  if (answer.state == JobState::pending) {
    answer.reason = "Resources";
    return answer;
  }
  answer.started_at = job_begin_;
  const bool is_done = answer.state == JobState::completed;
  if (is_done) answer.ended_at = now;
  if (is_done) answer.exit_code = 0;
  const auto all = orders();
  const bool is_trial =
      std::ranges::any_of(all, [&](const JobOrder& order) { return order.uuid == question.uuid && order.is_trial; });
  const double progress = is_done ? 1 : 0.6;
  answer.files = {
      piece("out/metrics.jsonl", is_trial ? made_up_trial(job_begin_, progress) : made_up_metrics(job_begin_, progress),
            question),
      piece("out/gpu/node1.csv", made_up_gpus(job_begin_, is_done ? 300 : 180), question),
      piece("logs/job.log", "training\n", question)};
  return answer;
}

Result<std::vector<JobAnswer>> ScriptedFactory::poll(const std::vector<JobQuestion>& questions,
                                                     const std::stop_token&) {
  ++polls;
  if (is_cut) return lost();
  std::vector<JobAnswer> answers;
  for (const auto& question : questions) answers.push_back(answer_to(question));
  return answers;
}

Result<Done> ScriptedFactory::cancel(const std::string&, const std::stop_token&) {
  state = JobState::cancelled;
  return Done{};
}

Result<Receipt> ScriptedFactory::fetch(const std::string& uuid, const std::vector<std::string>&,
                                       const std::filesystem::path& into, const ProgressSink&,
                                       const std::stop_token& stop) {
  if (!pause(20, stop)) return Cancelled{};
  if (is_cut) return lost();
  return Receipt{uuid, into.string(), 3, 1000, "abc"};
}

}  // namespace werkbank
