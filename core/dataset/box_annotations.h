// Boxes that people drew on photos, as COCO JSON and YOLO texts say them. Read in one pass; what is kept of a file has
// a bound, whatever it holds.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/language.h"
#include "core/base/result.h"

namespace werkbank {

/// Left, top, width and height: pixels in COCO, shares of the photo's sides in YOLO.
using BoxSides = std::array<double, 4>;

/// Something in a file that cannot be understood, in words that continue "Something in ... cannot be read:".
struct AnnotationFault {
  LocalText what;
  std::uint64_t line = 0;  ///< 1-based; 0 when not known
};

struct CocoPhoto {
  std::int64_t id = 0;
  std::string name;  ///< as the file says it: untrusted
  double width = 0;  ///< pixels; 0 when not said
  double height = 0;
  std::uint64_t line = 0;
};

struct CocoKind {
  std::int64_t id = 0;
  std::string name;
  std::uint64_t line = 0;
};

struct CocoBox {
  std::int64_t id = 0;
  std::int64_t photo = 0;
  std::int64_t kind = 0;
  BoxSides sides{};
  bool is_crowd = false;     ///< around a group; has no use here, and perhaps no sides
  std::uint32_t number = 0;  ///< its place in the list, 1-based
  std::uint32_t line = 0;
};

struct CocoFile {
  bool is_coco = false;  ///< it has a list of annotations; another kind of JSON is no fault
  bool is_whole = false;
  std::vector<CocoPhoto> photos;
  std::vector<CocoKind> kinds;
  std::vector<CocoBox> boxes;
  std::vector<AnnotationFault> faults;  ///< at most 100
};

/// Gives a text block by block; an empty block at its end.
using AnnotationSource = std::function<Result<std::string_view>()>;

/// Errors: what `source` gives, Cancelled.
Result<CocoFile> read_coco(const AnnotationSource& source, const std::stop_token& stop);
/// Errors: local_file, Cancelled.
Result<CocoFile> read_coco_file(const std::filesystem::path& path, const std::stop_token& stop);

struct YoloBox {
  std::uint32_t kind = 0;
  BoxSides sides{};
  std::uint32_t line = 0;
};

struct YoloText {
  std::vector<YoloBox> boxes;
  std::vector<AnnotationFault> faults;  ///< at most 100
};

/// The lines "kind x y width height" of one photo; of an outline with more points, the box around it.
YoloText read_yolo(std::string_view text);

/// The names in a data.yaml: a list on one line, or a name a line, with or without its number. Nothing when there are
/// none that this understands.
std::optional<std::vector<std::string>> names_of_yaml(std::string_view text);
/// The names in a text with one a line.
std::vector<std::string> names_of_lines(std::string_view text);

/// A name with its white space made single blanks.
std::string tidy_name(std::string_view name);

}  // namespace werkbank
