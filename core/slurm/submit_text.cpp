// Why there is never a second job, and never a lost one:
//
// The job's identity is a uuid that the client made and wrote down before it ever came here. It is in the job's name
// (visible in squeue and sacct from the first moment) and in its comment. Three witnesses are asked before sbatch runs:
// the number in the job folder, the queue, and the accounting. sbatch runs only when none knows the uuid. What is left
// is the time between sbatch's request and the moment from which the witnesses tell of it:
//
// - The connection breaks, or the client is killed, while sbatch works. The worker is a process in a session of its own
//   that ignores HUP, TERM, INT and PIPE: it goes on, and writes the number down. sshd closing the channel does not
//   reach it. The client asks again later and finds the number.
// - A login node ends all processes of a session that is gone (KillUserProcesses). TERM is ignored, so the worker has
// the
//   usual 90 s until KILL. If it is killed all the same, the file .submit/attempt is left, and the scheduler is the
//   witness.
// - Two clients at once, or a client that asks again while the first worker still works: one lock in the job folder,
// made
//   with mkdir, from before the witnesses are asked until the number is written down. A lock whose holder is dead is
//   broken: at once on the same computer, after four minutes (longer than any holder lives: sbatch is killed after 100
//   s) seen from another login node.
// - sbatch ends with "Socket timed out" or is killed: a slow controller may have the request and act on it later. The
//   attempt file stays. The worker asks the scheduler a few times and, if it still does not know the job, answers
//   "doubt", which the client shows as timed_out and asks again. With an attempt file nothing is submitted before the
//   controller has answered two questions, four seconds apart, with "no such job", and the accounting with the same.
//   The controller takes connections in the order in which they came: when it answers the first question, it has taken
//   the earlier request; what then remains is the time to make one job record, for which it has four seconds. (A
//   controller that was stopped in between has lost the request: those that it had accepted are in its state file.)
// - Should all of that fail, --dependency=singleton keeps a second job of that name waiting as long as the first lives,
// and
//   a poll that sees two cancels the younger one, so the work is still done once.
// - The number is lost because the disk is full: the attempt file, which was written before, stays, and the scheduler
// is
//   asked. When even the attempt file cannot be written, nothing is submitted.
// - sbatch says no: the attempt file is removed. Slurm may keep a FAILED record of it that never had a computer; `pick`
//   knows those and leaves them out.
#include "core/slurm/submit_text.h"

namespace werkbank {

const char* const submit_front = R"sh(
worker=$1
shift
place=$1/.submit/answer.$3
if command -v setsid >/dev/null 2>&1; then
  set -- setsid sh -c "$worker" werkbank "$@"
else
  set -- nohup sh -c "$worker" werkbank "$@"
fi
"$@" </dev/null >/dev/null 2>&1 &
wait "$!"
rc=$? tries=0
# Some setsid leave a process behind and come back at once.
while [ ! -e "$place" ] && [ "$rc" -eq 0 ] && [ "$tries" -lt 150 ]; do sleep 1; tries=$((tries + 1)); done
if [ -e "$place" ]; then
  cat -- "$place" && rm -f -- "$place"
else
  printf '=outcome 0 0 5\ndoubt\n=words 0 0 %s\n%s\n=end 0 0 0\n\n' "$((${#rc} + 7))" "worker $rc"
fi
)sh";

const char* const submit_worker = R"sh(
folder=$1 uuid=$2
shift 3
trap '' HUP INT TERM PIPE
cd -- "$folder" && mkdir -p .submit || exit 3
find .submit -name 'answer.*' -mmin +60 -exec rm -f {} + 2>/dev/null

answer() {
  {
    frame outcome 0 0 "$1"
    frame id 0 0 "$id"
    frame words 0 0 "$(printf %s "$words" | head -c 4000)"
    frame end 0 0 ''
  } >".submit/new.$token" && mv -f ".submit/new.$token" ".submit/answer.$token"
  exit 0
}

# doubtful: whether sbatch's words leave open that the controller has the request.
doubtful() {
  case $1 in 124 | 129 | 13? | 143) return 0 ;; esac
  case $words in
    *'imed out'* | *'ero Bytes'* | *'send failure'* | *'receive failure'* | *'shutdown failure'* | *'nexpected message'* | \
      *'onnection reset'* | *'roken pipe'* | *'nspecified error'* | *'ransport endpoint'*) return 0 ;;
  esac
  return 1
}

# number_in TEXT: sbatch --parsable prints "id" or "id;cluster". Wrappers of sites print more; then the scheduler is asked
# what the number is, because one of their words may be a number too.
number_in() {
  id=${1%%;*}
  case $id in '' | *[!0-9]*) ;; *) return 0 ;; esac
  for wait in 0 1 2; do
    sleep "$wait"
    if ask && [ -n "$id" ]; then return 0; fi
  done
  id=$(printf '%s\n' "$1" | sed -n -e 's/^[[:space:]]*\([0-9][0-9]*\)\(;.*\)\{0,1\}[[:space:]]*$/\1/p' \
    -e 's/^.*[Ss]ubmitted batch job \([0-9][0-9]*\).*$/\1/p' | tail -n 1)
  [ -n "$id" ]
}

lock || answer busy
if recorded; then answer known; fi
[ ! -e .submit/cancelled ] || answer cancelled
if [ -e .submit/attempt ]; then sure=yes; fi
ask || answer unavailable
if [ -z "$id" ] && [ "$sure" = yes ]; then
  sleep 4
  ask || answer unavailable
fi
if [ -n "$id" ]; then record; answer known; fi
[ -d data/ ] || answer no_data
mkdir -p logs out || answer folder
printf '%s\n' "$me" >.submit/attempt || answer folder
: >.submit/said || answer folder

said=$(timed sbatch "$@" "$folder/job.sh" 2>.submit/said </dev/null)
rc=$?
words=$(cat .submit/said)
if [ "$rc" -eq 0 ]; then
  if number_in "$said"; then record; words=''; answer new; fi
  words=$said
  answer doubt
fi
if doubtful "$rc"; then
  complaint=$words sure=yes
  for wait in 1 3; do
    sleep "$wait"
    ask || break
    if [ -n "$id" ]; then record; words=''; answer new; fi
  done
  words=$complaint
  answer doubt
fi
rm -f .submit/attempt
answer refused
)sh";

}  // namespace werkbank
