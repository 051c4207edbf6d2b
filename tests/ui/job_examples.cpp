#include "job_examples.h"

#include <algorithm>
#include <cmath>

#include "core/jobs/start_expectation.h"
#include "ui/charts/plotted.h"

namespace werkbank::example {
namespace {

/// Between -1 and 1, the same at each run.
double noise(std::size_t seed) {
  const double x = std::sin(static_cast<double>(seed) * 12.9898) * 43758.5453;
  return 2 * (x - std::floor(x)) - 1;
}

GpuSample sample(std::size_t gpu, std::size_t at, double seconds, double step) {
  const double time = static_cast<double>(at) * step;
  const bool loading = std::fmod(time, 300) > 270;
  const double busy = time < 30 ? 4 : loading ? 35 : 94;
  GpuSample one;
  one.time = start + time;
  one.utilisation_percent = std::clamp(busy + 5 * noise(at * 8 + gpu), 0.0, 100.0);
  one.memory_used_mib = time < 30 ? 900 : 31200 + 2200.0 * static_cast<double>(gpu) + 300 * noise(at + 7 * gpu);
  one.memory_total_mib = 81559;
  one.power_watt = 90 + 5.2 * *one.utilisation_percent + 25 * noise(at * 3 + gpu);
  one.temperature_celsius =
      std::round(34 + 32 * (1 - std::exp(-time / (seconds / 6 + 60))) + 2 * static_cast<double>(gpu % 4) + noise(at));
  return one;
}

void add_curve(TrainingRecord& record, const char* split, const char* value, double fraction, double from, double to,
               double wobble) {
  auto& points = record.curves[{split, value}];
  const int all = 30;
  const int until = static_cast<int>(all * fraction);
  for (int i = 0; i <= until; ++i) {
    MetricPoint point;
    point.attempt = i < 12 ? 0 : 1;
    point.step = i * 118;
    point.epoch = i;
    point.time = start + 45 + i * 60.0 + (i < 12 ? 0 : 150);
    const double along = static_cast<double>(i) / all;
    point.value = to + (from - to) * std::exp(-4.5 * along) +
                  wobble * noise(static_cast<std::size_t>(i) + (split[0] == 'v' ? 91U : 17U));
    points.push_back(point);
  }
}

JobView base() {
  JobView view;
  view.record.uuid = "6f1c9a52-2f0d-4c0c-9d0e-5a4f0e6d1b77";
  view.record.title = "Herkennen van lasfouten op foto's van de zetbank";
  view.record.factory = "groningen";
  view.record.template_id = "image-classify";
  view.record.template_version = "1.0.0";
  view.record.values_json = R"({"epochs": 30, "image_size": 224, "augment": true, "learning_rate": 0.0003})";
  view.record.data_path = "/home/anna/Foto's/lasnaden";
  view.record.dataset = "lasnaden@9f31c0ab77d2e418";
  view.record.upload_receipt =
      R"({"name":"lasnaden@9f31c0ab77d2e418","place":"/scratch/anna/werkbank/datasets/lasnaden@9f31c0ab77d2e418","files":14212,)"
      R"("bytes":3820441923,"manifest_sha256":"9f31c0ab77d2e4180c55b1e9f31c0ab77d2e4180c55b1e9f31c0ab77d2e4180c","at":1795522000,"seconds":412})";
  view.record.scheduler_id = "184213";
  view.record.walltime_minutes = 120;
  view.record.resources.gpus = 4;
  view.record.resources.cpus = 32;
  view.record.resources.memory_gib = 128;
  view.record.created_at = start - 1500;
  view.record.primary_name = "accuracy";
  return view;
}

const char* log_text() {
  return "13:00:04 werkbank: job 184213 on gpu-node-07, 4 x NVIDIA H100 80GB\n"
         "13:00:05 werkbank: reading config.json\n"
         "13:00:09 data: 14212 images in 6 classes, 12079 to learn from, 2133 kept apart\n"
         "13:00:41 train: epoch 0  loss 1.742  accuracy 0.311\n"
         "13:01:39 train: epoch 1  loss 1.402  accuracy 0.468\n"
         "13:02:40 train: epoch 2  loss 1.118  accuracy 0.577\n"
         "13:03:41 train: epoch 3  loss 0.921  accuracy 0.654\n"
         "13:03:42 checkpoint: saved step 354\n"
         "13:04:40 train: epoch 4  loss 0.793  accuracy 0.707\n";
}

}  // namespace

std::vector<GpuSeries> gpus(std::size_t count, double seconds, double step) {
  std::vector<GpuSeries> all;
  for (std::size_t gpu = 0; gpu < count; ++gpu) {
    GpuSeries one;
    one.host = "gpu-node-0" + std::to_string(7 + gpu / 4);
    one.uuid = "GPU-" + std::to_string(gpu);
    one.index = static_cast<int>(gpu % 4);
    one.name = "NVIDIA H100 80GB HBM3";
    for (std::size_t i = 0; static_cast<double>(i) * step <= seconds; ++i)
      one.samples.add(sample(gpu, i, seconds, step));
    all.push_back(std::move(one));
  }
  return all;
}

TrainingRecord training(double fraction) {
  TrainingRecord record;
  add_curve(record, "train", "loss", fraction, 1.79, 0.11, 0.02);
  add_curve(record, "val", "loss", fraction, 1.75, 0.24, 0.05);
  add_curve(record, "train", "accuracy", fraction, 0.30, 0.985, 0.008);
  add_curve(record, "val", "accuracy", fraction, 0.31, 0.952, 0.018);
  record.progress = fraction;
  record.started_at = start + 30;
  record.seconds_left = (1 - fraction) * 1980;
  record.device = "cuda";
  record.last_step = static_cast<std::int64_t>(3540 * fraction);
  record.steps_total = 3540;
  record.last_checkpoint_step = record.last_step / 354 * 354;
  record.attempt = 1;
  record.last_record_at = start + 45 + std::floor(30 * fraction) * 60 + 150;
  record.attempts = {{0, start + 30, start + 30 + 690, 0, 1298}};
  for (int i = 3; i <= 30 * fraction; i += 3) {
    record.checkpoints.push_back({i < 12 ? 0 : 1, start + 50 + i * 60.0 + (i < 12 ? 0 : 150), i * 118});
  }
  if (30 * fraction >= 12)
    record.attempts.push_back({1, start + 45 + 12 * 60 + 100, record.last_record_at, 1062, 3540});
  return record;
}

JobView waiting() {
  JobView view = base();
  view.record.phase = JobPhase::waiting;
  view.record.submitted_at = start - 900;
  view.record.starts_at = start + 5400;
  view.record.reason = "Priority";
  view.start = words_of(StartExpectation{start + 3600, start + 9000, 7, 1320});
  view.headline = Message(LocalText{"Uw taak staat in de rij: andere taken zijn eerst aan de beurt.",
                                    "Your job is in the queue: other jobs go first."});
  view.sooner = waiting_advice(view.record.reason);
  view.next_step = Message(LocalText{"U hoeft niets te doen. U mag Werkbank sluiten; de taak blijft in de rij staan.",
                                     "There is nothing to do. You may close Werkbank; the job stays in the queue."});
  return view;
}

JobView running() {
  JobView view = base();
  view.record.phase = JobPhase::running;
  view.record.submitted_at = start - 900;
  view.record.started_at = start;
  view.record.place = "gpu-node-07";
  view.record.progress = 0.63;
  view.record.baseline_value = 0.312;
  view.training = training(0.63);
  view.gpus = gpus(4, 1300);
  view.work = judge(view.gpus, view.training, false);
  view.log_tail = log_text();
  view.headline = Message(LocalText{"De training loopt: 63 % is klaar, nog ongeveer %1.",
                                    "Training is running: 63 % is done, about %1 to go."},
                          {Seconds{732}});
  view.next_step =
      Message(LocalText{"U mag Werkbank sluiten; de taak gaat door.", "You may close Werkbank; the job goes on."});
  return view;
}

JobView done() {
  JobView view = running();
  view.record.phase = JobPhase::done;
  view.record.ended_at = start + 2005;
  view.record.exit_code = 0;
  view.record.progress = 1.0;
  view.record.primary_value = 0.957;
  view.training = training(1);
  view.training.seconds_left.reset();
  view.training.end = TrainingEnd{true, {"accuracy", 0.957}, true, {"accuracy", 0.312}, 1960, 1};
  view.gpus = gpus(4, 2000);
  view.work = judge(view.gpus, view.training, true);
  view.headline = Message(LocalText{"Uw model is klaar. Het heeft 95,7 % van de foto's goed.",
                                    "Your model is ready. It gets 95.7 % of the photos right."});
  view.next_step = Message(LocalText{"Haal het resultaat naar deze computer.", "Bring the result to this computer."});
  return view;
}

JobView failed() {
  JobView view = running();
  view.record.phase = JobPhase::failed;
  view.record.state = JobState::failed;
  view.record.ended_at = start + 790;
  view.record.exit_code = 1;
  view.record.problem = "RuntimeError: CUDA out of memory. Tried to allocate 2.50 GiB";
  view.training = training(0.2);
  TrainingNote note;
  note.kind = TrainingNote::Kind::error;
  note.code = "out-of-memory";
  note.message = "CUDA out of memory. Tried to allocate 2.50 GiB";
  note.file = "train.py";
  note.line = 212;
  note.time = start + 780;
  view.training.notes.push_back(note);
  view.gpus = gpus(4, 780);
  view.work = judge(view.gpus, view.training, true);
  view.why =
      explain(view.record, {},
              {Cause::cuda_oom, "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB.", 1431});
  view.headline = view.why->sentence;
  view.next_step = view.why->advice;
  return view;
}

JobView cancelled() {
  JobView view = running();
  view.record.phase = JobPhase::cancelled;
  view.record.ended_at = start + 1310;
  view.headline = Message(LocalText{"U hebt deze taak gestopt.", "You stopped this job."});
  view.next_step = Message(LocalText{"Start een nieuwe taak wanneer u wilt; uw gegevens staan er nog.",
                                     "Start a new job whenever you want; your data is still there."});
  return view;
}

JobView uploading() {
  JobView view = base();
  view.record.phase = JobPhase::uploading;
  view.record.scheduler_id.clear();
  view.record.upload_receipt.clear();
  view.headline = Message(
      LocalText{"Uw gegevens worden naar de AI-fabriek gebracht.", "Your data is being brought to the AI factory."});
  return view;
}

JobView prepared() {
  JobView view = uploading();
  view.record.phase = JobPhase::prepared;
  view.headline = Message(LocalText{"Deze taak staat klaar om te versturen.", "This job is ready to be sent."});
  return view;
}

std::vector<JobEntry> list() {
  const std::vector<std::pair<JobView, const char*>> jobs = {
      {running(), "Herkennen van lasfouten op foto's van de zetbank"},
      {waiting(), "Voorspellen van slijtage aan de freesmachine"},
      {done(), "Wijnsoorten herkennen"},
      {failed(), "Klantvragen sorteren met een taalmodel, tweede poging met een veel langere naam dan past"},
      {cancelled(), "Proef met 200 foto's"},
      {uploading(), "Offertes lezen"}};
  std::vector<JobEntry> entries;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    JobEntry entry;
    entry.record = jobs[i].first.record;
    entry.record.uuid += std::to_string(i);
    entry.record.title = jobs[i].second;
    entry.factory_name = i == 2 ? QStringLiteral("Oefenfabriek") : QStringLiteral("AI-fabriek Groningen");
    entry.seconds_left =
        jobs[i].first.record.phase == JobPhase::running ? jobs[i].first.training.seconds_left : std::nullopt;
    entry.utilisation = utilisation_spark(jobs[i].first.gpus, 48);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace werkbank::example
