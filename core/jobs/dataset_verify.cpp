#include "core/jobs/dataset_verify.h"

#include "core/base/local_files.h"
#include "core/jobs/stored_advice.h"

namespace werkbank {

Result<DatasetCheck> verify_with_originals(Factory& factory, const std::string& name,
                                           const std::vector<JobRecord>& jobs, const ProgressSink& progress,
                                           const std::stop_token& stop) {
  WERKBANK_TRY(const auto check, factory.verify_dataset(name, nullptr, progress, stop));
  if (check.whole || check.knows_which || !check.unreadable.empty()) return check;
  const auto from = sent_from(name, factory.profile().id, jobs);
  if (from.empty()) return check;
  const auto original = scan_files(path_from_text(from), progress, stop);
  if (original.cancelled()) return Cancelled{};
  if (!original.ok() || !original->hash().starts_with(hash_digits_of(name))) return check;
  auto named = factory.verify_dataset(name, &original.value(), progress, stop);
  // What is known already is not taken back because the line broke.
  if (named.failed()) return check;
  return named;
}

}  // namespace werkbank
