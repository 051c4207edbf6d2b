// Any bytes as a program and as settings: what is found lies within the line, in its order, and its mask does not show
// it; and what a folder's check says does not depend on where the blocks of a file end.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/dataset/script_findings.h"
#include "core/dataset/secrets.h"
#include "core/dataset/text_lines.h"

namespace {

using namespace werkbank;

void must(bool holds) {
  if (!holds) std::abort();
}

void look_at_line(std::string_view line, LineOf of) {
  std::size_t end = 0;
  for (const auto& one : find_secrets(line, of)) {
    must(one.length > 0 && one.begin >= end && one.begin + one.length <= line.size());
    end = one.begin + one.length;
    const auto found = line.substr(one.begin, one.length);
    must(masked(one.kind, found).find(found) == std::string::npos);
  }
}

std::string said_of(std::string_view text, std::size_t step) {
  ScriptFindings scripts;
  scripts.begin_file("a.py");
  TextLines lines([&](const TextPiece& piece) { return scripts.take(piece); });
  for (std::size_t at = 0; at < text.size(); at += step) lines.add(text.substr(at, step));
  lines.finish();
  scripts.end_file();
  Findings findings;
  scripts.finish(findings);
  std::string words;
  for (const auto& one : findings.take()) words += one.message.english() + "\n";
  return words;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  look_at_line(text, LineOf::program);
  look_at_line(text, LineOf::settings);
  must(said_of(text, 1U << 18U) == said_of(text, 7));
  return 0;
}
