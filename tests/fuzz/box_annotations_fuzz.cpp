// Any bytes as a file of boxes: COCO JSON read in blocks of any size, and YOLO texts. What must hold is in the aborts.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/dataset/box_annotations.h"

namespace {

using namespace werkbank;

CocoFile in_blocks(std::string_view text, std::size_t step) {
  const AnnotationSource source = [text, step, at = std::size_t{0}]() mutable -> Result<std::string_view> {
    const auto block = text.substr(at, step);
    at += block.size();
    return block;
  };
  auto read = read_coco(source, {});
  if (!read.ok()) std::abort();
  return std::move(*read);
}

std::string words_of(const CocoFile& file) {
  std::string all = std::to_string(file.is_coco) + std::to_string(file.is_whole);
  for (const auto& one : file.photos) all += "|" + std::to_string(one.id) + one.name + std::to_string(one.line);
  for (const auto& one : file.kinds) all += "|" + std::to_string(one.id) + one.name + std::to_string(one.line);
  for (const auto& one : file.boxes) all += "|" + std::to_string(one.id) + "/" + std::to_string(one.number);
  for (const auto& one : file.faults) all += "|" + one.what.english + std::to_string(one.line);
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto whole = in_blocks(text, 1U << 16U);
  if (words_of(whole) != words_of(in_blocks(text, 3))) std::abort();
  if (!whole.is_whole && whole.faults.empty()) std::abort();
  for (const auto& kind : whole.kinds) {
    if (kind.name.empty() || kind.name.find('\n') != std::string::npos) std::abort();
  }
  const auto yolo = read_yolo(text);
  for (const auto& box : yolo.boxes) {
    for (const double side : box.sides) {
      if (!std::isfinite(side)) std::abort();
    }
  }
  if (const auto names = names_of_yaml(text); names && names->size() > size + 1) std::abort();
  names_of_lines(text);
  return 0;
}
