// What the window remembers from one day to the next: language, shade, folder, factory, its place on the screen. Read
// once; written on a thread of its own, since a disk that is busy takes its time and the window must not wait for it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include <QMap>
#include <QSettings>
#include <QVariant>

namespace werkbank {

class KeptSettings {
 public:
  /// Of `file` only the name and the format are used after the first reading.
  explicit KeptSettings(const QSettings& file);
  /// Waits until everything is written.
  ~KeptSettings();
  KeptSettings(const KeptSettings&) = delete;
  KeptSettings& operator=(const KeptSettings&) = delete;

  QVariant value(const QString& key, const QVariant& otherwise = {}) const { return values_.value(key, otherwise); }
  void set(const QString& key, const QVariant& value);

 private:
  void write(const std::stop_token& stop);

  const QString file_name_;
  const QSettings::Format format_;
  QMap<QString, QVariant> values_;

  std::mutex mutex_;  ///< guards unwritten_
  std::condition_variable_any changed_;
  QMap<QString, QVariant> unwritten_;
  std::jthread writer_;  ///< last, so that it ends before what it uses
};

}  // namespace werkbank
