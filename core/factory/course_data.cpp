#include "core/factory/course_data.h"

#include <algorithm>
#include <set>

#include "core/base/ascii.h"
#include "core/base/remote_path.h"
#include "core/factory/profile_words.h"

namespace werkbank {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t most_bytes = 1'000'000'000'000'000;
constexpr std::size_t most_data = 200;
constexpr std::size_t longest_set_name = 200;
constexpr std::size_t longest_path = 1024;

bool is_file_name(std::string_view name) {
  constexpr std::string_view unwanted = "/\\:*?\"<>|";
  return name.find_first_of(unwanted) == std::string_view::npos && name.front() != '.' && name.front() != ' ' &&
         name.back() != '.' && name.back() != ' ';
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), is_hexadecimal);
}

std::string factory_path(const JsonReader& reader) {
  auto path = reader.text();
  const bool fits = is_showable(path) && path.size() <= longest_path && RemotePath::parse(path).ok();
  if (reader.present() && !fits) reader.refuse("an absolute path on the factory");
  return path;
}

CourseData read_data(const JsonReader& reader) {
  reader.only({"name", "url", "path", "sha256", "bytes"});
  CourseData one;
  one.name = shown_name(reader.at("name"), longest_set_name);
  if (one.name.empty() || !is_file_name(one.name)) reader.maybe("name").refuse("fit for a file name");
  one.url = web_page(reader.maybe("url"));
  one.path = factory_path(reader.maybe("path"));
  if (one.url.empty() == one.path.empty()) reader.refuse("at a url or at a path, not at both");
  one.sha256 = reader.at("sha256").text();
  if (!is_sha256(one.sha256)) reader.maybe("sha256").refuse("64 hexadecimal digits in lower case");
  one.bytes = static_cast<std::uint64_t>(reader.at("bytes").integer(0, most_bytes));
  return one;
}

Json json_of(const CourseData& one) {
  Json json = {{"name", one.name}};
  if (!one.url.empty()) json["url"] = one.url;
  if (!one.path.empty()) json["path"] = one.path;
  json["sha256"] = one.sha256;
  json["bytes"] = one.bytes;
  return json;
}

}  // namespace

std::vector<CourseData> read_course_data(const JsonReader& reader) {
  std::vector<CourseData> list;
  std::set<std::string> names;
  const auto items = reader.items();
  if (items.size() > most_data) reader.refuse("at most 200 data sets");
  for (const auto& item : items) {
    list.push_back(read_data(item));
    if (!names.insert(list.back().name).second) item.maybe("name").refuse("a name that is given once");
  }
  return list;
}

nlohmann::ordered_json course_data_json(const std::vector<CourseData>& list) {
  auto json = Json::array();
  for (const auto& one : list) json.push_back(json_of(one));
  return json;
}

}  // namespace werkbank
