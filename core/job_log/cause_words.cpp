#include "core/job_log/cause_words.h"

namespace werkbank {

Message cause_sentence(Cause cause) {
  switch (cause) {
    case Cause::none:
      return {};
    case Cause::cancelled:
      return Message(WERKBANK_TEXT("jobs", "This job was stopped."));
    case Cause::timeout:
      return Message(WERKBANK_TEXT("jobs", "The time that was asked for this job was used up before it was ready."));
    case Cause::preempted:
      return Message(WERKBANK_TEXT("jobs", "Your job had to make room for a more urgent one."));
    case Cause::node_failure:
      return Message(
          WERKBANK_TEXT("jobs", "A machine of the AI factory broke down under your job. This is not your mistake."));
    case Cause::node_problem:
      return Message(
          WERKBANK_TEXT("jobs", "A machine of the AI factory, or its disks, had a problem. This is not your mistake."));
    case Cause::node_drain_unkillable:
      return Message(
          WERKBANK_TEXT("jobs", "A machine of the AI factory could not end this job. This is not your mistake."));
    case Cause::scheduler_down:
      return Message(WERKBANK_TEXT("jobs", "The part of the AI factory that starts the jobs did not answer."));
    case Cause::submit_rejected:
      return Message(WERKBANK_TEXT(
          "jobs", "The AI factory did not accept this job: what it asks for is not allowed or does not exist there."));
    case Cause::oom_host:
      return Message(WERKBANK_TEXT("jobs", "The job needed more main memory than it had."));
    case Cause::cuda_oom:
      return Message(WERKBANK_TEXT("jobs", "The model did not fit in the memory of the GPU."));
    case Cause::disk_quota:
      return Message(WERKBANK_TEXT("jobs", "Your disk space on the AI factory is used up."));
    case Cause::disk_full:
      return Message(WERKBANK_TEXT("jobs", "A disk of the AI factory is full."));
    case Cause::missing_module:
      return Message(WERKBANK_TEXT(
          "jobs", "Software that this job needs is missing on the AI factory. This is not your mistake."));
    case Cause::missing_file:
      return Message(WERKBANK_TEXT("jobs", "The job looked for a file that is not there."));
    case Cause::env_module:
      return Message(WERKBANK_TEXT("jobs", "The software of this job could not be switched on at the AI factory."));
    case Cause::library_mismatch:
      return Message(WERKBANK_TEXT("jobs", "Two pieces of software on the AI factory do not fit together."));
    case Cause::checkpoint_mismatch:
      return Message(WERKBANK_TEXT(
          "jobs", "The saved model cannot be used: it is damaged, or it belongs to another kind of model."));
    case Cause::permission:
      return Message(WERKBANK_TEXT("jobs", "The job was not allowed to read or write a file."));
    case Cause::data_format:
      return Message(WERKBANK_TEXT("jobs", "The data could not be used."));
    case Cause::network:
      return Message(WERKBANK_TEXT("jobs",
                                   "The job wanted something from the internet and could not reach it. The computers "
                                   "of many AI factories have no internet."));
    case Cause::hf_auth:
      return Message(WERKBANK_TEXT(
          "jobs", "Hugging Face did not give the model or the data: it asks for an account or an accepted licence."));
    case Cause::wandb_auth:
      return Message(
          WERKBANK_TEXT("jobs", "The job wanted to report to Weights & Biases and was not signed in there."));
    case Cause::port_in_use:
      return Message(WERKBANK_TEXT("jobs", "Another program on the same machine used the same network port."));
    case Cause::nccl_timeout:
      return Message(WERKBANK_TEXT("jobs", "The GPUs waited for one another until the time for it was over."));
    case Cause::distributed:
      return Message(WERKBANK_TEXT("jobs", "The parts of the job on several GPUs lost one another."));
    case Cause::gpu_arch:
      return Message(WERKBANK_TEXT("jobs", "The software of this job cannot work with this kind of GPU."));
    case Cause::gpu_driver:
      return Message(WERKBANK_TEXT(
          "jobs", "The job found no GPU that it could use, or the driver of the GPU does not fit the software."));
    case Cause::gpu_hardware:
      return Message(WERKBANK_TEXT("jobs", "A GPU of the AI factory is broken. This is not your mistake."));
    case Cause::gpu_error:
      return Message(WERKBANK_TEXT("jobs", "A computation on the GPU went wrong."));
    case Cause::python_exception:
      return Message(WERKBANK_TEXT("jobs", "The training program broke off with an error."));
    case Cause::nan_loss:
      return Message(WERKBANK_TEXT("jobs", "The training went off course: its error is no number any more."));
    case Cause::segfault:
      return Message(WERKBANK_TEXT("jobs", "The training program crashed."));
    case Cause::abort_core_dump:
      return Message(WERKBANK_TEXT("jobs", "The training program gave up with a crash."));
    case Cause::killed_silently:
      return Message(WERKBANK_TEXT(
          "jobs", "The training program was stopped from outside, without a reason. Mostly it used too much memory."));
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
    case Cause::timeout:
      return has_checkpoint
                 ? Message(WERKBANK_TEXT(
                       "jobs", "An intermediate state was saved. Start the job anew with a longer running time."))
                 : Message(WERKBANK_TEXT("jobs", "Start the job anew with a longer running time, or with less data."));
    case Cause::cancelled:
      return Message(WERKBANK_TEXT("jobs", "Start a new job whenever you want; your data is still there."));
    case Cause::preempted:
    case Cause::node_failure:
      return Message(WERKBANK_TEXT("jobs", "Start the job anew."));
    case Cause::node_problem:
      return Message(WERKBANK_TEXT(
          "jobs", "Start the job anew. If it happens again, send the details to the help desk of the AI factory."));
    case Cause::node_drain_unkillable:
      return Message(WERKBANK_TEXT(
          "jobs", "Start the job anew; it goes to another machine. Tell the help desk of the AI factory about it."));
    case Cause::scheduler_down:
      return Message(WERKBANK_TEXT(
          "jobs", "Wait a while and start the job anew. If it happens again, ask the help desk of the AI factory."));
    case Cause::submit_rejected:
      return Message(WERKBANK_TEXT("jobs",
                                   "Look at the line of the log, change what the job asks for, and start it anew; or "
                                   "ask the help desk of the AI factory."));
    case Cause::oom_host:
    case Cause::killed_silently:
      return Message(WERKBANK_TEXT("jobs", "Start the job anew with more memory, or with less data."));
    case Cause::cuda_oom:
      return Message(WERKBANK_TEXT(
          "jobs", "Halve the batch size or use smaller images or shorter texts, and start the job anew."));
    case Cause::disk_quota:
      return Message(WERKBANK_TEXT("jobs", "Remove old jobs and data sets on the AI factory, and start the job anew."));
    case Cause::disk_full:
      return Message(WERKBANK_TEXT("jobs",
                                   "Remove old jobs and data sets on the AI factory, and start the job anew. If there "
                                   "is room enough, ask the help desk."));
    case Cause::missing_module:
    case Cause::env_module:
    case Cause::library_mismatch:
    case Cause::lost:
      return Message(WERKBANK_TEXT("jobs", "Tell the help desk of the AI factory, with the details of this job."));
    case Cause::missing_file:
      return Message(WERKBANK_TEXT("jobs", "Look whether your data holds all files, and start the job anew."));
    case Cause::checkpoint_mismatch:
      return Message(
          WERKBANK_TEXT("jobs", "Start the job anew without the saved model, or with one of the same kind."));
    case Cause::permission:
      return Message(WERKBANK_TEXT("jobs",
                                   "Look at the line of the log for the name of the file. Ask the help desk of the AI "
                                   "factory when it is not yours."));
    case Cause::data_format:
      return Message(WERKBANK_TEXT("jobs", "Repair the data on your computer, check it, and start a new job."));
    case Cause::network:
      return Message(WERKBANK_TEXT(
          "jobs", "Let the job use only what is already on the AI factory: upload the model or the data first."));
    case Cause::hf_auth:
      return Message(WERKBANK_TEXT("jobs",
                                   "Accept the licence on huggingface.co with your account, set its access token for "
                                   "the job, and start it anew."));
    case Cause::wandb_auth:
      return Message(WERKBANK_TEXT(
          "jobs", "Switch that report off in the program, or give the job its access key, and start it anew."));
    case Cause::port_in_use:
      return Message(WERKBANK_TEXT("jobs", "Start the job anew: it then gets another machine or another port."));
    case Cause::nccl_timeout:
    case Cause::distributed:
      return Message(WERKBANK_TEXT("jobs", "Start the job anew. If it happens again, try it on one machine."));
    case Cause::gpu_arch:
      return Message(WERKBANK_TEXT(
          "jobs",
          "Choose another kind of GPU, or tell the help desk of the AI factory, with the details of this job."));
    case Cause::gpu_driver:
      return Message(WERKBANK_TEXT(
          "jobs", "Look whether the job asked for a GPU. If it did, tell the help desk of the AI factory."));
    case Cause::gpu_hardware:
      return Message(WERKBANK_TEXT("jobs", "Start the job anew, and tell the help desk of the AI factory."));
    case Cause::gpu_error:
      return Message(WERKBANK_TEXT("jobs",
                                   "Look at the data first: often a label or a number is out of range. Otherwise send "
                                   "the details to the help desk."));
    case Cause::python_exception:
      return Message(WERKBANK_TEXT(
          "jobs", "Look at the end of the log. If it tells you nothing, send the details to the help desk."));
    case Cause::nan_loss:
      return Message(WERKBANK_TEXT("jobs", "Start the job anew with a learning rate that is three times smaller."));
    case Cause::segfault:
    case Cause::abort_core_dump:
      return Message(
          WERKBANK_TEXT("jobs", "Start the job anew. If it happens again, send the details to the help desk."));
    case Cause::stopped_without_end:
      return Message(WERKBANK_TEXT("jobs", "Look at the end of the log, and start the job anew."));
    case Cause::unknown:
      return Message(WERKBANK_TEXT("jobs", "Look at the end of the log, or send the details to the help desk."));
  }
  return {};
}

}  // namespace werkbank
