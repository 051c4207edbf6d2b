#include "ui/jobs/log_blocks.h"

#include <algorithm>

namespace werkbank {
namespace {

constexpr std::size_t most_kept = 64U << 20U;  // bytes
constexpr std::size_t most_at_once = 8;        // blocks, so that what is read shows soon
constexpr std::size_t most_wanted = 64;        // blocks
constexpr std::size_t counted_at_once = 256;   // blocks: 64 MiB

}  // namespace

LogBlocks::LogBlocks(QObject* parent) : QObject(parent), era_(std::make_unique<QObject>()) {}

void LogBlocks::open(const std::filesystem::path& path) {
  if (path == file_.path()) return;
  file_ = LogFile(path);
  forget();
  is_known_ = false;
  emit begun_anew();
  look();
}

void LogBlocks::forget() {
  // What is still on its way is of the log as it was: nobody receives it.
  background_.cancel_all();
  era_ = std::make_unique<QObject>();
  mark_ = {};
  problem_.reset();
  numbers_ = {};
  kept_.clear();
  wanted_.clear();
  is_looking_ = is_reading_ = is_counting_ = look_again_ = false;
  uncountable_size_ = 0;
}

void LogBlocks::look() {
  if (file_.path().empty()) return;
  look_again_ = is_looking_;
  if (is_looking_) return;
  is_looking_ = true;
  background_.run<Look>(
      era_.get(),
      [file = file_, before = mark_](const ProgressSink&, const std::stop_token&) -> Result<Look> {
        Look look;
        WERKBANK_TRY(look.goes_on, file.goes_on_from(before));
        WERKBANK_TRY(look.mark, file.mark());
        look.goes_on = look.goes_on && look.mark.size >= before.size;
        return look;
      },
      [this](const Result<Look>& result) { seen(result); });
}

void LogBlocks::seen(const Result<Look>& result) {
  is_looking_ = false;
  if (result.cancelled()) return;
  is_known_ = true;
  problem_.reset();
  if (result.failed()) {
    problem_ = result.error();
  } else {
    const bool anew = !result->goes_on;
    if (anew) forget();
    mark_ = result->mark;
    if (anew) emit begun_anew();
    count_on();
  }
  emit looked();
  if (look_again_) look();
}

std::shared_ptr<const LogBlock> LogBlocks::block(std::size_t index) {
  const auto found = kept_.find(index);
  if (found == kept_.end()) {
    want(index);
    return nullptr;
  }
  auto& kept = found->second;
  kept.used = ++turn_;
  if (!kept.block->is_whole && kept.of_size != mark_.size) want(index);
  return kept.block;
}

void LogBlocks::want(std::size_t index) {
  if (index >= count() || problem_) return;
  if (std::ranges::find(wanted_, index) == wanted_.end() && wanted_.size() < most_wanted) wanted_.push_back(index);
  if (is_reading_ || will_read_) return;
  // After this turn of the event loop, when all that is in view was asked for.
  will_read_ = true;
  QMetaObject::invokeMethod(this, &LogBlocks::read_wanted, Qt::QueuedConnection);
}

void LogBlocks::read_wanted() {
  will_read_ = false;
  if (is_reading_ || wanted_.empty()) return;
  std::vector<std::pair<std::size_t, std::shared_ptr<const LogBlock>>> ask;
  for (const auto index : wanted_) {
    if (ask.size() == most_at_once) break;
    const auto before = kept_.find(index);
    ask.emplace_back(index, before == kept_.end() ? nullptr : before->second.block);
  }
  wanted_.clear();  // who still needs one of the others asks again
  is_reading_ = true;
  const auto size = mark_.size;
  background_.run<Read>(
      era_.get(),
      [file = file_, ask = std::move(ask), size](const ProgressSink&, const std::stop_token& stop) -> Result<Read> {
        Read read;
        for (const auto& [index, before] : ask) {
          if (stop.stop_requested()) return Cancelled{};
          WERKBANK_TRY(auto block, file.block(index, size, before.get()));
          read.emplace_back(index, std::make_shared<const LogBlock>(std::move(block)));
        }
        return read;
      },
      [this, size](const Result<Read>& result) { came(result, size); });
}

void LogBlocks::came(const Result<Read>& result, std::uint64_t size) {
  is_reading_ = false;
  if (result.cancelled()) return;
  if (result.failed()) {
    // Perhaps it was begun anew this moment; looking tells, and takes the problem away when it was that.
    problem_ = result.error();
    emit looked();
    look();
    return;
  }
  for (const auto& [index, block] : *result) kept_[index] = {block, size, ++turn_};
  let_go();
  emit arrived();
}

void LogBlocks::let_go() {
  std::size_t cost = 0;
  for (const auto& [index, kept] : kept_) cost += kept.block->cost();
  while (cost > most_kept && kept_.size() > most_at_once) {
    const auto oldest = std::ranges::min_element(kept_, {}, [](const auto& one) { return one.second.used; });
    cost -= oldest->second.block->cost();
    kept_.erase(oldest);
  }
}

bool LogBlocks::all_counted() const {
  // The lines of the last block need no counting: nothing stands after them.
  return is_known() && (numbers_.blocks() + 1 >= count() || uncountable_size_ == mark_.size);
}

void LogBlocks::count_on() {
  if (is_counting_ || all_counted()) return;
  is_counting_ = true;
  const auto size = mark_.size;
  background_.run<LineNumbers>(
      era_.get(),
      [file = file_, size, numbers = numbers_](const ProgressSink&, const std::stop_token& stop) {
        return count_lines(file, size, numbers, counted_at_once, stop);
      },
      [this, size](Result<LineNumbers> result) { counted(std::move(result), size); });
}

void LogBlocks::counted(Result<LineNumbers> result, std::uint64_t size) {
  is_counting_ = false;
  if (!result.ok()) return;
  if (result->blocks() == numbers_.blocks()) uncountable_size_ = size;  // a line goes on past the end of its block
  numbers_ = std::move(result).value();
  emit numbered();
  count_on();
}

}  // namespace werkbank
