#!/bin/bash
# shellcheck disable=SC2015,SC2016,SC2317
# The job wrapper: runs one training script in a job folder, under Slurm or without it, and decides
# honestly how the job ended. This text is fixed: nothing is ever pasted into it, everything that
# differs per job is read as data from run.conf. Start it with the job folder as working directory.
#
# Of a sweep it runs one variant: the one that SLURM_ARRAY_TASK_ID names, or WERKBANK_VARIANT where there is no Slurm. A
# variant has its own config.json, out/ and logs/ in variants/<number>/ and is a job in itself there; at its end it tells
# the others, and the best result so far lies in the out/ of all (sweep.sh).
#
# Exit codes: 0 finished (an `end` record says so) - 72 software environment missing - 85 time was up, start
# again and it continues from its checkpoint - 86 a person stopped it at a checkpoint, it waits until asked to go on -
# 143 cancelled - otherwise the script's own code, never 0. Whoever starts jobs may start one again on 85 alone.

# A signal that arrives before its trap is set would kill the wrapper, so the traps come first.
stop_file='' child='' terminating=0 interrupted=0
on_time_warning() {                 # Slurm's --signal=B:USR1@N: time is nearly up
    interrupted=1
    [ -n "$stop_file" ] && printf 'time_limit\n' >"$stop_file"
}
on_terminate() {
    interrupted=1 terminating=1
    [ -n "$child" ] && kill -TERM -- "$child" 2>/dev/null
    return 0
}
trap on_time_warning USR1
trap on_terminate TERM

umask 077
ulimit -c 0 2>/dev/null             # a core dump of a training job can fill a quota
is_count() { case $1 in '' | *[!0-9]* | ??????????*) return 1 ;; *) return 0 ;; esac; }

home_dir=$(pwd -P) job_dir='' variant=${SLURM_ARRAY_TASK_ID:-${WERKBANK_VARIANT:-}}
is_count "$variant" && [ -d "$home_dir/variants/$variant" ] || variant=''
job_dir=$home_dir${variant:+/variants/$variant}
conf=$home_dir/run.conf
out=$job_dir/out
metrics=$out/metrics.jsonl
mkdir -p -- "$out/ckpt" "$out/model" "$out/gpu" "$job_dir/logs"

# The number of the whole array would mean all variants at once.
scheduler_id=${SLURM_JOB_ID:-}
if [ -n "$variant" ] && [ -n "${SLURM_ARRAY_JOB_ID:-}" ]; then scheduler_id=${SLURM_ARRAY_JOB_ID}_$variant; fi

# What several variants write at once would mix; the log of each is added to that of the job when it has ended.
if [ -n "$variant" ]; then exec 3>&1 >>"$job_dir/logs/job.log" 2>&1; fi

say() { printf '[werkbank] %s\n' "$*"; }

# What a variant tells the others; a job without variants has nobody to tell.
variant_begins() { :; }
variant_waits() { :; }              # its time was up, and it will go on
variant_ended() { :; }              # variant_ended STATE: completed, failed or stopped
if [ -n "$variant" ]; then
    # shellcheck disable=SC1091
    . "$home_dir/sweep.sh" || exit 66
fi

# ---- records that Python could not write -------------------------------------------------------------

json_text() {                       # the inside of a JSON string; bytes that are not UTF-8 are dropped
    local LC_ALL=C text=${1:0:1500}
    if command -v iconv >/dev/null 2>&1; then
        text=$(printf '%s' "$text" | iconv -c -f UTF-8 -t UTF-8 2>/dev/null)
    else
        text=${text//[^ -~]/?}
    fi
    text=${text//\\/\\\\}
    text=${text//\"/\\\"}
    text=${text//$'\n'/\\n}
    text=${text//[[:cntrl:]]/ }
    printf '%s' "$text"
}

record() {                          # record TYPE CODE MESSAGE: one write, so lines never mix
    local line
    line=$(printf '{"v":1,"t":%s,"type":"%s","attempt":%s,"code":"%s","message":"%s"}' \
        "$(date +%s)" "$1" "$attempt" "$2" "$(json_text "$3")")
    printf '%s\n' "$line" >>"$metrics"
    say "$3"
}

# A line that a killed attempt left half written may not swallow the next record.
mend() { if [ -s "$1" ] && [ -n "$(tail -c 1 -- "$1")" ]; then printf '\n' >>"$1"; fi; }

records_of() {                      # records_of TYPE: the complete lines of that type on stdin
    LC_ALL=C grep -aE "^\{.*\"type\": ?\"$1\".*\}[[:space:]]*\$"
}
earlier_part() { head -c "$offset" -- "$metrics" 2>/dev/null; }
this_part() { tail -c "+$((offset + 1))" -- "$metrics" 2>/dev/null; }
wrote() { this_part | records_of "$1" >/dev/null; }

completed() { this_part | records_of end | grep -aE '"status": ?"completed"' >/dev/null; }

last_checkpoint_step() {            # of the records on stdin; 0 when there are none
    local step
    step=$(records_of checkpoint | tail -n 1 | sed -nE 's/.*"step": ?([0-9]+).*/\1/p')
    is_count "$step" && printf '%s' "$((10#$step))" || printf 0
}

# ---- settings ----------------------------------------------------------------------------------------

script='' python=/usr/bin/python3 grace=120 max_requeues=20 resumable=1 sample_seconds=10 continues=''
processes=1 together=0              # on each machine; whether the script is made for several
exec_words=() module_folders=() modules=() needs=() env_words=()

read_settings() {
    local line key value
    while IFS= read -r line || [ -n "$line" ]; do
        key=${line%%=*} value=${line#*=}
        [ "$key" != "$line" ] || continue
        case $key in
            script) script=$value ;;
            python) python=$value ;;
            exec) exec_words+=("$value") ;;
            module_folder) module_folders+=("$value") ;;
            module) modules+=("$value") ;;
            need) needs+=("$value") ;;
            env) env_words+=("$value") ;;
            grace) is_count "$value" && grace=$value ;;
            max_requeues) is_count "$value" && max_requeues=$value ;;
            resumable) resumable=$value ;;
            sample_seconds) is_count "$value" && sample_seconds=$value ;;
            processes) if is_count "$value" && [ "$((10#$value))" -gt 0 ]; then processes=$((10#$value)) together=1; fi ;;
            continues) case $value in *[!0-9a-f-]*) ;; ????????-????-????-????-????????????) continues=$value ;; esac ;;
        esac
    done <"$conf"
}

# How many CPUs each of the processes of one machine has.
threads_of_one() {
    local cpus=${SLURM_CPUS_PER_TASK:-} each
    if ! is_count "$cpus"; then
        cpus=1
        [ "$processes" -eq 1 ] || cpus=$(nproc 2>/dev/null) || cpus=1
    fi
    each=$((10#$cpus / processes))
    printf '%s' "$((each > 0 ? each : 1))"
}

# The end of the allocation. SLURM_JOB_END_TIME is missing in older Slurm, so the scheduler is asked;
# a scheduler that is slow to answer must not hold up the job.
find_deadline() {
    local end seconds
    if [ -n "$scheduler_id" ] && command -v squeue >/dev/null 2>&1; then
        end=$(timeout 20 squeue -h -j "$scheduler_id" -o %e 2>/dev/null | head -n 1)
        if [ -n "$end" ] && seconds=$(date -d "$end" +%s 2>/dev/null); then
            printf '%s' "$seconds"
            return
        fi
    fi
    printf '%s' "${WERKBANK_DEADLINE:-${SLURM_JOB_END_TIME:-}}"
}

export_contract() {
    WERKBANK_DEADLINE=$(find_deadline)
    WERKBANK_BEGAN=$(date +%s)
    export WERKBANK_DEADLINE WERKBANK_BEGAN
    export WERKBANK_JOB_DIR=$job_dir WERKBANK_CONFIG=$job_dir/config.json WERKBANK_DATA=$home_dir/data \
        WERKBANK_OUT=$out WERKBANK_CODE=$home_dir/code WERKBANK_STOP_FILE=$stop_file \
        WERKBANK_GRACE_S=$grace WERKBANK_ATTEMPT=$attempt
    # Compute nodes have no internet: libraries that would look there must fail at once, not after minutes.
    export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 WANDB_MODE=offline TOKENIZERS_PARALLELISM=false
    # What a user once installed in the home folder must not change what this job does.
    export PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
    export OMP_NUM_THREADS=${OMP_NUM_THREADS:-$(threads_of_one)}
}

# ---- what was before this attempt --------------------------------------------------------------------

# A job that begins with the saved work of another finds in out/ what that one left there, as if it were its next
# attempt. Copied and not shared, so that both can be removed by themselves.
bring_saved_work() {
    local from=$home_dir/../$continues${variant:+/variants/$variant}/out item step
    [ -n "$continues" ] && [ ! -e "$job_dir/saved_work_is_here" ] || return 0
    for item in "$from"/*; do
        case ${item##*/} in metrics.jsonl | STOP | gpu | summary.json | report.html) continue ;; esac
        if [ ! -e "$item" ] || ! cp -a -- "$item" "$out/"; then
            record error no_saved_work "The saved work of the earlier job could not be brought over, so this job did not begin."
            exit 66
        fi
    done
    step=$(cat -- "$from/metrics.jsonl" 2>/dev/null | last_checkpoint_step)
    [ "$step" -eq 0 ] || printf '{"v":1,"t":%s,"type":"checkpoint","attempt":%s,"step":%s}\n' "$(date +%s)" "$attempt" "$step" >>"$metrics"
    : >"$job_dir/saved_work_is_here"
    say "begins with the saved work of job $continues, step $step"
}

# When its time is up an attempt says so itself. One that ended without a word was taken away, and of that the
# accounting of the scheduler knows the reason, if anything does.
tell_interruption() {
    local before=$((attempt - 1)) state=''
    [ "$attempt" -gt 0 ] || return 0
    earlier_part | records_of warning | grep -aF "\"attempt\":$before,\"code\":\"time_up\"" >/dev/null && return 0
    if [ -n "$scheduler_id" ] && command -v sacct >/dev/null 2>&1; then
        state=$(timeout 10 sacct -D -X -n -P -j "$scheduler_id" -o State 2>/dev/null | grep -vE '^(RUNNING|PENDING)' | tail -n 1)
    fi
    case $state in
        NODE_FAIL*) record warning node_failed "A machine broke down under this job; it was started again." ;;
        PREEMPTED*) record warning preempted "This job had to make room for a more urgent one; it was started again." ;;
        *) record warning interrupted "This job was interrupted and started again." ;;
    esac
}

# ---- environment modules -----------------------------------------------------------------------------

# The module command is a function of the shell, which a batch job has only where its makers thought of that.
use_module_command_of() {
    local init
    for init in "$@"; do
        [ -n "$init" ] && [ -r "$init" ] || continue
        # shellcheck disable=SC1090
        . "$init" >/dev/null 2>&1
        type module >/dev/null 2>&1 && return 0
    done
    return 1
}

# Where the modules are is told to login shells, at some sites to no others. Such a shell may say much more than was asked.
ask_a_login_shell() {
    local said lmod home folders
    said=$(timeout 20 bash -lc 'printf "\036%s\037%s\037%s\036" "${LMOD_PKG-}" "${MODULESHOME-}" "${MODULEPATH-}"' </dev/null 2>/dev/null)
    said=${said#*$'\036'}
    IFS=$'\037' read -r lmod home folders <<<"${said%%$'\036'*}"
    if [ -z "${MODULEPATH:-}" ] && [ -n "$folders" ]; then export MODULEPATH=$folders; fi
    type module >/dev/null 2>&1 || use_module_command_of "${lmod:+$lmod/init/bash}" "${home:+$home/init/bash}"
}

find_module_command() {
    type module >/dev/null 2>&1 || use_module_command_of "${LMOD_PKG:+$LMOD_PKG/init/bash}" "${MODULESHOME:+$MODULESHOME/init/bash}" \
        /etc/profile.d/lmod.sh /etc/profile.d/z00_lmod.sh /etc/profile.d/modules.sh /usr/share/lmod/lmod/init/bash \
        /usr/share/modules/init/bash /usr/share/Modules/init/bash /opt/cray/pe/lmod/lmod/init/bash
    if ! type module >/dev/null 2>&1 || [ -z "${MODULEPATH:-}" ]; then ask_a_login_shell; fi
    type module >/dev/null 2>&1
}

# module_says WORD NAME: fails when the module command does, or when it complains.
module_says() {
    local said=$job_dir/logs/.module.$$ rc
    module "$1" "$2" 2>"$said"
    rc=$?
    cat -- "$said" >&2
    # Older Environment Modules print an error and still return 0.
    grep -qE ':ERROR:|^ERROR:|Lmod has detected the following error' -- "$said" && rc=1
    rm -f -- "$said"
    return $rc
}

load_modules() {
    local folder name
    [ ${#modules[@]} -gt 0 ] || return 0
    if ! find_module_command; then
        record error module "The software list of this system (the 'module' command) was not found, so '${modules[0]}' could not be loaded. Please report this to the help desk of the AI factory."
        return 72
    fi
    # One that is not there is no more than a warning: what counts is whether the modules are found.
    for folder in ${module_folders[@]+"${module_folders[@]}"}; do module_says use "$folder"; done
    for name in "${modules[@]}"; do
        module_says load "$name" && continue
        record error module "The software module '$name' could not be loaded on this system. This is not your mistake: please report it to the help desk of the AI factory."
        return 72
    done
}

# ---- Python packages ---------------------------------------------------------------------------------

# What a person at the help desk would call the software that was chosen.
software_name() {
    if [ ${#exec_words[@]} -gt 0 ]; then
        printf '%s' "${exec_words[${#exec_words[@]} - 1]}"
    elif [ ${#modules[@]} -gt 0 ]; then
        printf '%s' "${modules[*]}"
    else
        printf '%s' "$python"
    fi
}

# Asked of the very Python that runs the script, and without loading a package: that takes long.
look_for_packages='
import importlib.util, sys
sys.path = [folder for folder in sys.path if folder]
missing = []
for name in sys.argv[1:]:
    try:
        found = importlib.util.find_spec(name) is not None
    except Exception:
        found = False
    if not found:
        missing.append(name)
print("\nwerkbank-missing=%s=" % ", ".join(missing))
'

check_packages() {
    local said
    [ ${#needs[@]} -gt 0 ] || return 0
    said=$(${exec_words[@]+"${exec_words[@]}"} "$python" -c "$look_for_packages" "${needs[@]}" </dev/null)
    case $said in
        *werkbank-missing==*) return 0 ;;
        *werkbank-missing=*)
            said=${said##*werkbank-missing=}
            record error packages "Python packages that this job needs are missing in the software '$(software_name)': ${said%%=*}. This is not your mistake: please report it to the help desk of the AI factory."
            ;;
        *) record error environment "The software '$(software_name)' could not be started on this system. This is not your mistake: please report it to the help desk of the AI factory." ;;
    esac
    return 72
}

# ---- several processes -------------------------------------------------------------------------------

# On how many machines the script runs. One that is not made for several processes runs on the first alone.
how_many_machines() {
    local machines=${SLURM_JOB_NUM_NODES:-1}
    if [ "$together" = 1 ] && is_count "$machines" && [ "$machines" -gt 1 ]; then printf '%s' "$machines"; else printf 1; fi
}

# Where the others find the first machine: by its name, or where names lead nowhere by the address that the scheduler has.
first_machine() {
    local name address=''
    name=$(scontrol show hostnames "${SLURM_JOB_NODELIST:-}" 2>/dev/null | head -n 1)
    [ -n "$name" ] || return 1
    if ! getent hosts "$name${WERKBANK_HOST_SUFFIX:-}" >/dev/null 2>&1; then
        address=$(scontrol -o show node "$name" 2>/dev/null | sed -nE 's/.* NodeAddr=([^ ]+).*/\1/p')
    fi
    printf '%s' "${address:-$name${WERKBANK_HOST_SUFFIX:-}}"
}

# Puts the words that start the processes of all machines into `launcher`: launch.py once on every machine. Where they meet
# is the job's own, so that two jobs on one machine never meet: with one machine a port that is free, with several a port
# by the job's number, below those that a system gives away by itself. Each variant of a sweep has a number of its own.
launcher=()
make_launcher() {
    local machines first port
    machines=$(how_many_machines)
    [ $((machines * processes)) -gt 1 ] || return 0
    rm -f -- "$job_dir/logs/".{told,ended,left}."$attempt"*     # what processes of this attempt tell one another
    launcher=(${exec_words[@]+"${exec_words[@]}"} "$python" "$home_dir/launch.py" "$machines" "$processes")
    if [ "$machines" -eq 1 ]; then
        launcher+=(127.0.0.1 0)
        return 0
    fi
    first=$(first_machine)
    if [ -z "$first" ] || ! command -v srun >/dev/null 2>&1; then
        record error several_machines "This system did not say which computers the job may use, so its processes could not find one another. This is not your mistake: please report it to the help desk of the AI factory."
        return 72
    fi
    port=$((10000 + 10#${SLURM_JOB_ID:-0} % 20000))
    # --wait=0: the first process goes on alone at the end, to write the report.
    launcher=(srun --nodes="$machines" --ntasks="$machines" --ntasks-per-node=1 --cpus-per-task="${SLURM_CPUS_PER_TASK:-1}"
        --kill-on-bad-exit=1 --wait=0 "${launcher[@]}" "$first" "$port")
}

# ---- the script itself -------------------------------------------------------------------------------

# Runs in a subshell: what modules and run.conf's variables change can then not touch the wrapper.
run_script() {
    local word
    trap - USR1 TERM EXIT
    trap '' USR1                    # meant for the wrapper only
    exec 3>&-
    for word in ${env_words[@]+"${env_words[@]}"}; do
        case ${word%%=*} in
            *[!A-Za-z0-9_]* | [0-9]* | '' | IFS | BASH* | UID | EUID | PPID | SHELLOPTS | "$word") say "ignored variable setting: $(json_text "$word")" ;;
            *) export "${word?}" ;;
        esac
    done
    load_modules || exit $?
    if [ ${#exec_words[@]} -eq 0 ] && ! command -v "$python" >/dev/null 2>&1; then
        record error python "The Python program '$python' does not exist on this system. This is not your mistake: please report it to the help desk of the AI factory."
        exit 72
    fi
    check_packages || exit $?
    make_launcher || exit $?
    if [ ${#launcher[@]} -gt 0 ]; then
        # What the library that connects them says of its sockets helps nobody.
        export TORCH_CPP_LOG_LEVEL=${TORCH_CPP_LOG_LEVEL:-ERROR}
        exec "${launcher[@]}" "code/$script" </dev/null
    fi
    exec ${exec_words[@]+"${exec_words[@]}"} "$python" "code/$script" </dev/null
}

# wait returns early when a trap ran; only an undisturbed wait tells the script's exit code.
wait_for_script() {
    local code killer=''
    rc=''
    while :; do
        interrupted=0
        wait "$child"
        code=$?
        if [ $code -ne 127 ] || [ -z "$rc" ]; then rc=$code; fi
        if [ $terminating -eq 1 ] && [ -z "$killer" ]; then
            # A script that ignores TERM may not outlive the job.
            (sleep 30 && kill -KILL "$child") >/dev/null 2>&1 </dev/null &
            killer=$!
        fi
        [ $interrupted -eq 1 ] || break
    done
    if [ -n "$killer" ]; then kill "$killer" 2>/dev/null; fi
}

# ---- data that is kept in shards ---------------------------------------------------------------------

# Very many small files lie on the shared disk as a few tar files; the script reads them from a disk of its own node.
data_place=''
on_the_nodes_of() {                 # on_the_nodes_of PLACE COMMAND...: once where PLACE is for all, else on each node
    local place=$1 machines
    machines=$(how_many_machines)
    shift
    if [ "$machines" -gt 1 ] && command -v srun >/dev/null 2>&1 && [ "${place#"$home_dir"/}" = "$place" ]; then
        srun --overlap --nodes="$machines" --ntasks="$machines" --ntasks-per-node=1 "$@"
    else
        "$@"
    fi
}

# In the background and in a process group of its own, so that whoever cancels the job need not wait for it.
unpack_in_background() {
    set -m
    on_the_nodes_of "$data_place" bash "$home_dir/unpack_data.sh" unpack "$home_dir/data" "$data_place" </dev/null 3>&- &
    child=-$!
    set +m
    [ $terminating -eq 0 ] || kill -TERM -- "$child" 2>/dev/null
    while :; do
        interrupted=0
        wait "${child#-}"
        rc=$?
        [ $interrupted -eq 1 ] || break
    done
    child=''
}

unpack_data() {
    [ -f "$home_dir/data/werkbank-shards/files.jsonl" ] && [ -r "$home_dir/unpack_data.sh" ] || return 0
    say "unpacking the data"
    data_place=$(bash "$home_dir/unpack_data.sh" where "$home_dir/data" "werkbank-data-${home_dir##*/}${variant:+-$variant}" "$job_dir")
    rc=$?
    if [ $rc -eq 0 ]; then unpack_in_background; fi
    [ $terminating -eq 0 ] || return 1
    case $rc in
        0) ;;
        73) record error unpack_room "There is no room to unpack the data of this job. Remove data or jobs that are no longer needed, or ask the help desk of the AI factory for more room." ;;
        *) record error unpacking "The packed data of this job could not be unpacked: it is not what was sent. Send the data again." ;;
    esac
    [ $rc -eq 0 ] || return 1
    export WERKBANK_DATA=$data_place/data
    # A container sees of the node's disks only what it is told.
    export APPTAINER_BIND=${APPTAINER_BIND:+$APPTAINER_BIND,}$data_place SINGULARITY_BIND=${SINGULARITY_BIND:+$SINGULARITY_BIND,}$data_place
}
remove_data() {
    [ -n "$data_place" ] || return 0
    on_the_nodes_of "$data_place" bash "$home_dir/unpack_data.sh" remove "$data_place" </dev/null >/dev/null 2>&1
    data_place=''
}

# ---- GPU sampler -------------------------------------------------------------------------------------

sampler='' sampler_signal=TERM
start_sampler() {
    local run=(sh "$home_dir/gpu_sampler.sh" "$out/gpu" "$sample_seconds") nodes=${SLURM_JOB_NUM_NODES:-1}
    [ "$sample_seconds" -gt 0 ] && [ -r "$home_dir/gpu_sampler.sh" ] || return 0
    if is_count "$nodes" && [ "$nodes" -gt 1 ] && command -v srun >/dev/null 2>&1; then
        # One on each machine, and one that ends does not end the others: of those there are readings all the same.
        # srun passes this signal on; at a TERM it kills them before they can sum up.
        sampler_signal=USR1
        run=(srun --overlap --nodes="$nodes" --ntasks="$nodes" --ntasks-per-node=1 --mpi=none --kill-on-bad-exit=0 --wait=0 "${run[@]}")
    else
        run+=("$$")
    fi
    # Its output goes nowhere: a sampler that keeps the log open would keep the job's reader waiting.
    "${run[@]}" >/dev/null 2>&1 3>&- </dev/null &
    sampler=$!
}
stop_sampler() {
    local i
    [ -n "$sampler" ] || return 0
    kill -"$sampler_signal" "$sampler" 2>/dev/null
    for ((i = 1; i <= 20; i++)); do
        kill -0 "$sampler" 2>/dev/null || break
        [ "$i" -lt 20 ] || kill -KILL "$sampler" 2>/dev/null
        sleep 0.1
    done
    sampler=''
}

# ---- the verdict -------------------------------------------------------------------------------------

# On several machines the first processes that leave with 85 end those of the others, and srun tells of a signal instead.
left_in_time() {
    [ "$rc" -eq 85 ] || { [ "$rc" -gt 128 ] && this_part | records_of stopped | grep -aE '"reason": ?"time_limit"' >/dev/null; }
}

may_continue() {
    local before now
    # A script that watches the deadline itself stops before the warning comes, with code 85.
    [ -e "$stop_file" ] || left_in_time || return 1
    [ "$resumable" = 1 ] || return 1
    if wrote '(error|data_error)'; then return 1; fi
    before=$(earlier_part | last_checkpoint_step)
    now=$(this_part | last_checkpoint_step)
    # Without this guard a job whose slot is too short would be started again and again without ever getting further.
    if [ "$now" -le "$before" ]; then
        record warning no_progress "The job got no further in this attempt (still at step $before). Choose a longer running time and continue."
        return 1
    fi
    if [ "$attempt" -ge "$max_requeues" ]; then
        record warning max_requeues "The job has been continued $attempt times, which is the most that is allowed. Choose a longer running time and continue."
        return 1
    fi
}

continue_later() {
    local nap
    # A STOP file that holds the word `user` was put there by a person: that job waits until it is asked to go on.
    if grep -qx user -- "$stop_file" 2>/dev/null; then
        say "stopped with a checkpoint, as asked"
        variant_ended stopped
        exit 86
    fi
    record warning time_up "The time was up; the work is saved and goes on later."
    variant_waits
    if [ -z "${SLURM_JOB_ID:-}" ]; then
        say "stopped with a checkpoint; start again to continue"
        exit 85
    fi
    say "asking the scheduler to continue this job"
    if scontrol requeue "$scheduler_id"; then
        # Slurm ends this attempt itself; leaving first would make it look finished. In short naps, because its signal
        # may come just before one of them begins.
        for ((nap = 0; nap < 120 && terminating == 0; nap++)); do
            sleep 1 &
            wait $!
        done
        exit 85
    fi
    variant_ended failed
    record warning requeue "The scheduler refused to continue the job by itself. The checkpoint is safe: press Continue."
    exit 85
}

explain_failure() {
    wrote '(error|data_error|stopped)' && return 0
    if [ "$rc" -eq 137 ]; then
        record error killed "The script was killed (signal 9). Most often this means that the main memory was used up: ask for more memory or use less data."
    elif [ "$rc" -eq 72 ]; then
        record error no_torchrun "The software '$(software_name)' cannot run several processes together (torch.distributed is missing). Choose one graphics card, or report it to the help desk of the AI factory."
    elif [ "$rc" -gt 128 ]; then
        record error killed "The script was killed by signal $((rc - 128))."
    elif [ "$rc" -eq 0 ]; then
        record error no_end "The script stopped without an error, but did not finish its work. Look at the last lines of the log."
    elif [ ! -e "$stop_file" ]; then
        record error crash "The script stopped with exit code $rc. Look at the last lines of the log."
    fi
}

judge() {
    remove_data
    if completed; then
        variant_ended completed
        exit 0
    fi
    if [ $terminating -eq 1 ]; then
        wrote stopped || record stopped signal "The job was cancelled."
        variant_ended stopped
        exit 143
    fi
    may_continue && continue_later
    explain_failure
    # 85 asks to be started again, and that was just decided against.
    case $rc in 0 | 85 | 86) rc=1 ;; esac
    variant_ended failed
    exit "$rc"
}

# However it ends, a variant says so.
leave() {
    stop_sampler
    remove_data
    [ "${said_end:-}" = waits ] || variant_ended failed
}

main() {
    attempt=${SLURM_RESTART_COUNT:-${WERKBANK_ATTEMPT:-0}}
    is_count "$attempt" || attempt=0
    offset=0
    trap leave EXIT
    if [ ! -r "$conf" ] || [ ! -r "$job_dir/config.json" ]; then
        record error folder "The job folder is not complete (config.json or run.conf is missing). Please send the job again."
        exit 66
    fi
    read_settings
    case $script in
        '' | /* | *..*) record error folder "run.conf names no usable script. Please send the job again."; exit 66 ;;
    esac
    stop_file=$out/STOP
    rm -f -- "$stop_file"
    mend "$metrics"
    bring_saved_work
    [ -f "$metrics" ] && offset=$(wc -c <"$metrics")
    variant_begins
    tell_interruption
    export_contract
    unpack_data || judge
    start_sampler
    say "attempt $attempt starts"
    run_script &
    child=$!
    [ $terminating -eq 0 ] || kill -TERM "$child" 2>/dev/null
    wait_for_script
    say "the script ended with code $rc"
    judge
}

main
