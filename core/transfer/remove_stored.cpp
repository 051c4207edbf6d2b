#include "core/transfer/remove_stored.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/uuid.h"
#include "core/transfer/remote_command.h"

namespace werkbank {
namespace {

// Defines the shell function users: the names of the jobs whose data is $2, where $1 is dataset; one a line.
constexpr const char* users_script = R"sh(
users() {
  [ "$1" = dataset ] || return 0
  find ./jobs -mindepth 2 -maxdepth 3 -name data -type l -printf '%h\0%l\0' 2>/dev/null |
    WERKBANK_NAME=$2 xargs -0 -r -n 1000 sh -c '
      while [ $# -gt 1 ]; do
        case ${2##*/} in "$WERKBANK_NAME") printf "%s\n" "${1##*/}" ;; esac
        shift 2
      done' sh
}
)sh";

// $1 the work folder, $2 datasets or jobs, $3 the name in it, $4 its name while it is being removed, $5 what it is, $6
// whether jobs that are over may use it; on standard input the unfinished jobs, one a line. Prints "gone", "removed",
// or why nothing was removed. Looks for users again after the data is out of the way: a job that came in between finds
// either its data or none, never half of it.
constexpr const char* remove_script = R"sh(
unfinished=$(cat)
trap '' HUP PIPE
[ -d "$1" ] || { echo gone; exit 0; }
cd "$1" && [ ! -L "./$2" ] || exit 103
place=./$2/$3 away=./$2/$4
[ -L "$place" ] && exit 103
[ -e "$place" ] || { echo gone; exit 0; }
[ -d "$place" ] || exit 103
refused() {
  jobs=$(users "$1" "$2")
  [ -n "$jobs" ] || return 1
  busy=$(printf '%s\n' "$jobs" | grep -F -x -e "$unfinished" | head -n 1)
  if [ -n "$unfinished" ] && [ -n "$busy" ]; then printf 'unfinished %s\n' "$busy"; return 0; fi
  [ "$3" = yes ] && return 1
  printf 'used %s\n' "$(printf '%s\n' "$jobs" | wc -l)"
}
refused "$5" "$3" "$6" && exit 0
case $5:$3 in
  broken_*:.part-removing-*) ;;
  broken_*) [ -z "$(find "$place" -mmin -60 2>/dev/null | head -n 1)" ] || { echo young; exit 0; } ;;
esac
mv -T "$place" "$away" 2>/dev/null || { [ -e "$place" ] || { echo gone; exit 0; }; exit 103; }
if refused "$5" "$3" "$6"; then
  [ -e "$place" ] || mv -T "$away" "$place"
  exit 0
fi
if [ "$5" = dataset ] && [ ! -e "$place" ]; then rm -f "$place.receipt.json" "$place.sums" "$place.manifest"; fi
# Folders only: a file may be linked into another version, where nobody may write into it.
[ ! -d "$away" ] || find "$away" -type d -exec chmod u+rwx {} \; 2>/dev/null
rm -rf "$away" || exit 103
echo removed
)sh";

const char* folder_of(StoredKind kind) {
  return kind == StoredKind::dataset || kind == StoredKind::broken_upload ? "datasets" : "jobs";
}

Error cannot_remove(const RemoteAnswer& answer, const std::string& name) {
  return {ErrorCode::remote_file,
          Message(WERKBANK_TEXT("transfer",
                                "%1 could not be removed from the factory, or not all of it. Try it again. If it "
                                "happens again, ask the help desk of the factory."),
                  {name}),
          "exit " + std::to_string(answer.exit_code) + ": " + answer.err};
}

Result<Done> outcome(const RemoteAnswer& answer, const Removal& removal) {
  const auto line = answer.out.substr(0, answer.out.find('\n'));
  if (answer.exit_code != 0) return cannot_remove(answer, removal.name);
  if (line == "gone" || line == "removed") return Done{};
  if (line == "young") return may_be_under_way(removal.name);
  const auto rest = line.substr(std::min(line.size(), line.find(' ') + 1));
  if (line.starts_with("unfinished ")) return used_by_unfinished(removal.name, rest);
  if (line.starts_with("used ")) {
    std::uint64_t jobs = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), jobs);
    return used_by_jobs(removal.name, std::max<std::uint64_t>(1, jobs));
  }
  return cannot_remove(answer, removal.name);
}

}  // namespace

Result<Done> remove_stored(CommandRunner& runner, const RemotePath& work, const Removal& removal,
                           const std::stop_token& stop) {
  if (!is_stored_name(removal.kind, removal.name)) return not_stored_name(removal.name);
  std::string unfinished;
  for (const auto& uuid : removal.unfinished) {
    if (!is_uuid(uuid)) continue;
    if (removal.kind == StoredKind::job && uuid == removal.name) return used_by_unfinished(removal.name, uuid);
    unfinished += uuid + '\n';
  }
  constexpr double patience = 3600;  // a million files go one by one
  RemoteCommand command;
  command.script = std::string(users_script) + remove_script;
  command.arguments = {work.text(),           folder_of(removal.kind),
                       removal.name,          ".part-removing-" + new_uuid(),
                       word_of(removal.kind), removal.even_if_used ? "yes" : "no"};
  command.input = bytes_as_source(unfinished);
  command.quiet_seconds = patience;
  WERKBANK_TRY(const auto answer, run_remote(runner, std::move(command), stop));
  return outcome(answer, removal);
}

Result<std::vector<std::string>> jobs_using(CommandRunner& runner, const RemotePath& work, const std::string& dataset,
                                            const std::stop_token& stop) {
  if (!is_stored_name(StoredKind::dataset, dataset)) return not_stored_name(dataset);
  RemoteCommand command;
  command.script = std::string(users_script) + "cd \"$1\" 2>/dev/null || exit 0\nusers dataset \"$2\"\n";
  command.arguments = {work.text(), dataset};
  WERKBANK_TRY(const auto answer, run_remote(runner, std::move(command), stop));
  if (answer.exit_code != 0) return remote_failure(answer, work.text(), 0);
  std::vector<std::string> uuids;
  std::istringstream lines(answer.out);
  for (std::string line; std::getline(lines, line);) {
    if (is_uuid(line)) uuids.push_back(line);
  }
  return uuids;
}

}  // namespace werkbank
