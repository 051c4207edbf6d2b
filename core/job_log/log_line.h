// One line of a job's log without what came around it: colours, and which rank of a parallel job printed it.
#pragma once

#include <string>
#include <string_view>

namespace werkbank {

struct LogLine {
  std::string rank;  ///< empty when the line does not say it
  std::string text;  ///< blanks at its start are kept: a traceback is read by them
};

/// Knows the prefixes of srun --label ("3: "), of PyTorch ("[rank3]: ", "[default3]:"), of Open MPI ("[1,3]<stderr>:")
/// and of Ray ("(worker pid=17) ").
LogLine read_log_line(std::string_view raw);

}  // namespace werkbank
