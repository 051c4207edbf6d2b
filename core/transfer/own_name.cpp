#include "core/transfer/own_name.h"

#include <filesystem>

#include <QLockFile>
#include <QSysInfo>

#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "core/base/uuid.h"

namespace werkbank {

OwnName::OwnName(const std::string& what) {
  const auto temporary = std::filesystem::temp_directory_path();
  const auto computer = QSysInfo::machineUniqueId().toStdString() + path_text(temporary);
  constexpr std::size_t digits = 32;
  text_ = sha256_hex(computer + what).substr(0, digits);
  lock_ = std::make_unique<QLockFile>(
      QString::fromStdString(path_text(temporary / ("werkbank-moving-" + text_ + ".lock"))));
  if (!lock_->tryLock()) text_ = new_uuid();
}

OwnName::~OwnName() = default;

}  // namespace werkbank
