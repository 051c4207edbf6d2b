// A notebook that a running job serves, brought to a port of this computer for a browser to open. And what such a job
// writes down about itself, which is not believed before it was read here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace werkbank {

/// The way to one notebook. It is closed when this goes.
class OpenNotebook {
 public:
  virtual ~OpenNotebook() = default;
  /// What a browser is given: http://127.0.0.1:<port>/?token=<secret>. Whoever has it can run programs in the job: it
  /// belongs in no log, no record and on no screen that nobody asked for.
  virtual std::string address() const = 0;
  /// False as soon as the way is known to be lost, or the notebook to have ended. Does not wait; any thread may ask.
  virtual bool is_open() const = 0;
};

/// What the template `notebook` writes into the job's folder, readable by its owner only.
inline constexpr std::string_view notebook_file = "notebook.json";
/// More than that is no such file.
inline constexpr std::size_t most_notebook_bytes = 4096;

struct NotebookPlace {
  std::string token;         ///< 64 hexadecimal digits
  std::uint16_t port = 0;    ///< at 127.0.0.1 of the job's computer; 0: a socket in the job's folder, for its relay
  std::string scheduler_id;  ///< digits; empty in the practice factory
};

/// Errors: answer_garbled (whatever else stands there, of any size).
Result<NotebookPlace> parse_notebook_place(std::string_view text);

/// http://127.0.0.1:<port>/?token=<token>
std::string notebook_address(std::uint16_t port, const std::string& token);

/// The job does not serve a notebook (yet, or any more).
Error no_notebook_now(std::string detail);
/// This factory can open none.
Error no_notebooks_here();

}  // namespace werkbank
