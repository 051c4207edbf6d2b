#!/bin/bash
# shellcheck disable=SC2015
# A data set that is kept in shards (a few tar files instead of very many small ones) as the files that it was made of,
# on a fast disk of the node that reads them. job.sh asks for it; on several nodes it runs on each, by srun.
#   unpack_data.sh where DATA NAME LAST   prints the folder to unpack to: on this node, with room; else in the folder LAST
#   unpack_data.sh unpack DATA PLACE      makes PLACE/data with all files; those that are kept by themselves as links
#   unpack_data.sh remove PLACE
# Exit codes: 0 - 65 the shards are not what their list says, or hold what could lead out of PLACE - 73 no room.
# Nothing of what DATA holds is trusted, and nothing is pasted into a command.

export LC_ALL=C                     # names are bytes
umask 077

say() { printf '[werkbank] %s\n' "$*"; }
is_number() { case $1 in '' | *[!0-9]* | ????????????????*) return 1 ;; *) return 0 ;; esac; }

# ---- what is to be unpacked --------------------------------------------------------------------------

files=0 packed_files=0 shard_count=0
read_head() {                       # read_head DATA: the numbers that its list begins with
    local numbers
    numbers=$(head -n 1 -- "$1/werkbank-shards/files.jsonl" 2>/dev/null | head -c 400 | sed -n \
        's/^{"werkbank_shards":1,"files":\([0-9]\{1,12\}\),"bytes":[0-9]\{1,18\},"packed_files":\([0-9]\{1,12\}\),"shards":\([0-9]\{1,9\}\)}$/\1 \2 \3/p')
    [ -n "$numbers" ] || return 65
    read -r files packed_files shard_count <<<"$numbers"
}

shards_of() { find "$1/werkbank-shards/" -mindepth 1 -maxdepth 1 -type f -name '*.tar' -print0; }

# What the shards hold, and the rest of the last block of each file.
needed_kib() {
    local kib
    kib=$(shards_of "$1" | xargs -0 du -k -- 2>/dev/null | awk '{ sum += $1 } END { printf "%.0f", sum }')
    is_number "$kib" && printf '%s' "$((kib + packed_files * 4 + 1024))"
}

# ---- where there is room for it ----------------------------------------------------------------------

free_of() {                         # free_of FOLDER k|i: free KiB or files; nothing where nobody knows
    local free
    free=$(df -P"$2" -- "$1" 2>/dev/null | awk 'NR == 2 { print $4 }')
    is_number "$free" && printf '%s' "$free"
}

kind_of_disk() {
    case $(stat -f -c %T -- "$1" 2>/dev/null) in
        tmpfs | ramfs) printf memory ;;
        nfs* | lustre | gpfs | beegfs | ceph | cifs | smb* | fuse* | panfs | pvfs* | afs) printf shared ;;
        *) printf local ;;
    esac
}

# What this job may use of the memory, in KiB; files in memory are part of it.
memory_kib() {
    local least='' one
    for one in "$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo 2>/dev/null)" \
        "$(is_number "${SLURM_MEM_PER_NODE:-}" && printf '%s' "$((SLURM_MEM_PER_NODE * 1024))")"; do
        is_number "$one" && [ "$one" -gt 0 ] || continue
        if [ -z "$least" ] || [ "$one" -lt "$least" ]; then least=$one; fi
    done
    printf '%s' "${least:-0}"
}

fits() {                            # fits FOLDER KIB FILES
    local kib inodes
    [ -d "$1" ] && [ -w "$1" ] && [ -x "$1" ] || return 1
    kib=$(free_of "$1" k)
    [ -n "$kib" ] && [ "$kib" -gt "$2" ] || return 1
    inodes=$(free_of "$1" i)
    # Some file systems make as many as they need, and say 0.
    [ -z "$inodes" ] || [ "$inodes" -eq 0 ] || [ "$inodes" -gt "$3" ] || return 1
}

find_place() {                      # find_place DATA NAME LAST
    local kib folder disk
    read_head "$1" || return 65
    kib=$(needed_kib "$1")
    [ -n "$kib" ] || return 65
    for folder in "${SLURM_TMPDIR:-}" "${TMPDIR:-}" "${LOCAL_SCRATCH:-}" /local /local_scratch /localscratch /tmp /dev/shm; do
        case $folder in /*) ;; *) continue ;; esac
        # One that another person left there under this name is not ours to use.
        if [ -e "$folder/$2" ] || [ -L "$folder/$2" ]; then [ -d "$folder/$2" ] && [ ! -L "$folder/$2" ] && [ -O "$folder/$2" ] || continue; fi
        fits "$folder" "$kib" "$packed_files" || continue
        disk=$(kind_of_disk "$folder")
        [ "$disk" != shared ] || continue
        if [ "$disk" = memory ] && [ "$kib" -gt "$(($(memory_kib) / 4))" ]; then continue; fi
        printf '%s' "$folder/$2"
        return 0
    done
    fits "$3" "$kib" "$packed_files" || return 73
    printf '%s' "$3/$2"
}

# ---- unpacking ---------------------------------------------------------------------------------------

# Files and folders only, and no name that leads out. tar says what is odd in a name so that each stands on one line.
is_safe_shard() {
    ! tar -tvf "$1" 2>/dev/null | grep -qav '^[-d]' || return 1
    ! tar -tf "$1" 2>/dev/null | grep -qaE '^/|(^|/)\.\.(/|$)' || return 1
    tar -tf "$1" >/dev/null 2>&1
}

unpack_shard() {                    # unpack_shard SHARD PLACE
    if ! is_safe_shard "$1"; then
        say "not as it must be: ${1##*/}"
        return 65
    fi
    tar -x -m --no-same-owner --no-same-permissions -C "$2" -f "$1" </dev/null
}

link_whole_files() {                # link_whole_files DATA PLACE: those that are no part of a shard
    local path
    (cd -- "$1" && find . -path ./werkbank-shards -prune -o -type f -print0) | while IFS= read -r -d '' path; do
        path=${path#./}
        case $path in */*) mkdir -p -- "$2/${path%/*}" || exit 73 ;; esac
        ln -s -- "$1/$path" "$2/$path" || exit 65
    done
}

sizes_there() {
    (cd -- "$1" && { find -L . -type f -exec stat -L -c %s -- {} + 2>/dev/null || find -L . -type f -exec stat -L -f %z {} +; }) | sort -n
}
sizes_listed() { sed -n 's/^{"size":\([0-9]\{1,18\}\),"sha256":"[0-9a-f]\{64\}",.*/\1/p' "$1/werkbank-shards/files.jsonl" | sort -n; }

unpack() {                          # unpack DATA PLACE
    local data place=$2 into=$2/data began now count
    began=$(date +%s)
    data=$(cd -- "$1" 2>/dev/null && pwd -P) && read_head "$data" || return 65
    # What an attempt that was cut off has left.
    if [ -e "$place" ]; then rm -rf -- "$place"; fi
    mkdir -p -- "${place%/*}" && mkdir -- "$place" "$into" || return 73
    count=$(shards_of "$data" | tr -cd '\000' | wc -c)
    if [ "$count" -ne "$shard_count" ]; then
        say "there are $((count)) shards and the list says $shard_count"
        return 65
    fi
    if ! shards_of "$data" | xargs -0 -r -n 1 -P 4 bash "$0" shard "$into" >"$place/log" 2>&1; then
        tail -n 5 -- "$place/log"
        if grep -qaE 'No space left|[Qq]uota exceeded|Cannot allocate|Cannot write' "$place/log"; then return 73; fi
        return 65
    fi
    link_whole_files "$data" "$into" || return $?
    if [ "$(sizes_there "$into" | cksum)" != "$(sizes_listed "$data" | cksum)" ]; then
        count=$(find -L "$into" -type f -print0 | tr -cd '\000' | wc -c)
        say "$((count)) files came out, not all as the list says ($files)"
        return 65
    fi
    now=$(date +%s)
    say "unpacked $packed_files files from $shard_count packed ones in $((now - began)) s"
}

remove() {                          # only what is ours by its name
    case ${1##*/} in werkbank-data-?*) rm -rf -- "$1" ;; esac
}

case ${1:-} in
    where) find_place "$2" "$3" "$4" ;;
    unpack) unpack "$2" "$3" ;;
    shard) unpack_shard "$3" "$2" ;;
    remove) remove "$2" ;;
    *) exit 64 ;;
esac
