#!/bin/sh
# Sampler: writes what the GPUs of this node do to OUTDIR/<host>.csv and what the node's processor and memory do to
# OUTDIR/<host>.host.csv, and of each two coarser files with one row per minute (.1min.csv) and per hour (.1h.csv),
# until the job is gone. POSIX sh (dash, busybox).
# Usage: gpu_sampler.sh OUTDIR INTERVAL_SECONDS [PARENT_PID [ROOT]]
# ROOT stands before /proc and /sys: where a container has the machine's own.
#
# Columns: t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle
# Empty = not available. throttle is `none`, or words joined by '+': idle, app_clocks, power_cap, hw_slowdown,
# sync_boost, sw_thermal, hw_thermal, power_brake, display. In a coarse file t is the start of the minute or hour;
# util, mem, power and sm_mhz are means, temp_c the highest, throttle the last that was not idle or none.
# Of a part of a GPU (MIG) the driver tells the memory only; power and heat are of the whole GPU and so are not its own.
#
# Columns of the node: t,host,cpu_pct,mem_used_mib,mem_total_mib,scope. With scope `job`: what the job uses, of what it
# may use; with `machine`: the whole node, with whoever else is on it. Memory that only holds files for faster reading
# does not count as used: it is given up when it is needed. In a coarse file cpu_pct is the mean, mem_used_mib the
# highest, because that is what a job breaks down on.

out=${1:-} interval=${2:-10} parent=${3:-} root=${4:-}
# On each of several nodes Slurm's own daemon starts it, which is root's: nobody else may ask whether that lives. It ends
# whatever it started, and so there is nothing to watch but itself.
if [ -z "$parent" ]; then
    parent=$PPID
    kill -0 "$parent" 2>/dev/null || parent=$$
fi
case $interval in '' | *[!0-9]* | 0) interval=10 ;; esac
[ -d "$out" ] || mkdir -p "$out" 2>/dev/null || exit 0
# awk must read and write decimal points, and treat stray bytes as bytes.
LC_ALL=C
export LC_ALL

# By the name that Slurm calls the node by: so it is told to the person, and no two nodes share it.
host=${SLURMD_NODENAME:-$(hostname -s 2>/dev/null || uname -n)}
host=$(printf %s "${host%%.*}" | tr -c 'A-Za-z0-9._-' '_')
[ -n "$host" ] || host=node
fine=$out/$host.csv minutes=$out/$host.1min.csv hours=$out/$host.1h.csv
raw=$out/.$host.raw minute_rows=$out/.$host.minute hour_rows=$out/.$host.hour
header=t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle
node_fine=$out/$host.host.csv node_minutes=$out/$host.host.1min.csv node_hours=$out/$host.host.1h.csv
node_minute_rows=$out/.$host.host.minute node_hour_rows=$out/.$host.host.hour
node_header=t,host,cpu_pct,mem_used_mib,mem_total_mib,scope

# Runs a vendor's tool with a limit: a lost GPU can make it hang for minutes. Its output goes to a file,
# because a pipe would stay open as long as any child that the tool left behind.
# And in the background, so that a signal to this shell is answered at once.
timeout -k 1 5 true >/dev/null 2>&1 && limit='timeout -k 2 20' || limit=''
bounded() {
    # shellcheck disable=SC2086
    $limit "$@" >"$raw" 2>/dev/null </dev/null &
    busy=$!
    guard=''
    if [ -z "$limit" ]; then
        (sleep 20 && kill -9 "$busy") >/dev/null 2>&1 &
        guard=$!
    fi
    wait "$busy"
    bounded_rc=$?
    busy=''
    [ -z "$guard" ] || kill "$guard" 2>/dev/null
    return $bounded_rc
}

# ---- NVIDIA ------------------------------------------------------------------------------------------

nvidia_base=index,uuid,name,utilization.gpu,memory.used,memory.total,power.draw,temperature.gpu,clocks.sm
# The field got a new name in driver 535; older ones know only the old name, a future one may drop it.
nvidia_field=,clocks_throttle_reasons.active
ask_nvidia() {
    bounded nvidia-smi --query-gpu="$nvidia_base$nvidia_field" --format=csv,noheader,nounits && return
    grep -q 'not a valid field' "$raw" 2>/dev/null || return
    case $nvidia_field in
        *throttle*) nvidia_field=,clocks_event_reasons.active ;;
        *event*) nvidia_field= ;;
        *) return ;;
    esac
    ask_nvidia
}

# shellcheck disable=SC2016
nvidia_rows='
BEGIN { word[1] = "idle"; word[2] = "app_clocks"; word[3] = "power_cap"; word[4] = "hw_slowdown"; word[5] = "sync_boost"
        word[6] = "sw_thermal"; word[7] = "hw_thermal"; word[8] = "power_brake"; word[9] = "display" }
function trim(s) { gsub(/^[ \t\r]+|[ \t\r]+$/, "", s); return s }
function known(s) { return s ~ /^-?[0-9]+(\.[0-9]+)?$/ }
function blank(s) { return s == "" || s ~ /^\[.*\]$/ || s == "N/A" }
function reasons(hex,   i, v, bit, d, s) {
    if (hex !~ /^0[xX][0-9a-fA-F]+$/) return ""
    v = 0; hex = tolower(hex)
    for (i = length(hex) - 2; i <= length(hex); i++) {
        d = index("0123456789abcdef", substr(hex, i, 1)) - 1
        v = v * 16 + (d < 0 ? 0 : d)
    }
    bit = 1
    for (i = 1; i <= 9; i++) { if (int(v / bit) % 2) s = s (s == "" ? "" : "+") word[i]; bit *= 2 }
    return s == "" ? "none" : s
}
{
    n = split($0, f, ","); tail = with_reasons ? 7 : 6
    if (n < tail + 3) next
    for (i = 1; i <= n; i++) f[i] = trim(f[i])
    if (f[1] !~ /^[0-9]+$/ || f[2] !~ /^(GPU|MIG)-[A-Za-z0-9\/-]+$/) next
    name = f[3]                                  # a name may hold commas: all that is left over belongs to it
    for (i = 4; i <= n - tail; i++) name = name " " f[i]
    gsub(/[",]/, " ", name)
    row = ""
    for (i = n - tail + 1; i <= n - tail + 6; i++) {
        if (!known(f[i]) && !blank(f[i])) next
        row = row "," (known(f[i]) ? f[i] : "")
    }
    print t "," host "," f[1] "," f[2] "," name row "," (with_reasons ? reasons(f[n]) : "")
}'

# Parts of GPUs (MIG). The list of them has their names, the table of what is in use has their memory:
# GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-...)
#   MIG 1g.10gb     Device  0: (UUID: MIG-...)
# |  0    7   0   0  |             37MiB /  9856MiB    | 16      0 |  1   0    0    0    0 |   (GPU, GI, CI, device)
# shellcheck disable=SC2016
table_words='
function in_table(line,   cell, id, n, m) {     # sets used[GPU, device], total and group ("GI/CI") by a line of the table
    n = split(line, cell, "|")
    if (n < 4 || cell[2] !~ /^ *[0-9]+ +[0-9]+ +[0-9]+ +[0-9]+ *$/) return
    m = cell[3]
    split(cell[2], id, " ")
    group[id[1], id[4]] = id[2] "/" id[3]
    if (m !~ /^ *[0-9]+MiB *\/ *[0-9]+MiB *$/) return
    gsub(/MiB/, "", m)
    split(m, cell, "/")
    used[id[1], id[4]] = cell[1] + 0
    total[id[1], id[4]] = cell[2] + 0
}
function read_table(file,   line) { while ((getline line < file) > 0) in_table(line); close(file) }
'
# The parts that the job may use, a line each: GPU, device, UUID, UUID of the GPU, name.
# shellcheck disable=SC2016
part_list='
function uuid(s) { sub(/^.*UUID: */, "", s); sub(/\).*$/, "", s); return s }
function wanted(id, other,   i) {
    for (i = 1; i <= n; i++) if (m[i] ~ /^MIG-/ && (m[i] == other || index(id, m[i]) == 1)) return 1
    return 0
}
BEGIN { n = split(mine, m, ","); read_table(table) }
/^GPU [0-9]+: / {
    gpu = $2; sub(/:.*/, "", gpu)
    parent = uuid($0)
    name = $0; sub(/^GPU [0-9]+: */, "", name); sub(/ *\(UUID.*$/, "", name); gsub(/[",\t]/, " ", name)
}
/^[ \t]+MIG .*Device +[0-9]+:.*UUID: *MIG-/ {
    device = $0; sub(/^.*Device */, "", device); sub(/:.*$/, "", device)
    id = uuid($0)
    if (parent == "" || id !~ /^MIG-[A-Za-z0-9\/-]+$/) next
    if (only_parts && !wanted(id, "MIG-" parent "/" group[gpu, device])) next
    profile = $2; gsub(/[^A-Za-z0-9.+]/, "", profile)
    print gpu "\t" device "\t" id "\t" parent "\t" name " MIG " profile
}'
parts='' only_parts=''
find_parts() {
    case ",$mine" in *,MIG-*) only_parts=1 ;; esac
    bounded nvidia-smi -L
    grep -q 'UUID: *MIG-' "$raw" 2>/dev/null || { only_parts=''; return; }
    mv "$raw" "$raw.list"
    bounded nvidia-smi
    parts=$(awk -v mine="$mine" -v only_parts="$only_parts" -v table="$raw" "$table_words$part_list" "$raw.list")
    rm -f "$raw.list"
    [ -n "$parts" ] || only_parts=''
}
# shellcheck disable=SC2016
part_rows='
BEGIN { read_table(table) }
{
    split($0, f, "\t"); k = f[1] SUBSEP f[2]
    print t "," host "," f[1] "," f[3] "," f[5] ",," used[k] "," total[k] ",,,,"
}'
# A GPU that is cut into parts has none of its own rows: what it tells is of all its parts together.
whole_gpus() { awk -F, -v parts="$parts" 'BEGIN { n = split(parts, p, "\n"); for (i = 1; i <= n; i++) { split(p[i], f, "\t"); cut[f[4]] = 1 } } !($4 in cut)'; }
ask_nvidia_all() {
    rows=''
    if [ -z "$only_parts" ]; then
        ask_nvidia
        # A tool that reports one lost GPU with a bad exit code still printed the others: no test of the code.
        rows=$(awk -v t="$now" -v host="$host" -v with_reasons="${nvidia_field:+1}" "$nvidia_rows" "$raw")
    fi
    [ -n "$parts" ] || return 0
    [ -z "$rows" ] || rows=$(printf '%s\n' "$rows" | whole_gpus)
    : >"$raw"
    bounded nvidia-smi
    rows=${rows:+$rows
}$(printf '%s\n' "$parts" | awk -v t="$now" -v host="$host" -v table="$raw" "$table_words$part_rows")
}

# ---- AMD (best effort: the tools rename their columns from version to version) ------------------------

ask_rocm() { bounded rocm-smi --showuniqueid --showproductname --showuse --showmeminfo vram --showpower --showtemp --showgpuclocks --csv; }
ask_amd() { bounded amd-smi metric --csv; }

# shellcheck disable=SC2016
amd_rows='
function trim(s) { gsub(/^[ \t\r"]+|[ \t\r"]+$/, "", s); return s }
function pick(pattern,   i) { for (i = 1; i <= cols; i++) if (head[i] ~ pattern && value(i) != "") return value(i); return "" }
function value(i,   s) { s = f[i]; return (s == "N/A" || s == "None") ? "" : s }
function number(s) { gsub(/[^0-9.]/, "", s); return s ~ /^[0-9]+(\.[0-9]+)?$/ ? s : "" }
function mib(s, bytes) { s = number(s); return s == "" ? "" : sprintf("%.0f", bytes ? s / 1048576 : s) }
{
    n = split($0, f, ",")
    for (i = 1; i <= n; i++) f[i] = trim(f[i])
    if (tolower(f[1]) ~ /^(device|gpu)$/) { cols = n; for (i = 1; i <= n; i++) head[i] = tolower(f[i]); next }
    if (cols < 3 || n != cols || f[1] !~ /^(card)?[0-9]+$/) next
    gpu = f[1]; sub(/^card/, "", gpu)
    rocm = (head[1] == "device")
    hot = pick("^(temperature \\(sensor junction\\)|hotspot)"); if (hot == "") hot = pick("^(temperature \\(sensor edge\\)|edge)")
    name = pick("^(card series|device name|card model|market_name)$"); if (name == "") name = "AMD GPU"
    print t "," host "," gpu "," pick("^(unique id|uuid)$") "," name "," number(pick("^(gpu use \\(%\\)|gfx_activity|gfx_busy)")) "," \
        mib(pick("^(vram total used memory|used_vram|vram_used)"), rocm) "," mib(pick("^(vram total memory|total_vram|vram_total|vram_size)"), rocm) "," \
        number(pick("^(average graphics package power|current socket graphics package power|socket_power|current_socket_power|average_socket_power|power$)")) "," \
        number(hot) "," \
        number(pick("^(sclk clock speed|gfx_0_clk|gfx_clk)")) ","
}'

# ---- the node itself ---------------------------------------------------------------------------------

# Slurm puts a job into a control group of its own, .../job_<number>, which counts what it uses and holds its limits.
# Version 2 has one tree of groups, version 1 one for each resource.
job_group() {                       # job_group RESOURCE ('' for version 2): the path of the job's group in its tree
    awk -v want="$1" '
    {
        path = $0; sub(/^[^:]*:[^:]*:/, "", path)
        split($0, f, ":"); n = split(f[2], names, ","); hit = (want == "" && f[1] == "0")
        for (i = 1; i <= n; i++) if (want != "" && names[i] == want) hit = 1
        if (hit && match(path, /\/job_[0-9]+/)) { print substr(path, 1, RSTART + RLENGTH - 1); exit }
    }' "$root/proc/self/cgroup" 2>/dev/null
}
first_readable() {
    for file in "$@"; do [ -r "$file" ] && printf %s "$file" && return; done
    return 0
}
tree=$root/sys/fs/cgroup scope=machine memory='' limit_file='' processor='' cores_file=''
find_group() {
    [ -r "$root/proc/self/cgroup" ] || return 0
    path=$(job_group '')
    memory=$(first_readable ${path:+"$tree$path/memory.current"} ${path:+"$tree/unified$path/memory.current"})
    if [ -n "$memory" ]; then
        limit_file=${memory%/*}/memory.max processor=${memory%/*}/cpu.stat cores_file=${memory%/*}/cpuset.cpus.effective
    else
        path=$(job_group memory)
        memory=$(first_readable ${path:+"$tree/memory$path/memory.usage_in_bytes"})
        limit_file=${memory%/*}/memory.limit_in_bytes
        path=$(job_group cpuacct)
        processor=$(first_readable ${path:+"$tree/cpuacct$path/cpuacct.usage"} ${path:+"$tree/cpu,cpuacct$path/cpuacct.usage"})
        path=$(job_group cpuset)
        cores_file=${path:+$tree/cpuset$path/cpuset.cpus}
    fi
    if [ -n "$memory" ]; then scope=job; fi
}
count_cores() {                     # "0-15,32" are 17; else what Slurm or the system says
    cores=$(awk -F, '{ for (i = 1; i <= NF; i++) { n = split($i, f, "-"); sum += n > 1 ? f[2] - f[1] + 1 : ($i != "") } } END { print sum + 0 }' "${cores_file:-/dev/null}" 2>/dev/null)
    [ "${cores:-0}" -gt 0 ] 2>/dev/null || cores=${SLURM_CPUS_ON_NODE:-}
    [ "${cores:-0}" -gt 0 ] 2>/dev/null || cores=$(nproc 2>/dev/null)
    [ "${cores:-0}" -gt 0 ] 2>/dev/null || cores=1
}

# Prints "<processor time used> <of how much>|<row>": the share is that of the time since the last round (`before`).
# shellcheck disable=SC2016
node_row='
function first(file,   line) { line = ""; if ((getline line < file) < 0) line = ""; close(file); return line }
function words_of(file, into,   line, w) { while ((getline line < file) > 0) { split(line, w, /[ :\t]+/); into[w[1]] = w[2] } close(file) }
function folder(file) { sub(/\/[^\/]*$/, "", file); return file }
BEGIN {
    words_of(root "/proc/meminfo", info)
    if (!("MemTotal" in info)) exit
    total = info["MemTotal"] / 1024
    if (scope == "job") {
        held = first(memory); top = first(limit_file)
        if (held !~ /^[0-9]+$/) exit
        words_of(folder(memory) "/memory.stat", stat)
        two = memory ~ /current$/
        used = (held - (two ? stat["file"] - stat["shmem"] : stat["total_cache"] - stat["total_shmem"])) / 1048576
        if (top ~ /^[0-9]+$/ && top / 1048576 < total) total = top / 1048576
        split(first(root "/proc/uptime"), up, " ")
        a = ""
        if (two) { words_of(processor, cpu); if ("usage_usec" in cpu) a = cpu["usage_usec"] / 1000000 }
        else if (processor != "") a = first(processor) / 1000000000
        b = up[1] * cores
    } else {
        used = total - info["MemAvailable"] / 1024
        n = split(first(root "/proc/stat"), s, " ")
        for (i = 2; i <= n && i <= 9; i++) b += s[i]
        a = b - s[5] - s[6]                     # all but idle and waiting for a disk
    }
    split(before, old, " ")
    share = ""
    if (before != "" && a != "" && b > old[2]) {
        share = 100 * (a - old[1]) / (b - old[2])
        share = sprintf("%.1f", share < 0 ? 0 : (share > 100 ? 100 : share))
    }
    printf "%s|%s,%s,%s,%.0f,%.0f,%s\n", (a == "" ? "" : sprintf("%.3f %.3f", a, b)), t, host, share, (used < 0 ? 0 : used), total, scope
}'
before='' node_begun=''
sample_node() {
    row=$(awk -v t="$now" -v host="$host" -v root="$root" -v scope="$scope" -v memory="$memory" -v limit_file="$limit_file" \
        -v processor="$processor" -v cores="$cores" -v before="$before" "$node_row" 2>/dev/null)
    [ -n "$row" ] || return 0
    before=${row%%|*} row=${row#*|}
    [ -n "$node_begun" ] || begin_file "$node_fine" "$node_header"
    node_begun=1
    printf '%s\n' "$row" >>"$node_fine"
    printf '%s\n' "$row" >>"$node_minute_rows"
}

# ---- a minute or an hour in one row -------------------------------------------------------------------

# shellcheck disable=SC2016
means='
function mean(k, c) { return count[k, c] ? sprintf("%.1f", sum[k, c] / count[k, c]) : "" }
NF == 12 {
    k = $3 "," $4
    if (!(k in seen)) { seen[k] = 1; order[++keys] = k; name[k] = $5; start[k] = $1 - $1 % seconds }
    for (c = 6; c <= 11; c++) if ($c != "") { sum[k, c] += $c; count[k, c]++; if (!((k, c) in top) || $c + 0 > top[k, c]) top[k, c] = $c + 0 }
    if (reason[k] == "" || ($12 != "none" && $12 != "idle")) reason[k] = $12
}
END {
    for (i = 1; i <= keys; i++) {
        k = order[i]
        print start[k] "," host "," k "," name[k] "," mean(k, 6) "," mean(k, 7) "," mean(k, 8) "," mean(k, 9) "," top[k, 10] "," mean(k, 11) "," reason[k]
    }
}'

# shellcheck disable=SC2016
node_means='
NF == 6 {
    if (!rows++) start = $1 - $1 % seconds
    if ($3 != "") { cpu += $3; count++ }
    if ($4 != "" && (top == "" || $4 + 0 > top)) top = $4 + 0
    total = $5; scope = $6
}
END { if (rows) print start "," host "," (count ? sprintf("%.1f", cpu / count) : "") "," top "," total "," scope }'

begin_file() {                      # begin_file FILE HEADER: once; a line that a killed sampler left half written is closed
    if [ ! -s "$1" ]; then
        printf '%s\n' "$2" >>"$1"
    elif [ -n "$(tail -c 1 "$1")" ]; then
        printf '\n' >>"$1"
    fi
}
sum_up() {                          # sum_up ROWS SECONDS FILE HEADER PROGRAM: the rows become one per GPU at the end of FILE
    begin_file "$3" "$4"
    awk -F, -v host="$host" -v seconds="$2" "$5" "$1" >>"$3"
    : >"$1"
}
close_hour() {
    [ ! -s "$hour_rows" ] || sum_up "$hour_rows" 3600 "$hours" "$header" "$means"
    [ ! -s "$node_hour_rows" ] || sum_up "$node_hour_rows" 3600 "$node_hours" "$node_header" "$node_means"
}
close_minute() {
    if [ -s "$minute_rows" ]; then
        cat "$minute_rows" >>"$hour_rows"
        sum_up "$minute_rows" 60 "$minutes" "$header" "$means"
    fi
    if [ -s "$node_minute_rows" ]; then
        cat "$node_minute_rows" >>"$node_hour_rows"
        sum_up "$node_minute_rows" 60 "$node_minutes" "$node_header" "$node_means"
    fi
}
finish() {
    trap '' TERM INT HUP USR1
    [ -z "$busy" ] || kill "$busy" 2>/dev/null
    close_minute
    close_hour
    rm -f "$raw" "$raw.list" "$minute_rows" "$hour_rows" "$node_minute_rows" "$node_hour_rows"
    exit 0
}

# A shared node shows the GPUs of its other users too, unless the site hides them.
mine=${CUDA_VISIBLE_DEVICES:-${ROCR_VISIBLE_DEVICES:-}}
only_mine() {
    awk -F, -v mine="$mine" '
    BEGIN { n = split(mine, m, ","); for (i = 1; i <= n; i++) want[m[i]] = 1 }
    { all[NR] = $0; if (($3 in want) || ($4 in want)) keep[++kept] = $0 }
    END { if (kept) for (i = 1; i <= kept; i++) print keep[i]; else for (i = 1; i <= NR; i++) print all[i] }'
}

sample_gpus() {
    [ -n "$source" ] || return 0
    : >"$raw"
    case $source in
        nvidia) ask_nvidia_all ;;
        rocm) ask_rocm; rows=$(awk -v t="$now" -v host="$host" "$amd_rows" "$raw") ;;
        amd) ask_amd; rows=$(awk -v t="$now" -v host="$host" "$amd_rows" "$raw") ;;
    esac
    [ -n "$rows" ] || return 0
    [ -z "$mine" ] || [ -n "$only_parts" ] || rows=$(printf '%s\n' "$rows" | only_mine)
    [ -n "$begun" ] || begin_file "$fine" "$header"
    begun=1
    printf '%s\n' "$rows" >>"$fine"
    printf '%s\n' "$rows" >>"$minute_rows"
}
sample() {
    now=$(date +%s)
    if [ $((now / 60)) -ne "$minute" ]; then close_minute; minute=$((now / 60)); fi
    if [ $((now / 3600)) -ne "$hour" ]; then close_hour; hour=$((now / 3600)); fi
    sample_node
    sample_gpus
}

source=''
if command -v nvidia-smi >/dev/null 2>&1; then
    source=nvidia
elif command -v rocm-smi >/dev/null 2>&1; then
    source=rocm
elif command -v amd-smi >/dev/null 2>&1; then
    source=amd
elif [ ! -r "$root/proc/meminfo" ]; then
    exit 0
fi
# AMD's tools are Python programs that cost a quarter of a second of a core each time.
case $source in rocm | amd) [ "$interval" -ge 30 ] || interval=30 ;; esac

busy='' minute=0 hour=0 begun=''
trap finish TERM INT HUP USR1
close_minute                        # rows that an earlier, killed sampler left
close_hour
find_group
count_cores
[ "$source" != nvidia ] || find_parts
while kill -0 "$parent" 2>/dev/null; do
    sample
    sleep "$interval" >/dev/null 2>&1 &
    busy=$!
    wait "$busy"
    busy=''
done
finish
