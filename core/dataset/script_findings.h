// What to say of the texts in a folder with somebody's own program: secrets, and what works on the maker's own computer
// alone. Of each kind how often, and where the first one is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/dataset/findings.h"
#include "core/dataset/secrets.h"
#include "core/dataset/text_lines.h"

namespace werkbank {

class ScriptFindings {
 public:
  /// `path` relative to the data's folder.
  void begin_file(const std::string& path);
  /// A piece of the file's text, in UTF-8; how many bytes of it are done with.
  std::size_t take(const TextPiece& piece);
  void end_file();
  /// Warnings of the rules "secret", "own_path", "needs_gpu" and "progress_lines".
  void finish(Findings& findings) const;

 private:
  struct Seen {
    std::uint64_t count = 0;
    std::string file;
    std::uint64_t line = 0;
    std::string example;  // of a secret: masked
  };
  void note(Seen& seen, std::uint64_t line, std::string example = {}) const;
  void look_at_code(const TextPiece& piece);
  void add_notes(Seen& all, const Seen& of_file);
  void say_secrets(Findings& findings) const;

  std::array<Seen, secret_kinds> secrets_;
  Seen secrets_files_;
  Seen own_paths_;
  Seen gpu_always_;
  Seen progress_lines_;

  // Of the file that is looked at now.
  std::string file_;
  LineOf line_of_ = LineOf::program;
  bool is_code_ = false;
  bool is_python_ = false;
  Seen file_gpu_;
  Seen file_progress_;
  bool asks_for_gpu_ = false;
  bool limits_progress_ = false;
};

}  // namespace werkbank
