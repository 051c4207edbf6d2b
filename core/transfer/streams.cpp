#include "core/transfer/streams.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "core/base/uuid.h"
#include "core/transfer/remote_command.h"

namespace werkbank {
namespace {

constexpr std::size_t most_streams = 4;

/// The bytes of one stream: parcel after parcel, and the line that ends it.
class StreamSource {
 public:
  explicit StreamSource(Outbox& outbox) : outbox_(outbox) {}

  Result<std::size_t> read(std::span<char> room) {
    if (taken_ == bytes_.size()) {
      WERKBANK_TRY(const bool more, refill());
      if (!more) return std::size_t{0};
    }
    const auto count = std::min(room.size(), bytes_.size() - taken_);
    std::copy_n(bytes_.data() + taken_, count, room.data());
    taken_ += count;
    // A pack is longer than its content: what is told never is.
    const auto told = std::min<std::uint64_t>(count, untold_);
    untold_ -= told;
    outbox_.sent(told);
    return count;
  }

 private:
  Result<bool> refill() {
    if (ended_) return false;
    taken_ = 0;
    const auto number = outbox_.next();
    if (!number) {
      ended_ = true;
      bytes_ = end_of_stream;
      return true;
    }
    WERKBANK_TRY(bytes_, outbox_.packed(*number));
    untold_ = outbox_.length(*number);
    return true;
  }

  Outbox& outbox_;
  std::string bytes_;
  std::size_t taken_ = 0;
  std::uint64_t untold_ = 0;
  bool ended_ = false;
};

Result<Done> send_stream(CommandRunner& runner, const Destination& destination, Outbox& outbox,
                         const std::stop_token& stop) {
  StreamSource stream(outbox);
  const auto source = [&stream](std::span<char> room) { return stream.read(room); };
  WERKBANK_TRY(
      const auto answer,
      run_remote(runner,
                 {receive_script, {destination.folder, destination.part, new_uuid()}, source, nullptr, patience_for(0)},
                 stop));
  if (answer.exit_code != 0) return remote_failure(answer, destination.folder, destination.bytes);
  return Done{};
}

/// The failure that says most: a stream that was stopped because of another one says nothing.
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

}  // namespace

Result<Done> send_parcels(CommandRunner& runner, const Destination& destination, Outbox& outbox,
                          const std::stop_token& stop) {
  const auto count = std::min(most_streams, outbox.count());
  std::vector<Result<Done>> outcomes(count, Done{});
  std::stop_source all;
  const std::stop_callback pass_on(stop, [&all] { all.request_stop(); });
  {
    std::vector<std::jthread> threads;
    for (auto& outcome : outcomes) {
      threads.emplace_back([&runner, &destination, &outbox, &all, &outcome] {
        outcome = send_stream(runner, destination, outbox, all.get_token());
        if (!outcome.ok()) all.request_stop();
      });
    }
  }
  if (stop.stop_requested()) return Cancelled{};
  return outcome_of(outcomes);
}

}  // namespace werkbank
