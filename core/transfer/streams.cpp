#include "core/transfer/streams.h"

#include <algorithm>
#include <utility>

#include "core/transfer/compression.h"
#include "core/transfer/remote_command.h"

namespace werkbank {
namespace {

/// The parcels of one stream: pieces, then packs.
class ParcelSource {
 public:
  explicit ParcelSource(Outbox& outbox) : outbox_(outbox) {}

  Result<std::size_t> read(std::span<char> room) {
    do {
      if (!words_.empty()) return give_words(room);
      if (pieces_) {
        WERKBANK_TRY(const auto count, pieces_->read(room));
        if (count > 0) return told(count);
        pieces_.reset();
      }
      if (pack_) {
        WERKBANK_TRY(const auto count, pack_->read(room));
        if (count > 0) return told(count);
        pack_.reset();
      }
      WERKBANK_CHECK(go_on());
    } while (!words_.empty() || pieces_ || pack_);
    return std::size_t{0};
  }

 private:
  enum class Part { pieces, packs, over };

  std::size_t give_words(std::span<char> room) {
    const auto count = std::min(room.size(), words_.size());
    std::copy_n(words_.begin(), count, room.begin());
    words_.erase(0, count);
    return count;
  }

  // What goes over the line is more than the content: what is told never is.
  std::size_t told(std::size_t count) {
    const auto content = std::min<std::uint64_t>(count, untold_);
    untold_ -= content;
    outbox_.sent(content);
    return count;
  }

  /// To the next parcel; with none left there is nothing to give any more.
  Result<Done> go_on() {
    if (part_ == Part::pieces) {
      if (const auto stretch = outbox_.next_pieces()) {
        WERKBANK_TRY(pieces_, outbox_.pieces(*stretch));
        untold_ = outbox_.length(*stretch);
        return Done{};
      }
    }
    if (part_ == Part::over) return Done{};
    const auto next = outbox_.next_pack();
    // tar is not begun for nothing: an empty archive is an error to it.
    if (part_ == Part::pieces) words_ = next ? begin_packs : end_of_stream;
    part_ = next ? Part::packs : Part::over;
    if (!next) return Done{};
    pack_ = outbox_.packed(*next);
    untold_ = outbox_.length(*next);
    return Done{};
  }

  Outbox& outbox_;
  Part part_ = Part::pieces;
  std::string words_;
  std::optional<PieceReader> pieces_;
  std::unique_ptr<TarWriter> pack_;
  std::uint64_t untold_ = 0;
};

/// All that is said to a receiver.
class StreamSource {
 public:
  explicit StreamSource(const StreamWords& words) : words_(words) {}

  Result<std::size_t> read(std::span<char> room) {
    const auto before = words_.before ? words_.before(room) : 0;
    if (before > 0) return before;
    if (!parcels_) {
      auto& outbox = *words_.outbox();
      parcels_.emplace(outbox);
      if (outbox.compressed) return begin_compressed(room);
    }
    return compressor_ ? compressor_->read(room) : parcels_->read(room);
  }

 private:
  std::size_t begin_compressed(std::span<char> room) {
    compressor_.emplace([this](std::span<char> part) { return parcels_->read(part); });
    const std::string_view line = begin_zstd;
    std::copy(line.begin(), line.end(), room.begin());
    return line.size();
  }

  const StreamWords& words_;
  std::optional<ParcelSource> parcels_;
  std::optional<Compressor> compressor_;
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
  std::deque<std::size_t> last;
  for (std::size_t number = 0; number < parcels.size(); ++number) {
    const bool waits = parcels[number].is_piece && shipment.comes_last(parcels[number].first);
    (waits ? last : parcels[number].is_piece ? pieces_ : packs_).push_back(number);
  }
  pieces_.insert(pieces_.end(), last.begin(), last.end());
}

void Outbox::leave_out(const std::set<std::size_t>& numbers) {
  const std::lock_guard lock(mutex_);
  for (auto* waiting : {&pieces_, &packs_})
    std::erase_if(*waiting, [&numbers](std::size_t number) { return numbers.contains(number); });
  std::uint64_t bytes = 0;
  for (const auto number : numbers) bytes += parcels_[number].length;
  if (bytes > 0) pace_.add(bytes);
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

std::optional<Stretch> Outbox::next(std::deque<std::size_t>& waiting) {
  const std::lock_guard lock(mutex_);
  return take_stretch(waiting, parcels_, PacksOfStretch::one);
}

Result<Done> send_stream(CommandRunner& runner, const StreamWords& words, std::uint64_t whole,
                         const std::stop_token& stop) {
  StreamSource stream(words);
  LineReader lines(words.hear);
  RemoteCommand command;
  command.script = words.script + receive_script;
  command.arguments = words.arguments;
  command.input = [&stream](std::span<char> room) { return stream.read(room); };
  command.may_send = words.may_send;
  command.own_line = words.own_line;
  command.output = [&lines](std::string_view bytes) { return lines.take(bytes); };
  command.quiet_seconds = patience_for(words.before || words.may_wait ? whole : 0);
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
