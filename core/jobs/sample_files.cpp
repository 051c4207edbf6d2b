#include "core/jobs/sample_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace werkbank {
namespace {

constexpr std::uint64_t most_fine_bytes = 256U << 20U;      // of all hosts together: 100 MB in memory
constexpr std::uint64_t most_fine_host_bytes = 24U << 20U;  // read anew at each start: half a second
constexpr std::string_view of_host = ".host";               // a host's name has no dot in it
constexpr std::array<std::string_view, 3> endings = {".csv", ".1min.csv", ".1h.csv"};  // the finest first
/// Seconds that a file of each kind may be behind the newest one and still be as good: a row is written when its time
/// is over, and two files of one moment are read one after the other.
constexpr std::array<double, 3> may_be_behind = {120, 300, 0};

struct Host {
  std::array<bool, endings.size()> has{};
  std::array<double, endings.size()> until{};
};

std::size_t kind_of(std::string_view path) {
  if (path.ends_with(endings[2])) return 2;
  return path.ends_with(endings[1]) ? 1 : 0;
}

std::string stem_of(const std::string& path) { return path.substr(0, path.size() - endings[kind_of(path)].size()); }

/// The time on the last whole line; 0 when there is none. Nothing but the sampler's own column order is understood.
Result<double> until(const JobStore& store, const std::string& uuid, const std::string& path, std::uint64_t size) {
  constexpr std::uint64_t enough = 1024;
  const auto from = size > enough ? size - enough : 0;
  WERKBANK_TRY(const auto bytes, store.bytes(uuid, path, from, enough));
  const auto end = bytes.rfind('\n');
  if (end == std::string::npos) return 0.0;
  const auto before = end == 0 ? std::string::npos : bytes.rfind('\n', end - 1);
  const auto line = std::string_view(bytes).substr(before == std::string::npos ? 0 : before + 1);
  double time = 0;
  std::from_chars(line.data(), line.data() + line.size(), time);
  return time;
}

std::size_t best_of(const Host& host, std::size_t finest) {
  const double newest = *std::max_element(host.until.begin(), host.until.end());
  for (std::size_t kind = finest; kind < endings.size(); ++kind) {
    if (host.has[kind] && host.until[kind] >= newest - may_be_behind[kind]) return kind;
  }
  // None is up to date but one that is too fine: then whatever there is, the coarsest that is not too coarse.
  for (std::size_t kind = endings.size(); kind-- > 0;) {
    if (host.has[kind] && host.until[kind] >= newest - may_be_behind[kind]) return kind;
  }
  return static_cast<std::size_t>(std::find(host.has.begin(), host.has.end(), true) - host.has.begin());
}

}  // namespace

bool is_host_file(const std::string& path) { return path.ends_with(endings[0]) && stem_of(path).ends_with(of_host); }

std::string host_of(const std::string& path) {
  auto name = stem_of(path);
  name.erase(0, name.rfind('/') + 1);
  if (name.ends_with(of_host)) name.resize(name.size() - of_host.size());
  return name;
}

Result<std::vector<std::string>> sample_files(const JobStore& store, const std::string& uuid,
                                              const std::map<std::string, std::uint64_t>& sizes, SampleEnds& known) {
  std::map<std::string, Host> hosts;
  std::uint64_t fine_bytes = 0;
  std::uint64_t fine_host_bytes = 0;
  for (const auto& [path, size] : sizes) {
    if (!path.ends_with(endings[0])) continue;
    const auto kind = kind_of(path);
    auto& host = hosts[stem_of(path)];
    host.has[kind] = true;
    auto& end = known[path];
    if (end.size != size) {
      WERKBANK_TRY(end.time, until(store, uuid, path, size));
      end.size = size;
    }
    host.until[kind] = end.time;
    if (kind == 0) (is_host_file(path) ? fine_host_bytes : fine_bytes) += size;
  }
  std::vector<std::string> paths;
  for (const auto& [stem, host] : hosts) {
    const bool too_fine =
        stem.ends_with(of_host) ? fine_host_bytes > most_fine_host_bytes : fine_bytes > most_fine_bytes;
    paths.push_back(stem + std::string(endings[best_of(host, too_fine ? 1 : 0)]));
  }
  return paths;
}

}  // namespace werkbank
