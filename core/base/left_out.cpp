#include "core/base/left_out.h"

#include <algorithm>

namespace werkbank {
namespace {

Message sentence(LeftOut::Kind kind, std::int64_t count, const std::string& first) {
  switch (kind) {
    case LeftOut::Kind::folder_link:
      return Message(WERKBANK_TEXT("base",
                                   "Links to other folders are not followed: %1 left out, such as %2. Copy the folder "
                                   "itself into your data when the job needs it."),
                     {count, first});
    case LeftOut::Kind::special_file:
      return Message(WERKBANK_TEXT("base",
                                   "What is not an ordinary file, such as a pipe or a device, is not sent: %1 left "
                                   "out, such as %2."),
                     {count, first});
    case LeftOut::Kind::empty_folder:
      return Message(WERKBANK_TEXT("base", "Empty folders are not sent: %1 left out, such as %2."), {count, first});
  }
  return {};
}

}  // namespace

void LeftOut::add(Kind kind, const std::string& path) {
  auto& of = kinds_[static_cast<std::size_t>(kind)];
  if (of.count == 0 || path < of.first) of.first = path;
  ++of.count;
}

bool LeftOut::any() const {
  return std::any_of(kinds_.begin(), kinds_.end(), [](const Of& of) { return of.count > 0; });
}

std::vector<Message> LeftOut::sentences() const {
  std::vector<Message> list;
  for (std::size_t i = 0; i < kinds_.size(); ++i) {
    const auto& [count, first] = kinds_[i];
    if (count > 0) list.push_back(sentence(static_cast<Kind>(i), static_cast<std::int64_t>(count), first));
  }
  return list;
}

}  // namespace werkbank
