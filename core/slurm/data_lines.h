// Several connections to one factory for one transfer: TCP and SSH bound what a single one carries over a long line.
// And no more on them together than the person allows. Inside core/slurm only.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/bandwidth.h"
#include "core/ssh/connection.h"

namespace werkbank {

class DataLines : public CommandRunner {
 public:
  using OpenAnother = std::function<Result<std::shared_ptr<Connection>>(const std::stop_token& stop)>;

  /// `first` is one of the `most`. A further one is opened when a command wants a line of its own and none is free, one
  /// after the other, and closed with this. Where one cannot be opened, those that are there carry everything.
  /// `bandwidth` may be null: then there is no limit.
  DataLines(CommandRunner& first, std::size_t most, OpenAnother open_another, std::shared_ptr<Bandwidth> bandwidth);

  Result<ExecResult> exec(const std::string& command, ExecOptions options, const std::stop_token& stop) override;

 private:
  struct Line {
    std::shared_ptr<Connection> connection;
    bool is_free = false;
  };
  void keep_to_bandwidth(ExecOptions& options, const std::stop_token& stop) const;
  /// Null: there is none besides the first.
  Line* take_line(const std::stop_token& stop);

  CommandRunner& first_;
  const std::size_t most_;
  const OpenAnother open_another_;
  const std::shared_ptr<Bandwidth> bandwidth_;
  std::mutex opening_;  ///< held while one is opened
  std::mutex mutex_;    ///< for all below
  std::vector<std::unique_ptr<Line>> lines_;
  bool is_in_vain_ = false;
};

}  // namespace werkbank
