#include "core/transfer/put_files.h"

#include <algorithm>

#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "core/base/uuid.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/tar_writer.h"

namespace werkbank {
namespace {

// $1 the folder, $2 the tree hash of the files, $3 our own uuid; the tar comes on standard input. Where a file must
// stand and a folder does (or the other way round), the old one is moved into our own folder and goes with it.
constexpr const char* put_script = R"sh(
parent=$(dirname "$1")
mkdir -p "$parent" && cd "$parent" || exit 103
part=$PWD/.part-$3
trap 'chmod -R u+w "$part" 2>/dev/null; rm -rf "$part"' EXIT
trap 'exit 109' HUP INT TERM PIPE
mkdir "$part" "$part/data" "$part/old" || exit 103
tar -x -m --no-same-owner --no-same-permissions -C "$part/data" -f - || exit 104
[ "$(tree_hash "$part/data")" = "$2" ] || exit 105
if [ ! -e "$1" ] && [ ! -L "$1" ]; then
  mv -f -T "$part/data" "$1" 2>/dev/null && exit 0
fi
cd "$part/data" || exit 103
find . -mindepth 1 -type d -exec sh -c '
  to=$1; old=$2; shift 2
  for path do
    if [ -L "$to/$path" ] || { [ -e "$to/$path" ] && [ ! -d "$to/$path" ]; }; then
      mv -f "$to/$path" "$(mktemp -d "$old/XXXXXX")/" || exit 1
    fi
    mkdir -p "$to/$path" || exit 1
  done' sh "$1" "$part/old" {} + || exit 103
find . ! -type d -exec sh -c '
  to=$1; old=$2; shift 2
  for path do
    if [ -d "$to/$path" ] && [ ! -L "$to/$path" ]; then
      mv -f "$to/$path" "$(mktemp -d "$old/XXXXXX")/" || exit 1
    fi
    mv -f -T "$path" "$to/$path" || exit 1
  done' sh "$1" "$part/old" {} + || exit 103
)sh";

Result<TarItem> item_of(const PutFile& file) {
  TarItem item;
  item.path = file.path;
  item.mode = file.mode;
  if (const auto* content = std::get_if<PutFile::Content>(&file.what)) {
    item.kind = TarItem::Kind::content;
    item.text = content->bytes;
    item.sha256 = sha256_hex(content->bytes);
  } else if (const auto* local = std::get_if<PutFile::LocalFile>(&file.what)) {
    item.open = [from = local->path, path = file.path] { return open_local(from, path); };
    WERKBANK_TRY(auto reader, FileReader::open(local->path));
    Sha256 hash;
    for (std::string_view bytes = "-"; !bytes.empty(); item.size += bytes.size()) {
      WERKBANK_TRY(bytes, reader.read());
      hash.add(bytes);
    }
    item.sha256 = hash.hex_digest();
  } else if (const auto* link = std::get_if<PutFile::Link>(&file.what)) {
    item.kind = TarItem::Kind::link;
    item.text = link->target;
  } else {
    item.kind = TarItem::Kind::folder;
  }
  return item;
}

bool is_refused(const PutFile& file) {
  const auto* link = std::get_if<PutFile::Link>(&file.what);
  const bool bad_link = link != nullptr && (link->target.empty() || link->target.find('\0') != std::string::npos);
  return bad_link || !is_safe_relative_path(file.path);
}

// A name twice, or a name inside what is not a folder: the later one would go through the earlier.
bool collide(std::vector<TarItem> items) {
  std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i + 1 < items.size() && items[i].path == items[i + 1].path) return true;
    if (items[i].kind == TarItem::Kind::folder) continue;
    const auto inside = items[i].path + '/';
    const auto next = std::lower_bound(items.begin(), items.end(), inside,
                                       [](const auto& item, const auto& path) { return item.path < path; });
    if (next != items.end() && next->path.starts_with(inside)) return true;
  }
  return false;
}

Error unsafe_name(const std::string& path) {
  return {ErrorCode::data_rejected,
          Message(WERKBANK_TEXT("transfer",
                                "The file name \"%1\" cannot be used on the factory. Rename the file, and "
                                "try again."),
                  {path})};
}

}  // namespace

Result<Done> put_files(CommandRunner& runner, const RemotePath& folder, const std::vector<PutFile>& files,
                       const std::stop_token& stop) {
  std::vector<TarItem> items;
  std::uint64_t bytes = 0;
  for (const auto& file : files) {
    if (is_refused(file)) return unsafe_name(file.path);
    WERKBANK_TRY(auto item, item_of(file));
    bytes += item.size + item.text.size();
    items.push_back(std::move(item));
  }
  if (folder.empty() || folder.text() == "/") return unsafe_name(folder.text());
  if (collide(items)) return unsafe_name(items.front().path);
  const auto hash = tree_hash(items);
  TarWriter tar(std::move(items));
  WERKBANK_TRY(const auto answer, run_remote(runner,
                                             {std::string(tree_hash_script) + put_script,
                                              {folder.text(), hash, new_uuid()},
                                              [&tar](std::span<char> room) { return tar.read(room); },
                                              nullptr,
                                              nullptr,
                                              patience_for(bytes)},
                                             stop));
  if (answer.exit_code != 0) return remote_failure(answer, folder.text(), bytes);
  return Done{};
}

}  // namespace werkbank
