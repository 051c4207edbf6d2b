// A kept file that grows, read on from where the last reading stopped. Private to core/jobs.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"
#include "core/jobs/job_store.h"

namespace werkbank {

/// `Reader` has add(bytes) and can be made anew. Not for two threads at once.
template <typename Reader>
class FollowedFile {
 public:
  FollowedFile() = default;
  /// One that was read up to `offset` before; `last_bytes` are the ones before it.
  FollowedFile(Reader reader, std::uint64_t offset, std::string last_bytes)
      : reader_(std::move(reader)), offset_(offset), last_(std::move(last_bytes)) {}

  /// Gives the reader what is new. A file that was begun anew, by whatever program, is read from its start.
  /// Error: local_file.
  Result<Done> read_on(const JobStore& store, const std::string& uuid, const std::string& path) {
    while (true) {
      WERKBANK_TRY(const auto bytes, store.bytes(uuid, path, offset_ - last_.size(), last_.size() + block));
      if (!bytes.starts_with(last_)) {
        *this = FollowedFile();
        continue;
      }
      const auto fresh = std::string_view(bytes).substr(last_.size());
      reader_.add(fresh);
      offset_ += fresh.size();
      const bool was_last = fresh.size() < block;
      last_ = bytes.substr(bytes.size() - std::min(bytes.size(), remembered));
      if (was_last) return Done{};
    }
  }
  Reader& reader() { return reader_; }
  std::uint64_t offset() const { return offset_; }
  const std::string& last_bytes() const { return last_; }

 private:
  static constexpr std::uint64_t block = 1U << 20U;
  static constexpr std::size_t remembered = 1024;  // lines of records and samples hold the time: no two ends are alike

  Reader reader_;
  std::uint64_t offset_ = 0;
  std::string last_;  ///< the bytes before offset_, by which a file that was begun anew is known
};

}  // namespace werkbank
