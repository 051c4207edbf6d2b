#include <optional>
#include <stop_token>

#include <QCoreApplication>
#include <QProcess>

#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "app/cli/words.h"
#include "core/base/local_files.h"
#include "core/jobs/computers.h"
#include "core/telemetry/gpu_verdict.h"

namespace werkbank {
namespace {

constexpr int drawing_patience_ms = 120'000;

Result<std::shared_ptr<Factory>> signed_in_factory(const CliSession& session, const JobRecord& record) {
  WERKBANK_TRY(auto factory, session.factory(record.factory));
  WERKBANK_CHECK(session.sign_in(*factory));
  return factory;
}

// One line of what a running job is doing: the latest loss, GPU use, time left.
std::string doing(const CliSession& session, const JobView& view) {
  std::string line = session.words(view.headline);
  if (view.running && view.running->training.progress) {
    line += "  " + session.words(Message(
                       WERKBANK_TEXT("cli", "number %1 at %2 %"),
                       {std::int64_t(view.running->number + 1), std::int64_t(*view.running->training.progress * 100)}));
  }
  const auto gpu = summarise(view.gpus);
  if (gpu.mean_utilisation_percent) {
    line +=
        "  " + session.words(Message(WERKBANK_TEXT("cli", "GPU %1 %"), {std::int64_t(*gpu.mean_utilisation_percent)}));
  }
  return line;
}

}  // namespace

void refresh(const CliSession& session, const JobRecord& record) {
  if (is_over(record.phase)) return;
  const auto factory = signed_in_factory(session, record);
  if (factory.ok()) (void)session.assembly().runner->poll(**factory, session.stop()).ok();
}

Result<JobRecord> follow(const CliSession& session, const std::string& uuid, Factory& factory) {
  ProgressBar bar(session.language());
  const auto changed = [&](const JobRecord& record) {
    const auto view = view_of(*session.assembly().store, record.uuid);
    if (!session.json() && view.ok()) bar.show(record.progress.value_or(0), doing(session, *view));
  };
  // A lost connection is made again where that needs nobody; where it does and nobody answers, the job goes on alone.
  std::stop_source give_up;
  const std::stop_callback interrupted(session.stop(), [&give_up] { give_up.request_stop(); });
  std::optional<Error> cannot_return;
  const auto outage = [&](const Error& error) {
    session.say("  ! " + session.words(error.message));
    if (factory.is_signed_in()) return;
    const auto again = session.sign_in(factory);
    const bool later = again.failed() &&
                       (again.error().code == ErrorCode::host_unreachable ||
                        again.error().code == ErrorCode::connection_lost || again.error().code == ErrorCode::timed_out);
    if (again.ok() || later || session.stop().stop_requested()) return;
    cannot_return = again.failed() ? again.error() : error;
    give_up.request_stop();
  };
  auto record = session.assembly().runner->watch(uuid, factory, changed, outage, give_up.get_token());
  session.end_progress();
  if (cannot_return) return *cannot_return;
  return record;
}

ExitCode tell_end(const CliSession& session, const JobRecord& record) {
  const auto view = view_of(*session.assembly().store, record.uuid);
  if (!view.ok()) return session.fail(view);
  session.say(view->headline);
  say_reality(session, view->record.reality);
  if (!view->next_step.empty()) session.say(view->next_step);
  say_score(session, *view);
  say_sweep(session, *view);
  session.answer(job_json(session, *view));
  switch (view->record.phase) {
    case JobPhase::failed:
      return ExitCode::job_failed;
    case JobPhase::cancelled:
      return ExitCode::cancelled;
    case JobPhase::prepared:
    case JobPhase::uploading:
    case JobPhase::submitting:
    case JobPhase::waiting:
    case JobPhase::running:
    case JobPhase::finishing:
    case JobPhase::done:
      return ExitCode::done;
  }
  return ExitCode::done;
}

ExitCode list_jobs(const CliSession& session) {
  const auto records = session.assembly().store->all();
  if (!records.ok()) return session.fail(records);
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& record : *records) {
    refresh(session, record);
    const auto view = view_of(*session.assembly().store, record.uuid);
    if (!view.ok()) continue;
    list.push_back(job_json(session, *view));
    session.say(record.uuid.substr(0, 8) + "  " + view->record.title + "  (" + record.factory + ")");
    session.say("    " + session.words(view->headline));
    say_reality(session, view->record.reality);
  }
  if (records->empty())
    session.say(Message(WERKBANK_TEXT("cli", "There are no jobs yet. Start one with: werkbank-cli run"), {}));
  session.answer({{"jobs", list}});
  return ExitCode::done;
}

ExitCode watch_command(const CliSession& session, const std::string& job) {
  auto record = session.job(job);
  if (!record.ok()) return session.fail(record);
  if (!is_over(record->phase)) {
    const auto factory = signed_in_factory(session, *record);
    if (!factory.ok()) return session.fail(factory);
    // A job that a killed program left before its submission goes on from there.
    record = session.assembly().runner->start(record->uuid, **factory, session.progress(), {}, session.stop());
    if (record.ok()) record = follow(session, record->uuid, **factory);
    if (!record.ok()) return session.fail(record);
  }
  return tell_end(session, *record);
}

Result<Done> draw_charts(const CliSession& session, const std::string& uuid, const std::string& png, bool dark) {
  QProcess plot;
  plot.setProcessChannelMode(QProcess::MergedChannels);
  auto environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
  plot.setProcessEnvironment(environment);
  QStringList arguments = {QStringLiteral("--home"), QString::fromStdString(path_text(session.assembly().places.home)),
                           QStringLiteral("--lang"), QString::fromLatin1(language_code(session.language()).data()),
                           QStringLiteral("--job"),  QString::fromStdString(uuid),
                           QStringLiteral("--png"),  QString::fromStdString(png)};
  if (dark) arguments << QStringLiteral("--dark");
  for (const auto& folder : session.assembly().places.catalogues)
    arguments << QStringLiteral("--catalogue") << QString::fromStdString(path_text(folder));
  plot.start(QCoreApplication::applicationDirPath() + QStringLiteral("/werkbank-plot"), arguments);
  if (plot.waitForFinished(drawing_patience_ms) && plot.exitStatus() == QProcess::NormalExit && plot.exitCode() == 0)
    return Done{};
  return Error{
      ErrorCode::local_file,
      Message(
          WERKBANK_TEXT("cli",
                        "The charts could not be drawn into %1. Look whether that folder is there and may be written."),
          {png}),
      plot.readAll().toStdString() + plot.errorString().toStdString()};
}

namespace {

Bytes mebibytes(double count) { return {static_cast<std::uint64_t>(count * 1048576)}; }

nlohmann::ordered_json number_or_null(const std::optional<double>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

/// Empty where it was not measured.
Message busy_words(const GpuSummary& summary) {
  if (!summary.mean_utilisation_percent) return {};
  return Message(WERKBANK_TEXT("cli", "GPUs: %1, busy %2 % of the time on average"),
                 {static_cast<std::int64_t>(summary.gpus), *summary.mean_utilisation_percent});
}

// Of several computers each by itself: one that does nothing hides in the figures of all.
void say_computers(const CliSession& session, const std::vector<Computer>& computers) {
  if (computers.size() < 2) return;
  for (const auto& computer : computers) {
    QStringList parts;
    const auto add = [&](const Message& part) { parts << QString::fromStdString(session.words(part)); };
    if (const auto busy = busy_words(computer.gpus); !busy.empty()) {
      add(busy);
    } else if (computer.gpus.gpus > 0) {
      add(Message(WERKBANK_TEXT("cli", "GPUs: %1, use not measured"), {static_cast<std::int64_t>(computer.gpus.gpus)}));
    }
    if (computer.mean_processor_percent)
      add(Message(WERKBANK_TEXT("cli", "processor %1 %"), {*computer.mean_processor_percent}));
    if (const auto& memory = computer.memory) {
      add(Message(WERKBANK_TEXT("cli", "main memory %1 of %2 at most"),
                  {mebibytes(memory->used_mib), mebibytes(memory->total_mib)}));
    }
    session.say("  " + computer.host + ": " + parts.join(QStringLiteral("; ")).toStdString());
  }
}

nlohmann::ordered_json computers_json(const std::vector<Computer>& computers) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& computer : computers) {
    const auto& memory = computer.memory;
    list.push_back({{"name", computer.host},
                    {"gpus", computer.gpus.gpus},
                    {"mean_utilisation_percent", number_or_null(computer.gpus.mean_utilisation_percent)},
                    {"mean_processor_percent", number_or_null(computer.mean_processor_percent)},
                    {"peak_main_memory_mib", number_or_null(memory ? std::optional(memory->used_mib) : std::nullopt)},
                    {"main_memory_mib", number_or_null(memory ? std::optional(memory->total_mib) : std::nullopt)}});
  }
  return list;
}

Result<Done> write_tables(const CliSession& session, const GpuOptions& options, const JobView& view) {
  if (!options.csv.empty()) {
    WERKBANK_CHECK(write_file(path_from_text(options.csv), to_csv(view.gpus)));
    session.say(Message(WERKBANK_TEXT("cli", "Measurements: %1"), {options.csv}));
  }
  if (!options.computers_csv.empty()) {
    WERKBANK_CHECK(write_file(path_from_text(options.computers_csv), to_csv(view.hosts)));
    session.say(Message(WERKBANK_TEXT("cli", "Measurements of the computers: %1"), {options.computers_csv}));
  }
  return Done{};
}

}  // namespace

ExitCode gpu_command(const CliSession& session, const GpuOptions& options) {
  auto record = session.job(options.job);
  if (!record.ok()) return session.fail(record);
  refresh(session, *record);
  const auto view = view_of(*session.assembly().store, record->uuid);
  if (!view.ok()) return session.fail(view);
  say_reality(session, view->record.reality);
  auto summary = summarise(view->gpus);
  summary.gpus = view->work.gpus;  // not those of computers that the job has left
  if (summary.gpus == 0) session.say(Message(WERKBANK_TEXT("cli", "This job has no GPU measurements."), {}));
  if (const auto busy = busy_words(summary); !busy.empty()) session.say(busy);
  if (summary.peak_memory_mib)
    session.say(Message(WERKBANK_TEXT("cli", "Most memory in use: %1"), {mebibytes(*summary.peak_memory_mib)}));
  if (summary.energy_kilowatt_hours)
    session.say(Message(WERKBANK_TEXT("cli", "Energy: %1 kWh"), {*summary.energy_kilowatt_hours}));
  const auto computers = computers_of(*view);
  say_computers(session, computers);
  const bool over = is_over(view->record.phase);
  const auto& verdict = view->work;
  const auto silence = silence_of(*view);
  for (const auto& words : {silence, sentence_of(verdict, over), next_step_of(verdict, over)}) {
    if (!words.empty()) session.say(words);
  }
  const auto written = write_tables(session, options, *view);
  if (!written.ok()) return session.fail(written);
  if (!options.png.empty()) {
    const auto drawn = draw_charts(session, record->uuid, options.png, options.dark);
    if (!drawn.ok()) return session.fail(drawn);
    session.say(Message(WERKBANK_TEXT("cli", "Charts: %1"), {options.png}));
  }
  session.answer({{"uuid", record->uuid},
                  {"gpus", summary.gpus},
                  {"mean_utilisation_percent", number_or_null(summary.mean_utilisation_percent)},
                  {"peak_memory_mib", number_or_null(summary.peak_memory_mib)},
                  {"mean_power_watt", number_or_null(summary.mean_power_watt)},
                  {"energy_kilowatt_hours", number_or_null(summary.energy_kilowatt_hours)},
                  {"finding", finding_code(verdict.finding)},
                  {"work", number_or_null(verdict.work)},
                  {"computers", computers_json(computers)},
                  {"silent", session.words(silence)},
                  {"simulated", view->record.reality.gpu_is_simulated}});
  return ExitCode::done;
}

ExitCode cancel_command(const CliSession& session, const std::string& job) {
  auto record = session.job(job);
  if (!record.ok()) return session.fail(record);
  if (!is_over(record->phase)) {
    const auto factory = signed_in_factory(session, *record);
    if (!factory.ok()) return session.fail(factory);
    record = session.assembly().runner->cancel(record->uuid, **factory, session.stop());
    if (!record.ok()) return session.fail(record);
  }
  const auto code = tell_end(session, *record);
  return code == ExitCode::cancelled ? ExitCode::done : code;
}

ExitCode fetch_command(const CliSession& session, const std::string& job, const std::string& folder) {
  const auto record = session.job(job);
  if (!record.ok()) return session.fail(record);
  const auto factory = signed_in_factory(session, *record);
  if (!factory.ok()) return session.fail(factory);
  const auto receipt = session.assembly().runner->fetch(record->uuid, **factory, path_from_text(folder),
                                                        session.progress(), session.stop());
  session.end_progress();
  if (!receipt.ok()) {
    if (receipt.failed() && receipt.error().code == ErrorCode::local_file) {
      session.fail(receipt);
      return ExitCode::transfer;
    }
    return session.fail(receipt);
  }
  const bool so_far = !is_over(record->phase);
  session.say(so_far ? Message(WERKBANK_TEXT("cli", "The job goes on. What there is so far is here, verified: %1"),
                               {receipt->place})
                     : Message(WERKBANK_TEXT("cli", "Model and report are here, verified: %1"), {receipt->place}));
  if (const auto renamed = receipt->renamed_sentence(); !renamed.empty()) session.say(renamed);
  auto answer = receipt_json(*receipt);
  answer["so_far"] = so_far;
  session.answer(answer);
  return ExitCode::done;
}

}  // namespace werkbank
