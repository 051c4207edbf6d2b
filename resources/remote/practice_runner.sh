#!/bin/bash
# Runs one job of the practice factory, in the job's folder: practice_runner.sh QUEUE_SECONDS WALLTIME_SECONDS
# Plays the scheduler's part around job.sh: waits a little, starts it, ends it at its time limit, starts it again when
# it stopped at a checkpoint (exit code 85). What happened stands in small files in practice/. The variants of a sweep run
# one after another: this is one computer.
set -u
queue_seconds=$1
walltime_seconds=$2
cd practice || exit 1

# One runner a job, for as long as anything of it lives: the job inherits the lock.
exec 9>lock
if command -v flock >/dev/null; then
  flock -n 9 || exit 0
else
  mkdir only_one 2>/dev/null || exit 0
fi
[ -e ended ] && exit 0

record() { printf '%s\n' "$2" >"$1.tmp" && mv -f "$1.tmp" "$1"; }
now() { date +%s.%N | cut -c1-14; }
finish() {
  record ended "$1 $(now)"
  exit 0
}

job=
pause=
clock=
end_children() {
  for child in $job $pause $clock; do kill -TERM "$child" 2>/dev/null; done
  [ -z "$job" ] || wait "$job"
  finish 143
}
trap end_children TERM INT HUP
record pid $$
[ -e cancelled ] && finish 143

sleep "$queue_seconds" &
pause=$!
wait "$pause"
pause=

record started "$(now)"
restarts=0 variant='' variants=0
while [ -e "../variants/$variants/config.json" ]; do variants=$((variants + 1)); done
[ "$variants" -eq 0 ] || variant=0
best_code=''
while :; do
  deadline=$(($(date +%s) + walltime_seconds))
  (cd .. && WERKBANK_VARIANT=$variant WERKBANK_ATTEMPT=$restarts WERKBANK_DEADLINE=$deadline exec bash job.sh >>logs/job.log 2>&1) &
  job=$!
  (
    exec 9>&-
    sleep "$walltime_seconds" &
    nap=$!
    trap 'kill $nap 2>/dev/null; exit 0' TERM
    wait $nap
    : >timed_out
    kill -TERM "$job" 2>/dev/null
  ) &
  clock=$!
  wait "$job"
  code=$?
  kill -TERM "$clock" 2>/dev/null
  if [ "$code" != 85 ]; then
    # A sweep is well when one of its variants is.
    if [ "$best_code" != 0 ]; then best_code=$code; fi
    if [ -z "$variant" ] || [ $((variant + 1)) -ge "$variants" ]; then finish "$best_code"; fi
    variant=$((variant + 1))
    rm -f timed_out
    restarts=0
    continue
  fi
  [ -e timed_out ] && rm -f timed_out
  restarts=$((restarts + 1))
  [ -n "$variant" ] || record restarts "$restarts"
done
