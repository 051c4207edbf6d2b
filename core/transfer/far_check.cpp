#include "core/transfer/far_check.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "core/transfer/base_version.h"
#include "core/transfer/check_script.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/sums.h"

namespace werkbank {
namespace {

// A large file is read back in runs of at least so many parcels, so that not every one costs a process there.
constexpr std::size_t parcels_in_a_run = 6;
// No sum, no name of ours is as long.
constexpr std::size_t longest_line = 4096;
constexpr std::size_t words_at_once = 64U << 10U;

}  // namespace

FarCheck::FarCheck(const Shipment& shipment, const std::vector<Parcel>& parcels)
    : shipment_(shipment), parcels_(parcels), there_(parcels.size()) {
  expect_all();
}

void FarCheck::expect(const std::set<std::size_t>& numbers) {
  for (const auto number : numbers) {
    const auto& parcel = parcels_[number];
    if (!parcel.is_piece) {
      (parcel.is_linked && !linked_by_name_ ? linked_ : small_).push_back(number);
      clear_ = true;
    } else if (!large_.empty() && parcels_[large_.back().first].first == parcel.first) {
      ++large_.back().count;
    } else {
      large_.push_back({number, 1});
    }
  }
}

void FarCheck::arrived(std::size_t number) {
  const std::lock_guard lock(mutex_);
  if (number < there_.size()) there_[number] = true;
}

Result<Done> FarCheck::run(CommandRunner& runner, std::vector<std::string> arguments, const std::stop_token& stop) {
  const auto place = arguments.front();
  arguments.push_back(shipment_.names_hash());
  RemoteCommand command;
  command.script = std::string(tree_hash_script) + sums_script + await_base_script + check_script;
  command.arguments = std::move(arguments);
  command.input = [this](std::span<char> room) { return give(room); };
  command.may_send = [this] { return has_words(); };
  command.output = [this](std::string_view bytes) { return take(bytes); };
  command.quiet_seconds = patience_for(shipment_.bytes());
  const auto answer = run_remote(runner, std::move(command), stop);
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }
  if (!answer.ok()) return Unhappy(answer);
  if (answer->exit_code != 0) return remote_failure(*answer, place, shipment_.bytes());
  return Done{};
}

bool FarCheck::has_words() {
  const std::lock_guard lock(mutex_);
  if (!out_.empty()) return true;
  // The last word has no answer that asks for more.
  if (finish_told_) return !may_look_;
  if (linked_by_name_ && !linked_.empty() && small_.empty() && !small_end_due_) expect_small();
  if (clear_) {
    ask_linked();
  } else if (!large_.empty()) {
    ask_large();
  } else if (!small_.empty()) {
    ask_small();
  } else if (finish_asked_ && all_checked()) {
    const auto list = list_of_large();
    out_ = "finish " + std::to_string(list.size()) + ' ' + std::to_string(receipt_.size()) +
           (may_look_ ? " look " : " trust ") + place_ + '\n' + list + receipt_;
    finish_told_ = true;
  }
  return !out_.empty();
}

// At once, while the rest comes: it is there already.
void FarCheck::ask_linked() {
  out_ = "clear\n";
  clear_ = false;
  if (linked_.empty()) return;
  out_ += "linked\n";
  linked_due_ = true;
}

// All of the file where all of it is there; else a run that is long enough, or the rest.
void FarCheck::ask_large() {
  const auto& file = large_.front();
  std::size_t end = large_asked_;
  while (end < file.count && there_[file.first + end]) ++end;
  const bool is_last = end == file.count;
  if (!is_last && end - large_asked_ < parcels_in_a_run) return;
  const auto index = std::to_string(parcels_[file.first].first);
  if (is_last && large_asked_ == 0) {
    out_ = "whole " + index + '\n';
  } else {
    if (large_asked_ == 0) out_ = "large " + index + '\n';
    const Stretch run{file.first + large_asked_, end - large_asked_};
    out_ += std::to_string(parcels_[run.first].offset) + ' ' + std::to_string(length_of(run, parcels_)) + '\n';
    large_asked_ = end;
    if (!is_last) return;
    out_ += "0 0\n";
  }
  large_due_.push_back(file);
  large_.pop_front();
  large_asked_ = 0;
}

// As many as go in one breath: a word by itself costs a packet, and a turn of each thread on its way.
void FarCheck::ask_small() {
  std::vector<std::size_t> later;
  for (const auto number : small_) {
    if (!there_[number] || out_.size() >= words_at_once) {
      later.push_back(number);
      continue;
    }
    if (!small_begun_) {
      const auto bytes = std::accumulate(small_.begin(), small_.end(), std::size_t{0}, [this](auto sum, auto one) {
        return sum + names_in(parcels_[one], shipment_).size();
      });
      out_ = "small " + std::to_string(bytes) + '\n';
      small_begun_ = true;
    }
    out_ += names_in(parcels_[number], shipment_);
    small_due_.push_back(number);
    small_end_due_ = true;
  }
  small_.swap(later);
}

Result<std::size_t> FarCheck::give(std::span<char> room) {
  const std::lock_guard lock(mutex_);
  const auto count = std::min(room.size(), out_.size());
  std::copy_n(out_.begin(), count, room.begin());
  out_.erase(0, count);
  return count;
}

Result<Done> FarCheck::take(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  for (const char c : bytes) {
    if (c == '\n') {
      take_line(std::exchange(line_, {}));
    } else if (line_.size() < longest_line) {
      line_ += c;
    }
  }
  judge();
  changed_.notify_all();
  return Done{};
}

void FarCheck::take_line(const std::string& line) {
  if (finish_told_) {
    if (line == "ours") end_ = End::ours;
    if (line == "theirs") end_ = End::theirs;
    if (line == "changed") read_all_again();
  } else if (linked_due_) {
    take_linked(line);
  } else if (!large_due_.empty()) {
    take_large(line);
  } else {
    take_small(line);
  }
}

// Tens of thousands of names and sums would take longer to cross a line than the files to be read.
void FarCheck::take_linked(const std::string& sum) {
  linked_due_ = false;
  if (sum == linked_sum()) {
    linked_.clear();
  } else {
    linked_by_name_ = true;
  }
}

std::string FarCheck::linked_sum() const {
  Sha256 hash;
  for (const auto number : linked_) {
    const auto& parcel = parcels_[number];
    for (std::size_t i = parcel.first; i < parcel.first + parcel.count; ++i)
      hash.add(shipment_.entry(i).sha256.hex() + '\n');
  }
  return hash.hex_digest();
}

void FarCheck::take_large(const std::string& sum) {
  const auto file = large_due_.front();
  large_due_.pop_front();
  told_.push_back({file.first, file.count, parcels_[file.first].first, Sha256Digest::from_hex(sum)});
}

// A file that is not there has no sum: from there on nothing fits any more, and all that follows is sent again.
void FarCheck::take_small(const std::string& sum) {
  if (sum == ".") {
    damaged_.insert(small_due_.begin(), small_due_.end());
    small_due_.clear();
    small_file_ = 0;
    small_begun_ = small_end_due_ = false;
    return;
  }
  if (small_due_.empty()) return;
  const auto number = small_due_.front();
  const auto& parcel = parcels_[number];
  told_.push_back({number, 1, parcel.first + small_file_, Sha256Digest::from_hex(sum)});
  if (++small_file_ < parcel.count) return;
  small_due_.pop_front();
  small_file_ = 0;
}

bool FarCheck::all_checked() const {
  return linked_.empty() && large_.empty() && large_due_.empty() && small_.empty() && !small_end_due_;
}

// As soon as it can be: what is told of a million files would take much room.
void FarCheck::judge() {
  if (!shipment_.knows_hashes()) return;
  for (const auto& [parcel, count, file, sum] : told_) {
    if (sum == shipment_.entry(file).sha256) continue;
    for (std::size_t i = 0; i < count; ++i) damaged_.insert(parcel + i);
  }
  told_.clear();
}

std::set<std::size_t> FarCheck::damaged() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return ended_ || all_checked(); });
  if (ended_) return {};
  judge();
  auto damaged = std::exchange(damaged_, {});
  // A piece alone says nothing of its file: all of it is read back once more, so all of it counts. And the sums that
  // are noted there are those of one reading of all that is small.
  std::set<std::size_t> pieces;
  std::copy_if(damaged.begin(), damaged.end(), std::inserter(pieces, pieces.end()),
               [this](auto one) { return parcels_[one].is_piece; });
  for (const auto number : damaged) there_[number] = false;
  expect(pieces);
  if (pieces.size() < damaged.size()) expect_small();
  return damaged;
}

void FarCheck::expect_small() {
  std::set<std::size_t> small;
  for (std::size_t number = 0; number < parcels_.size(); ++number) {
    if (!parcels_[number].is_piece) small.insert(small.end(), number);
  }
  linked_.clear();
  expect(small);
}

void FarCheck::read_all_again() {
  finish_asked_ = finish_told_ = false;
  end_ = End::changed;
  expect_all();
}

void FarCheck::expect_all() {
  std::set<std::size_t> all;
  for (std::size_t number = 0; number < parcels_.size(); ++number) all.insert(all.end(), number);
  expect(all);
}

FarCheck::End FarCheck::finish(const std::string& place, const std::string& receipt, bool may_look) {
  std::unique_lock lock(mutex_);
  place_ = place;
  receipt_ = receipt;
  may_look_ = may_look;
  end_ = End::none;
  finish_asked_ = true;
  changed_.wait(lock, [this] { return ended_ || end_ == End::changed; });
  return end_;
}

std::string FarCheck::list_of_large() const {
  std::string list;
  for (std::size_t i = 0; i < shipment_.count(); ++i) {
    if (shipment_.is_large(i)) list += std::to_string(i) + '\0' + shipment_.path(i) + '\0';
  }
  return list;
}

}  // namespace werkbank
