// Any bytes as a table to be repaired: the copy needs no repair any more, the table itself stays, and nothing half is
// left. What must hold is in the aborts.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/dataset/table_repair.h"

namespace {

using namespace werkbank;

std::filesystem::path folder() {
  static const QTemporaryDir place;
  return place.path().toStdString();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto table = folder() / "table.csv", copy = folder() / "copy.csv";
  std::ofstream(table, std::ios::binary | std::ios::trunc) << text;
  const std::vector<std::string> kinds = {"kind", "soort"};
  const auto repairs = TableRepairs::find(table, {kinds}, {}, {});
  if (!repairs.ok()) return 0;
  for (const auto& one : repairs->list()) {
    if (one.sentence().in(Language::dutch).contains(u'\n')) std::abort();
  }
  const bool written = repairs->write(copy, {}, {}).ok();
  if (*read_file(table) != text || std::filesystem::exists(folder() / "copy.csv.part")) std::abort();
  if (written != std::filesystem::exists(copy)) std::abort();
  if (!written) return 0;
  const auto again = TableRepairs::find(copy, {kinds}, {}, {});
  if (!again.ok() || !again->list().empty()) std::abort();
  std::filesystem::remove(copy);
  return 0;
}
