#include "core/base/remote_path.h"

#include <vector>

namespace werkbank {
namespace {

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

Result<RemotePath> RemotePath::parse(std::string_view text) {
  const auto refuse = [&text](const char* why) {
    return Error{ErrorCode::remote_file,
                 Message(WERKBANK_TEXT("base",
                                       "\"%1\" cannot be a folder on the factory. Ask the factory's help desk "
                                       "which work folder to use."),
                         {std::string(text)}),
                 why};
  };
  if (text.empty() || text.front() != '/') return refuse("not absolute");
  if (text.find('\0') != std::string_view::npos || text.find('\n') != std::string_view::npos)
    return refuse("NUL or newline");
  std::string folded;
  for (const auto part : parts_of(text)) {
    if (part.empty() || part == ".") continue;
    if (part == "..") return refuse("has ..");
    folded += '/';
    folded += part;
  }
  return RemotePath(folded.empty() ? "/" : folded);
}

RemotePath RemotePath::operator/(std::string_view name) const {
  if (empty() || !is_safe_relative_path(name)) return {};
  return RemotePath(text_ == "/" ? "/" + std::string(name) : text_ + '/' + std::string(name));
}

bool is_safe_relative_path(std::string_view path) {
  if (path.empty() || path.find('\0') != std::string_view::npos) return false;
  for (const auto part : parts_of(path)) {
    if (part.empty() || part == "." || part == "..") return false;
  }
  return true;
}

}  // namespace werkbank
