#include "core/transfer/inbox.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <fstream>
#include <utility>

#include <QLockFile>

#include "core/base/local_files.h"
#include "core/base/new_file.h"
#include "core/base/side_by_side.h"
#include "core/base/uuid.h"
#include "core/transfer/remote_files.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr const char* staging_prefix = ".werkbank-part-";
constexpr auto left_overs_stay = std::chrono::hours(7 * 24);

void sweep_old(const fs::path& into) {
  std::error_code error;
  const auto oldest = fs::file_time_type::clock::now() - left_overs_stay;
  for (auto at = fs::directory_iterator(into, error); !error && at != fs::directory_iterator(); at.increment(error)) {
    std::error_code ignored;
    if (!path_text(at->path().filename()).starts_with(staging_prefix)) continue;
    const auto last = fs::last_write_time(at->path() / "arrived", ignored);
    if ((ignored ? at->last_write_time(ignored) : last) < oldest) fs::remove_all(at->path(), ignored);
  }
}

/// The number in "12 12"; nothing when it is no such line.
std::optional<std::size_t> number_noted(std::string_view line) {
  const auto space = line.find(' ');
  if (space == std::string_view::npos || line.substr(0, space) != line.substr(space + 1)) return std::nullopt;
  std::size_t number = 0;
  const auto parsed = std::from_chars(line.data(), line.data() + space, number);
  if (parsed.ec != std::errc() || parsed.ptr != line.data() + space) return std::nullopt;
  return number;
}

}  // namespace

Staging::Staging(fs::path folder, bool is_new) : folder_(std::move(folder)), is_new_(is_new) {}
Staging::Staging(Staging&&) noexcept = default;
Staging::~Staging() = default;

Result<Staging> Staging::open(const fs::path& into, const std::string& what) {
  constexpr std::size_t digits = 16;
  sweep_old(into);
  const auto name = staging_prefix + sha256_hex(what).substr(0, digits);
  for (const auto& folder : {into / name, into / (name + '-' + new_uuid())}) {
    std::error_code unknown;
    const bool is_new = !fs::exists(fs::symlink_status(folder, unknown));
    Staging staging(folder, is_new && !unknown);
    WERKBANK_CHECK(make_folders(staging.data()));
    staging.lock_ = std::make_unique<QLockFile>(QString::fromStdString(path_text(folder / "lock")));
    // Another one that brings the same at this moment has its own.
    if (staging.lock_->tryLock()) return staging;
  }
  return local_file_error(into / name, EACCES);
}

std::vector<std::size_t> Staging::arrived(std::size_t count) const {
  std::vector<std::size_t> numbers;
  const auto read = read_file(journal());
  std::string_view lines = read.ok() ? std::string_view(*read) : std::string_view();
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const auto number = number_noted(lines.substr(0, end));
    if (number && *number < count) numbers.push_back(*number);
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

// Twice, and on a line of its own whatever stands before it: a line that a full disk cut short, or that was damaged, is
// never taken for another number.
void Staging::note(std::size_t number) {
  std::ofstream(journal(), std::ios::app) << '\n' + std::to_string(number) + ' ' + std::to_string(number) + '\n';
}

void Staging::discard() {
  lock_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Inbox::Inbox(const Shipment& shipment, const std::vector<Parcel>& parcels, Staging& staging, ProgressPace pace)
    : shipment_(shipment), parcels_(parcels), staging_(staging), pace_(std::move(pace)) {
  for (std::size_t number = 0; number < parcels.size() && parcels[number].is_piece; ++number) {
    if (large_.empty() || parcels[large_.back()->first].first != parcels[number].first) {
      large_.push_back(std::make_unique<LargeFile>());
      large_.back()->first = number;
    }
    ++large_.back()->count;
    large_.back()->there.push_back(false);
  }
}

Result<std::uint64_t> Inbox::begin(const std::vector<std::size_t>& missing) {
  std::vector<bool> here(parcels_.size());
  for (const auto number : staging_.arrived(parcels_.size())) here[number] = stands(parcels_[number]);
  std::uint64_t to_come = 0;
  for (std::size_t number = 0; number < parcels_.size(); ++number) {
    const auto& parcel = parcels_[number];
    const auto wanted = std::lower_bound(missing.begin(), missing.end(), parcel.first);
    const bool is_wanted = wanted != missing.end() && *wanted < parcel.first + parcel.count;
    if (here[number] || !is_wanted) {
      if (here[number] && parcel.is_piece) {
        auto& file = large(parcel.first);
        file.there[number - file.first] = true;
      }
      pace_.add(parcel.length);
      continue;
    }
    waiting_.push_back(number);
    to_come += parcel.length;
    // Of a pack that broke off something may be there; each of its files is made anew.
    if (!parcel.is_piece && !staging_.is_new()) remove_files(parcel);
  }
  for (const auto& file : large_) {
    const auto path = shipment_.local(parcels_[file->first].first);
    const bool is_wanted = std::binary_search(missing.begin(), missing.end(), parcels_[file->first].first);
    const bool is_begun = std::find(file->there.begin(), file->there.end(), true) != file->there.end();
    if (is_begun || !is_wanted) continue;
    WERKBANK_CHECK(make_folders(path.parent_path()));
    std::error_code ignored;
    fs::remove(path, ignored);
    if (!make_new_file(path)) return local_file_error(path, errno);
  }
  return to_come;
}

void Inbox::remove_files(const Parcel& parcel) const {
  std::error_code ignored;
  for (std::size_t i = parcel.first; i < parcel.first + parcel.count; ++i) fs::remove(shipment_.local(i), ignored);
}

// What is said to have come may be gone or shorter by now; whether its content is right tells the sum.
bool Inbox::stands(const Parcel& parcel) const {
  for (std::size_t i = parcel.first; i < parcel.first + parcel.count; ++i) {
    const auto path = shipment_.local(i);
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(path, error))) return false;
    const auto size = fs::file_size(path, error);
    if (error || (parcel.is_piece ? size < parcel.offset + parcel.length : size != shipment_.size(i))) return false;
  }
  return true;
}

std::optional<Stretch> Inbox::next() {
  const std::lock_guard lock(mutex_);
  return take_stretch(waiting_, parcels_, PacksOfStretch::several);
}

bool Inbox::empty() {
  const std::lock_guard lock(mutex_);
  return waiting_.empty();
}

void Inbox::came(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  pace_.add(bytes);
}

Inbox::LargeFile& Inbox::large(std::size_t index) {
  const auto file = std::partition_point(large_.begin(), large_.end(),
                                         [this, index](const auto& one) { return parcels_[one->first].first < index; });
  return **file;
}

Result<Done> Inbox::arrived(std::size_t number) {
  const auto& parcel = parcels_[number];
  if (parcel.is_piece) {
    auto& file = large(parcel.first);
    const std::lock_guard lock(file.mutex);
    file.there[number - file.first] = true;
    WERKBANK_CHECK(read_on(file));
  }
  const std::lock_guard lock(mutex_);
  staging_.note(number);
  return Done{};
}

// Read back from the disk, as far as there is no gap: what is hashed is what is here.
Result<Done> Inbox::read_on(LargeFile& file) {
  std::array<char, 256U << 10U> block;
  std::filebuf stream;
  while (file.hashed < file.count && file.there[file.hashed]) {
    const auto& parcel = parcels_[file.first + file.hashed];
    const auto path = shipment_.local(parcel.first);
    errno = 0;
    stream.pubsetbuf(nullptr, 0);
    if (!stream.is_open() && stream.open(path, std::ios::in | std::ios::binary) == nullptr)
      return local_file_error(path, errno);
    stream.pubseekpos(static_cast<std::streamoff>(parcel.offset));
    for (auto left = parcel.length; left > 0;) {
      const auto wanted = static_cast<std::streamsize>(std::min<std::uint64_t>(left, block.size()));
      const auto count = stream.sgetn(block.data(), wanted);
      if (count <= 0) return not_as_announced("shorter on this disk: " + path_text(path));
      file.hash.add({block.data(), static_cast<std::size_t>(count)});
      left -= static_cast<std::uint64_t>(count);
    }
    ++file.hashed;
  }
  return Done{};
}

Result<std::vector<std::size_t>> Inbox::damaged(const std::vector<std::size_t>& indexes,
                                                const std::vector<Sha256Digest>& sums, const std::stop_token& stop) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::vector<std::size_t> found;
  SideBySide work;
  const auto compare = [&] {
    FileHasher hasher;
    for (auto i = next++; i < indexes.size() && !work.is_over(); i = next++) {
      const auto here = sum(indexes[i], hasher, stop);
      if (here.ok() && *here == sums[i]) continue;
      const std::lock_guard lock(mutex);
      found.push_back(indexes[i]);
    }
  };
  WERKBANK_CHECK(work.run(
      compare, indexes.size(), [] {}, stop));
  std::sort(found.begin(), found.end());
  return found;
}

Result<Sha256Digest> Inbox::sum(std::size_t index, FileHasher& hasher, const std::stop_token& stop) {
  // Small ones as well are read back: what is summed is what is here, not what came over the line.
  if (!shipment_.is_large(index)) {
    WERKBANK_TRY(const auto hashed, hasher.read(shipment_.local(index), stop));
    return hashed.sha256;
  }
  auto& file = large(index);
  const std::lock_guard lock(file.mutex);
  WERKBANK_CHECK(read_on(file));
  if (file.hashed < file.count) return not_as_announced("not all of it came: " + shipment_.entry(index).path);
  if (!file.sum) file.sum = file.hash.digest();
  return *file.sum;
}

Result<Done> Inbox::put_back(const std::vector<std::size_t>& indexes) {
  const std::lock_guard lock(mutex_);
  for (std::size_t number = 0; number < parcels_.size(); ++number) {
    const auto& parcel = parcels_[number];
    const auto bad = std::lower_bound(indexes.begin(), indexes.end(), parcel.first);
    if (bad == indexes.end() || *bad >= parcel.first + parcel.count) continue;
    waiting_.push_back(number);
    if (!parcel.is_piece) {
      remove_files(parcel);
      continue;
    }
    auto& file = large(parcel.first);
    const std::lock_guard also(file.mutex);
    file.hash = Sha256();
    file.sum.reset();
    file.hashed = 0;
    file.there[number - file.first] = false;
  }
  return Done{};
}

}  // namespace werkbank
