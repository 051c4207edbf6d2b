// The pieces of shell that several of our remote scripts begin with.
#pragma once

namespace werkbank {

/// Settles the environment and defines `frame NAME A B TEXT`, `part NAME COMMAND...` and `clean COMMAND...`.
extern const char* const script_begin;

/// Defines what knows a job by its mark: `ask`, `record`, `lock`. Expects $uuid, $token and, in $me, who we are.
extern const char* const script_memory;

}  // namespace werkbank
