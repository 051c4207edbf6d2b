// A job's log for the window: its blocks are read in the background when they are asked for, the last ones are kept,
// its lines are counted, and what it grew by is noticed. Nothing here waits for a disk.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "core/job_log/log_search.h"
#include "ui/live/background.h"

namespace werkbank {

class LogBlocks : public QObject {
  Q_OBJECT

 public:
  explicit LogBlocks(QObject* parent = nullptr);

  /// Another log, or none; what is known of the one before is forgotten.
  void open(const std::filesystem::path& path);
  /// Looks in the background whether the log has grown, or was begun anew.
  void look();

  const LogFile& file() const { return file_; }
  /// Whether it was looked at already, or there is none.
  bool is_known() const { return is_known_ || file_.path().empty(); }
  const std::optional<Error>& problem() const { return problem_; }
  std::uint64_t size() const { return mark_.size; }
  std::size_t count() const { return LogFile::blocks_in(mark_.size); }

  /// Null while it is being read: arrived() follows. Of a block that has grown the older state, for that long.
  std::shared_ptr<const LogBlock> block(std::size_t index);
  const LineNumbers& numbers() const { return numbers_; }
  bool all_counted() const;
  /// For the work of others on this log, with era() as the receiver of its outcome: that is gone, and the work is
  /// stopped, as soon as another log is opened or this one begins anew.
  Background& background() { return background_; }
  QObject* era() const { return era_.get(); }

 signals:
  /// It was looked at: it is as it was, or has grown, or cannot be read.
  void looked();
  void arrived();
  void numbered();
  /// Another log, or the same one from its begin: what was known of it is no longer so.
  void begun_anew();

 private:
  struct Look {
    LogMark mark;
    bool goes_on = true;
  };
  struct Kept {
    std::shared_ptr<const LogBlock> block;
    std::uint64_t of_size = 0;  ///< of the log, when it was read
    std::uint64_t used = 0;     ///< when it was last asked for, in turns
  };
  using Read = std::vector<std::pair<std::size_t, std::shared_ptr<const LogBlock>>>;

  void forget();
  void seen(const Result<Look>& result);
  void want(std::size_t index);
  void read_wanted();
  void came(const Result<Read>& result, std::uint64_t size);
  void let_go();
  void count_on();
  void counted(Result<LineNumbers> result, std::uint64_t size);

  LogFile file_{std::filesystem::path()};
  LogMark mark_;
  bool is_known_ = false;
  std::optional<Error> problem_;
  LineNumbers numbers_;
  std::map<std::size_t, Kept> kept_;
  std::vector<std::size_t> wanted_;
  std::uint64_t turn_ = 0;
  bool is_looking_ = false;
  bool look_again_ = false;
  bool is_reading_ = false;
  bool will_read_ = false;
  bool is_counting_ = false;
  std::uint64_t uncountable_size_ = 0;  ///< of the log, when there was nothing more to count
  std::unique_ptr<QObject> era_;
  Background background_;  ///< last: ends before what it uses
};

}  // namespace werkbank
