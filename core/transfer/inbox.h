// What comes from the factory, kept in a folder of its own beside its place until all of it is here and verified. A
// broken transfer goes on with what is not there yet.
#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/file_hasher.h"
#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/transfer/parcels.h"
#include "core/transfer/progress_pace.h"

class QLockFile;

namespace werkbank {

/// The folder, the same at every try for the same files; it stays when a transfer breaks off, and is removed by
/// discard().
class Staging {
 public:
  /// For `what`, below `into`. Sweeps such folders in which nothing was written for a week. Errors: local_file,
  /// local_disk_full.
  static Result<Staging> open(const std::filesystem::path& into, const std::string& what);
  ~Staging();
  Staging(Staging&&) noexcept;
  Staging& operator=(Staging&&) = delete;

  std::filesystem::path data() const { return folder_ / "data"; }
  /// Nothing can be in it that an earlier try brought.
  bool is_new() const { return is_new_; }
  /// Parcels that an earlier try brought.
  std::vector<std::size_t> arrived(std::size_t count) const;
  /// From now on these count as arrived too, also after a crash. What is written in vain only comes again.
  void note(std::size_t number);
  void discard();

 private:
  Staging(std::filesystem::path folder, bool is_new);
  std::filesystem::path journal() const { return folder_ / "arrived"; }
  std::filesystem::path folder_;
  bool is_new_;
  std::unique_ptr<QLockFile> lock_;
};

/// Hands out what has not come, and takes what comes. From any thread.
class Inbox {
 public:
  Inbox(const Shipment& shipment, const std::vector<Parcel>& parcels, Staging& staging, ProgressPace pace);

  /// Makes ready for the parcels in which a file that is `missing` lies (by index, in order) and that an earlier try
  /// has not brought. How many bytes these are. Errors: local_file, local_disk_full.
  Result<std::uint64_t> begin(const std::vector<std::size_t>& missing);
  /// What is to come next; nothing when all was asked for.
  std::optional<Stretch> next();
  bool empty();
  const Shipment& shipment() const { return shipment_; }
  const Parcel& parcel(std::size_t number) const { return parcels_[number]; }

  /// Which of the files (by index) are not, as they are on this disk, what `sums` says of them in the same order: also
  /// those that cannot be read, or of which not all came. Error: none but Cancelled.
  Result<std::vector<std::size_t>> damaged(const std::vector<std::size_t>& indexes,
                                           const std::vector<Sha256Digest>& sums, const std::stop_token& stop);
  /// These are not whole: they are to come again.
  Result<Done> put_back(const std::vector<std::size_t>& indexes);

  // For ParcelWriter.
  void came(std::uint64_t bytes);
  /// All of the parcel is written.
  Result<Done> arrived(std::size_t number);

 private:
  struct LargeFile {
    std::mutex mutex;
    Sha256 hash;
    std::size_t first = 0;  ///< of its parcels
    std::size_t count = 0;
    std::size_t hashed = 0;
    std::vector<bool> there;
    std::optional<Sha256Digest> sum;  ///< of all of it
  };
  bool stands(const Parcel& parcel) const;
  void remove_files(const Parcel& parcel) const;
  Result<Sha256Digest> sum(std::size_t index, FileHasher& hasher, const std::stop_token& stop);
  Result<Done> read_on(LargeFile& file);
  LargeFile& large(std::size_t index);

  const Shipment& shipment_;
  const std::vector<Parcel>& parcels_;
  Staging& staging_;
  std::vector<std::unique_ptr<LargeFile>> large_;  ///< in the order of their parcels
  std::mutex mutex_;                               ///< for all below
  std::deque<std::size_t> waiting_;
  ProgressPace pace_;
};

}  // namespace werkbank
