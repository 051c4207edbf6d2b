// Any bytes as conversations to be repaired: the copy needs no repair any more, the file itself stays, and nothing half
// is left. What must hold is in the aborts.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/dataset/conversation_fix.h"
#include "core/dataset/conversation_repair.h"

namespace {

using namespace werkbank;

std::filesystem::path folder() {
  static const QTemporaryDir place;
  return place.path().toStdString();
}

// What could be read before it was repaired says the same after.
void look_at(const std::string& text) {
  const auto fixed = fix_conversation(text, true);
  if (fixed.readable && fixed.text.find('\n') != std::string::npos) std::abort();
  const auto before = parse_conversation(text);
  if (before.rule.empty() && conversation_hash(parse_conversation(fixed.text)) != conversation_hash(before))
    std::abort();
  const auto again = fix_conversation(fixed.text, true);
  if (again.text != fixed.text || again.spaces || again.last_comma || !again.role_before.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  look_at(text.substr(0, text.find('\n')));
  const auto file = folder() / "chat.jsonl", copy = folder() / "copy.jsonl";
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
  const auto repairs = ConversationRepairs::find(file, {}, {});
  if (!repairs.ok()) return 0;
  for (const auto& one : repairs->lines()) {
    if (one.sentence.in(Language::dutch).contains(u'\n')) std::abort();
  }
  const bool written = repairs->write(copy, {}, {}).ok();
  if (*read_file(file) != text || std::filesystem::exists(folder() / "copy.jsonl.part")) std::abort();
  if (written != std::filesystem::exists(copy)) std::abort();
  if (!written) return 0;
  const auto again = ConversationRepairs::find(copy, {}, {});
  if (!again.ok() || !again->lines().empty()) std::abort();
  std::filesystem::remove(copy);
  return 0;
}
