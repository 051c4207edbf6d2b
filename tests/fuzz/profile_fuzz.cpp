// A profile comes from somebody else: reading one may not crash, and one that is taken survives being written and read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/catalogue/software_names.h"
#include "core/factory/profile.h"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto profile = werkbank::parse_profile(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz");
  if (!profile.ok()) {
    must(profile.error().code == werkbank::ErrorCode::profile_invalid);
    return 0;
  }
  must(!profile->environments.empty() && profile->id.size() >= 2);
  for (const auto& environment : profile->environments) {
    must(!environment.python.empty() && environment.python[0] != '-');
    must(environment.image.empty() || environment.image[0] != '-');
    for (const auto& name : environment.modules) must(werkbank::is_module_name(name));
  }
  const auto text = werkbank::profile_to_json(*profile);
  const auto again = werkbank::parse_profile(text, "again");
  must(again.ok() && werkbank::profile_to_json(*again) == text);
  return 0;
}
