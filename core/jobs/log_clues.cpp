#include "core/jobs/log_clues.h"

#include <algorithm>
#include <array>

namespace werkbank {
namespace {

constexpr std::size_t longest_shown = 300;
constexpr std::string_view own_mark = "[werkbank] ";

struct Pattern {
  std::string_view text;
  Cause cause;
};

/// Words that tools print only when this went wrong. The first that is in the line counts: "OutOfMemoryError" is the
/// GPU's before "MemoryError" is the main memory's.
constexpr std::array patterns = {
    Pattern{"CUDA out of memory", Cause::cuda_oom},
    Pattern{"HIP out of memory", Cause::cuda_oom},
    Pattern{"torch.OutOfMemoryError", Cause::cuda_oom},
    Pattern{"torch.cuda.OutOfMemoryError", Cause::cuda_oom},
    Pattern{"CUDA_ERROR_OUT_OF_MEMORY", Cause::cuda_oom},
    Pattern{"CUBLAS_STATUS_ALLOC_FAILED", Cause::cuda_oom},
    Pattern{"Disk quota exceeded", Cause::disk_quota},
    Pattern{"No space left on device", Cause::disk_quota},
    Pattern{"[Errno 122]", Cause::disk_quota},
    Pattern{"[Errno 28]", Cause::disk_quota},
    Pattern{"ModuleNotFoundError:", Cause::missing_module},
    Pattern{"ImportError:", Cause::missing_module},
    Pattern{"Lmod has detected the following error", Cause::missing_module},
    Pattern{"Unable to locate a modulefile", Cause::missing_module},
    Pattern{"error while loading shared libraries", Cause::missing_module},
    Pattern{": command not found", Cause::missing_module},
    Pattern{"FileNotFoundError:", Cause::missing_file},
    Pattern{"can't open file", Cause::missing_file},
    Pattern{"MemoryError", Cause::out_of_memory},
    Pattern{"std::bad_alloc", Cause::out_of_memory},
    Pattern{"Cannot allocate memory", Cause::out_of_memory},
    Pattern{"oom_kill", Cause::out_of_memory},
    Pattern{"oom-kill", Cause::out_of_memory},
    Pattern{"exceeded memory limit", Cause::out_of_memory},
    Pattern{"DUE TO TIME LIMIT", Cause::timeout},
    Pattern{"DUE TO NODE FAILURE", Cause::node_failure},
    Pattern{"GPU has fallen off the bus", Cause::node_failure},
    Pattern{"uncorrectable ECC error", Cause::node_failure},
    Pattern{"NVRM: Xid", Cause::node_failure},
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// An appended log holds all attempts; only the last one failed.
std::string_view last_attempt(std::string_view log) {
  std::size_t begin = 0;
  for (auto at = log.find(own_mark); at != std::string_view::npos; at = log.find(own_mark, at + 1)) {
    const auto line = log.substr(at, std::min(log.find('\n', at), log.size()) - at);
    const bool first_in_line = at == 0 || log[at - 1] == '\n';
    if (first_in_line && line.starts_with("[werkbank] attempt ") && line.ends_with(" starts")) begin = at;
  }
  return log.substr(begin);
}

/// "ValueError: text", "torch.cuda.CudaError", "KeyError": how a traceback ends.
bool names_an_exception(std::string_view line) {
  const auto name = line.substr(0, line.find(':'));
  if (name.empty() || line.front() == ' ' || line.front() == '\t') return false;
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  };
  return std::all_of(name.begin(), name.end(), plain);
}

}  // namespace

std::string shown_line(std::string_view line) {
  const auto begin = line.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  line = line.substr(begin, line.find_last_not_of(" \t\r\n") - begin + 1);
  if (line.size() <= longest_shown) return std::string(line);
  auto end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return std::string(line.substr(0, end)) + "\xE2\x80\xA6";  // an ellipsis
}

std::optional<Cause> cause_of_line(std::string_view line) {
  for (const auto& pattern : patterns) {
    if (contains(line, pattern.text)) return pattern.cause;
  }
  if (contains(line, "DataLoader worker") && contains(line, "killed")) return Cause::out_of_memory;
  return std::nullopt;
}

std::optional<Clue> clue_in(std::string_view log) {
  log = last_attempt(log);
  bool in_traceback = false;
  std::optional<Clue> exception;
  while (!log.empty()) {
    const auto line = log.substr(0, log.find('\n'));
    log.remove_prefix(std::min(log.size(), line.size() + 1));
    if (line.starts_with(own_mark)) continue;
    // The lines of source that a traceback quotes prove nothing: they say what the program would do.
    const bool quoted = in_traceback && line.starts_with(' ');
    if (const auto cause = quoted ? std::nullopt : cause_of_line(line)) return Clue{*cause, shown_line(line)};
    if (in_traceback && !exception && names_an_exception(line))
      exception = Clue{Cause::python_exception, shown_line(line)};
    if (contains(line, "Traceback (most recent call last)")) {
      in_traceback = true;
    } else if (!line.starts_with(' ')) {
      in_traceback = false;
    }
  }
  return exception;
}

}  // namespace werkbank
