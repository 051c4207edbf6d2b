#include "core/transfer/check_script.h"

namespace werkbank {

// $1 to $4 as in send.cpp, $5 SHA-256 of all names; what it is called and its hash come with the last word. Names go to
// the tool as NUL-ended words and only sums come back, one a line, in order, so that no name can be taken for an
// answer. OpenSSL's tool is several times as fast where the processor knows SHA. Of each file is kept what it was when
// it was about to be read: whoever writes to it later (an earlier try that stood still and wakes up, another program)
// is seen at the end, by its time too, which `find` writes with a nought more. A link to it changes nothing of that.
const char* const check_script = R"sh(
cd "$1" && [ -d "./$4/data" ] || exit 103
part=$PWD/$4
sweep() { rm -rf "$part" 2>/dev/null || { find "$part" -type d -exec chmod u+w {} +; rm -rf "$part"; }; }
WERKBANK_SEEN=$part/seen
export WERKBANK_SEEN
look='stat --printf="%i %s %.9Y0 %n\0" -- "$@" >> "$WERKBANK_SEEN"; '
stood_still() {  # $1 as told: how long the list of large files is
  [ ! -s "$part/names" ] ||
    (cd "$part/data" && xargs -0 -r stat --printf='%i %s %.9Y0 %n\0' -- < "$part/names") | cmp -s - "$part/seen" || return 1
  [ "$1" = 0 ] || (
    cd "$part/large" || exit 1
    find . -name '*.seen' | sort > "$part/noted"
    xargs -r cat -- < "$part/noted" > "$part/noted_looks"
    sed 's/\.seen$//' "$part/noted" | xargs -r stat -c '%i %s %.9Y' -- | cmp -s - "$part/noted_looks")
}
names_there() { (cd "$part/data" && find . ! -type d -printf '%y %p\0' | sort -z | sum); }
list_small() { [ ! -s "$part/names" ] || tr '\n' '\0' < "$part/sums" | paste -z -d ' ' - "$part/names"; }
# All of it is there, so that several can read. What they were before that is known of the first time.
linked_sums() {
  if [ -f "$part/linked_seen" ]; then
    look=
    cat "$part/linked_seen" >> "$part/seen" && rm -f "$part/linked_seen" || exit 103
  fi
  readers=$(nproc 2>/dev/null)
  [ "${readers:-1}" -lt 4 ] || readers=4
  split -n "l/${readers:-1}" -t '\0' "$part/linked" "$part/linked." || exit 103
  for some in "$part"/linked.??; do
    (cd "$part/data" && WERKBANK_SEEN=$some.seen && : > "$some.seen" && sums < "$some" > "$some.sums") &
  done
  wait
  cat "$part"/linked.??.seen >> "$part/seen"
  cat "$part"/linked.??.sums
}
note_look() { stat -c '%i %s %.9Y' "$part/large/$1" > "$part/large/$1.seen"; }
find "$part/large" -name '*.seen' -exec rm -f {} +
[ -d "$part/papers" ] || mkdir "$part/papers" || exit 103
while read -r kind one two whole name hash; do
  case $kind in
  large)
    while read -r offset length && [ "$length" != 0 ]; do
      note_look "$one"
      dd if="$part/large/$one" bs=1M iflag=skip_bytes,count_bytes,fullblock skip="$offset" count="$length" status=none
    done | sum > "$part/large/$one.sum"
    read -r sum < "$part/large/$one.sum"; echo "$sum" ;;
  whole)
    note_look "$one"
    sum < "$part/large/$one" > "$part/large/$one.sum"
    read -r sum < "$part/large/$one.sum"; echo "$sum" ;;
  clear) : > "$part/names" > "$part/sums" > "$part/seen" ;;
  linked)
    await_base "$part"
    # One sum of all their sums.
    touch "$part/linked" || exit 103
    cat "$part/linked" >> "$part/names"
    linked_sums | tee -a "$part/sums" | sum ;;
  small)
    head -c "$one" | tee -a "$part/names" | (cd "$part/data" && sums) | tee -a "$part/sums"
    echo . ;;
  finish)
    manifest=$part/papers/$name.manifest
    : > "$manifest" || exit 103
    # Side by side: of very many files each takes its time.
    still=
    if [ "$whole" = look ]; then stood_still "$one" 2>/dev/null & still=$!; fi
    if [ "$one" = 0 ]; then list_small >> "$manifest" || exit 103; there=$(names_there); fi
    if [ -n "$still" ] && ! wait "$still"; then
      head -c "$((one + two))" > /dev/null
      echo changed
      continue
    fi
    # Files of a pack are read-only from the begin.
    [ "$one" = 0 ] || find "$part/large" -type f ! -name "*.s*" -exec chmod a-w {} + || exit 103
    [ "$one" = 0 ] || (cd "$part" && head -c "$one" | xargs -0 -r -n 200 sh -c '
      list=$1; shift
      while [ $# -gt 0 ]; do
        if [ -e "large/$1" ]; then
          case $2 in */*) [ -d "data/${2%/*}" ] || mkdir -p "data/${2%/*}" || exit 255 ;; esac
          # It stays where it is as well: who is stopped here finds it at the next try.
          ln -f -T "large/$1" "data/$2" 2>/dev/null || mv -f -T "large/$1" "data/$2" || exit 255
          read -r sum < "large/$1.sum" && printf "%s ./%s\0" "$sum" "$2" >> "$list"
        fi
        shift 2
      done' sh "$manifest") || exit 103
    if [ "$one" != 0 ]; then list_small >> "$manifest" || exit 103; there=$(names_there); fi
    head -c "$two" > "$part/papers/$name.receipt.json" || exit 103
    [ "$there" = "$5" ] || { sweep; exit 105; }
    for try in 1 2 3; do
      mv -f -T "$part/data" "./$name" 2>/dev/null && { mv -f "$part/papers"/* . ; sweep; echo ours; exit 0; }
      if [ "$(tree_hash "./$name")" = "$hash" ]; then
        [ -e "./$name.receipt.json" ] || mv -f "$part/papers"/* .
        sweep; echo theirs; exit 0
      fi
      mv -f -T "./$name" "$part/old$try"
    done
    exit 103 ;;
  *) exit 106 ;;
  esac
done
exit 109
)sh";

}  // namespace werkbank
