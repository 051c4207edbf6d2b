// Sums of files on the factory, with the fastest tool that it has.
#pragma once

namespace werkbank {

/// Defines two shell functions: `sum` prints the SHA-256 of its input; `sums` reads NUL-ended names and prints the
/// SHA-256 of each file, one a line, in order. No name comes back, so none can be taken for an answer; a file that
/// cannot be read has no line. What $look says (empty, or commands that end with a semicolon and find the names of up
/// to 1000 files as their words) is done before these are read. $sum_tool is the tool that they use: openssl or
/// sha256sum.
extern const char* const sums_script;

}  // namespace werkbank
