// Which files of a job folder are watched while the job runs, whatever the factory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

struct FollowedVariants;

/// In the job folder, of a sweep: in it each variant has its folder.
inline constexpr std::string_view variants_folder = "variants/";

/// The folder of one variant of a sweep in the job folder: "variants/3/".
std::string variant_folder(int number);

/// "out/metrics.jsonl" of "variants/3/out/metrics.jsonl"; a path that is in no variant's folder as it is.
std::string_view path_in_variant(std::string_view path);

/// Whether it is a path in the folder of a variant: "variants/3/out/metrics.jsonl".
bool is_in_variant(std::string_view path);

/// The numbers of all that are followed, each once: the best first, the one that runs last.
std::vector<int> numbers_of(const FollowedVariants& follows);

/// Whether a factory may tell of a file of this name: out/metrics.jsonl, logs/job.log, out/gpu/<name>.csv, and the
/// first and the last of them in the folder of a variant.
bool is_watched_file(std::string_view path);

}  // namespace werkbank
