// Parcels on their way: several streams side by side over one connection, each taking the next parcel from one list. A
// single one is bound by the server's window of a channel, whatever the line could carry.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ssh/exec.h"
#include "core/transfer/parcels.h"
#include "core/transfer/progress_pace.h"

namespace werkbank {

/// Hands out the parcels that have not arrived, and tells how far it is.
class Outbox {
 public:
  Outbox(const std::vector<TarItem>& items, const std::vector<Parcel>& parcels, const std::set<std::size_t>& arrived,
         ProgressPace pace)
      : items_(items), parcels_(parcels), pace_(std::move(pace)) {
    for (std::size_t number = 0; number < parcels.size(); ++number) {
      if (!arrived.contains(number)) {
        waiting_.push_back(number);
      } else {
        pace_.add(parcels[number].length);
      }
    }
  }

  std::size_t count() const { return waiting_.size(); }

  /// Nothing when there is none left.
  std::optional<std::size_t> next() {
    const std::lock_guard lock(mutex_);
    if (taken_ == waiting_.size()) return std::nullopt;
    return waiting_[taken_++];
  }
  Result<std::string> packed(std::size_t number) const { return pack(parcels_[number], number, items_); }
  std::uint64_t length(std::size_t number) const { return parcels_[number].length; }
  void sent(std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    pace_.add(bytes);
  }

 private:
  const std::vector<TarItem>& items_;
  const std::vector<Parcel>& parcels_;
  std::vector<std::size_t> waiting_;
  std::mutex mutex_;  ///< for the two below
  std::size_t taken_ = 0;
  ProgressPace pace_;
};

/// Where the parcels go.
struct Destination {
  std::string folder;       ///< of the data sets
  std::string part;         ///< the transfer's own folder in it, with data/, large/ and done/
  std::uint64_t bytes = 0;  ///< of the whole data set, for the sentence when there is no room
};

/// Sends what is in the outbox. Of several failures the one that says most. Errors: data_rejected, local_file,
/// remote_file, remote_disk_full, connection_lost, timed_out.
Result<Done> send_parcels(CommandRunner& runner, const Destination& destination, Outbox& outbox,
                          const std::stop_token& stop);

}  // namespace werkbank
