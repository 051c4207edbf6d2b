#include "core/transfer/base_version.h"

#include <algorithm>

namespace werkbank {
namespace {

constexpr std::uint64_t least_bytes = 1U << 20U;
constexpr std::size_t least_files = 100;
// All of a sum would take as long to come as what changed takes to be sent. It is a hint that all is read back against.
constexpr std::size_t digits_told = 16;
// As in offer_base_script.
constexpr std::size_t longest_list = 8U << 20U;

}  // namespace

// The begin of each sum is enough (digits_told). A version with a list of more than 8 MiB would take longer to tell
// than it saves on many lines.
const char* const offer_base_script = R"sh(
base=
links=
if [ -f "./$4/base" ]; then
  read -r base < "./$4/base"
elif [ ! -e "./$4" ] && [ "$5" != whole ]; then
  for list in "${2%@*}"@*.manifest; do
    if [ -z "$base" ] || [ "./$list" -nt "./$base.manifest" ]; then base=${list%.manifest}; fi
  done
fi
case $base in
"" | */* | "$2") base= ;;
*)
  mkdir -p "./$4" || exit 103
  rm -f "./$4/linking"
  # A file that waits for take_base, and whether there are hard links here.
  if [ -d "./$base" ] && [ ! -L "./$base" ] && [ -n "$(find "./$base.manifest" -size -8192k 2>/dev/null)" ] &&
    ln "./$base.manifest" "./$4/linking" 2>/dev/null; then
    # While the names come here and the answer goes back.
    if [ ! -f "./$4/base" ]; then
      { mkdir -p "./$4/data" && cp -al "./$base/." "./$4/data/"; } > /dev/null 2>&1 &
      links=$!
    fi
    echo "base $base"
    [ "$base" = "$6" ] || tr '\n\0' '\001\n' < "./$base.manifest" | cut -b 1-16,65-
  else
    base=
  fi ;;
esac
)sh";

// However it ends, nobody waits for it any more.
const char* const take_base_script = R"sh(
trap 'rm -f linking' EXIT
# Folders are no part of data: one of which nothing is left goes too.
remove_others() (
  cd data && xargs -0 -r rm -f -- < ../others || exit 1
  xargs -0 -r dirname -z -- < ../others | sort -z -u -r | xargs -0 -r rmdir -p --ignore-fail-on-non-empty -- 2>/dev/null
  return 0
)
take_base() {
  if [ -f base ]; then
    head -c "$1" > /dev/null
  elif wait "$links"; then
    head -c "$1" > others
    remove_others 2>/dev/null || { find data -type d -exec chmod u+w {} +; remove_others || exit 103; }
    # What is read back as one, before anything else comes beside it; and what each is now, before it is read.
    (cd data && find . -type d ! -perm -u+w -exec chmod u+w {} + -o \
      -type f -print0 -fprintf ../linked_seen '%i %s %T@ %p\0') | sort -z > linked || exit 103
    sort -z -k 4 -o linked_seen linked_seen || exit 103
    echo "$base" > base
  else
    echo refused
    exit 103
  fi
  rm -f linking
}
leave_base() {
  [ -z "$links" ] || wait "$links"
  find data -type d -exec chmod u+w {} +
  rm -rf data base && mkdir data || exit 103
  rm -f linking
  echo left
}
)sh";

const char* const await_base_script = R"sh(
await_base() {
  looks=0
  while [ -e "$1/linking" ]; do
    # Whoever made it may be gone.
    [ "$((looks += 1))" -lt 12000 ] || exit 109
    sleep 0.05
  done
  # A later try may have taken it away, and cuts its parcels otherwise.
  [ "$looks" = 0 ] || [ -f "$1/base" ] || exit 109
}
)sh";

void BaseVersion::add(std::string_view line) {
  constexpr std::string_view between = " ./";
  if (line.size() <= digits_told + between.size() || line.substr(digits_told, between.size()) != between) return;
  std::string path(line.substr(digits_told + between.size()));
  std::replace(path.begin(), path.end(), '\x01', '\n');
  files_[std::move(path)] = line.substr(0, digits_told);
}

BaseVersion::BaseVersion(std::string_view lines) {
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    add(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

std::string BaseVersion::lines_of(const ManifestEntries& entries) {
  std::string lines;
  for (std::size_t i = 0; i < entries.size() && lines.size() <= longest_list; ++i) {
    const auto file = entries[i];
    auto path = file.path;
    std::replace(path.begin(), path.end(), '\n', '\x01');
    lines += file.sha256.hex().substr(0, digits_told) + " ./" + path + '\n';
  }
  return lines.size() > longest_list ? "" : lines;
}

std::vector<bool> BaseVersion::same_files(const Shipment& shipment) const {
  std::vector<bool> same(shipment.count());
  for (std::size_t i = 0; i < shipment.count(); ++i) {
    const auto file = shipment.entry(i);
    const auto known = files_.find(file.path);
    same[i] = known != files_.end() && file.sha256.hex().starts_with(known->second);
  }
  return same;
}

std::string BaseVersion::other_files(const Shipment& shipment, const std::vector<bool>& same) const {
  auto left = files_;
  for (std::size_t i = 0; i < shipment.count(); ++i) {
    if (same[i]) left.erase(shipment.entry(i).path);
  }
  std::string names;
  for (const auto& [path, sum] : left) names += "./" + path + '\0';
  return names;
}

bool is_worth_it(const Shipment& shipment, const std::vector<bool>& same) {
  std::uint64_t bytes = 0;
  std::size_t files = 0;
  for (std::size_t i = 0; i < shipment.count(); ++i) {
    if (!same[i]) continue;
    bytes += shipment.size(i);
    ++files;
  }
  return bytes >= least_bytes || files >= least_files;
}

}  // namespace werkbank
