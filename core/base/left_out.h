// What lies in a folder of data and is not part of it, because it is no file with bytes of its own.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/message.h"

namespace werkbank {

class LeftOut {
 public:
  enum class Kind { folder_link, special_file, empty_folder };

  /// `path` relative to the folder of the data.
  void add(Kind kind, const std::string& path);
  bool any() const;
  /// Of each kind that there is: how many, which one for instance, and what to do when the job needs it.
  std::vector<Message> sentences() const;

 private:
  struct Of {
    std::uint64_t count = 0;
    std::string first;  ///< by name
  };
  std::array<Of, 3> kinds_;
};

}  // namespace werkbank
