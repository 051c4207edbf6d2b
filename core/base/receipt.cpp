#include "core/base/receipt.h"

#include <nlohmann/json.hpp>

namespace werkbank {

std::string Receipt::json() const {
  const nlohmann::ordered_json object = {{"schema", 1},    {"name", name},       {"place", place},
                                         {"files", files}, {"bytes", bytes},     {"manifest_sha256", manifest_hash},
                                         {"at", at},       {"seconds", seconds}, {"was_there", was_there}};
  return object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace werkbank
