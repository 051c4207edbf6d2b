#include "core/practice/practice_stored.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <system_error>
#include <vector>

#ifndef _WIN32
#include <sys/statvfs.h>
#endif

#include <nlohmann/json.hpp>

#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "core/base/uuid.h"
#include "core/practice/practice_job.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_sums = 32U << 20U;

const char* folder_of(StoredKind kind) {
  return kind == StoredKind::dataset || kind == StoredKind::broken_upload ? "datasets" : "jobs";
}

/// How many seconds ago the newest file in it was written; empty when nothing can be said.
std::optional<double> rest_of(fs::file_time_type newest) {
  if (newest == fs::file_time_type::min()) return std::nullopt;
  return std::chrono::duration<double>(fs::file_time_type::clock::now() - newest).count();
}

struct Counted {
  std::uint64_t bytes = 0;
  std::uint64_t files = 0;
  bool whole = true;
  fs::file_time_type newest = fs::file_time_type::min();

  void look(const fs::directory_entry& entry) {
    std::error_code error;
    const auto status = entry.symlink_status(error);
    if (error) return;  // gone meanwhile
    if (!fs::is_symlink(status)) {
      const auto time = entry.last_write_time(error);
      if (!error) newest = std::max(newest, time);
    }
    if (fs::is_directory(status)) return;
    ++files;
    if (!fs::is_regular_file(status)) return;
    const auto size = entry.file_size(error);
    if (!error) bytes += size;
  }
};

Result<Counted> count(const fs::path& root, const std::stop_token& stop) {
  Counted counted;
  std::error_code error;
  counted.look(fs::directory_entry(root, error));
  auto walk = fs::recursive_directory_iterator(root, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    if (stop.stop_requested()) return Cancelled{};
    counted.look(*walk);
  }
  if (error) counted.whole = false;
  return counted;
}

/// The data set that the job of this folder uses; empty when there is none.
std::string dataset_of(const fs::path& job) {
  std::error_code error;
  const auto target = fs::read_symlink(job / "data", error);
  auto name = error ? std::string() : path_text(target.filename());
  return is_stored_name(StoredKind::dataset, name) ? name : std::string();
}

struct Proof {
  double verified_at = 0;
  std::uint64_t original_files = 0;  ///< of packed data
};

std::optional<Proof> receipt_of(const fs::path& datasets, const std::string& name) {
  constexpr std::uint64_t longest = 64U << 10U;
  const auto text = read_file(datasets / path_from_text(name + ".receipt.json"), longest);
  if (!text.ok()) return std::nullopt;
  const auto receipt = nlohmann::json::parse(*text, nullptr, false);
  if (!receipt.is_object() || receipt.value("name", nlohmann::json()) != name) return std::nullopt;
  const auto at = receipt.find("at");
  if (at == receipt.end() || !at->is_number()) return std::nullopt;
  const auto files = receipt.find("files");
  const bool is_packed = receipt.contains("packed") && files != receipt.end() && files->is_number_unsigned();
  return Proof{at->get<double>(), is_packed ? files->get<std::uint64_t>() : 0};
}

void add_proofs(const fs::path& datasets, double now, StoredThing& dataset) {
  const auto proof = receipt_of(datasets, dataset.name);
  dataset.has_receipt = proof.has_value();
  if (proof) {
    dataset.verified_at = proof->verified_at;
    dataset.original_files = proof->original_files;
  }
  std::error_code error;
  const auto time = fs::last_write_time(datasets / path_from_text(dataset.name + ".sums"), error);
  if (error) return;
  const double again = now - rest_of(time).value_or(0);
  if (!dataset.verified_at || again > *dataset.verified_at) dataset.verified_at = again;
}

Result<StoredThing> thing_of(StoredKind kind, const fs::path& place, double now, const std::stop_token& stop) {
  WERKBANK_TRY(const auto counted, count(place, stop));
  StoredThing thing;
  thing.kind = kind;
  thing.name = path_text(place.filename());
  thing.bytes = counted.bytes;
  thing.files = counted.files;
  thing.counted_whole = counted.whole;
  if (const auto rest = rest_of(counted.newest)) thing.used_at = now - *rest;
  if (kind == StoredKind::job) thing.dataset = dataset_of(place);
  if (kind == StoredKind::dataset) add_proofs(place.parent_path(), now, thing);
  return thing;
}

Result<Done> add_things(const fs::path& folder, const std::array<StoredKind, 2>& kinds, double now, Stored& stored,
                        const std::stop_token& stop) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    std::error_code gone;
    if (entry.is_symlink(gone) || !entry.is_directory(gone)) continue;
    const auto name = path_text(entry.path().filename());
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&name](StoredKind one) { return is_stored_name(one, name); });
    if (kind == kinds.end()) continue;
    WERKBANK_TRY(auto thing, thing_of(*kind, entry.path(), now, stop));
    if (fs::exists(entry.path(), gone)) stored.things.push_back(std::move(thing));
  }
  return Done{};
}

Room room_in(const fs::path& folder) {
  Room room;
  std::error_code error;
  const auto space = fs::space(folder, error);
  if (!error) room.bytes = RoomLimit{space.available, space.capacity, "disk"};
#ifndef _WIN32
  struct statvfs disk = {};
  if (::statvfs(folder.c_str(), &disk) == 0 && disk.f_files > 0)
    room.files = RoomLimit{disk.f_favail, disk.f_files, "disk"};
#endif
  return room;
}

/// The jobs that use the data set and are not over, and how many others use it.
struct Users {
  std::string unfinished;
  std::uint64_t others = 0;
};

bool is_unfinished(const fs::path& job, const Removal& removal) {
  const auto uuid = path_text(job.filename());
  const auto& said = removal.unfinished;
  if (std::find(said.begin(), said.end(), uuid) != said.end()) return true;
  const PracticeJob practice(job);
  return practice.exists() && !is_over(practice.state());
}

Users users_of(const fs::path& folder, const Removal& removal) {
  Users users;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder / "jobs", error)) {
    if (dataset_of(entry.path()) != removal.name) continue;
    if (is_unfinished(entry.path(), removal)) {
      users.unfinished = path_text(entry.path().filename());
    } else {
      ++users.others;
    }
  }
  return users;
}

/// Error: the reason for which it stays.
Result<Done> check_unused(const fs::path& folder, const Removal& removal) {
  if (removal.kind == StoredKind::job && is_unfinished(folder / "jobs" / removal.name, removal))
    return used_by_unfinished(removal.name, removal.name);
  if (removal.kind != StoredKind::dataset) return Done{};
  const auto users = users_of(folder, removal);
  if (!users.unfinished.empty()) return used_by_unfinished(removal.name, users.unfinished);
  if (users.others > 0 && !removal.even_if_used) return used_by_jobs(removal.name, users.others);
  return Done{};
}

Result<Done> check_at_rest(const fs::path& place, const Removal& removal) {
  const bool is_leftover = removal.kind == StoredKind::broken_upload || removal.kind == StoredKind::broken_job;
  if (!is_leftover || removal.name.starts_with(".part-removing-")) return Done{};
  WERKBANK_TRY(const auto counted, count(place, {}));
  const auto rest = rest_of(counted.newest);
  if (rest && *rest < leftover_rest_seconds) return may_be_under_way(removal.name);
  return Done{};
}

void make_writable(const fs::path& root) {
  std::error_code ignored;
  const auto open = [&ignored](const fs::path& path) {
    fs::permissions(path, fs::perms::owner_all, fs::perm_options::add, ignored);
  };
  open(root);
  for (auto walk = fs::recursive_directory_iterator(root, ignored); walk != fs::recursive_directory_iterator();
       walk.increment(ignored)) {
    if (!walk->is_symlink(ignored)) open(walk->path());
    if (ignored) return;
  }
}

Error not_there(const std::string& name) {
  return {ErrorCode::remote_file,
          Message(WERKBANK_TEXT("practice",
                                "The data set %1 is not in the practice factory any more. Upload the data again if "
                                "you need it there."),
                  {name}),
          {}};
}

}  // namespace

Result<Stored> practice_stored(const fs::path& folder, double now, const std::stop_token& stop) {
  Stored stored;
  stored.at = now;
  WERKBANK_CHECK(add_things(folder / "datasets", {StoredKind::dataset, StoredKind::broken_upload}, now, stored, stop));
  WERKBANK_CHECK(add_things(folder / "jobs", {StoredKind::job, StoredKind::broken_job}, now, stored, stop));
  stored.room = room_in(folder);
  complete_stored(stored.things);
  return stored;
}

Result<Done> practice_remove(const fs::path& folder, const Removal& removal) {
  if (!is_stored_name(removal.kind, removal.name)) return not_stored_name(removal.name);
  const auto beside = folder / folder_of(removal.kind);
  const auto place = beside / path_from_text(removal.name);
  std::error_code error;
  const auto status = fs::symlink_status(place, error);
  if (!fs::exists(status)) return Done{};
  if (!fs::is_directory(status)) return local_file_error(place, ENOTDIR);
  WERKBANK_CHECK(check_unused(folder, removal));
  WERKBANK_CHECK(check_at_rest(place, removal));
  const auto away = beside / (".part-removing-" + new_uuid());
  fs::rename(place, away, error);
  if (error && !fs::exists(place)) return Done{};
  if (error) return local_file_error(place, error.value());
  if (removal.kind == StoredKind::dataset) {
    for (const auto* end : {".receipt.json", ".sums"}) fs::remove(beside / path_from_text(removal.name + end), error);
  }
  make_writable(away);
  fs::remove_all(away, error);
  if (error) return local_file_error(away, error.value());
  return Done{};
}

Result<DatasetCheck> practice_verify(const fs::path& folder, const std::string& name, const FileManifest* original,
                                     const ProgressSink& progress, double now, const std::stop_token& stop) {
  if (!is_stored_name(StoredKind::dataset, name)) return not_stored_name(name);
  const auto digits = hash_digits_of(name);
  if (original != nullptr && !original->hash().starts_with(digits)) return other_data(name);
  const auto place = folder / "datasets" / path_from_text(name);
  std::error_code error;
  if (!fs::is_directory(place, error)) return not_there(name);
  auto read = scan_files(place, progress, stop);
  if (!fs::is_directory(place, error)) return not_there(name);
  WERKBANK_TRY(const auto there, std::move(read));
  DatasetCheck check;
  check.name = name;
  check.files = there.entries.size();
  check.bytes = there.bytes();
  check.at = now;
  const auto text = there.text();
  check.whole = sha256_hex(text).starts_with(digits);
  const auto sums = folder / "datasets" / path_from_text(name + ".sums");
  if (check.whole) {
    static_cast<void>(write_file(sums, text.size() <= most_sums ? text : std::string()));
    return check;
  }
  if (original != nullptr) {
    name_differences(there, *original, check);
    return check;
  }
  const auto kept = read_file(sums, most_sums);
  const bool proves_itself = kept.ok() && sha256_hex(*kept).starts_with(digits);
  const auto then = proves_itself ? parse_sums(*kept) : std::nullopt;
  if (then) name_differences(there, *then, check);
  return check;
}

}  // namespace werkbank
