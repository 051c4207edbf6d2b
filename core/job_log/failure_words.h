// The words by which tools say what went wrong: Slurm, the shell, Python, PyTorch, Hugging Face, NCCL, the NVIDIA
// driver. Written for causes, not for programs. Private to core/job_log.
#pragma once

#include <span>
#include <string_view>

#include "core/job_log/cause.h"

namespace werkbank {

/// How much a line counts when others speak against it; a smaller one wins.
enum class Weight {
  verdict,        ///< the scheduler or the kernel says that it ended the job
  root,           ///< this ended a program
  process,        ///< a process died, without a word why
  communication,  ///< processes lost one another: mostly because one of them died of something else
  abort,          ///< a process gave up; libraries do so after an error of their own
  setup,          ///< the environment was not as it should be; a program may run all the same
  hint,           ///< often harmless
  consequence,    ///< only says that something failed
};

struct LineClue {
  Cause cause = Cause::unknown;
  Weight weight = Weight::hint;
};

struct Rule {
  std::string_view text;
  Cause cause;
  Weight weight = Weight::root;
  std::string_view also = {};  ///< this too must be in the line
};

/// The first rule that fits a line counts: what is more exact stands before what is less.
std::span<const Rule> failure_rules();

struct KnownException {
  std::string_view name;  ///< the last part of it
  Cause cause;
  Weight weight = Weight::root;
};

/// Exceptions whose name says what is wrong.
std::span<const KnownException> known_exceptions();

}  // namespace werkbank
