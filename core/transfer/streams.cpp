#include "core/transfer/streams.h"

#include <algorithm>
#include <utility>

#include "core/transfer/base_version.h"
#include "core/transfer/remote_command.h"

namespace werkbank {
namespace {

/// The bytes of one stream: pieces, then packs.
class StreamSource {
 public:
  explicit StreamSource(std::function<Outbox*()> outbox) : ask_(std::move(outbox)) {}

  Result<std::size_t> read(std::span<char> room) {
    if (outbox_ == nullptr) outbox_ = ask_();
    if (piece_) {
      WERKBANK_TRY(const auto count, piece_->read(room));
      if (count > 0) return told(count);
      piece_.reset();
    }
    if (taken_ == bytes_.size()) {
      WERKBANK_TRY(const bool more, refill());
      if (!more) return std::size_t{0};
      if (piece_) return read(room);
    }
    const auto count = std::min(room.size(), bytes_.size() - taken_);
    std::copy_n(bytes_.data() + taken_, count, room.data());
    taken_ += count;
    return told(count);
  }

 private:
  enum class Part { pieces, packs, over };

  // What goes over the line is more than the content: what is told never is.
  std::size_t told(std::size_t count) {
    const auto content = std::min<std::uint64_t>(count, untold_);
    untold_ -= content;
    outbox_->sent(content);
    return count;
  }

  Result<bool> refill() {
    taken_ = 0;
    bytes_.clear();
    if (part_ == Part::pieces) {
      if (const auto number = outbox_->next_piece()) {
        WERKBANK_TRY(piece_, outbox_->piece(*number));
        untold_ = outbox_->length(*number);
        return true;
      }
      // tar is not begun for nothing: an empty archive is an error to it.
      const auto first = outbox_->next_pack();
      part_ = first ? Part::packs : Part::over;
      if (first) return take_pack(*first, begin_packs);
      bytes_ = end_of_stream;
      return true;
    }
    const auto number = part_ == Part::packs ? outbox_->next_pack() : std::nullopt;
    if (!number) return false;
    return take_pack(*number, "");
  }

  Result<bool> take_pack(std::size_t number, const std::string& before) {
    WERKBANK_TRY(const auto packed, outbox_->packed(number));
    bytes_ = before + packed;
    untold_ = outbox_->length(number);
    return true;
  }

  std::function<Outbox*()> ask_;
  Outbox* outbox_ = nullptr;
  Part part_ = Part::pieces;
  std::optional<PieceReader> piece_;
  std::string bytes_;
  std::size_t taken_ = 0;
  std::uint64_t untold_ = 0;
};

/// Cuts what comes into lines.
class LineReader {
 public:
  explicit LineReader(std::function<Result<Done>(const std::string&)> hear) : hear_(std::move(hear)) {}

  Result<Done> take(std::string_view bytes) {
    constexpr std::size_t longest = 4096;
    for (const char c : bytes) {
      if (c == '\n') {
        WERKBANK_CHECK(hear_(std::exchange(line_, {})));
      } else if (line_.size() < longest) {
        line_ += c;
      }
    }
    return Done{};
  }

 private:
  std::function<Result<Done>(const std::string&)> hear_;
  std::string line_;
};

}  // namespace

Outbox::Outbox(const Shipment& shipment, const std::vector<Parcel>& parcels, ProgressPace pace)
    : shipment_(shipment), parcels_(parcels), pace_(std::move(pace)) {
  for (std::size_t number = 0; number < parcels.size(); ++number)
    (parcels[number].is_piece ? pieces_ : packs_).push_back(number);
}

void Outbox::leave_out(const std::set<std::size_t>& numbers) {
  const std::lock_guard lock(mutex_);
  for (auto* waiting : {&pieces_, &packs_})
    std::erase_if(*waiting, [&numbers](std::size_t number) { return numbers.contains(number); });
  for (const auto number : numbers) pace_.add(parcels_[number].length);
}

void Outbox::put_back(const std::set<std::size_t>& numbers) {
  const std::lock_guard lock(mutex_);
  for (const auto number : numbers) (parcels_[number].is_piece ? pieces_ : packs_).push_back(number);
}

std::size_t Outbox::count() const {
  const std::lock_guard lock(mutex_);
  return pieces_.size() + packs_.size();
}

std::uint64_t Outbox::bytes() const {
  const std::lock_guard lock(mutex_);
  std::uint64_t sum = 0;
  for (const auto* waiting : {&pieces_, &packs_}) {
    for (const auto number : *waiting) sum += parcels_[number].length;
  }
  return sum;
}

std::uint64_t Outbox::files() const {
  const std::lock_guard lock(mutex_);
  std::uint64_t sum = 0;
  for (const auto number : pieces_) sum += parcels_[number].offset == 0 ? 1 : 0;
  for (const auto number : packs_) sum += parcels_[number].count;
  return sum;
}

void Outbox::sent(std::uint64_t bytes) {
  if (bytes == 0) return;
  const std::lock_guard lock(mutex_);
  pace_.add(bytes);
}

std::optional<std::size_t> Outbox::next(std::deque<std::size_t>& waiting) {
  const std::lock_guard lock(mutex_);
  if (waiting.empty()) return std::nullopt;
  const auto number = waiting.front();
  waiting.pop_front();
  return number;
}

Result<Done> send_stream(CommandRunner& runner, const StreamWords& words, std::uint64_t whole,
                         const std::stop_token& stop) {
  StreamSource stream(words.outbox);
  LineReader lines(words.hear);
  RemoteCommand command;
  command.script = words.script + take_base_script + receive_script;
  command.arguments = words.arguments;
  command.input = [&stream, &words](std::span<char> room) -> Result<std::size_t> {
    const auto count = words.before ? words.before(room) : 0;
    return count > 0 ? Result<std::size_t>(count) : stream.read(room);
  };
  command.may_send = words.may_send;
  command.own_line = words.own_line;
  command.output = [&lines](std::string_view bytes) { return lines.take(bytes); };
  command.quiet_seconds = patience_for(words.script.empty() ? 0 : whole);
  WERKBANK_TRY(const auto answer, run_remote(runner, std::move(command), stop));
  if (answer.exit_code != 0) return remote_failure(answer, words.arguments.front(), whole);
  return Done{};
}

Result<Done> outcome_of(const std::vector<Result<Done>>& outcomes) {
  const Result<Done>* worst = nullptr;
  for (const auto& outcome : outcomes) {
    if (outcome.ok()) continue;
    const bool is_lost = outcome.failed() && outcome.error().code == ErrorCode::connection_lost;
    const bool says_more = worst == nullptr || worst->cancelled() ||
                           (worst->error().code == ErrorCode::connection_lost && outcome.failed() && !is_lost);
    if (says_more) worst = &outcome;
  }
  return worst == nullptr ? Result<Done>(Done{}) : *worst;
}

}  // namespace werkbank
