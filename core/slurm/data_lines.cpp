#include "core/slurm/data_lines.h"

#include <utility>

namespace werkbank {

DataLines::DataLines(CommandRunner& first, std::size_t most, OpenAnother open_another)
    : first_(first), most_(most), open_another_(std::move(open_another)) {}

Result<ExecResult> DataLines::exec(const std::string& command, ExecOptions options, const std::stop_token& stop) {
  auto* line = options.own_line ? take_line(stop) : nullptr;
  if (line == nullptr) return first_.exec(command, std::move(options), stop);
  auto result = line->connection->exec(command, std::move(options), stop);
  const std::lock_guard lock(mutex_);
  line->is_free = true;
  return result;
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
