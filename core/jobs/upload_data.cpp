#include "core/jobs/upload_data.h"

#include <utility>

#include "core/base/hash_cache.h"
#include "core/base/local_files.h"
#include "core/factory/factory.h"

namespace werkbank {
namespace {

bool is_doubt(ErrorCode code) { return code == ErrorCode::data_rejected || code == ErrorCode::verification_failed; }

}  // namespace

Result<FilesToSend> data_to_send(const std::filesystem::path& root, HashCache* hashes, const ProgressSink& progress,
                                 const std::stop_token& stop) {
  WERKBANK_TRY(auto files, FilesToSend::look(root, hashes, progress, stop));
  if (files.manifest().entries.empty()) {
    return Error{ErrorCode::data_rejected,
                 Message(WERKBANK_TEXT("jobs", "There are no files in %1. Choose the folder that holds your data."),
                         {path_text(root)})};
  }
  files.read_ahead();
  return files;
}

Result<Receipt> upload_data(Factory& factory, FilesToSend files, const std::string& name, HashCache* hashes,
                            const ProgressSink& progress, const std::stop_token& stop) {
  const auto root = files.root();
  const auto left_out = files.manifest().left_out.sentences();
  auto receipt = factory.upload(std::move(files), name, progress, stop);
  if (receipt.failed() && is_doubt(receipt.error().code) && hashes != nullptr) hashes->forget(root);
  if (receipt.ok()) receipt->left_out = left_out;
  return receipt;
}

}  // namespace werkbank
