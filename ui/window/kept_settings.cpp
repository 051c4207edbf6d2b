#include "ui/window/kept_settings.h"

#include <utility>

namespace werkbank {

KeptSettings::KeptSettings(const QSettings& file) : file_name_(file.fileName()), format_(file.format()) {
  for (const QString& key : file.allKeys()) values_[key] = file.value(key);
  writer_ = std::jthread([this](const std::stop_token& stop) { write(stop); });
}

KeptSettings::~KeptSettings() = default;

void KeptSettings::set(const QString& key, const QVariant& value) {
  if (values_.contains(key) && values_[key] == value) return;
  values_[key] = value;
  {
    const std::lock_guard lock(mutex_);
    unwritten_[key] = value;
  }
  changed_.notify_one();
}

void KeptSettings::write(const std::stop_token& stop) {
  while (true) {
    QMap<QString, QVariant> now;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, stop, [this] { return !unwritten_.isEmpty(); });
      now = std::exchange(unwritten_, {});
    }
    if (now.isEmpty()) return;  // asked to stop, and nothing is left to write
    QSettings file(file_name_, format_);
    for (auto entry = now.cbegin(); entry != now.cend(); ++entry) file.setValue(entry.key(), entry.value());
    file.sync();
  }
}

}  // namespace werkbank
