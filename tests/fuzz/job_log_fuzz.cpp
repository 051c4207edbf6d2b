// What a job printed is untrusted: reading it may not crash, what is shown of it is short and can be read, and it does
// not matter how the bytes were cut.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/job_log/cause_words.h"
#include "core/job_log/failure_log.h"
#include "core/job_log/log_text.h"

namespace {

using namespace werkbank;

constexpr std::size_t longest_evidence = 300 + 3;  // and an ellipsis

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view log(reinterpret_cast<const char*>(data), size);
  const auto clue = failure_in(log, {});
  must(clue.line.size() <= longest_evidence && clue.line == readable_log(clue.line));
  must(clue.line.empty() == (clue.line_number == 0) && clue.line_number <= size + 1);
  must(cause_sentence(clue.cause).empty() == (clue.cause == Cause::none));
  FailureLog cut;
  const std::size_t step = size == 0 ? 1 : 1 + data[0] % 16;
  for (std::size_t at = 0; at < size; at += step) cut.add(log.substr(at, step));
  const auto same = cut.why({});
  must(same.cause == clue.cause && same.line == clue.line && same.line_number == clue.line_number);
  must(failure_in(log, {std::nullopt, true}).cause != Cause::none);
  must(failure_in(log, {Cause::none, false}).cause == Cause::none);
  (void)cause_of_line(log.substr(0, log.find('\n')));
  return 0;
}
