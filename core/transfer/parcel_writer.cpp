#include "core/transfer/parcel_writer.h"

#include <algorithm>
#include <cerrno>

#include "core/base/local_files.h"
#include "core/base/new_file.h"
#include "core/transfer/remote_files.h"

namespace werkbank {

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
