// Which Python of this computer can run a template: looked for once, in the background or when first asked.
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
  /// Looks whether the `candidates` are there and which of `packages` (import names) each has; `ahead` begins with that
  /// at once, otherwise the first question does.
  PythonProbe(std::vector<std::string> candidates, std::vector<std::string> packages, bool ahead);

  /// The first Python that has all `needs`; empty when there is none. Waits for the search, which takes well under a
  /// second.
  std::string python_with(const std::vector<std::string>& needs) const;

 private:
  std::shared_future<std::vector<FoundPython>> found_;
};

}  // namespace werkbank
