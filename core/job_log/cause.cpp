#include "core/job_log/cause.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace werkbank {
namespace {

constexpr int shell_signal_base = 128;

struct State {
  std::string_view word;
  Cause cause;
};

// Source: "JOB STATE CODES" in sacct(1). The first ten letters decide: sacct cuts them off after that.
constexpr std::array states = {
    State{"COMPLETED", Cause::none},         State{"TIMEOUT", Cause::timeout},
    State{"DEADLINE", Cause::timeout},       State{"OUT_OF_ME", Cause::oom_host},
    State{"NODE_FAIL", Cause::node_failure}, State{"PREEMPTED", Cause::preempted},
    State{"CANCELLED", Cause::cancelled},    State{"BOOT_FAIL", Cause::node_problem},
    State{"LAUNCH_FA", Cause::node_problem},
};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end || value < 0) return std::nullopt;
  return value;
}

std::optional<Cause> cause_of_signal(int signal) {
  switch (signal) {
    case 4:  // SIGILL
    case 6:  // SIGABRT
    case 7:  // SIGBUS
    case 8:  // SIGFPE
      return Cause::abort_core_dump;
    case 9:
      return Cause::killed_silently;
    case 11:
      return Cause::segfault;
    default:
      return std::nullopt;
  }
}

Ending by_state(std::string_view state) {
  const auto* const known = std::ranges::find_if(states, [&](const State& one) { return state.starts_with(one.word); });
  if (known != states.end()) return {known->cause, known->cause != Cause::none};
  return {std::nullopt, state.starts_with("FAILED")};
}

Ending by_exit_code(std::string_view code) {
  const auto colon = code.find(':');
  const auto exit_code = number(code.substr(0, colon));
  const auto signal = colon == std::string_view::npos ? std::optional(0) : number(code.substr(colon + 1));
  if (!exit_code || !signal) return {};
  if (*exit_code == 0 && *signal == 0) return {Cause::none, false};
  if (*signal != 0) return {cause_of_signal(*signal), true};
  return {cause_of_signal(*exit_code - shell_signal_base), true};
}

}  // namespace

const char* cause_code(Cause cause) {
  switch (cause) {
    case Cause::none:
      return "none";
    case Cause::unknown:
      return "unknown";
    case Cause::cancelled:
      return "cancelled";
    case Cause::timeout:
      return "timeout";
    case Cause::preempted:
      return "preempted";
    case Cause::node_failure:
      return "node-failure";
    case Cause::node_problem:
      return "node-problem";
    case Cause::node_drain_unkillable:
      return "node-drain-unkillable";
    case Cause::scheduler_down:
      return "scheduler-down";
    case Cause::submit_rejected:
      return "submit-rejected";
    case Cause::oom_host:
      return "oom-host";
    case Cause::cuda_oom:
      return "cuda-oom";
    case Cause::disk_quota:
      return "disk-quota";
    case Cause::disk_full:
      return "disk-full";
    case Cause::missing_module:
      return "missing-module";
    case Cause::missing_file:
      return "missing-file";
    case Cause::env_module:
      return "env-module";
    case Cause::library_mismatch:
      return "library-mismatch";
    case Cause::checkpoint_mismatch:
      return "checkpoint-mismatch";
    case Cause::permission:
      return "permission";
    case Cause::data_format:
      return "data-format";
    case Cause::network:
      return "network";
    case Cause::hf_auth:
      return "hf-auth";
    case Cause::wandb_auth:
      return "wandb-auth";
    case Cause::port_in_use:
      return "port-in-use";
    case Cause::nccl_timeout:
      return "nccl-timeout";
    case Cause::distributed:
      return "distributed";
    case Cause::gpu_arch:
      return "gpu-arch";
    case Cause::gpu_driver:
      return "gpu-driver";
    case Cause::gpu_hardware:
      return "gpu-hardware";
    case Cause::gpu_error:
      return "gpu-error";
    case Cause::python_exception:
      return "python-exception";
    case Cause::nan_loss:
      return "nan-loss";
    case Cause::segfault:
      return "segfault";
    case Cause::abort_core_dump:
      return "abort-core-dump";
    case Cause::killed_silently:
      return "killed-silently";
    case Cause::stopped_without_end:
      return "stopped-without-end";
    case Cause::lost:
      return "lost";
  }
  return "unknown";
}

Ending ending_of(std::string_view state, std::string_view exit_code) {
  const auto said = by_state(state);
  if (said.cause) return said;
  const auto by_code = by_exit_code(exit_code);
  return {by_code.cause, said.failed || by_code.failed};
}

}  // namespace werkbank
