#include "core/transfer/stored.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/path_parts.h"
#include "core/transfer/remote_command.h"
#include "core/transfer/room.h"

namespace werkbank {
namespace {

constexpr std::size_t most_text = 64U << 20U;
constexpr std::size_t fields_of_a_thing = 9;
constexpr std::string_view begin_mark = "werkbank-stored-1";
constexpr std::string_view end_mark = "end";

// $1 the work folder. Every field ends with a NUL: the mark and the factory's time; then nine of each thing; then "end"
// and the number of things in all. After that the room. A thing that vanishes meanwhile is left out.
constexpr const char* stored_script = R"sh(
printf 'werkbank-stored-1\0%s\0' "$(date +%s)"
if [ -d "$1" ]; then cd "$1" || exit 103; else printf '%s\0' end 0; exit 0; fi
most=5000
things() {
  find ./datasets -mindepth 1 -maxdepth 1 -type d ! -name '.*' -name '*@????????????????' -printf 'dataset\0%f\0'
  find ./datasets -mindepth 1 -maxdepth 1 -type d -name '.part-?*' -printf 'broken_upload\0%f\0'
  find ./jobs -mindepth 1 -maxdepth 1 -type d -name '????????-????-????-????-????????????' -printf 'job\0%f\0'
  find ./jobs -mindepth 1 -maxdepth 1 -type d -name '.part-?*' -printf 'broken_job\0%f\0'
} 2>/dev/null
things | head -z -n $((2 * most)) | xargs -0 -r -n 200 sh -c '
  while [ $# -gt 1 ]; do
    kind=$1 name=$2
    shift 2
    # A transfer tells by what it wrote whether it is alive; of all else any change counts.
    case $kind in dataset | broken_upload) folder=./datasets ;; *) folder=./jobs ;; esac
    case $kind in broken_*) time=%T@ ;; *) time=%C@ ;; esac
    counted=$({ find "$folder/$name" -printf "%y %s $time\n" 2>/dev/null || echo "? 0 0"; } | awk "
      \$1 == \"?\" { part = 1; next }
      { if (\$3 > last) last = \$3 }
      \$1 != \"d\" { files++ }
      \$1 == \"f\" { bytes += \$2 }
      END { printf \"%.0f %.0f %.0f %d\", bytes, files, last, part }")
    [ -d "$folder/$name" ] || continue
    link= receipt= sums=
    case $kind in
      job) link=$(readlink -n "$folder/$name/data" 2>/dev/null) ;;
      dataset)
        paper=$folder/$name.receipt.json
        [ -f "$paper" ] && receipt=$(head -c 4096 "$paper" 2>/dev/null | tr -d "\000")
        sums=$(find "$folder/$name.sums" -maxdepth 0 -type f -printf "%T@" 2>/dev/null) ;;
    esac
    set -- "$kind" "$name" $counted "$link" "$receipt" "$sums" "$@"
    printf "%s\0" "$1" "$2" "$3" "$4" "$5" "$6" "$7" "$8" "$9"
    shift 9
  done' sh
printf 'end\0%s\0' "$(things | tr -cd '\000' | wc -c)"
)sh";

Error garbled(std::string detail) {
  return {ErrorCode::answer_garbled,
          Message(WERKBANK_TEXT("transfer",
                                "The factory's list of what is stored there cannot be understood. Ask again. If it "
                                "happens again, send the details to the help desk of the factory.")),
          std::move(detail)};
}

/// Takes the NUL-ended fields one by one.
class Fields {
 public:
  explicit Fields(std::string_view text) : text_(text) {}
  std::optional<std::string_view> next() {
    const auto end = text_.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    const auto field = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    return field;
  }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "1795480000" or "1795480000.1234567890"; what is before 1970 or beyond the year 9999 is not known.
std::optional<double> moment(std::string_view text) {
  constexpr std::uint64_t year_10000 = 253402300800;
  const auto seconds = number(text.substr(0, text.find('.')));
  if (!seconds || *seconds == 0 || *seconds >= year_10000) return std::nullopt;
  return static_cast<double>(*seconds);
}

std::optional<StoredKind> kind_of(std::string_view word) {
  if (word == "dataset") return StoredKind::dataset;
  if (word == "job") return StoredKind::job;
  if (word == "broken_upload") return StoredKind::broken_upload;
  if (word == "broken_job") return StoredKind::broken_job;
  return std::nullopt;
}

struct Proof {
  double verified_at = 0;
  std::uint64_t original_files = 0;  ///< of packed data
};

/// How many files were packed, as the receipt says; 0 when they were not.
std::uint64_t original_files_of(const nlohmann::json& receipt) {
  const auto packed = receipt.find("packed");
  const auto files = receipt.find("files");
  const bool says_it =
      packed != receipt.end() && packed->is_object() && files != receipt.end() && files->is_number_unsigned();
  return says_it ? files->get<std::uint64_t>() : 0;
}

/// What the receipt says; empty when it is no receipt of this data set.
std::optional<Proof> receipt_of(const std::string& name, std::string_view json) {
  const auto receipt = nlohmann::json::parse(json, nullptr, false);
  if (!receipt.is_object()) return std::nullopt;
  const auto text = [&receipt](const char* key) {
    const auto found = receipt.find(key);
    return found != receipt.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  const auto digits = name.substr(name.rfind('@') + 1);
  if (text("name") != name || !text("manifest_sha256").starts_with(digits)) return std::nullopt;
  const auto at = receipt.find("at");
  if (at == receipt.end() || !at->is_number()) return std::nullopt;
  const auto seconds = at->get<double>();
  constexpr double year_10000 = 253402300800.0;
  if (!std::isfinite(seconds) || seconds <= 0 || seconds >= year_10000) return std::nullopt;
  return Proof{seconds, original_files_of(receipt)};
}

void add_proofs(StoredThing& dataset, std::string_view receipt, std::string_view sums) {
  if (const auto proof = receipt_of(dataset.name, receipt)) {
    dataset.verified_at = proof->verified_at;
    dataset.original_files = proof->original_files;
  }
  dataset.has_receipt = dataset.verified_at.has_value();
  const auto again = moment(sums);
  if (again && (!dataset.verified_at || *again > *dataset.verified_at)) dataset.verified_at = again;
}

Result<std::optional<StoredThing>> thing_of(const std::array<std::string_view, fields_of_a_thing>& fields) {
  const auto& [kind_word, name, bytes, files, used, part, link, receipt, sums] = fields;
  const auto kind = kind_of(kind_word);
  const auto byte_count = number(bytes);
  const auto file_count = number(files);
  if (!kind || !byte_count || !file_count || (part != "0" && part != "1"))
    return garbled("thing: " + std::string(kind_word) + ' ' + std::string(name));
  if (!is_stored_name(*kind, name)) return std::optional<StoredThing>();
  StoredThing thing;
  thing.kind = *kind;
  thing.name = name;
  thing.bytes = *byte_count;
  thing.files = *file_count;
  thing.counted_whole = part == "0";
  thing.used_at = moment(used).value_or(0);
  const auto dataset = name_of(link);
  if (*kind == StoredKind::job && is_stored_name(StoredKind::dataset, dataset)) thing.dataset = dataset;
  if (*kind == StoredKind::dataset) add_proofs(thing, receipt, sums);
  return std::optional(std::move(thing));
}

Result<std::optional<StoredThing>> next_thing(std::string_view first, Fields& fields) {
  std::array<std::string_view, fields_of_a_thing> of_it = {first};
  for (std::size_t i = 1; i < of_it.size(); ++i) {
    const auto field = fields.next();
    if (!field) return garbled("cut off in a thing");
    of_it[i] = *field;
  }
  return thing_of(of_it);
}

}  // namespace

Result<Stored> parse_stored(std::string_view text) {
  Fields fields(text);
  if (fields.next() != begin_mark) return garbled("no begin: " + std::string(text.substr(0, 200)));
  Stored stored;
  stored.at = moment(fields.next().value_or("")).value_or(0);
  std::uint64_t listed = 0;
  for (auto field = fields.next();; field = fields.next()) {
    if (!field) return garbled("cut off after " + std::to_string(listed) + " things");
    if (*field == end_mark) break;
    ++listed;
    WERKBANK_TRY(auto thing, next_thing(*field, fields));
    if (thing) stored.things.push_back(std::move(*thing));
  }
  // Two fields of each thing are counted.
  const auto counted = number(fields.next().value_or(""));
  if (!counted) return garbled("no number of things");
  constexpr std::uint64_t most_things = 5000;
  if (*counted / 2 > most_things) stored.left_out = *counted / 2 - most_things;
  stored.room = parse_room(fields.rest());
  complete_stored(stored.things);
  return stored;
}

Result<Stored> list_stored(CommandRunner& runner, const RemotePath& work, const std::stop_token& stop) {
  constexpr double patience = 3600;  // one data set may have a million files
  std::string text;
  RemoteCommand command;
  command.script = std::string(room_script) + stored_script + "room . 2>/dev/null\n";
  command.arguments = {work.text()};
  command.quiet_seconds = patience;
  command.output = [&text](std::string_view bytes) -> Result<Done> {
    if (text.size() + bytes.size() > most_text) return garbled("more than fits");
    text += bytes;
    return Done{};
  };
  WERKBANK_TRY(const auto answer, run_remote(runner, std::move(command), stop));
  if (answer.exit_code != 0) return remote_failure(answer, work.text(), 0);
  return parse_stored(text);
}

}  // namespace werkbank
