#include "core/transfer/inbox.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

#include <QLockFile>

#include "core/base/local_files.h"
#include "core/base/new_file.h"
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

}  // namespace

Staging::Staging(fs::path folder) : folder_(std::move(folder)) {}
Staging::Staging(Staging&&) noexcept = default;
Staging::~Staging() = default;

Result<Staging> Staging::open(const fs::path& into, const std::string& what) {
  constexpr std::size_t digits = 16;
  sweep_old(into);
  const auto name = staging_prefix + sha256_hex(what).substr(0, digits);
  for (const auto& folder : {into / name, into / (name + '-' + new_uuid())}) {
    Staging staging(folder);
    WERKBANK_CHECK(make_folders(staging.data()));
    staging.lock_ = std::make_unique<QLockFile>(QString::fromStdString(path_text(folder / "lock")));
    // Another one that brings the same at this moment has its own.
    if (staging.lock_->tryLock()) return staging;
  }
  return local_file_error(into / name, EACCES);
}

std::vector<std::size_t> Staging::arrived(std::size_t count) const {
  std::vector<std::size_t> numbers;
  std::ifstream lines(journal());
  for (std::string line; std::getline(lines, line) && !lines.eof();) {
    char* end = nullptr;
    const auto number = std::strtoull(line.c_str(), &end, 10);
    if (*end == '\0' && !line.empty() && number < count) numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

void Staging::note(std::size_t number) { std::ofstream(journal(), std::ios::app) << number << '\n'; }

void Staging::discard() {
  lock_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Inbox::Inbox(const Shipment& shipment, const std::vector<Parcel>& parcels, Staging& staging, ProgressPace pace)
    : shipment_(shipment), parcels_(parcels), staging_(staging), sums_(shipment.count()), pace_(std::move(pace)) {
  for (std::size_t number = 0; number < parcels.size() && parcels[number].is_piece; ++number) {
    if (large_.empty() || parcels[large_.back()->first].first != parcels[number].first) {
      large_.push_back(std::make_unique<LargeFile>());
      large_.back()->first = number;
    }
    ++large_.back()->count;
    large_.back()->there.push_back(false);
  }
}

Result<Done> Inbox::begin() {
  std::vector<bool> here(parcels_.size());
  for (const auto number : staging_.arrived(parcels_.size())) here[number] = true;
  for (std::size_t number = 0; number < parcels_.size(); ++number) {
    const auto& parcel = parcels_[number];
    if (here[number]) {
      if (parcel.is_piece) {
        auto& file = large(parcel.first);
        file.there[number - file.first] = true;
      }
      pace_.add(parcel.length);
      continue;
    }
    waiting_.push_back(number);
    // Of a pack that broke off something may be there; each of its files is made anew.
    std::error_code ignored;
    for (std::size_t i = parcel.first; !parcel.is_piece && i < parcel.first + parcel.count; ++i)
      fs::remove(shipment_.local(i), ignored);
  }
  for (const auto& file : large_) {
    const auto path = shipment_.local(parcels_[file->first].first);
    WERKBANK_CHECK(make_folders(path.parent_path()));
    const bool is_begun = std::find(file->there.begin(), file->there.end(), true) != file->there.end();
    std::error_code ignored;
    if (is_begun && fs::is_regular_file(fs::symlink_status(path, ignored))) continue;
    if (is_begun) return not_as_announced("no file where pieces should be: " + path_text(path));
    fs::remove(path, ignored);
    if (!make_new_file(path)) return local_file_error(path, errno);
  }
  return Done{};
}

std::optional<Stretch> Inbox::next() {
  const std::lock_guard lock(mutex_);
  return take_stretch(waiting_, parcels_);
}

bool Inbox::empty() {
  const std::lock_guard lock(mutex_);
  return waiting_.empty();
}

void Inbox::came(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  pace_.add(bytes);
}

void Inbox::keep_sum(std::size_t index, const Sha256Digest& sum) {
  const std::lock_guard lock(mutex_);
  sums_[index] = sum;
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

Result<Sha256Digest> Inbox::sum(std::size_t index) {
  if (!shipment_.is_large(index)) return small_sum(index);
  auto& file = large(index);
  const std::lock_guard lock(file.mutex);
  WERKBANK_CHECK(read_on(file));
  if (file.hashed < file.count) return not_as_announced("not all of it came: " + shipment_.entry(index).path);
  const std::lock_guard also(mutex_);
  if (!sums_[index]) sums_[index] = file.hash.digest();
  return *sums_[index];
}

// Unknown where an earlier try brought it.
Result<Sha256Digest> Inbox::small_sum(std::size_t index) {
  const std::lock_guard lock(mutex_);
  if (!sums_[index]) {
    WERKBANK_TRY(const auto hex, sha256_of_file(shipment_.local(index)));
    sums_[index] = Sha256Digest::from_hex(hex);
  }
  return sums_[index].value_or(Sha256Digest{});
}

Result<Done> Inbox::put_back(const std::vector<std::size_t>& indexes) {
  const std::lock_guard lock(mutex_);
  for (std::size_t number = 0; number < parcels_.size(); ++number) {
    const auto& parcel = parcels_[number];
    const auto bad = std::lower_bound(indexes.begin(), indexes.end(), parcel.first);
    if (bad == indexes.end() || *bad >= parcel.first + parcel.count) continue;
    waiting_.push_back(number);
    std::error_code ignored;
    for (std::size_t i = parcel.first; i < parcel.first + parcel.count; ++i) {
      sums_[i].reset();
      if (!parcel.is_piece) fs::remove(shipment_.local(i), ignored);
    }
    if (!parcel.is_piece) continue;
    auto& file = large(parcel.first);
    const std::lock_guard also(file.mutex);
    file.hash = Sha256();
    file.hashed = 0;
    file.there[number - file.first] = false;
  }
  return Done{};
}

Result<Done> ParcelWriter::take(std::string_view bytes) {
  while (true) {
    if (expected_.empty()) return bytes.empty() ? Result<Done>(Done{}) : not_as_announced("more than was asked for");
    if (expected_.front().compressed && (!at_end_ || in_frame_)) {
      if (bytes.empty()) return Done{};
      WERKBANK_CHECK(take_frame(bytes));
    } else if (at_end_) {
      if (bytes.empty()) return Done{};
      WERKBANK_CHECK(take_end(bytes));
    } else {
      WERKBANK_CHECK(take_content(bytes));
      if (bytes.empty() && !at_end_) return Done{};
    }
  }
}

// Whether the frame ended before its content did tells the exit code of the factory's side, or whatever comes next.
Result<Done> ParcelWriter::take_frame(std::string_view& bytes) {
  if (!in_frame_ && parcel_ + file_in_pack_ + written_ > 0) return not_as_announced("a frame that was too short");
  in_frame_ = true;
  WERKBANK_TRY(auto content, decompressor_.take(bytes));
  while (!content.empty()) {
    if (at_end_) return not_as_announced("more than was asked for");
    WERKBANK_CHECK(take_content(content));
  }
  if (!decompressor_.at_end()) return Done{};
  in_frame_ = false;
  // Files without content are at their end as soon as they are looked at.
  for (auto before = file_in_pack_ + 1; !at_end_ && before != file_in_pack_;) {
    before = file_in_pack_;
    WERKBANK_CHECK(take_content(content));
  }
  return Done{};
}

Result<Done> ParcelWriter::take_content(std::string_view& bytes) {
  if (!file_.is_open()) WERKBANK_CHECK(open());
  const auto size = parcel().is_piece ? parcel().length : inbox_.shipment().size(file_index());
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(size - written_, bytes.size()));
  errno = 0;
  if (file_.sputn(bytes.data(), static_cast<std::streamsize>(count)) != static_cast<std::streamsize>(count))
    return local_file_error(inbox_.shipment().local(file_index()), errno);
  if (!parcel().is_piece) hash_.add(bytes.substr(0, count));
  written_ += count;
  bytes.remove_prefix(count);
  if (count > 0) inbox_.came(count);
  return written_ == size ? close() : Done{};
}

Result<Done> ParcelWriter::open() {
  const auto path = inbox_.shipment().local(file_index());
  if (!parcel().is_piece) {
    WERKBANK_CHECK(make_folders(path.parent_path()));
    if (!make_new_file(path)) return local_file_error(path, errno);
  }
  errno = 0;
  file_.pubsetbuf(nullptr, 0);
  if (file_.open(path, std::ios::in | std::ios::out | std::ios::binary) == nullptr)
    return local_file_error(path, errno);
  if (parcel().is_piece) file_.pubseekpos(static_cast<std::streamoff>(parcel().offset));
  return Done{};
}

Result<Done> ParcelWriter::close() {
  errno = 0;
  if (file_.close() == nullptr) return local_file_error(inbox_.shipment().local(file_index()), errno);
  written_ = 0;
  if (!parcel().is_piece) {
    inbox_.keep_sum(file_index(), hash_.digest());
    if (++file_in_pack_ < parcel().count) return Done{};
    file_in_pack_ = 0;
  }
  WERKBANK_CHECK(inbox_.arrived(number()));
  if (++parcel_ < expected_.front().stretch.count) return Done{};
  parcel_ = 0;
  at_end_ = true;
  return Done{};
}

Result<Done> ParcelWriter::take_end(std::string_view& bytes) {
  constexpr std::string_view end = "arrived\n";
  const auto count = std::min(end.size() - line_.size(), bytes.size());
  line_ += bytes.substr(0, count);
  bytes.remove_prefix(count);
  if (line_ != end.substr(0, line_.size())) return not_as_announced("a file has another size now");
  if (line_.size() < end.size()) return Done{};
  line_.clear();
  at_end_ = false;
  expected_.pop_front();
  return Done{};
}

}  // namespace werkbank
