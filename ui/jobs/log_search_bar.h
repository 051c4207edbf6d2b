// Searching a job's log: the field, how many lines hold the words, and the way from one to the next.
#pragma once

#include <optional>

#include "core/job_log/log_search.h"
#include "ui/live/background.h"
#include "ui/style/widgets.h"

class QLineEdit;
class QTimer;

namespace werkbank {

class LogBlocks;
class LogView;

class LogSearchBar : public Page {
  Q_OBJECT

 public:
  /// Both live longer.
  LogSearchBar(LogBlocks& blocks, LogView& view, QWidget* parent = nullptr);
  void begin();
  void go(bool forward);
  /// Searches what is new of the log.
  void log_changed();
  /// Forgets what was found: the log is another one.
  void begin_anew();

 signals:
  /// A line is about to be shown, so all lines must be.
  void going();
  void failed(const werkbank::Error& error);

 protected:
  void retranslate() override;

 private:
  void search_all();
  void search(LogStretch stretch);
  void came(const Result<FoundLines>& result, LogStretch stretch);
  void go_in_file(std::uint64_t from, bool forward, bool may_wrap);
  void show_count();
  std::uint64_t from_here(bool forward) const;

  LogBlocks& blocks_;
  LogView& view_;
  QLineEdit* field_;
  Caption* count_;
  IconButton* previous_;
  IconButton* next_;
  QTimer* pause_;
  std::string words_;  ///< that are looked for
  FoundLines found_;
  std::uint64_t searched_ = 0;  ///< bytes of the log
  std::optional<Progress> progress_;
  Background::Ticket searching_ = 0;
  Background::Ticket going_ = 0;
};

}  // namespace werkbank
