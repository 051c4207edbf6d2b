#include "core/slurm/data_lines.h"

#include <utility>

namespace werkbank {

DataLines::DataLines(CommandRunner& first, std::size_t most, OpenAnother open_another,
                     std::shared_ptr<Bandwidth> bandwidth)
    : first_(first), most_(most), open_another_(std::move(open_another)), bandwidth_(std::move(bandwidth)) {}

Result<ExecResult> DataLines::exec(const std::string& command, ExecOptions options, const std::stop_token& stop) {
  if (bandwidth_ && options.priority == Priority::bulk) keep_to_bandwidth(options, stop);
  auto* line = options.own_line ? take_line(stop) : nullptr;
  if (line == nullptr) return first_.exec(command, std::move(options), stop);
  auto result = line->connection->exec(command, std::move(options), stop);
  const std::lock_guard lock(mutex_);
  line->is_free = true;
  return result;
}

void DataLines::keep_to_bandwidth(ExecOptions& options, const std::stop_token& stop) const {
  if (options.stdin_source) {
    options.may_send = [bandwidth = bandwidth_, may_send = std::move(options.may_send)] {
      return bandwidth->may_move(Bandwidth::Way::up) && (!may_send || may_send());
    };
    options.stdin_source = [bandwidth = bandwidth_, source = std::move(options.stdin_source)](std::span<char> room) {
      auto count = source(room);
      if (count.ok()) bandwidth->moved(Bandwidth::Way::up, *count);
      return count;
    };
  }
  if (options.stdout_sink) {
    options.stdout_sink = [bandwidth = bandwidth_, sink = std::move(options.stdout_sink),
                           stop](std::string_view bytes) -> Result<Done> {
      WERKBANK_CHECK(sink(bytes));
      bandwidth->moved(Bandwidth::Way::down, bytes.size());
      if (!bandwidth->wait(Bandwidth::Way::down, stop)) return Cancelled{};
      return Done{};
    };
  }
}

DataLines::Line* DataLines::take_line(const std::stop_token& stop) {
  // A server that is asked for many at once may refuse some (MaxStartups).
  const std::lock_guard one_at_a_time(opening_);
  {
    const std::lock_guard lock(mutex_);
    for (const auto& line : lines_) {
      if (!line->is_free || !line->connection->alive()) continue;
      line->is_free = false;
      return line.get();
    }
    if (is_in_vain_ || lines_.size() + 1 >= most_) return nullptr;
  }
  auto opened = open_another_(stop);
  const std::lock_guard lock(mutex_);
  if (!opened.ok()) {
    is_in_vain_ = true;
    return nullptr;
  }
  lines_.push_back(std::make_unique<Line>(Line{std::move(opened).value(), false}));
  return lines_.back().get();
}

}  // namespace werkbank
