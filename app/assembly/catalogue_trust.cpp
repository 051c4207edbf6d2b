#include "app/assembly/catalogue_trust.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "core/base/json_reader.h"
#include "core/base/local_files.h"
#include "core/base/signature.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_memory = 1U << 20U;
constexpr std::int64_t largest_number = 1'000'000'000;

struct Memory {
  std::map<std::string, std::int64_t> makers;  // public key to the largest number that was used
  bool allows_unsigned = false;
};

fs::path trust_file(const Places& places) { return places.home / "catalogue-trust.json"; }

Result<Memory> read_memory(const Places& places) {
  Memory memory;
  std::error_code ignored;
  if (!fs::exists(trust_file(places), ignored)) return memory;
  WERKBANK_TRY(const auto text, read_file(trust_file(places), largest_memory));
  WERKBANK_TRY(const auto reader, JsonReader::parse(text, path_text(trust_file(places)), ErrorCode::catalogue_invalid));
  memory.allows_unsigned = reader.at("allows_unsigned").boolean();
  for (const auto& maker : reader.at("makers").items()) {
    const auto key = maker.at("public_key").name();
    if (!is_public_key(key)) maker.at("public_key").refuse("a public key");
    memory.makers[key] = maker.at("number").integer(0, largest_number);
  }
  WERKBANK_CHECK(reader.finish());
  return memory;
}

Result<Done> write_memory(const Places& places, const Memory& memory) {
  nlohmann::ordered_json json{{"allows_unsigned", memory.allows_unsigned}, {"makers", nlohmann::ordered_json::array()}};
  for (const auto& [key, number] : memory.makers) json["makers"].push_back({{"public_key", key}, {"number", number}});
  WERKBANK_CHECK(make_folders(places.home));
  return write_file(trust_file(places), json.dump(1) + "\n");
}

bool is_sealed(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "catalogue.json", ignored) || fs::exists(folder / "catalogue.sig", ignored);
}

// Accepts a sealed folder, and remembers its number: an older issue is refused from now on.
Result<Done> accept(const Places& places, const fs::path& folder, double now, Memory& memory) {
  WERKBANK_TRY(const auto seal, check_seal(folder, {memory.makers, now}));
  auto& newest = memory.makers[seal.public_key];
  if (seal.terms.number <= newest) return Done{};
  newest = seal.terms.number;
  return write_memory(places, memory);
}

}  // namespace

std::vector<fs::path> usable_catalogues(const Places& places, double now, std::vector<Error>& problems) {
  std::vector<fs::path> usable = {places.resources / "catalogue"};
  auto memory = read_memory(places);
  if (memory.failed()) problems.push_back(memory.error());
  Memory known = memory.ok() ? *memory : Memory{};
  const auto own = places.home / "catalogue";
  auto further = places.catalogues;
  further.push_back(own);
  for (const auto& folder : further) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) continue;
    const bool needs_seal = is_sealed(folder) || (folder == own && !known.allows_unsigned);
    const auto accepted = needs_seal ? accept(places, folder, now, known) : Result<Done>(Done{});
    if (accepted.failed()) {
      problems.push_back(accepted.error());
    } else {
      usable.push_back(folder);
    }
  }
  std::erase_if(usable, [](const fs::path& folder) {
    std::error_code ignored;
    return !fs::is_directory(folder, ignored);
  });
  return usable;
}

Result<CatalogueSeal> trust_maker(const Places& places, const fs::path& folder, double now) {
  WERKBANK_TRY(auto seal, read_seal(folder, now));
  WERKBANK_TRY(auto memory, read_memory(places));
  memory.makers.emplace(seal.public_key, 0);
  WERKBANK_CHECK(write_memory(places, memory));
  return seal;
}

Result<Done> allow_unsigned(const Places& places, bool allowed) {
  WERKBANK_TRY(auto memory, read_memory(places));
  memory.allows_unsigned = allowed;
  return write_memory(places, memory);
}

}  // namespace werkbank
