#include "core/jobs/job_runner.h"

#include <algorithm>
#include <system_error>

#include <QDateTime>

#include "core/base/local_files.h"
#include "core/base/uuid.h"
#include "core/catalogue/parameters.h"
#include "core/catalogue/sweep.h"
#include "core/jobs/answers.h"
#include "core/jobs/names.h"
#include "core/jobs/order.h"
#include "core/jobs/outage.h"
#include "core/jobs/sweep.h"
#include "core/jobs/training_cache.h"
#include "core/jobs/upload_data.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_title = 200;

Error usage(Message message) { return {ErrorCode::usage, std::move(message)}; }

std::string one_line(const std::string& title) {
  std::string line = title.substr(0, longest_title);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  }
  // Not in the middle of a character.
  if (line.size() < title.size()) {
    while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0U) == 0x80U) line.pop_back();
    if (!line.empty() && static_cast<unsigned char>(line.back()) >= 0xC0U) line.pop_back();
  }
  return line;
}

/// Stops an upload also when the job is cancelled meanwhile, by whatever window or program.
class UploadWatch {
 public:
  UploadWatch(const JobStore& store, const Clock& clock, std::string uuid, const std::stop_token& stop)
      : store_(store), clock_(clock), uuid_(std::move(uuid)), outer_(stop, [this] { source_.request_stop(); }) {}

  std::stop_token token() const { return source_.get_token(); }
  void look() {
    if (clock_.now() < next_look_) return;
    next_look_ = clock_.now() + 1;
    const auto record = store_.load(uuid_);
    if (record.ok() && is_over(record->phase)) source_.request_stop();
  }

 private:
  const JobStore& store_;
  const Clock& clock_;
  std::string uuid_;
  double next_look_ = 0;
  std::stop_source source_;
  std::stop_callback<std::function<void()>> outer_;
};

std::string folder_title(const JobRecord& record) {
  const auto name = folder_name_of(record.title);
  return name.empty() ? record.uuid : name;
}

/// A checkpoint fits only the same script with the same answers on the same data.
bool fits_saved_work(const JobRecord& record, const JobRecord& earlier) {
  return record.factory == earlier.factory && record.template_id == earlier.template_id &&
         record.template_version == earlier.template_version && record.dataset == earlier.dataset &&
         kept_answers(record) == kept_answers(earlier) && record.variants_json == earlier.variants_json;
}

/// What the person asked to try, if they did.
Result<Done> add_sweep(const JobRequest& request, const Profile& profile, JobRecord& record) {
  if (request.variants < 2) return Done{};
  const auto& title = request.job_template->title;
  if (request.is_trial) {
    return usage(
        Message(WERKBANK_TEXT("jobs", "A trial run measures one run. Choose either a trial run or several settings.")));
  }
  if (!request.job_template->sweep) {
    return usage(Message(WERKBANK_TEXT("jobs", "\"%1\" cannot try several settings. Start one run."), {title}));
  }
  if (record.reality.is_played_back) {
    return usage(Message(WERKBANK_TEXT("jobs",
                                       "Here a recording of an earlier run is shown, which cannot try several "
                                       "settings. Start one run.")));
  }
  const auto variants =
      choose_variants(*request.job_template, request.values, request.variants, sweep_seed(request.values));
  if (variants.size() < 2) {
    return usage(Message(
        WERKBANK_TEXT("jobs", "With these answers \"%1\" has no other settings to try. Start one run."), {title}));
  }
  record.variants_json = variants_text(variants);
  record.variants_at_once =
      variants_at_once(*request.job_template, static_cast<int>(variants.size()), profile.sweep_at_once);
  return Done{};
}

// What was fetched before is completed, not brought a second time.
fs::path folder_of_result(const fs::path& into, const JobRecord& record) {
  const auto before = path_from_text(record.fetched_to);
  std::error_code ignored;
  const bool again = !record.fetched_to.empty() && before.parent_path() == into && fs::is_directory(before, ignored);
  return again ? before : free_folder(into, folder_title(record));
}

// Each time one of its own: what comes later is not the same, and the result gets the folder of the title.
fs::path folder_so_far(const fs::path& into, const std::string& title, double now) {
  const auto moment = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(now));
  return free_folder(into, title + moment.toString(QStringLiteral(" yyyy-MM-dd HH.mm")).toStdString());
}

}  // namespace

JobRunner::JobRunner(std::shared_ptr<JobStore> store, std::shared_ptr<const Catalogue> catalogue,
                     std::shared_ptr<Clock> clock, std::shared_ptr<HashCache> hashes)
    : store_(std::move(store)),
      catalogue_(std::move(catalogue)),
      clock_(std::move(clock)),
      hashes_(std::move(hashes)),
      training_(std::make_shared<TrainingCache>()) {}

Result<JobRecord> JobRunner::prepare(const JobRequest& request, const Factory& factory) {
  if (request.job_template == nullptr || request.data.empty() || request.walltime_minutes <= 0) {
    return usage(
        Message(WERKBANK_TEXT("jobs", "A job needs a template, data and a running time. Choose what is missing.")));
  }
  if (request.is_trial && !request.job_template->resources.has_trial) {
    return usage(
        Message(WERKBANK_TEXT("jobs",
                              "There is no trial run of \"%1\": it does not learn step by step, so a short run cannot "
                              "tell how long all of it takes. Start the whole run."),
                {request.job_template->title}));
  }
  const auto reality = factory.reality(request.job_template);
  if (request.is_trial && reality.is_played_back) {
    return usage(Message(WERKBANK_TEXT("jobs",
                                       "Here a recording of an earlier run is shown, in which there is nothing to "
                                       "measure. Start the whole run.")));
  }
  WERKBANK_CHECK(check_values(*request.job_template, request.values));
  JobRecord record;
  record.uuid = new_uuid();
  record.title = one_line(request.title.empty() ? request.job_template->title.in(request.language) : request.title);
  record.factory = factory.profile().id;
  record.template_id = request.job_template->id;
  record.template_version = request.job_template->version;
  record.values_json = values_text(request.values);
  std::error_code error;
  const auto whole_path = fs::absolute(request.data, error);
  record.data_path = path_text(error ? request.data : whole_path);
  record.reality = reality;
  record.language = request.language;
  record.resources = request.resources;
  record.walltime_minutes = request.walltime_minutes;
  record.can_go_on = request.job_template->resources.resumable && !request.is_trial;
  record.continues = request.continues;
  record.environment = request.environment;
  record.is_trial = request.is_trial;
  record.tried_by = request.tried_by;
  record.keeping = keeping_of(request);
  WERKBANK_CHECK(add_sweep(request, factory.profile(), record));
  if (request.expected) {
    record.expected_low = request.expected->low;
    record.expected_likely = request.expected->likely;
    record.expected_high = request.expected->high;
  }
  record.created_at = clock_->now();
  WERKBANK_CHECK(store_->save(record));
  return record;
}

Keeping JobRunner::keeping_of(const JobRequest& request) const {
  if (request.keeping != Keeping::as_factory_wants) return request.keeping;
  const auto& earlier = request.continues.empty() ? request.tried_by : request.continues;
  const auto record = earlier.empty() ? Result<JobRecord>(Cancelled{}) : store_->load(earlier);
  return record.ok() ? record->keeping : request.keeping;
}

/// An edit of a job that is not over; tells `changed` when it was made.
Result<JobRecord> JobRunner::change(const std::string& uuid, const JobChanged& changed,
                                    const std::function<void(JobRecord&)>& edit) {
  bool made = false;
  WERKBANK_TRY(auto record, store_->change(uuid, [&](JobRecord& now) {
    made = !is_over(now.phase);
    if (made) edit(now);
    return made;
  }));
  if (made && changed) changed(record);
  return record;
}

Result<JobOrder> JobRunner::order_of(const JobRecord& record) const { return order_from(record, *catalogue_); }

/// A poll holds the claim for the moment of a look-up: that is waited for, another sender is not.
std::shared_ptr<void> JobRunner::claim_soon(const std::string& uuid, const std::stop_token& stop) {
  auto claim = store_->claim(uuid);
  for (int tries = 0; !claim && tries < 60 && clock_->sleep(0.25, stop); ++tries) claim = store_->claim(uuid);
  return claim;
}

Result<JobRecord> JobRunner::start(const std::string& uuid, Factory& factory, const ProgressSink& progress,
                                   const JobChanged& changed, const std::stop_token& stop) {
  WERKBANK_TRY(auto record, store_->load(uuid));
  if (is_over(record.phase) || is_with_the_factory(record.phase)) return record;
  if (record.factory != factory.profile().id) {
    return usage(Message(WERKBANK_TEXT("jobs", "This job belongs to the AI factory \"%1\". Sign in there to start it."),
                         {record.factory}));
  }
  // A wish to cancel is never overtaken by a start: only what became of the job is asked.
  if (record.cancel_requested) return cancel_there(record, factory, stop);
  const auto claim = claim_soon(uuid, stop);
  if (!claim) {
    return usage(Message(WERKBANK_TEXT("jobs",
                                       "This job is being sent already, by another window of Werkbank. Wait until "
                                       "that one is ready.")));
  }
  const Step step{factory, progress, changed, stop};
  WERKBANK_TRY(record, store_->load(uuid));  // as it is now that nobody else sends it
  const bool must_upload = record.phase == JobPhase::prepared || record.phase == JobPhase::uploading ||
                           (record.phase == JobPhase::submitting && record.dataset.empty());
  if (must_upload) {
    // An hour of upload for a job that cannot be sent would be a pity.
    if (const auto order = order_of(record); order.failed()) return give_up(uuid, order.error(), step);
    WERKBANK_TRY(record, upload(record, step));
  }
  if (record.phase != JobPhase::uploading && record.phase != JobPhase::submitting) return record;
  return submit(record, step);
}

Result<Receipt> JobRunner::send_data(const JobRecord& record, Factory& factory, const ProgressSink& progress,
                                     const std::stop_token& stop) {
  const auto root = path_from_text(record.data_path);
  WERKBANK_TRY(auto files, data_to_send(root, hashes_.get(), progress, stop));
  files.wish(record.keeping);
  return upload_data(factory, std::move(files), dataset_name_of(root), hashes_.get(), progress, stop);
}

Result<JobRecord> JobRunner::upload(const JobRecord& record, const Step& step) {
  WERKBANK_TRY(const auto begun, change(record.uuid, step.changed, [](JobRecord& now) {
                 if (is_with_the_factory(now.phase)) return;  // a poll found it there after all
                 now.phase = JobPhase::uploading;
                 now.problem.clear();
               }));
  if (begun.phase != JobPhase::uploading) return begun;
  UploadWatch watch(*store_, *clock_, record.uuid, step.stop);
  const ProgressSink sink = [&](const Progress& news) {
    watch.look();
    if (step.progress) step.progress(news);
  };
  const auto receipt = send_data(record, step.factory, sink, watch.token());
  if (receipt.failed()) return give_up(record.uuid, receipt.error(), step);
  if (receipt.cancelled()) {
    WERKBANK_TRY(const auto now, store_->load(record.uuid));
    if (is_over(now.phase)) return now;
    return Cancelled{};
  }
  return change(record.uuid, step.changed, [&](JobRecord& now) {
    now.dataset = receipt->name;
    now.upload_receipt = receipt->json();
    // Only now is it known whether the data is what it was.
    const auto earlier = now.continues.empty() ? Result<JobRecord>(Cancelled{}) : store_->load(now.continues);
    if (!earlier.ok() || !fits_saved_work(now, *earlier)) now.continues.clear();
    const auto trial = now.tried_by.empty() ? Result<JobRecord>(Cancelled{}) : store_->load(now.tried_by);
    if (!trial.ok() || trial->dataset != now.dataset) now.tried_by.clear();
  });
}

/// After a refusal the job can be changed or sent again; after anything else it stays where it was, to be resumed.
Result<JobRecord> JobRunner::give_up(const std::string& uuid, const Error& error, const Step& step) {
  const auto noted = change(uuid, step.changed, [&error](JobRecord& now) {
    now.problem = error.detail.empty() ? error.message.english() : error.detail;
    const bool not_there = now.phase == JobPhase::uploading || now.phase == JobPhase::submitting;
    if (is_refusal(error.code) && not_there) now.phase = JobPhase::prepared;
  });
  if (noted.failed()) return noted.error();
  return error;
}

Result<JobRecord> JobRunner::submit(const JobRecord& record, const Step& step) {
  const auto order = order_of(record);
  if (order.failed()) return give_up(record.uuid, order.error(), step);
  WERKBANK_TRY(const auto begun, change(record.uuid, step.changed, [this](JobRecord& now) {
                 if (is_with_the_factory(now.phase) || now.cancel_requested) return;
                 now.phase = JobPhase::submitting;
                 now.submitting_since = clock_->now();
                 now.problem.clear();
               }));
  if (begun.phase != JobPhase::submitting || begun.cancel_requested) return begun;
  const auto submission = step.factory.submit(*order, step.stop);
  if (submission.failed()) return give_up(record.uuid, submission.error(), step);
  if (submission.cancelled()) return Cancelled{};
  return note_submission(record.uuid, *submission, step);
}

Result<JobRecord> JobRunner::note_submission(const std::string& uuid, const Submission& submission, const Step& step) {
  WERKBANK_TRY(const auto record, change(uuid, step.changed, [&](JobRecord& now) {
                 now.scheduler_id = submission.scheduler_id;
                 if (!now.submitted_at) now.submitted_at = clock_->now();
                 if (!is_with_the_factory(now.phase)) now.phase = JobPhase::waiting;
               }));
  // Somebody changed their mind while the job was on its way.
  if (record.cancel_requested && !is_over(record.phase)) return cancel_there(record, step.factory, step.stop);
  return record;
}

Result<Receipt> JobRunner::fetch(const std::string& uuid, Factory& factory, const fs::path& into,
                                 const ProgressSink& progress, const std::stop_token& stop) {
  WERKBANK_TRY(const auto record, store_->load(uuid));
  if (record.scheduler_id.empty() && !record.submitted_at) {
    return usage(Message(
        WERKBANK_TEXT("jobs", "This job has not been sent yet, so there is nothing to fetch. Start it first.")));
  }
  std::vector<std::string> paths = {"out/summary.json", "out/report.html", "logs/job.log", "out/metrics.jsonl",
                                    "out/gpu"};
  if (const auto* job_template = catalogue_->find(record.template_id)) {
    for (const auto& output : job_template->outputs) {
      auto path = output.path;
      while (path.ends_with('/')) path.pop_back();
      const bool wanted = output.download == "always" && std::find(paths.begin(), paths.end(), path) == paths.end();
      if (wanted) paths.push_back(path);
    }
  }
  const bool so_far = !is_over(record.phase);
  const auto folder =
      so_far ? folder_so_far(into, folder_title(record), clock_->now()) : folder_of_result(into, record);
  WERKBANK_CHECK(make_folders(folder));
  auto receipt = so_far ? factory.fetch_so_far(uuid, paths, folder, progress, stop)
                        : factory.fetch(uuid, paths, folder, progress, stop);
  if (!receipt.ok()) {
    std::error_code ignored;
    fs::remove(folder, ignored);  // only when nothing came
    return receipt;
  }
  WERKBANK_CHECK(store_->change(uuid, [&folder, so_far](JobRecord& now) {
    (so_far ? now.so_far_in : now.fetched_to) = path_text(folder);
    return true;
  }));
  return receipt;
}

}  // namespace werkbank
