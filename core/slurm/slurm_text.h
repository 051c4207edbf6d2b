// The small words of Slurm's text output: fields between control characters, lengths of time, moments, amounts of
// memory. All functions are total: whatever they are given, they answer, with nothing where there is nothing to
// understand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

/// Between the fields of what we ask for: no name that a person gives can hold it.
inline constexpr char field_separator = '\x1f';

/// The lines of `text`, without their ends; empty lines are left out.
std::vector<std::string_view> lines_of(std::string_view text);
/// The parts of `line` between `separator`; at least one.
std::vector<std::string_view> split(std::string_view line, char separator);
/// Without spaces, tabs and carriage returns at both ends.
std::string_view trim(std::string_view text);

/// A whole number without sign that fills `text` but for spaces at its ends; a '+' behind it ("64+": at least) is
/// allowed.
std::optional<std::uint64_t> parse_count(std::string_view text);
/// "30:00", "8:00:00", "3-00:00:00", "2-4", "90" (minutes): as seconds. Nothing for UNLIMITED, INVALID, NOT_SET, "".
std::optional<double> parse_time_limit(std::string_view text);
/// Unix seconds from "1795481371" or "2026-11-24T00:50:01" (taken as UTC). Nothing for N/A, Unknown, None, "", 0.
std::optional<double> parse_moment(std::string_view text);
/// GiB from megabytes as sinfo prints them: "512000", "512000+".
std::optional<double> parse_megabytes(std::string_view text);

/// One "gpu:h100:4(S:0-1)" of a list of generic resources.
struct GpuCount {
  std::string type;  ///< empty when the site does not tell them apart
  int count = 0;
};
/// The GPUs in a gres text: "gpu:1g.12gb:8,gpu:3g.47gb:2", "gpu:4", "(null)".
std::vector<GpuCount> parse_gpus(std::string_view gres);

/// "id" when it is 1 to 20 digits (and, for arrays, "id_task"), else "".
std::string clean_job_id(std::string_view text);

}  // namespace werkbank
