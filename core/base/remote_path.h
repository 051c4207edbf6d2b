// Paths on the factory: POSIX, absolute, and never climbing out of where they started.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace werkbank {

class RemotePath {
 public:
  RemotePath() = default;
  /// `text` must be absolute, without NUL or newline and without a ".." part; repeated slashes are folded.
  static Result<RemotePath> parse(std::string_view text);

  /// This folder's child. `name` may hold slashes; it is refused (empty path) when absolute or when a part is "..".
  RemotePath operator/(std::string_view name) const;

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  bool operator==(const RemotePath&) const = default;

 private:
  explicit RemotePath(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Whether `path` is relative, has no empty, "." or ".." part, no backslash-free surprises such as NUL, and so stays
/// inside the folder it is put in.
bool is_safe_relative_path(std::string_view path);

}  // namespace werkbank
