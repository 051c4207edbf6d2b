// The interface that the rest of the program asks: a place that keeps data and runs jobs. core/slurm and core/practice
// are such places. All calls block and belong on worker threads; several threads may call at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/conversation.h"
#include "core/base/dataset_check.h"
#include "core/base/file_manifest.h"
#include "core/base/files_to_send.h"
#include "core/base/progress.h"
#include "core/base/receipt.h"
#include "core/base/result.h"
#include "core/base/stored.h"
#include "core/factory/job_order.h"
#include "core/factory/open_notebook.h"
#include "core/factory/profile.h"

namespace werkbank {

/// Where a job stands, as the factory sees it. Not yet whether it did what it should: see jobs/.
enum class JobState {
  unknown,  ///< the factory does not know this job (any more)
  pending,
  running,
  completing,
  completed,  ///< the scheduler's word, no proof
  failed,
  timed_out,
  cancelled,
  out_of_memory,
  node_failed,
  preempted,
};
bool is_over(JobState state);

/// What this person may use here, found by asking.
struct Offer {
  std::string user;
  std::string work_folder;            ///< of Werkbank: <work>/werkbank
  std::vector<std::string> accounts;  ///< the first is used
  std::string account;                ///< chosen silently; empty when none is needed
  std::vector<Partition> partitions;  ///< that are up and that the person may use
  std::string scheduler_version;
  std::optional<std::uint64_t> free_bytes;  ///< in the work folder
  bool has_gpu() const;
};

struct StartForecast {
  std::optional<double> starts_at;  ///< unix seconds; empty when the scheduler does not say
  std::string partition;
  CourseUse course = CourseUse::none;
};

struct Submission {
  std::string scheduler_id;  ///< the scheduler's number
  bool was_there = false;    ///< found by its uuid: it had been submitted before
};

/// The variants of a sweep of which more is watched than what the job says of them, by number from 0. Not more than
/// can be shown together, so that a sweep of many costs no more than a sweep of some.
struct FollowedVariants {
  std::optional<int> leading;    ///< the best so far: its records
  std::optional<int> running;    ///< one that runs: its records and its samples
  std::vector<int> others = {};  ///< neither of these two: their records
  bool operator==(const FollowedVariants&) const = default;
};

/// A question about one job: what is new since these offsets?
struct JobQuestion {
  std::string uuid;
  std::string scheduler_id;                      ///< may be empty: then by uuid
  std::map<std::string, std::uint64_t> offsets;  ///< bytes already read of the watched files: see watched_files.h
  FollowedVariants follows;
  bool wants_files = true;
  bool wants_state = true;  ///< false: the scheduler is left in peace, and the answer's state stays unknown
};

struct FilePiece {
  std::string path;          ///< relative to the job folder
  std::uint64_t offset = 0;  ///< of the first byte
  std::string bytes;         ///< at most 256 KiB a poll
  std::uint64_t size = 0;    ///< of the whole file now; smaller than the offset: the file was begun anew
};

struct JobAnswer {
  std::string uuid;
  std::string scheduler_id;
  JobState state = JobState::unknown;
  std::string reason;  ///< the scheduler's own word for why it waits or ended, for "details"
  std::optional<int> exit_code;
  std::optional<double> submitted_at;
  std::optional<double> starts_at;  ///< expected, while pending
  std::optional<double> started_at;
  std::optional<double> ended_at;
  std::optional<double> ends_by;  ///< its time limit, while running
  std::string place;              ///< node names
  int restarts = 0;
  std::vector<FilePiece> files;
};

/// What in this factory is not real, for the person to know.
struct Reality {
  bool queue_is_pretended = false;
  bool runs_here = false;       ///< the job is a process on this computer
  bool is_played_back = false;  ///< a recorded run is shown instead of a real one
  bool gpu_is_simulated = false;
  bool all_real() const { return !queue_is_pretended && !runs_here && !is_played_back && !gpu_is_simulated; }
  /// One line: what is simulated. Empty when all is real.
  Message sentence() const;
};

/// Something that must work in the person's account before any job can: it runs commands, it takes files one by one.
struct AccountReport {
  enum class What { commands, files };
  What what = What::commands;
  bool works = false;
  double seconds = 0;
  Message words;       ///< for the person, with what to do next when it does not work
  std::string detail;  ///< technical, may hold what the server said; never a secret
};

class Factory {
 public:
  virtual ~Factory() = default;

  virtual const Profile& profile() const = 0;
  /// What would be real for this template here; null: for the factory as a whole.
  virtual Reality reality(const JobTemplate* job_template) const = 0;

  virtual bool is_signed_in() const = 0;
  /// Errors: host_*, sign_in_*, connection_lost, timed_out.
  virtual Result<Done> sign_in(Conversation& conversation, const std::stop_token& stop) = 0;
  /// Signs in again where that needs no person: with keys, an agent, a certificate, or what the keychain keeps. Error
  /// sign_in_needed (Grade::ask_person) when a question would have to be answered; then no password and no code was
  /// sent.
  virtual Result<Done> sign_in_again(const std::stop_token& stop) = 0;
  virtual void sign_out() = 0;
  /// A host key that the person accepted during sign_in, to pin in the profile; empty when there was no such question.
  virtual std::string accepted_host_key() const = 0;
  /// Adds a public key ("ssh-ed25519 base64 comment") to those that open the person's account; only while signed in.
  /// Adding it twice changes nothing. Errors: connection_lost, remote_file, usage (no such line, or a factory without
  /// keys).
  virtual Result<Done> hand_in_key(const std::string& public_line, const std::stop_token& stop) = 0;

  /// What works in the person's account; only while signed in, and over that connection. Empty where there is no
  /// account. Error: connection_lost (there was none; one that breaks meanwhile is what a report says).
  virtual Result<std::vector<AccountReport>> check_account(const std::stop_token& stop) = 0;

  /// Errors: no_such_account, scheduler_unavailable, connection_lost.
  virtual Result<Offer> offer(const std::stop_token& stop) = 0;

  /// Brings the files to the factory as the data set `name`, verified on both ends.
  virtual Result<Receipt> upload(FilesToSend files, const std::string& name, const ProgressSink& progress,
                                 const std::stop_token& stop) = 0;

  /// What Werkbank keeps here and what room is left, counted now: with much data that takes minutes. The scheduler is
  /// left in peace. Errors: remote_file, answer_garbled, connection_lost, timed_out.
  virtual Result<Stored> stored(const std::stop_token& stop) = 0;

  /// Removes one thing of stored() for good; Done as well when it is gone already. It is taken from its place first and
  /// then removed, so that nothing half removed ever stands there. Refused (usage) for what is not ours; for a job that
  /// is not over, and for the data set of one, by removal.unfinished or by what the factory itself says; for a data set
  /// that other jobs use, without removal.even_if_used; and for the left-over of a transfer that may be under way.
  /// Errors: usage, remote_file, scheduler_unavailable (nobody could say whether a job is over: nothing was removed),
  /// connection_lost, timed_out (it may be gone or not: call again).
  virtual Result<Done> remove_stored(const Removal& removal, const std::stop_token& stop) = 0;

  /// Reads every byte of the data set "name@hash16" there and compares it with what was sent, of which the name says
  /// the hash. `original` (may be null) is the manifest of the files that were sent, to name those that differ; usage
  /// when it is of other data. A damaged data set is an answer, no error, and is never called whole. Errors: usage,
  /// remote_file (it is not there, or vanished meanwhile), connection_lost, timed_out.
  virtual Result<DatasetCheck> verify_dataset(const std::string& name, const FileManifest* original,
                                              const ProgressSink& progress, const std::stop_token& stop) = 0;

  /// Would the scheduler take it, and when would it start? Nothing is submitted. Error: scheduler_refused.
  virtual Result<StartForecast> rehearse(const JobOrder& order, const std::stop_token& stop) = 0;

  /// Submits `order` exactly once: when a job of this uuid is known already, that one is the answer. After
  /// connection_lost or timed_out the job may or may not be there: call again with the same order.
  virtual Result<Submission> submit(const JobOrder& order, const std::stop_token& stop) = 0;
  /// The job of this uuid, if the factory knows one. Error: job_unknown.
  virtual Result<Submission> find(const std::string& uuid, const std::stop_token& stop) = 0;

  /// One question to the factory, whatever the number of jobs; to its scheduler only when a question wants a state: at
  /// most once in 15 s. Error: scheduler_unavailable, connection_lost: then
  /// nothing is known, and least of all that a job has ended.
  virtual Result<std::vector<JobAnswer>> poll(const std::vector<JobQuestion>& questions,
                                              const std::stop_token& stop) = 0;

  virtual Result<Done> cancel(const std::string& uuid, const std::stop_token& stop) = 0;

  /// Brings `paths` (files or folders, relative to the job folder; absent ones are left out) into `into`, verified.
  virtual Result<Receipt> fetch(const std::string& uuid, const std::vector<std::string>& paths,
                                const std::filesystem::path& into, const ProgressSink& progress,
                                const std::stop_token& stop) = 0;

  /// The same of a job that still runs: its files as they are at one moment, while it goes on.
  virtual Result<Receipt> fetch_so_far(const std::string& uuid, const std::vector<std::string>& paths,
                                       const std::filesystem::path& into, const ProgressSink& progress,
                                       const std::stop_token& stop) = 0;

  /// The notebook that the job of this uuid serves, at a port of this computer for as long as what it gives back and
  /// the connection live. The scheduler's accounts are left in peace. Errors: usage (this factory can open none, which
  /// is what one that does not say otherwise answers), job_unknown (the job serves none now), answer_garbled,
  /// remote_file, connection_lost, timed_out, scheduler_refused.
  virtual Result<std::unique_ptr<OpenNotebook>> open_notebook(const std::string& uuid, const std::stop_token& stop);
};

}  // namespace werkbank
