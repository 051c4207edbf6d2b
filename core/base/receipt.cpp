#include "core/base/receipt.h"

#include <nlohmann/json.hpp>

#include "core/base/shard_layout.h"

namespace werkbank {

std::string Receipt::json() const {
  auto not_moved = nlohmann::ordered_json::array();
  for (const auto& sentence : left_out) not_moved.push_back(sentence.english());
  auto other_names = nlohmann::ordered_json::array();
  for (const auto& file : renamed) other_names.push_back({{"name", file.name}, {"here", file.here}});
  nlohmann::ordered_json object = {{"schema", 1},    {"name", name},       {"place", place},
                                   {"files", files}, {"bytes", bytes},     {"manifest_sha256", manifest_hash},
                                   {"at", at},       {"seconds", seconds}, {"was_there", was_there}};
  // What was sent of every file stands in the list, which is one of those that the hash above is of.
  if (packed) {
    object["packed"] = {{"files", packed->files},
                        {"bytes", packed->bytes},
                        {"because", word_of(packed->because)},
                        {"limit", packed->limit},
                        {"list", shard_list_name}};
  }
  object["left_out"] = not_moved;
  object["renamed"] = other_names;
  return object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

Message Receipt::packed_sentence() const { return packed ? packed->sentence(files) : Message(); }

Message Receipt::renamed_sentence() const {
  if (renamed.empty()) return {};
  const auto& first = renamed.front();
  if (renamed.size() == 1) {
    return {WERKBANK_TEXT("base",
                          "This computer cannot have a file with the name %1. It stands here as %2; its content is the "
                          "same."),
            {first.name, first.here}};
  }
  return {WERKBANK_TEXT("base",
                        "This computer cannot have files with the names of %1 of them. They stand here under another "
                        "name, such as %3 for %2; their content is the same."),
          {static_cast<std::int64_t>(renamed.size()), first.name, first.here}};
}

}  // namespace werkbank
