// Which Python of this computer can run a template: looked for once, in the background.
#pragma once

#include <future>
#include <set>
#include <string>
#include <vector>

namespace werkbank {

struct FoundPython {
  std::string program;             ///< empty: none
  std::set<std::string> packages;  ///< of those asked for, the ones it has
};

class PythonProbe {
 public:
  /// Starts to look whether the `candidates` are there and which of `packages` (import names) each has.
  PythonProbe(std::vector<std::string> candidates, std::vector<std::string> packages);

  /// The first Python that has all `needs`; empty when there is none. Waits for the search, which takes well under a
  /// second.
  std::string python_with(const std::vector<std::string>& needs) const;

 private:
  std::shared_future<std::vector<FoundPython>> found_;
};

}  // namespace werkbank
