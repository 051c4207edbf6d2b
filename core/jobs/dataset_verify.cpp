#include "core/jobs/dataset_verify.h"

#include "core/base/files_to_send.h"
#include "core/base/local_files.h"
#include "core/jobs/stored_advice.h"

namespace werkbank {

Result<FileManifest> sent_as(const std::string& name, const std::filesystem::path& root, const ProgressSink& progress,
                             const std::stop_token& stop) {
  WERKBANK_TRY(auto files, FilesToSend::look(root, nullptr, progress, stop));
  WERKBANK_TRY(const bool is_packed, files.pack(progress, stop));
  WERKBANK_CHECK(files.read(progress, stop));
  const bool was_packed = is_packed && files.manifest().hash().starts_with(hash_digits_of(name));
  return was_packed ? files.manifest() : files.originals();
}

Result<DatasetCheck> verify_with_originals(Factory& factory, const std::string& name,
                                           const std::vector<JobRecord>& jobs, const ProgressSink& progress,
                                           const std::stop_token& stop) {
  WERKBANK_TRY(const auto check, factory.verify_dataset(name, nullptr, progress, stop));
  if (check.whole || check.knows_which || !check.unreadable.empty()) return check;
  const auto from = sent_from(name, factory.profile().id, jobs);
  if (from.empty()) return check;
  const auto original = sent_as(name, path_from_text(from), progress, stop);
  if (original.cancelled()) return Cancelled{};
  if (!original.ok() || !original->hash().starts_with(hash_digits_of(name))) return check;
  auto named = factory.verify_dataset(name, &original.value(), progress, stop);
  // What is known already is not taken back because the line broke.
  if (named.failed()) return check;
  return named;
}

}  // namespace werkbank
