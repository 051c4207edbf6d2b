#include "core/transfer/fetch_so_far.h"

#include <utility>

#include "core/base/local_files.h"
#include "core/base/path_parts.h"
#include "core/transfer/own_name.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/remote_files.h"

namespace werkbank {
namespace {

// Both: $1 the job's folder, $2 the name of the copy.
// A copy that an earlier try left whole is used again for an hour: what of it is here need not come again.
// Names, each ended by NUL, on standard input. A link holds a file that is replaced; one that is
// still written to needs a copy of its own. What could not be linked is copied; never over a link, which may be another
// file of the job by now. What the job took away meanwhile is not missed.
std::string hold_script() {
  return R"sh(
cd "$1" || exit 103
if [ -n "$(find "./$2/.so-far-held" -mmin -60 2>/dev/null)" ]; then
  cat >/dev/null
  exit 0
fi
rm -rf "./$2"
mkdir "./$2" || exit 103
find . -maxdepth 1 -name ".so-far-*" -mmin +1440 -exec rm -rf {} +
export WERKBANK_COPY="./$2"
)sh" + for_each_path(R"sh(
    case $path in */*) mkdir -p "$WERKBANK_COPY/${path%/*}" ;; esac
    cp -alT "./$path" "$WERKBANK_COPY/$path" 2>/dev/null ||
      find "./$path" -type f -print0 2>/dev/null >>"$WERKBANK_COPY/.so-far-files" || :
)sh") + R"sh(
[ $? -eq 0 ] || exit 104
[ ! -e "./$2/.so-far-files" ] || xargs -0 -r sh -c '
  for file do
    copy=$WERKBANK_COPY/$file
    mkdir -p "${copy%/*}" || exit 1
    tries=0
    while [ ! -e "$copy" ] && [ -e "$file" ]; do
      wrong=$(cp -p "$file" "${copy%/*}/.so-far" 2>&1 && mv "${copy%/*}/.so-far" "$copy" 2>&1) && break
      tries=$((tries + 1))
      [ $tries -lt 20 ] || { printf "%s\n" "$wrong" >&2; exit 1; }
    done
  done' sh <"./$2/.so-far-files" || exit 104
cd "./$2" || exit 103
find . -type f -links +1 -mmin -10 -exec sh -c '
  for file do
    own=${file%/*}/.so-far
    cp -p "$file" "$own" && mv -f "$own" "$file" || exit 1
  done' sh {} + || exit 104
: > .so-far-held || exit 103
)sh";
}

constexpr const char* let_go_script = R"sh(
cd "$1" && rm -rf "./$2"
)sh";

Result<Done> hold(CommandRunner& runner, const std::string& folder, const std::string& copy, std::string names,
                  const std::stop_token& stop) {
  RemoteCommand command;
  command.script = hold_script();
  command.arguments = {folder, copy};
  command.input = bytes_as_source(std::move(names));
  WERKBANK_TRY(const auto held, run_remote(runner, std::move(command), stop));
  if (held.exit_code != 0) return not_readable(folder, "exit " + std::to_string(held.exit_code) + ": " + held.err);
  return Done{};
}

bool may_go_on(const Result<Receipt>& receipt) {
  return receipt.failed() &&
         (receipt.error().code == ErrorCode::connection_lost || receipt.error().code == ErrorCode::timed_out);
}

}  // namespace

Result<Receipt> fetch_so_far(CommandRunner& runner, const RemotePath& job_folder,
                             const std::vector<std::string>& relative_paths, const std::filesystem::path& into,
                             const ProgressSink& progress, const std::stop_token& stop) {
  const auto& folder = job_folder.text();
  WERKBANK_TRY(auto names, names_to_ask(relative_paths));
  const OwnName own("so far " + folder + '\0' + path_text(into) + '\0' + names);
  const auto copy = ".so-far-" + own.text();
  const auto held = hold(runner, folder, copy, std::move(names), stop);
  auto receipt =
      held.ok() ? fetch(runner, job_folder / copy, relative_paths, into, progress, stop) : held.as<Receipt>();
  // What a lost connection leaves is for the next try, and goes with a later time or with the job.
  if (!may_go_on(receipt)) (void)run_remote(runner, {let_go_script, {folder, copy}}, {});
  if (receipt.ok()) receipt->name = name_of(folder);
  return receipt;
}

}  // namespace werkbank
