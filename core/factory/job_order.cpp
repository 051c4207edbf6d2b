#include "core/factory/job_order.h"

#include "core/base/uuid.h"

namespace werkbank {
namespace {

constexpr std::string_view prefix = "werkbank:";

}  // namespace

std::string scheduler_mark(const std::string& uuid) { return std::string(prefix) + uuid; }

std::string uuid_of_mark(const std::string& mark) {
  if (!std::string_view(mark).starts_with(prefix)) return {};
  auto uuid = mark.substr(prefix.size());
  return is_uuid(uuid) ? uuid : std::string();
}

}  // namespace werkbank
