#!/bin/sh
# GPU sampler: writes what the GPUs of this node do to OUTDIR/<host>.csv, and two coarser files with one row
# per GPU per minute (OUTDIR/<host>.1min.csv) and per hour (.1h.csv), until the job is gone. POSIX sh (dash, busybox).
# Usage: gpu_sampler.sh OUTDIR INTERVAL_SECONDS [PARENT_PID]
#
# Columns: t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle
# Empty = not available. throttle is `none`, or words joined by '+': idle, app_clocks, power_cap, hw_slowdown,
# sync_boost, sw_thermal, hw_thermal, power_brake, display. In a coarse file t is the start of the minute or hour;
# util, mem, power and sm_mhz are means, temp_c the highest, throttle the last that was not idle or none.

out=${1:-} interval=${2:-10} parent=${3:-$PPID}
case $interval in '' | *[!0-9]* | 0) interval=10 ;; esac
[ -d "$out" ] || mkdir -p "$out" 2>/dev/null || exit 0
# awk must read and write decimal points, and treat stray bytes as bytes.
LC_ALL=C
export LC_ALL

host=$(hostname -s 2>/dev/null || uname -n)
host=$(printf %s "${host%%.*}" | tr -c 'A-Za-z0-9._-' '_')
[ -n "$host" ] || host=node
fine=$out/$host.csv minutes=$out/$host.1min.csv hours=$out/$host.1h.csv
raw=$out/.$host.raw minute_rows=$out/.$host.minute hour_rows=$out/.$host.hour
header=t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle

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

begin_file() {                      # a header once; a line that a killed sampler left half written is closed
    if [ ! -s "$1" ]; then
        printf '%s\n' "$header" >>"$1"
    elif [ -n "$(tail -c 1 "$1")" ]; then
        printf '\n' >>"$1"
    fi
}
sum_up() {                          # sum_up ROWS SECONDS FILE: the rows become one per GPU at the end of FILE
    begin_file "$3"
    awk -F, -v host="$host" -v seconds="$2" "$means" "$1" >>"$3"
    : >"$1"
}
close_hour() { [ ! -s "$hour_rows" ] || sum_up "$hour_rows" 3600 "$hours"; }
close_minute() {
    [ -s "$minute_rows" ] || return 0
    cat "$minute_rows" >>"$hour_rows"
    sum_up "$minute_rows" 60 "$minutes"
}
finish() {
    trap '' TERM INT HUP
    [ -z "$busy" ] || kill "$busy" 2>/dev/null
    close_minute
    close_hour
    rm -f "$raw" "$minute_rows" "$hour_rows"
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

sample() {
    now=$(date +%s)
    : >"$raw"
    case $source in
        nvidia)
            ask_nvidia
            # A tool that reports one lost GPU with a bad exit code still printed the others: no test of the code.
            rows=$(awk -v t="$now" -v host="$host" -v with_reasons="${nvidia_field:+1}" "$nvidia_rows" "$raw") ;;
        rocm) ask_rocm; rows=$(awk -v t="$now" -v host="$host" "$amd_rows" "$raw") ;;
        amd) ask_amd; rows=$(awk -v t="$now" -v host="$host" "$amd_rows" "$raw") ;;
    esac
    [ -n "$rows" ] || return 0
    [ -z "$mine" ] || rows=$(printf '%s\n' "$rows" | only_mine)
    if [ $((now / 60)) -ne "$minute" ]; then close_minute; minute=$((now / 60)); fi
    if [ $((now / 3600)) -ne "$hour" ]; then close_hour; hour=$((now / 3600)); fi
    begin_file "$fine"
    printf '%s\n' "$rows" >>"$fine"
    printf '%s\n' "$rows" >>"$minute_rows"
}

if command -v nvidia-smi >/dev/null 2>&1; then
    source=nvidia
elif command -v rocm-smi >/dev/null 2>&1; then
    source=rocm
elif command -v amd-smi >/dev/null 2>&1; then
    source=amd
else
    exit 0
fi
# AMD's tools are Python programs that cost a quarter of a second of a core each time.
[ "$source" = nvidia ] || [ "$interval" -ge 30 ] || interval=30

busy='' minute=0 hour=0
trap finish TERM INT HUP
close_minute                        # rows that an earlier, killed sampler left
close_hour
while kill -0 "$parent" 2>/dev/null; do
    sample
    sleep "$interval" >/dev/null 2>&1 &
    busy=$!
    wait "$busy"
    busy=''
done
finish
