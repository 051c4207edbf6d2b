#include "core/slurm/script_parts.h"

namespace werkbank {

const char* const script_begin = R"sh(
LC_ALL=C TZ=UTC0 SLURM_TIME_FORMAT=%s
export LC_ALL TZ SLURM_TIME_FORMAT
umask 077
unset SQUEUE_ACCOUNT SQUEUE_ALL SQUEUE_ARRAY SQUEUE_FORMAT SQUEUE_FORMAT2 SQUEUE_LICENSES SQUEUE_NAMES SQUEUE_PARTITION \
  SQUEUE_PRIORITY SQUEUE_QOS SQUEUE_SORT SQUEUE_STATES SQUEUE_USERS SACCT_FORMAT SINFO_ALL SINFO_FORMAT SINFO_PARTITION SINFO_SORT
US=$(printf '\037')
exec 4>&1

# Some sites put Slurm on the path of login shells only.
if ! command -v sbatch >/dev/null 2>&1; then
  said=$(bash -lc 'printf "\036%s\037%s\036" "$PATH" "${SLURM_CONF-}"' </dev/null 2>/dev/null)
  said=${said#*"$(printf '\036')"}
  said=${said%%"$(printf '\036')"*}
  case $said in
    *"$US"*)
      PATH=$PATH:${said%%"$US"*}
      if [ -z "${SLURM_CONF-}" ] && [ -n "${said#*"$US"}" ]; then SLURM_CONF=${said#*"$US"}; export SLURM_CONF; fi ;;
  esac
  PATH=$PATH:/opt/slurm/bin:/opt/slurm/default/bin:/usr/local/slurm/bin:/cm/shared/apps/slurm/current/bin
fi

# With LC_ALL=C a length is in bytes.
frame() {
  printf '=%s %s %s %s\n%s\n' "$1" "$2" "$3" "${#4}" "$4"
}

# part NAME COMMAND...: what it printed with its exit code, and apart from that what it complained about.
part() {
  name=$1
  shift
  complaint=$({ said=$("$@" 4>&-); rc=$?; frame "$name" "$rc" 0 "$said" >&4; } 2>&1)
  frame "$name.error" 0 0 "$complaint"
}

# clean COMMAND...: without what the account's start-up files left in the environment. A job inherits the environment of
# sbatch, and a forgotten PYTHONPATH or conda would change it. sbatch's own --export=NONE is no help: it makes Slurm run a
# login shell on the compute node, which fails at some sites, and its later srun would give the tasks nothing at all.
clean() {
  value=''
  for word in SBATCH_ACCOUNT SBATCH_RESERVATION SLURM_CLUSTERS SLURM_CONF SLURM_CONF_SERVER MODULEPATH MODULESHOME \
    MODULEPATH_ROOT LMOD_PKG LMOD_DIR LMOD_CMD LMOD_ROOT SCRATCH WORK PROJECT LANG SHELL LOGNAME USER HOME PATH; do
    eval "present=\${$word+yes} value=\${$word-}"
    if [ -n "$present" ]; then set -- "$word=$value" "$@"; fi
  done
  env -i "$@"
}
)sh";

const char* const script_memory = R"sh(
id='' words='' sure=no
me="$(uname -n) $$ $(date +%s) $token"

# pick ROWS: the job of this mark with the lowest number; of a task of an array ("12_3") that of the array. A record that FAILED without ever having had a computer is a
# submission that was refused; Slurm keeps those too.
pick() {
  id=$(printf '%s\n' "$1" | grep -F -e "$uuid" |
    grep -v -e "^[^${US}]*${US}FAILED${US}[^${US}]*${US}\(None assigned\)\{0,1\}${US}" |
    sed -n "s/^\([0-9][0-9]*\)\(_[^${US}]*\)\{0,1\}${US}.*\$/\1/p" | sort -n | head -n 1)
}

# ask: sets id when the scheduler knows a job of this mark. Fails when the answer is not to be had. The accounting may be
# away without harm as long as nothing was ever submitted from here; sure=yes asks for its word too.
ask() {
  id=''
  words=$(squeue --me -h -t all -o "%F${US}%T${US}%r${US}%N${US}%k${US}%j" 2>&1 </dev/null) || return 1
  pick "$words"
  [ -z "$id" ] || return 0
  words=$(sacct -X -n -P --delimiter="$US" -S now-60days --name="wb-$uuid" -o JobID,State,Reason,NodeList,JobName 2>&1 </dev/null) || {
    case $words in *'storage is disabled'*) return 0 ;; esac
    [ "$sure" = no ]
    return
  }
  pick "$words"
}

recorded() {
  id=''
  if [ -s .submit/id ]; then read -r id <.submit/id; fi
  case $id in '' | *[!0-9]*) id=''; return 1 ;; esac
}

# record: the number is there whole or not at all, and only then is the attempt forgotten.
record() { printf '%s\n' "$id" >".submit/id.$token" && mv -f ".submit/id.$token" .submit/id && rm -f .submit/attempt; }

# stale: whether the holder of the lock is gone. On this computer we see it; on another login node we count: nothing that
# holds the lock takes longer than four minutes.
stale() {
  holder=''
  if [ -s .submit/lock/owner ]; then read -r holder <.submit/lock/owner; fi
  if [ -z "$holder" ]; then
    [ -n "$(find .submit/lock -prune -mmin +1 2>/dev/null)" ]
    return
  fi
  host=${holder%% *} rest=${holder#* }
  pid=${rest%% *} rest=${rest#* }
  since=${rest%% *}
  case $pid$since in '' | *[!0-9]*) return 0 ;; esac
  if [ "$host" = "${me%% *}" ]; then
    ! kill -0 "$pid" 2>/dev/null
  else
    [ $(($(date +%s) - since)) -gt 240 ]
  fi
}

# break_lock: moves the stale lock away. Should another have done so and locked in between, that lock is given back.
break_lock() {
  mv .submit/lock ".submit/broken.$token" 2>/dev/null || return 0
  now=''
  if [ -s ".submit/broken.$token/owner" ]; then read -r now <".submit/broken.$token/owner"; fi
  if [ "$now" != "$holder" ] && mkdir .submit/lock 2>/dev/null; then printf '%s\n' "$now" >.submit/lock/owner; fi
  rm -rf ".submit/broken.$token"
}

# lock: one at a time, whoever asks from wherever. mkdir is atomic on every file system that login nodes share.
lock() {
  waited=0
  until mkdir .submit/lock 2>/dev/null; do
    if stale; then
      break_lock
    else
      [ "$waited" -lt 45 ] || return 1
      sleep 1
    fi
    waited=$((waited + 1))
    [ "$waited" -lt 60 ] || return 1
  done
  trap 'rm -rf .submit/lock' EXIT
  printf '%s\n' "$me" >.submit/lock/owner
}

timed() { if command -v timeout >/dev/null 2>&1; then clean timeout -s KILL 100 "$@"; else clean "$@"; fi; }
)sh";

}  // namespace werkbank
