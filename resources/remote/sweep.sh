#!/bin/bash
# shellcheck disable=SC2154
# What the variants of a sweep do together: read by job.sh, of which each variant runs one. Each says here how it stands, the
# best result so far lies in the job's own out/, and who ends last writes what a job without variants would have
# written: so whoever fetches, uses or reports the result need not know that there were several.

# What variants share is written by one at a time, whoever runs wherever: mkdir is atomic on every file system that
# machines share. A lock whose holder is dead is broken: at once on the same machine, else when it has not been touched for
# a quarter of an hour, longer than any holder needs.
sweep_lock=$home_dir/variants/lock
lock_is_stale() {
    local host pid rest
    holder=''
    [ ! -s "$sweep_lock/owner" ] || read -r holder <"$sweep_lock/owner"
    read -r host pid rest <<<"$holder"
    if [ "$host" = "$(uname -n)" ] && is_count "$pid"; then
        ! kill -0 "$pid" 2>/dev/null
    else
        [ -n "$(find "$sweep_lock" -prune -mmin +15 2>/dev/null)" ]
    fi
}
break_lock() {                      # should another have broken it and locked in between, that lock is given back
    local aside=$home_dir/variants/lock.$variant.$$ now=''
    mv -- "$sweep_lock" "$aside" 2>/dev/null || return 0
    [ ! -s "$aside/owner" ] || read -r now <"$aside/owner"
    if [ "$now" != "$holder" ] && mv -n -- "$aside" "$sweep_lock" 2>/dev/null; then return 0; fi
    rm -rf -- "$aside"
}
lock_sweep() {
    local tries=0 holder=''
    until mkdir -- "$sweep_lock" 2>/dev/null; do
        [ "$tries" -lt 6000 ] || return 1
        if lock_is_stale; then break_lock; fi
        sleep 0.2
        tries=$((tries + 1))
    done
    printf '%s %s %s\n' "$(uname -n)" "$$" "$(date +%s)" >"$sweep_lock/owner"
}
unlock_sweep() { rm -rf -- "$sweep_lock"; }

number_in() {                       # number_in FILE: the variant that it names, or nothing
    local number=''
    [ ! -s "$1" ] || read -r number <"$1"
    if is_count "$number" && [ -d "$home_dir/variants/$number" ]; then printf '%s' "$number"; fi
}
write_whole() { printf '%s\n' "$2" >"$1.new" && mv -f -- "$1.new" "$1"; }

how_many_variants() {
    local folder count=0
    for folder in "$home_dir"/variants/*/; do [ ! -e "$folder/config.json" ] || count=$((count + 1)); done
    printf '%s' "$count"
}

# The record in which a variant says how it ended: `end` of one that completed, else what went wrong.
last_words() {                      # last_words NUMBER TYPE
    records_of "$2" <"$home_dir/variants/$1/out/metrics.jsonl" 2>/dev/null | tail -n 1
}

# "VALUE GOAL" by which variants are compared; nothing of one that did not say it.
score_of() {
    last_words "$1" end | sed -nE 's/.*"choice": ?\{"name": ?"[^"]*", ?"value": ?([-+0-9.eE]+), ?"goal": ?"(min|max)"\}.*/\1 \2/p'
}

# Of two with the same score the lower number is kept, so that the order in which they end makes no difference.
beats_the_best() {
    local best mine theirs
    best=$(number_in "$home_dir/variants/best")
    [ -n "$best" ] && [ "$best" != "$variant" ] || return 0
    mine=$(score_of "$variant") theirs=$(score_of "$best")
    if [ -z "$mine" ] || [ -z "$theirs" ]; then [ -z "$theirs" ] && [ -n "$mine" ]; return; fi
    LC_ALL=C awk -v mine="${mine% *}" -v theirs="${theirs% *}" -v goal="${mine#* }" -v first="$((variant < best))" 'BEGIN {
        gain = (goal == "max") ? mine - theirs : theirs - mine
        exit !(gain > 0 || (gain == 0 && first))
    }'
}

link_or_copy() {                    # link_or_copy ITEM FOLDER
    cp -al -- "$1" "$2/" 2>/dev/null || { rm -rf -- "${2:?}/${1##*/}" && cp -a -- "$1" "$2/"; }
}

# Puts the results of a variant into the job's out/, in place of those that are there. A link takes no room; where there are
# none it is a copy. Several things change places, and a job can be killed between any two of them: so that is written
# down before, in `keeping` for whoever comes next here, who does it over, and in the records for whoever only reads:
# until they say `kept`, what lies in out/ is the result of none. `keeping` stays for the caller to take away.
keep_results_of() {
    local from=$home_dir/variants/$1/out fresh=$home_dir/variants/.fresh old=$home_dir/variants/.old item
    rm -rf -- "$fresh" "$old"
    mkdir -- "$fresh" "$old" || return 1
    for item in "$from"/*; do
        # Whoever watches reads samples on from where they ended: those of another run would follow them.
        case ${item##*/} in metrics.jsonl | STOP | ckpt | gpu) continue ;; esac
        link_or_copy "$item" "$fresh" || return 1
        touch -- "$sweep_lock"
    done
    write_whole "$home_dir/variants/keeping" "$1" || return 1
    tell_sweep "$1" runs '"keeping":true'
    for item in "$home_dir/out"/*; do
        case ${item##*/} in metrics.jsonl | STOP | gpu) continue ;; esac
        [ ! -e "$item" ] || mv -- "$item" "$old/" || return 1
    done
    for item in "$fresh"/*; do
        [ ! -e "$item" ] || mv -- "$item" "$home_dir/out/" || return 1
    done
    write_whole "$home_dir/variants/best" "$1" || return 1
    rm -rf -- "$fresh" "$old"
}
# One that was killed in the middle of it had completed, whether or not it came to say so.
finish_keeping() {
    local number
    number=$(number_in "$home_dir/variants/keeping")
    [ -n "$number" ] && keep_results_of "$number" || return 0
    tell_sweep "$number" completed '"kept":true'
    rm -f -- "$home_dir/variants/keeping"
}

# tell_sweep NUMBER STATE [MARK]: what became of a variant, in the records of the job.
tell_sweep() {
    local begun=$attempt told='' line
    case $2 in
        completed) told=$(last_words "$1" end) ;;
        failed) told=$(last_words "$1" '(error|data_error)') ;;
    esac
    [ "$(printf '%s' "$told" | wc -c)" -le 3500 ] || told=''
    # Told by another than itself: its attempt is the one that its last words are of.
    if [ "$1" != "$variant" ]; then begun=$(last_words "$1" end | sed -nE 's/.*"attempt": ?([0-9]+).*/\1/p'); fi
    write_whole "$home_dir/variants/$1/state" "$2"
    mend "$home_dir/out/metrics.jsonl"
    line=$(printf '{"v":1,"t":%s,"type":"variant","attempt":0,"number":%s,"of":%s,"state":"%s","begun":%s%s%s}' \
        "$(date +%s)" "$1" "$(how_many_variants)" "$2" "${begun:-0}" "${3:+,$3}" "${told:+,\"told\":$told}")
    printf '%s\n' "$line" >>"$home_dir/out/metrics.jsonl"
}

all_variants_ended() {
    local folder state
    for folder in "$home_dir"/variants/*/; do
        [ -e "$folder/config.json" ] || continue
        state=''
        [ ! -s "$folder/state" ] || read -r state <"$folder/state"
        case $state in completed | failed | stopped) ;; *) return 1 ;; esac
    done
}

# What a job without variants would have written there: the records of the best one, its end last. Of a sweep in which
# none completed, the reason of the first. Results that could not be put there whole are none.
conclude_sweep() {
    local best='' folder kind kinds=()
    if [ ! -e "$home_dir/variants/keeping" ]; then
        best=$(number_in "$home_dir/variants/best") kinds=('(error|data_error)' stopped)
    fi
    if [ -n "$best" ]; then
        mkdir -p -- "$home_dir/out/gpu"
        for folder in "$home_dir/variants/$best/out/gpu"/*; do
            [ ! -f "$folder" ] || link_or_copy "$folder" "$home_dir/out/gpu"
        done
        LC_ALL=C grep -avE '^\{.*"type": ?"(end|error|data_error|stopped)"' -- "$home_dir/variants/$best/out/metrics.jsonl"
        last_words "$best" end
        return
    fi
    for kind in ${kinds[@]+"${kinds[@]}"}; do
        for folder in "$home_dir"/variants/*/; do
            folder=${folder%/}
            last_words "${folder##*/}" "$kind" | grep . && return
        done
    done
    printf '{"v":1,"t":%s,"type":"error","attempt":0,"code":"no_result","message":"%s"}\n' "$(date +%s)" \
        "None of the settings gave a result that could be kept. Perhaps your disk space on the AI factory is used up."
}

add_log() {
    printf '[werkbank] ---- variant %s: %s ----\n' "$variant" "$1"
    tail -c 200000 -- "$job_dir/logs/job.log"
} >&3

said_end=''
variant_begins() {
    mkdir -p -- "$home_dir/out"
    lock_sweep
    local locked=$?
    [ $locked -ne 0 ] || finish_keeping
    tell_sweep "$variant" runs
    [ $locked -ne 0 ] || unlock_sweep
}
variant_waits() {
    [ -z "$said_end" ] || return 0
    said_end=waits
    lock_sweep
    local locked=$?
    tell_sweep "$variant" waits
    [ $locked -ne 0 ] || unlock_sweep
}
variant_ended() {
    local kept=''
    [ "$said_end" != yes ] || return 0
    said_end=yes
    stop_sampler
    # Without the lock nothing is moved: the results stay where they are, and the state is told.
    if ! lock_sweep; then
        tell_sweep "$variant" "$1"
        return
    fi
    finish_keeping
    if [ "$1" = completed ] && beats_the_best && keep_results_of "$variant"; then kept='"kept":true'; fi
    add_log "$1"
    tell_sweep "$variant" "$1" "$kept"
    if [ -n "$kept" ]; then rm -f -- "$home_dir/variants/keeping"; fi
    if all_variants_ended && [ ! -e "$home_dir/variants/concluded" ]; then
        conclude_sweep >"$home_dir/variants/conclusion"
        cat -- "$home_dir/variants/conclusion" >>"$home_dir/out/metrics.jsonl"
        : >"$home_dir/variants/concluded"
    fi
    unlock_sweep
}
