// Parcels on their way: several streams side by side over one connection, each taking the next parcel from one list. A
// single one is bound by the server's window of a channel, whatever the line could carry.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ssh/exec.h"
#include "core/transfer/parcels.h"
#include "core/transfer/progress_pace.h"

namespace werkbank {

/// A single stream is bound by the server's window of a channel, and all streams of one connection by TCP's.
constexpr std::size_t most_streams = 4;
/// From so many bytes on, the time that a further connection needs is won back.
constexpr std::uint64_t worth_a_line = 64U << 20U;

/// Hands out the parcels that have not arrived, and tells how far it is. From any thread.
class Outbox {
 public:
  Outbox(const Shipment& shipment, const std::vector<Parcel>& parcels, ProgressPace pace);

  /// These came in an earlier try: they are not handed out.
  void leave_out(const std::set<std::size_t>& numbers);
  /// These are to be sent once more.
  void put_back(const std::set<std::size_t>& numbers);
  std::size_t count() const;
  /// Of what is left.
  std::uint64_t bytes() const;
  std::uint64_t files() const;

  /// The next of its kind; nothing when there is none left.
  std::optional<Stretch> next_pieces() { return next(pieces_); }
  std::optional<Stretch> next_pack() { return next(packs_); }
  Result<PieceReader> pieces(const Stretch& stretch) const { return PieceReader::open(stretch, parcels_, shipment_); }
  std::unique_ptr<TarWriter> packed(const Stretch& stretch) const {
    return pack(parcels_[stretch.first], stretch.first, shipment_);
  }
  std::uint64_t length(const Stretch& stretch) const { return length_of(stretch, parcels_); }
  void sent(std::uint64_t bytes);

  /// Whether the streams go through zstd: the factory has it, and it pays. To be said before the first one begins.
  bool compressed = false;

 private:
  std::optional<Stretch> next(std::deque<std::size_t>& waiting);

  const Shipment& shipment_;
  const std::vector<Parcel>& parcels_;
  mutable std::mutex mutex_;  ///< for all below
  std::deque<std::size_t> pieces_;
  std::deque<std::size_t> packs_;
  ProgressPace pace_;
};

/// How a stream begins, and what is heard from it.
struct StreamWords {
  std::string script;                  ///< before the receiver's own
  std::vector<std::string> arguments;  ///< $1 to $4 as in send.cpp
  std::function<Outbox*()> outbox;     ///< asked for when the first parcel may be sent
  std::function<std::size_t(std::span<char>)>
      before;                      ///< absent: nothing; gives what goes before the parcels, 0: no more
  std::function<bool()> may_send;  ///< absent: at once
  std::function<Result<Done>(const std::string&)> hear;  ///< a line of its standard output
  bool own_line = false;                                 ///< as in ExecOptions
  bool may_wait = false;                                 ///< for hashes, until all is read here
};

/// Sends what is in words.outbox, until it is empty. Errors: data_rejected, local_file, remote_file, remote_disk_full,
/// connection_lost, timed_out.
Result<Done> send_stream(CommandRunner& runner, const StreamWords& words, std::uint64_t whole,
                         const std::stop_token& stop);

/// Of several that ended, the failure that says most: one that was stopped because of another says nothing.
Result<Done> outcome_of(const std::vector<Result<Done>>& outcomes);

}  // namespace werkbank
