#include "core/dataset/csv_reader.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "core/base/local_files.h"
#include "core/dataset/cell_value.h"

namespace werkbank {
namespace {

constexpr std::size_t table_head_size = 64U << 10U;
constexpr std::size_t looked_rows = 60;
// The training scripts look in the same order, so both find the same columns.
constexpr char delimiters[] = {';', ',', '\t', '|'};

bool is_blank_row(const CsvRow& row) { return row.closed && row.count == 1 && stripped(row.cells[0]).empty(); }

std::vector<std::uint64_t> widths(std::string_view text, bool whole, char delimiter) {
  RowSplitter splitter(delimiter);
  std::vector<std::uint64_t> counts;
  CsvRow row;
  while (counts.size() < looked_rows) {
    text.remove_prefix(splitter.take(text));
    if (!splitter.ended() && (!(whole || counts.empty()) || !splitter.finish())) break;
    splitter.read(row);
    if (!is_blank_row(row)) counts.push_back(row.count);
  }
  return counts;
}

}  // namespace

char find_delimiter(std::string_view text, bool whole) {
  char best = ',';
  std::uint64_t best_width = 1;
  for (const char delimiter : delimiters) {
    const auto found = widths(text, whole, delimiter);
    if (found.empty() || found[0] <= best_width) continue;
    const auto equal = std::count(found.begin(), found.end(), found[0]);
    if (static_cast<double>(equal) < 0.9 * static_cast<double>(found.size())) continue;
    best = delimiter;
    best_width = found[0];
  }
  return best;
}

CsvReader::CsvReader(Source source) : source_(std::move(source)), decoder_(TextEncoding::utf8), splitter_(',') {}

Result<CsvReader> CsvReader::open(const std::filesystem::path& path) {
  WERKBANK_TRY(auto file, FileReader::open(path));
  auto shared = std::make_shared<FileReader>(std::move(file));
  return read_from([shared] { return shared->read(); });
}

Result<CsvReader> CsvReader::read_from(Source source) {
  CsvReader reader(std::move(source));
  WERKBANK_CHECK(reader.look_at_head());
  return reader;
}

Result<Done> CsvReader::look_at_head() {
  while (head_.size() < table_head_size && !whole_in_head_) {
    WERKBANK_TRY(const auto block, source_());
    whole_in_head_ = block.empty();
    head_ += block;
  }
  encoding_ = guess_encoding(head_);
  decoder_ = TextDecoder(encoding_);
  TextDecoder looking(encoding_);
  delimiter_ = find_delimiter(looking.decode(std::string_view(head_).substr(0, table_head_size)),
                              whole_in_head_ && head_.size() <= table_head_size);
  splitter_ = RowSplitter(delimiter_);
  return Done{};
}

Result<bool> CsvReader::refill() {
  while (block_.empty()) {
    std::string_view raw = head_;
    if (head_given_) {
      if (whole_in_head_) return false;
      WERKBANK_TRY(raw, source_());
    }
    if (head_given_ && raw.empty()) return false;
    head_given_ = true;
    bytes_read_ += raw.size();
    block_ = decoder_.decode(raw);
    if (raw.empty()) return false;
  }
  return true;
}

Result<bool> CsvReader::next(CsvRow& row) {
  while (true) {
    if (!splitter_.ended()) {
      WERKBANK_TRY(const bool more, refill());
      if (!more && !splitter_.finish()) return false;
      block_.remove_prefix(splitter_.take(block_));
    }
    if (!splitter_.ended()) continue;
    splitter_.read(row);
    if (!is_blank_row(row)) return true;
  }
}

}  // namespace werkbank
