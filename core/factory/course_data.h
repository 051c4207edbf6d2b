// The data sets of a course, as invitations name them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json_reader.h"

namespace werkbank {

/// Data that the course uses, at exactly one of two places.
struct CourseData {
  std::string name;    ///< fit for a file name
  std::string url;     ///< https://, or empty
  std::string path;    ///< absolute, on the factory, or empty
  std::string sha256;  ///< 64 hexadecimal digits, lower case
  std::uint64_t bytes = 0;
};

/// A list of data sets, each name once; an absent one is empty. What is wrong is refused at the reader.
std::vector<CourseData> read_course_data(const JsonReader& reader);
nlohmann::ordered_json course_data_json(const std::vector<CourseData>& list);

}  // namespace werkbank
