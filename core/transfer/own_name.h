// Names of what is ours for a while at the factory.
#pragma once

#include <memory>
#include <string>

class QLockFile;

namespace werkbank {

/// A name for `what`: the same at every try from this computer, so that the next one goes on where the last one broke
/// off; another one for as long as somebody else on this computer has it.
class OwnName {
 public:
  explicit OwnName(const std::string& what);
  ~OwnName();
  OwnName(const OwnName&) = delete;
  OwnName& operator=(const OwnName&) = delete;

  /// Letters, digits and dashes.
  const std::string& text() const { return text_; }

 private:
  std::unique_ptr<QLockFile> lock_;
  std::string text_;
};

}  // namespace werkbank
