#include "core/base/receipt.h"

#include <nlohmann/json.hpp>

namespace werkbank {

std::string Receipt::json() const {
  auto not_moved = nlohmann::ordered_json::array();
  for (const auto& sentence : left_out) not_moved.push_back(sentence.english());
  const nlohmann::ordered_json object = {{"schema", 1},
                                         {"name", name},
                                         {"place", place},
                                         {"files", files},
                                         {"bytes", bytes},
                                         {"manifest_sha256", manifest_hash},
                                         {"at", at},
                                         {"seconds", seconds},
                                         {"was_there", was_there},
                                         {"left_out", not_moved}};
  return object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace werkbank
