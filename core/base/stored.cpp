#include "core/base/stored.h"

#include <algorithm>
#include <map>

#include "core/base/uuid.h"

namespace werkbank {
namespace {

constexpr std::size_t hash_digits = 16;
constexpr std::string_view leftover_prefix = ".part-";

bool is_one_name(std::string_view name) {
  constexpr std::size_t longest = 255;
  return !name.empty() && name.size() <= longest && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

bool is_dataset_name(std::string_view name) {
  if (name.size() < hash_digits + 2 || name.front() == '.') return false;
  const auto digits = name.substr(name.size() - hash_digits);
  return name[name.size() - hash_digits - 1] == '@' &&
         digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::int64_t number_of(std::uint64_t number) { return static_cast<std::int64_t>(number); }

}  // namespace

const char* word_of(StoredKind kind) {
  switch (kind) {
    case StoredKind::dataset:
      return "dataset";
    case StoredKind::job:
      return "job";
    case StoredKind::broken_upload:
      return "broken_upload";
    case StoredKind::broken_job:
      return "broken_job";
  }
  return "";
}

bool is_stored_name(StoredKind kind, std::string_view name) {
  if (!is_one_name(name)) return false;
  switch (kind) {
    case StoredKind::dataset:
      return is_dataset_name(name);
    case StoredKind::job:
      return is_uuid(name);
    case StoredKind::broken_upload:
    case StoredKind::broken_job:
      return name.starts_with(leftover_prefix) && name.size() > leftover_prefix.size();
  }
  return false;
}

Error not_stored_name(const std::string& name) {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("base",
                                "Werkbank keeps nothing of the name %1 on the factory. Look in the list of "
                                "what is stored there."),
                  {name}),
          {}};
}

Error used_by_unfinished(const std::string& name, const std::string& uuid) {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("base",
                                "A job that is not over yet needs this. Wait until it is over, or stop it, and then "
                                "remove this.")),
          name + " is used by " + uuid};
}

Error used_by_jobs(const std::string& name, std::uint64_t jobs) {
  return {ErrorCode::usage,
          jobs == 1 ? Message(WERKBANK_TEXT("base",
                                            "A job that is over used this data. Its results stay; only to run it "
                                            "again you would have to upload the data again."))
                    : Message(WERKBANK_TEXT("base",
                                            "%1 jobs that are over used this data. Their results stay; only to run "
                                            "them again you would have to upload the data again."),
                              {number_of(jobs)}),
          name, Grade::ask_person};
}

Error may_be_under_way(const std::string& name) {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("base",
                                "Something was written here less than an hour ago: perhaps a transfer is still under "
                                "way. Wait an hour and then remove it.")),
          name};
}

void complete_stored(std::vector<StoredThing>& things) {
  std::map<std::string, StoredThing*> datasets;
  for (auto& thing : things) {
    if (thing.kind == StoredKind::dataset) datasets[thing.name] = &thing;
  }
  for (const auto& thing : things) {
    const auto found = thing.kind == StoredKind::job ? datasets.find(thing.dataset) : datasets.end();
    if (found == datasets.end()) continue;
    found->second->jobs.push_back(thing.name);
    found->second->used_at = std::max(found->second->used_at, thing.used_at);
  }
  for (auto& [name, dataset] : datasets) std::sort(dataset->jobs.begin(), dataset->jobs.end());
  std::sort(things.begin(), things.end(), [](const StoredThing& a, const StoredThing& b) {
    return a.bytes != b.bytes ? a.bytes > b.bytes : a.name < b.name;
  });
}

}  // namespace werkbank
