#include "app/assembly/signing_key.h"

#include <QFile>

#include "core/base/local_files.h"
#include "core/base/signature.h"

namespace werkbank {
namespace {

constexpr std::uint64_t largest_key = 4096;

Error not_written(const std::filesystem::path& file, const QFile& there) {
  return {ErrorCode::local_file,
          Message(WERKBANK_TEXT("app",
                                "The key cannot be written into %1: the file is there already, or the folder may "
                                "not be written to. Name another file."),
                  {path_text(file)}),
          there.errorString().toStdString()};
}

}  // namespace

std::filesystem::path usual_signing_key(const Places& places) { return places.home / "invitation.key"; }

std::filesystem::path signing_key_file(const Places& places, const std::string& named) {
  return named.empty() ? usual_signing_key(places) : path_from_text(named);
}

Result<std::string> make_signing_key(const std::filesystem::path& file) {
  WERKBANK_TRY(const auto keys, make_signing_keys());
  if (file.has_parent_path()) WERKBANK_CHECK(make_folders(file.parent_path()));
  QFile target(file);
  // For its owner alone from the first moment on.
  if (!target.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
    return not_written(file, target);
  const auto line = QByteArray::fromStdString(keys.private_key.reveal() + "\n");
  if (target.write(line) != line.size() || !target.flush()) {
    const auto error = not_written(file, target);
    target.remove();
    return error;
  }
  return keys.public_key;
}

Result<Secret> read_signing_key(const std::filesystem::path& file) {
  WERKBANK_TRY(auto text, read_file(file, largest_key));
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  Secret key(std::move(text));
  WERKBANK_CHECK(public_key_of(key));
  return key;
}

}  // namespace werkbank
