// Everything that Slurm and a login shell print is untrusted: reading it may not crash, and what comes out is bounded
// by what went in.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/slurm/answer_frames.h"
#include "core/slurm/cluster_facts.h"
#include "core/slurm/job_rows.h"
#include "core/slurm/placement.h"
#include "core/slurm/poll.h"
#include "core/slurm/refusal.h"

namespace {

using namespace werkbank;

void must(bool holds) {
  if (!holds) std::abort();
}

void check_rows(const SchedulerRows& rows, std::size_t size) {
  must(rows.rows.size() + static_cast<std::size_t>(rows.garbled) <= size);
  for (const auto& row : rows.rows) {
    must(!row.id.empty() && row.state != JobState::unknown);
    for (const auto& moment : {row.starts_at, row.ends_at, row.submitted_at, row.limit_seconds})
      must(!moment || (std::isfinite(*moment) && *moment >= 0));
    must(!row.exit_code || (*row.exit_code >= 0 && *row.exit_code <= 255));
  }
}

void check_placement(std::string_view text) {
  ClusterFacts facts;
  facts.groups = parse_sinfo(text);
  facts.rules = parse_partitions(text);
  facts.associations = parse_associations(text);
  facts.qos = parse_qos(text);
  for (const int gpus : {0, 1, 9}) {
    Need need;
    need.gpus = gpus;
    const auto placement = choose_placement(facts, Profile{}, need);
    must(placement.failed() || (!placement->partition.empty() && placement->gpus_per_node >= gpus));
    must(placement.ok() || !placement.error().message.empty());
  }
}

void check_poll(std::string_view text) {
  const auto answer = Answer::parse(text);
  if (!answer.ok()) return;
  JobQuestion question;
  question.uuid = "11111111-2222-4333-8444-555555555555";
  SeenQueue seen{"a sum", std::string(text)};
  const auto reading = read_poll(*answer, {question}, 1795484000, seen);
  must(reading.failed() || reading->answers.size() == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_rows(parse_squeue(text), size);
  check_rows(parse_sacct(text), size);
  check_placement(text);
  check_poll(text);
  must(!scheduler_refusal(text).message.empty());
  const auto forecast = parse_forecast(text);
  must(!forecast || !forecast->starts_at || std::isfinite(*forecast->starts_at));
  must(parse_gpus(text).size() <= size);
  must(clean_job_id(text).size() <= 20);
  static_cast<void>(says_unavailable(text));
  static_cast<void>(parse_free_bytes(text));
  static_cast<void>(parse_version(text));
  return 0;
}
