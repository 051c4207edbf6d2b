// A job's log: its end at once whatever its size, follows new lines when asked, searches all of it, and shows only its
// errors and warnings. Reads the file in the background; say show_log() again whenever it may have grown.
#pragma once

#include <filesystem>
#include <functional>

#include "ui/jobs/log_blocks.h"
#include "ui/style/widgets.h"

class QCheckBox;
class QLineEdit;
class QTimer;

namespace werkbank {

class LogSearchBar;
class LogView;

class JobLog : public Page {
  Q_OBJECT

 public:
  /// Asks under which name to save; calls back with it, or never.
  using AskWhere = std::function<void(QWidget& parent, const QString& suggestion,
                                      const std::function<void(const QString&)>& chosen)>;

  explicit JobLog(QWidget* parent = nullptr);
  /// `file` need not be there yet, or may be empty. `explained_by` is the number of the line that says why the job
  /// failed, from 1; 0 when there is none.
  void show_log(const std::filesystem::path& file, std::uint64_t explained_by = 0);
  LogView& view() { return *view_; }
  LogBlocks& blocks() { return *blocks_; }
  /// Instead of the system's dialog.
  void set_ask_where(AskWhere ask) { ask_where_ = std::move(ask); }

 protected:
  void retranslate() override;

 private:
  void build_bars();
  void connect_all();
  void show_state();
  void begin_anew();
  void show_only_problems(bool on);
  void look_for_problems();
  void problems_came(Result<FoundProblems> result, LogStretch stretch);
  void go_to_explanation();
  void copy_chosen();
  void copy_chosen_or_all();
  void copy_shown(std::uint64_t from, std::uint64_t until);
  void copy_bytes(std::uint64_t from, std::uint64_t until);
  void ask_where_to_save();
  void save_to(const QString& path);
  void say(const Message& message, BannerKind kind);
  void say_state_of_filter();

  LogBlocks* blocks_;
  LogView* view_;
  LogSearchBar* search_;
  QCheckBox* only_problems_;
  QCheckBox* follow_;
  Caption* filter_words_;
  LinkButton* explanation_;
  SecondaryButton* to_end_;
  SecondaryButton* copy_;
  SecondaryButton* save_;
  Banner* banner_;
  EmptyState* nothing_;
  Waiting* waiting_;
  QWidget* body_;
  AskWhere ask_where_;
  std::uint64_t explained_by_ = 0;
  std::shared_ptr<FoundProblems> problems_;
  std::uint64_t problems_of_ = 0;  ///< how much of the log they are of
  Background::Ticket looking_for_problems_ = 0;
  bool is_saving_ = false;
  bool says_problem_ = false;  ///< the banner says that the log cannot be read
};

}  // namespace werkbank
