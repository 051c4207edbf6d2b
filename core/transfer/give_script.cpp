#include "core/transfer/give_script.h"

namespace werkbank {

// $1 the job's folder, $2 the blocks of an archive's record; on standard input what is wanted, line by line. A piece
// without a name is of the same file as the one before. A file of which pieces are wanted and that has another size now
// ends it. Each file of packs is as long as its archive says: what it loses meanwhile comes as zeros, and its sum
// tells; what cannot be read is not in the archive. What is wanted as "zstd" comes as one frame. Few processes are
// begun: on a busy node they cost more than what they copy.
const char* const give_script = R"sh(
cd "$1" || exit 103
record=$2
trap 'exit 109' HUP INT TERM PIPE
exec 4>&1
squeezed() {
  code=$({ { "$@"; echo $? >&3; } | zstd -q -1 -c >&4; } 3>&1)
  [ "$code" = 0 ]
}
name=
new_line='
'
give_piece() {
  said=$(dd if="./$name" bs=1M iflag=skip_bytes,count_bytes,fullblock skip="$offset" count="$count" 2>&1 >&5) ||
    return
  said=${said##*"$new_line"}
  [ "${said%% *}" = "$count" ]
} 5>&1
has_its_size() {
  [ -n "$name" ] || return
  now=$(stat -c %s "./$name") || exit 104
  [ "$now" = "$its_size" ] || exit 110
}
give_packs() {
  head -c "$length" | tar -c -f - -b "$record" --format=gnu --hard-dereference --no-recursion --no-unquote --null -T -
  [ $? -lt 2 ]
}
while read -r kind length offset count size how; do
  [ "$how" = zstd ] || how=
  case $kind in
  piece)
    if [ "$length" != 0 ]; then
      has_its_size
      name=$(head -c "$length"; echo x)
      name=${name%x}
      its_size=$size
    fi
    ${how:+squeezed} give_piece || { has_its_size; exit 104; } ;;
  packs) ${how:+squeezed} give_packs || exit 104 ;;
  *) exit 106 ;;
  esac
  echo arrived
done
has_its_size
exit 0
)sh";

}  // namespace werkbank
