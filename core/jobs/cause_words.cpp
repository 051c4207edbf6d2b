#include "core/jobs/cause_words.h"

namespace werkbank {

const char* cause_code(Cause cause) {
  switch (cause) {
    case Cause::none:
      return "none";
    case Cause::cancelled:
      return "cancelled";
    case Cause::data_format:
      return "data-format";
    case Cause::timeout:
      return "timeout";
    case Cause::out_of_memory:
      return "out-of-memory";
    case Cause::cuda_oom:
      return "cuda-oom";
    case Cause::missing_module:
      return "missing-module";
    case Cause::missing_file:
      return "missing-file";
    case Cause::disk_quota:
      return "disk-quota";
    case Cause::python_exception:
      return "python-exception";
    case Cause::node_failure:
      return "node-failure";
    case Cause::preempted:
      return "preempted";
    case Cause::stopped_without_end:
      return "stopped-without-end";
    case Cause::lost:
      return "lost";
    case Cause::unknown:
      return "unknown";
  }
  return "unknown";
}

Message cause_sentence(Cause cause) {
  switch (cause) {
    case Cause::none:
      return {};
    case Cause::cancelled:
      return Message(WERKBANK_TEXT("jobs", "This job was stopped."));
    case Cause::data_format:
      return Message(WERKBANK_TEXT("jobs", "The data could not be used."));
    case Cause::timeout:
      return Message(WERKBANK_TEXT("jobs", "The time that was asked for this job was used up before it was ready."));
    case Cause::out_of_memory:
      return Message(WERKBANK_TEXT("jobs", "The job needed more main memory than it had."));
    case Cause::cuda_oom:
      return Message(WERKBANK_TEXT("jobs", "The model did not fit in the memory of the GPU."));
    case Cause::missing_module:
      return Message(WERKBANK_TEXT(
          "jobs", "Software that this job needs is missing on the AI factory. This is not your mistake."));
    case Cause::missing_file:
      return Message(WERKBANK_TEXT("jobs", "The job looked for a file that is not there."));
    case Cause::disk_quota:
      return Message(WERKBANK_TEXT("jobs", "The disk space on the AI factory is used up."));
    case Cause::python_exception:
      return Message(WERKBANK_TEXT("jobs", "The training program broke off with an error."));
    case Cause::node_failure:
      return Message(
          WERKBANK_TEXT("jobs", "A machine of the AI factory broke down under your job. This is not your mistake."));
    case Cause::preempted:
      return Message(WERKBANK_TEXT("jobs", "Your job had to make room for a more urgent one."));
    case Cause::stopped_without_end:
      return Message(WERKBANK_TEXT("jobs", "The job stopped before its work was finished, without saying why."));
    case Cause::lost:
      return Message(WERKBANK_TEXT("jobs", "The AI factory no longer knows this job, and its work was not finished."));
    case Cause::unknown:
      return Message(WERKBANK_TEXT("jobs", "The job failed, and Werkbank cannot tell why."));
  }
  return {};
}

Message cause_advice(Cause cause, bool has_checkpoint) {
  switch (cause) {
    case Cause::none:
      return {};
    case Cause::cancelled:
      return Message(WERKBANK_TEXT("jobs", "Start a new job whenever you want; your data is still there."));
    case Cause::data_format:
      return Message(WERKBANK_TEXT("jobs", "Repair the data on your computer, check it, and start a new job."));
    case Cause::timeout:
      return has_checkpoint
                 ? Message(WERKBANK_TEXT(
                       "jobs", "An intermediate state was saved. Start the job anew with a longer running time."))
                 : Message(WERKBANK_TEXT("jobs", "Start the job anew with a longer running time, or with less data."));
    case Cause::out_of_memory:
      return Message(WERKBANK_TEXT("jobs", "Start the job anew with more memory, or with less data."));
    case Cause::cuda_oom:
      return Message(WERKBANK_TEXT(
          "jobs", "Halve the batch size or use smaller images or shorter texts, and start the job anew."));
    case Cause::missing_module:
    case Cause::lost:
      return Message(WERKBANK_TEXT("jobs", "Tell the help desk of the AI factory, with the details of this job."));
    case Cause::missing_file:
      return Message(WERKBANK_TEXT("jobs", "Look whether your data holds all files, and start the job anew."));
    case Cause::disk_quota:
      return Message(WERKBANK_TEXT("jobs", "Remove old jobs and data sets on the AI factory, and start the job anew."));
    case Cause::python_exception:
      return Message(WERKBANK_TEXT(
          "jobs", "Look at the end of the log. If it tells you nothing, send the details to the help desk."));
    case Cause::node_failure:
    case Cause::preempted:
      return Message(WERKBANK_TEXT("jobs", "Start the job anew."));
    case Cause::stopped_without_end:
      return Message(WERKBANK_TEXT("jobs", "Look at the end of the log, and start the job anew."));
    case Cause::unknown:
      return Message(WERKBANK_TEXT("jobs", "Look at the end of the log, or send the details to the help desk."));
  }
  return {};
}

}  // namespace werkbank
