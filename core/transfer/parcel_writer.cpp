#include "core/transfer/parcel_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "core/base/local_files.h"
#include "core/base/new_file.h"
#include "core/transfer/remote_files.h"

namespace werkbank {

Result<Done> ParcelWriter::take(std::string_view bytes) {
  while (true) {
    if (expected_.empty()) return bytes.empty() ? Result<Done>(Done{}) : not_as_announced("more than was asked for");
    if (bytes.empty()) return Done{};
    if (expected_.front().compressed && (!at_end_ || in_frame_)) {
      WERKBANK_CHECK(take_frame(bytes));
    } else if (at_end_) {
      WERKBANK_CHECK(take_end(bytes));
    } else {
      WERKBANK_CHECK(take_content(bytes));
    }
  }
}

// Whether the frame ended before its content did tells the exit code of the factory's side, or whatever comes next.
Result<Done> ParcelWriter::take_frame(std::string_view& bytes) {
  if (!in_frame_ && begun_) return not_as_announced("a frame that was too short");
  in_frame_ = true;
  WERKBANK_TRY(auto content, decompressor_.take(bytes));
  while (!content.empty()) {
    if (at_end_) return not_as_announced("more than was asked for");
    WERKBANK_CHECK(take_content(content));
  }
  in_frame_ = !decompressor_.at_end();
  return Done{};
}

Result<Done> ParcelWriter::take_content(std::string_view& bytes) {
  begun_ = true;
  return inbox_.parcel(expected_.front().stretch.first).is_piece ? take_piece(bytes) : take_pack(bytes);
}

Result<Done> ParcelWriter::take_piece(std::string_view& bytes) {
  if (!file_) WERKBANK_CHECK(open());
  const auto part =
      bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(parcel().length - written_, bytes.size())));
  WERKBANK_CHECK(write(part));
  bytes.remove_prefix(part.size());
  if (written_ == parcel().length) WERKBANK_CHECK(close());
  at_end_ = all_came();
  return Done{};
}

Result<Done> ParcelWriter::take_pack(std::string_view& bytes) {
  WERKBANK_TRY(const auto part, archive_.take(bytes));
  switch (part) {
    case TarReader::Part::more:
      return Done{};
    case TarReader::Part::file:
      return begin_file();
    case TarReader::Part::content:
      WERKBANK_CHECK(write(archive_.content()));
      return written_ == archive_.size() ? close() : Done{};
    case TarReader::Part::end:
      return end_pack();
  }
  return Done{};
}

// What the factory cannot read it leaves out.
Result<Done> ParcelWriter::begin_file() {
  if (all_came()) return not_as_announced("more than was asked for");
  const auto file = inbox_.shipment().entry(file_index());
  if (archive_.path() != "./" + file.path)
    return not_readable(folder_, "left out: " + file.path + "; instead came " + archive_.path());
  if (archive_.size() != file.size) return not_as_announced("a file has another size now: " + file.path);
  WERKBANK_CHECK(open());
  return file.size == 0 ? close() : Done{};
}

Result<Done> ParcelWriter::end_pack() {
  if (!all_came()) return not_readable(folder_, "left out: " + inbox_.shipment().path(file_index()));
  at_end_ = true;
  return Done{};
}

Result<Done> ParcelWriter::open() {
  const auto path = inbox_.shipment().local(file_index());
  if (!parcel().is_piece) WERKBANK_CHECK(folders_.make(path.parent_path()));
  errno = 0;
  file_ = parcel().is_piece ? open_to_change(path, parcel().offset) : make_new_file(path);
  if (!file_) return local_file_error(path, errno);
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);
  return Done{};
}

Result<Done> ParcelWriter::write(std::string_view content) {
  errno = 0;
  if (std::fwrite(content.data(), 1, content.size(), file_.get()) != content.size())
    return local_file_error(inbox_.shipment().local(file_index()), errno);
  written_ += content.size();
  inbox_.came(content.size());
  return Done{};
}

Result<Done> ParcelWriter::close() {
  errno = 0;
  if (std::fclose(file_.release()) != 0) return local_file_error(inbox_.shipment().local(file_index()), errno);
  written_ = 0;
  if (!parcel().is_piece) {
    if (++file_in_pack_ < parcel().count) return Done{};
    file_in_pack_ = 0;
  }
  WERKBANK_CHECK(inbox_.arrived(number()));
  ++parcel_;
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
  begun_ = false;
  parcel_ = 0;
  expected_.pop_front();
  return Done{};
}

}  // namespace werkbank
