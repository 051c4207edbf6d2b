#include "core/slurm/remote_scripts.h"

#include <algorithm>

#include "core/base/uuid.h"
#include "core/factory/watched_files.h"
#include "core/slurm/script_parts.h"
#include "core/slurm/slurm_text.h"
#include "core/slurm/submit_text.h"

namespace werkbank {
namespace {

constexpr const char* end_of_answer = "\nframe end 0 0 ''\n";

std::string script_of(std::initializer_list<const char*> pieces) {
  std::string text;
  for (const auto* piece : pieces) text += piece;
  return text;
}

constexpr const char* folder_text = R"sh(
find_start() {
  case $1 in
    home) start=${HOME-} ;;
    variable)
      eval "start=\${$2-}"
      if [ -z "$start" ]; then  # set in login shells only
        start=$(bash -lc "printf '\\036%s\\036' \"\${$2-}\"" </dev/null 2>/dev/null)
        start=${start#*"$(printf '\036')"}
        start=${start%%"$(printf '\036')"*}
      fi ;;
    *) start=/ ;;
  esac
}
make_folder() {
  case $start in /*) ;; *) echo "no such place: $1 $2" >&2; return 3 ;; esac
  if [ -d "$place/datasets" ] && [ -d "$place/jobs" ] && [ -w "$place/datasets" ] && [ -w "$place/jobs" ]; then
    printf '%s' "$place"
  else
    mkdir -p -- "$place/datasets" "$place/jobs" && chmod 700 "$place" && printf '%s' "$place"
  fi
}
find_start "$1" "$2"
place=${start%/}$3/werkbank
part folder make_folder "$1" "$2"
)sh";

constexpr const char* space_text = R"sh(
if [ ! -d "$place" ]; then place=/; fi
part space df -Pk "$place"
)sh";

constexpr const char* offer_text = R"sh(
user=$(id -un)
accounting() { scontrol show config | grep -a '^AccountingStorage'; }
frame user 0 0 "$user"
part groups id -Gn
part version sinfo -V
part sinfo sinfo -h -o "%R${US}%a${US}%l${US}%c${US}%m${US}%G${US}%D${US}%t"
part partitions scontrol -o show partition
part config accounting
part assoc sacctmgr -n -P show assoc where user="$user" format=account,partition,qos,defaultqos,maxwall
part account sacctmgr -n -P show user "$user" format=user,defaultaccount
part qos sacctmgr -n -P show qos format=name,maxwall,maxtrespu,maxtres
)sh";

constexpr const char* rehearse_text = R"sh(
rehearse() { printf '#!/bin/sh\nexit 0\n' | clean SLURM_TIME_FORMAT=%s TZ=UTC0 sbatch --test-only "$@"; }
part test rehearse "$@"
)sh";

constexpr const char* find_text = R"sh(
folder=$1 uuid=$2 sure=$3 outcome=none
if ! { cd -- "$folder" 2>/dev/null && recorded; }; then
  if [ -e .submit/attempt ]; then sure=yes; fi
  ask || outcome=unavailable
fi
if [ -n "$id" ]; then outcome=known; fi
frame outcome 0 0 "$outcome"
frame id 0 0 "$id"
frame words 0 0 "$(printf %s "$words" | head -c 4000)"
)sh";

constexpr const char* notebook_text = R"sh(
part place head -c 4097 -- "$1/notebook.json"
)sh";

// The job's own Python may live in a container or a module; the relay is content with any.
constexpr const char* relay_text = R"sh(
folder=$1 job=$2
with_any_python='
for python in python3 /usr/bin/python3 /usr/libexec/platform-python; do
  if command -v "$python" >/dev/null 2>&1; then exec "$python" -B "$1/code/relay.py" "$1"; fi
done
echo "no python3 on the computer of the job" >&2
exit 127'
cd / || exit 1
clean srun --jobid="$job" --overlap --nodes=1 --ntasks=1 --mpi=none --job-name=werkbank-relay \
  sh -c "$with_any_python" sh "$folder" 4>&-
)sh";

constexpr const char* cancel_text = R"sh(
folder=$1 uuid=$2 sure=yes state=''
trap '' HUP PIPE
report() {
  frame outcome 0 0 "$1"
  frame id 0 0 "$id"
  frame words 0 0 "$(printf %s "$words" | head -c 4000)"
  frame state 0 0 "$state"
  frame end 0 0 ''
  exit 0
}
# The lock keeps a submission that is still under way from slipping in behind this; the file keeps one from coming later.
if cd -- "$folder" 2>/dev/null; then
  mkdir -p .submit
  lock || report busy
  : >.submit/cancelled
else
  cd / || exit 1
fi
recorded || ask || report unavailable
[ -n "$id" ] || report none
words=$(scancel "$id" 2>&1 </dev/null)
tries=0
while [ "$tries" -lt 15 ]; do
  # Of an array the queue tells of every task: what counts is whether one is left.
  state=$(squeue -h -j "$id" -t all -o %T 2>&1 </dev/null)
  alive=$(printf '%s\n' "$state" | grep -x -e PENDING -e RUNNING -e SUSPENDED -e CONFIGURING -e REQUEUED -e STOPPED | head -n 1)
  state=${alive:-$(printf '%s\n' "$state" | tail -n 1)}
  case $state in PENDING | RUNNING | SUSPENDED | CONFIGURING | REQUEUED | STOPPED) sleep 1 ;; *) break ;; esac
  tries=$((tries + 1))
done
report 'done'
)sh";

constexpr const char* poll_text = R"sh(
jobs=$1 seen=$2 room=8388608
shift 2
complain() { frame queue "$1" 0 ''; frame queue.error 0 0 "$(printf %s "$2" | head -c 4000)"; frame end 0 0 ''; exit 0; }

# `job UUID ID WANTS` wants its state too, `files UUID ID WANTS` only its files.
# One line for each job of ours. The first form knows more; the second is understood by every version.
patterns='' newline='
'
wanted=''
for word in "$@"; do
  case $wanted in
    uuid) wanted=id patterns="$patterns$newline$word" ;;
    id) wanted='' ; if [ -n "$word" ]; then patterns="$patterns$newline^$word$US"; fi ;;
  esac
  if [ "$word" = job ]; then wanted=uuid; fi
done
patterns=${patterns#"$newline"}
queue=''
if [ -n "$patterns" ]; then
rows=$(squeue --me -h -t all -O "ArrayJobID:$US,State:$US,Reason:$US,StartTime:$US,EndTime:$US,SubmitTime:$US,NodeList:$US,exit_code:$US,RestartCnt:$US,Name:$US" 2>&1 </dev/null)
rc=$?
case $rc:$rows in
  0:*) ;;
  *nvalid*format* | *nvalid*field* | *nrecognized* | *llegal*)
    rows=$(squeue --me -h -t all -o "%F$US%T$US%r$US%S$US%e$US%V$US%N$US$US$US%j" 2>&1 </dev/null) || complain $? "$rows" ;;
  *) complain "$rc" "$rows" ;;
esac
queue=$(printf '%s\n' "$rows" | grep -a -e "$patterns")
# What the last poll brought is not brought again.
sum=$(printf %s "$queue" | sha256sum 2>/dev/null) sum=${sum%% *}
if [ -n "$sum" ] && [ "$sum" = "$seen" ]; then
  frame queue.same 0 0 ''
else
  frame queue.sum 0 0 "$sum"
  frame queue 0 0 "$queue"
fi
fi

# Those that the queue has forgotten, from the accounting. A queue that knows a job by its number only is asked for too.
missing='' names=''
look_for() {
  case $newline$queue in *"$1"* | *"$newline${2:-none}$US"*) return ;; esac
  if [ -n "$2" ]; then missing=$missing,$2; else names=$names,wb-$1; fi
}
columns=JobID,State,Reason,Start,End,Submit,NodeList,ExitCode,TimelimitRaw,JobName
past() { sacct -X -n -P --delimiter="$US" "$@" -o "$columns"; }
uuid='' wanted=''
for word in "$@"; do
  case $wanted in
    uuid) uuid=$word wanted=id ;;
    id) wanted='' ; look_for "$uuid" "$word" ;;
  esac
  if [ "$word" = job ]; then wanted=uuid; fi
done
if [ -n "$missing" ]; then part past_by_id past --jobs="${missing#,}"; fi
if [ -n "$names" ]; then part past_by_name past -S now-60days --name="${names#,}"; fi

# New bytes, after the states: what is said of a job that has ended then includes its last line.
piece() {                           # piece UUID FILE SIZE FROM
  size=$3 from=$4
  [ "$from" -ne "$size" ] || return 0
  [ "$from" -le "$size" ] || from=0
  count=$((size - from))
  [ "$count" -le 262144 ] || count=262144
  [ "$count" -le "$room" ] || count=$room
  room=$((room - count))
  printf '=file:%s/%s %s %s %s\n' "$1" "$2" "$size" "$from" "$count"
  if [ "$count" -gt 0 ]; then tail -c +$((from + 1)) "$2" | head -c "$count"; fi
  echo
}
# pieces UUID KNOWN RECORDS SAMPLES: of the job folder that this is run in. One process tells the sizes of all its files.
# RECORDS are more files, SAMPLES a folder of more samples: of the variants of a sweep that are followed.
pieces() {
  uuid=$1 known=$2 records=$3 samples=$4 coarse=yes
  set --
  # The samples by the hour and by the minute first: they are small, and enough to draw a week.
  for file in out/metrics.jsonl logs/job.log $records out/gpu/*.1h.csv out/gpu/*.1min.csv \
    ${samples:+$samples/*.1h.csv $samples/*.1min.csv} -- out/gpu/*.csv ${samples:+$samples/*.csv}; do
    case $file in
      --) coarse=no && continue ;;
      *[!A-Za-z0-9._/-]*) continue ;;
      *.1h.csv | *.1min.csv) [ "$coarse" = yes ] || continue ;;
    esac
    [ -f "$file" ] && [ -r "$file" ] || continue
    [ $# -lt 400 ] || break
    set -- "$@" "$file"
  done
  [ $# -gt 0 ] || return 0
  # A file alone would be told without its name.
  sizes=$newline$(wc -c "$@" /dev/null 2>/dev/null)
  for file in "$@"; do
    size=${sizes%%" $file$newline"*}
    [ "$size" != "$sizes" ] || continue
    from=0
    case $known in *"$newline$file "*) from=${known#*"$newline$file "} from=${from%%"$newline"*} ;; esac
    piece "$uuid" "$file" "${size##*[!0-9]}" "$from"
  done
}
while [ $# -ge 4 ]; do
  uuid=$2 wants=$4 known=$newline records='' samples=''
  shift 4
  while [ $# -ge 2 ] && [ "$1" != job ] && [ "$1" != files ]; do
    case $1 in
      records) records="$records variants/$2/out/metrics.jsonl" ;;
      running) records="$records variants/$2/out/metrics.jsonl" samples=variants/$2/out/gpu ;;
      *) known="$known$1 $2$newline" ;;
    esac
    shift 2
  done
  if [ "$wants" = yes ] && cd -- "$jobs/$uuid" 2>/dev/null; then pieces "$uuid" "$known" "$records" "$samples"; fi
done
)sh";

}  // namespace

FolderRule folder_rule(const std::string& work_folder) {
  const auto slash = std::min(work_folder.find('/'), work_folder.size());
  if (work_folder.starts_with("~")) return {"home", "", work_folder.substr(slash)};
  if (work_folder.starts_with("$")) return {"variable", work_folder.substr(1, slash - 1), work_folder.substr(slash)};
  return {"root", "", work_folder};
}

Script offer_script(const FolderRule& rule) {
  return {script_of({script_begin, offer_text, folder_text, space_text, end_of_answer}),
          {rule.start, rule.name, rule.rest}};
}

Script folder_script(const FolderRule& rule) {
  return {script_of({script_begin, folder_text, end_of_answer}), {rule.start, rule.name, rule.rest}};
}

Script folder_and_space_script(const FolderRule& rule) {
  return {script_of({script_begin, folder_text, space_text, end_of_answer}), {rule.start, rule.name, rule.rest}};
}

Script rehearse_script(const std::vector<std::string>& options) {
  return {script_of({script_begin, rehearse_text, end_of_answer}), options};
}

Script find_script(const std::string& job_folder, const std::string& uuid, bool strict) {
  return {script_of({script_begin, "token=none\n", script_memory, find_text, end_of_answer}),
          {job_folder, uuid, strict ? "yes" : "no"}};
}

Script submit_script(const std::string& job_folder, const std::string& uuid, const std::string& token,
                     const std::vector<std::string>& options) {
  std::vector<std::string> words = {script_of({script_begin, "token=$3\n", script_memory, submit_worker}), job_folder,
                                    uuid, token};
  words.insert(words.end(), options.begin(), options.end());
  return {submit_front, std::move(words)};
}

Script cancel_script(const std::string& job_folder, const std::string& uuid, const std::string& token) {
  return {script_of({script_begin, "token=$3\n", script_memory, cancel_text}), {job_folder, uuid, token}};
}

Script drop_script(const std::vector<std::string>& ids) {
  return {script_of({script_begin, "part drop scancel --state=PENDING \"$@\"\n", end_of_answer}), ids};
}

Script notebook_script(const std::string& job_folder) {
  return {script_of({script_begin, notebook_text, end_of_answer}), {job_folder}};
}

Script relay_script(const std::string& job_folder, const std::string& scheduler_id) {
  return {script_of({script_begin, relay_text}), {job_folder, scheduler_id}};
}

Script poll_script(const std::string& jobs_folder, const std::vector<JobQuestion>& questions,
                   const std::string& queue_sum) {
  constexpr std::uint64_t largest_offset = 1ULL << 60U;
  std::vector<std::string> words = {jobs_folder, queue_sum};
  for (const auto& question : questions) {
    if (!is_uuid(question.uuid)) continue;
    words.emplace_back(question.wants_state ? "job" : "files");
    words.push_back(question.uuid);
    words.push_back(clean_job_id(question.scheduler_id));
    words.emplace_back(question.wants_files ? "yes" : "no");
    // Numbers, and nothing else of a sweep, reach the shell.
    for (const int number : numbers_of(question.follows)) {
      words.emplace_back(number == question.follows.running ? "running" : "records");
      words.push_back(std::to_string(number));
    }
    for (const auto& [path, offset] : question.offsets) {
      if (!is_watched_file(path)) continue;
      words.push_back(path);
      words.push_back(std::to_string(std::min(offset, largest_offset)));
    }
  }
  return {script_of({script_begin, poll_text, end_of_answer}), std::move(words)};
}

}  // namespace werkbank
