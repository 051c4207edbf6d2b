// What a job printed is untrusted: its lines as they are shown can be read, are short, stand where they say, and are
// the same however the log grew; what is looked for in it is found where it stands.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/job_log/log_block.h"
#include "core/job_log/log_search.h"
#include "core/job_log/log_text.h"

namespace {

using namespace werkbank;

void must(bool holds) {
  if (!holds) std::abort();
}

void must_be_readable(const LogBlock& block, std::uint64_t size) {
  std::uint64_t end = 0;
  std::uint32_t text_end = 0;
  for (const auto& line : block.lines) {
    must(line.offset == end && line.text_at == text_end && line.text_size <= LogBlock::longest_text);
    end += line.size;
    text_end += line.text_size;
    const auto text = block.text_of(line);
    must(readable_log(text) == text && text.find('\n') == std::string_view::npos);
    must(line.rank_at + line.rank_size <= line.text_size);
  }
  must(end == size && block.end == size);
  std::uint32_t after = 0;
  for (const auto& fold : block.folds) {
    must(fold.first >= after && fold.count >= LogBlock::shortest_fold && fold.last() < block.lines.size());
    after = fold.last() + 1;
  }
}

bool same(const LogBlock& a, const LogBlock& b) {
  return a.text == b.text && a.lines.size() == b.lines.size() && a.folds.size() == b.folds.size() &&
         a.is_open == b.is_open;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view log(reinterpret_cast<const char*>(data), size);
  LogBlock block;
  add_lines(block, log);
  must_be_readable(block, size);
  LogBlock grown;
  const std::size_t step = size == 0 ? 1 : 1 + size / 7 + data[0] % 64;
  for (std::size_t at = 0; at < size; at += step) {
    drop_open_line(grown);
    const auto begin = static_cast<std::size_t>(grown.end);
    add_lines(grown, log.substr(begin, at + step - begin));
  }
  must(same(block, grown));
  const auto words = log.substr(size / 2, 5);
  const Needle needle(words);
  for (std::size_t at = needle.find(log); at != std::string_view::npos; at = needle.find(log, at + 1)) {
    must(at + needle.size() <= size);
  }
  must(needle.empty() || needle.find(readable_log(words)) == 0 || readable_log(words) != words);
  return 0;
}
