#include "core/catalogue/catalogue_seal.h"

#include <algorithm>
#include <map>
#include <stop_token>

#include <nlohmann/json.hpp>

#include "core/base/file_manifest.h"
#include "core/base/json_reader.h"
#include "core/base/local_files.h"
#include "core/base/signature.h"
#include "core/base/units.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr const char* list_name = "catalogue.json";
constexpr const char* signature_name = "catalogue.sig";
constexpr std::uint64_t largest_list = 8U << 20U;
constexpr std::uint64_t largest_signature = 1024;
constexpr std::int64_t largest_number = 1'000'000'000;
constexpr std::size_t longest_name = 200;

struct SealedList {
  CatalogueSeal seal;
  std::map<std::string, std::string> files;  // path to hash
};

Error refused(Message message, std::string detail = {}) {
  return {ErrorCode::catalogue_invalid, std::move(message), std::move(detail)};
}

// So that nothing else that this key signed can pass for a catalogue.
std::string what_is_signed(std::string_view list) { return "werkbank catalogue 1\n" + std::string(list); }

Error not_sealed(const fs::path& folder) {
  return refused(Message(
      WERKBANK_TEXT("catalogue",
                    "The templates in %1 are not signed, so nobody can tell who made them. Werkbank does not use them. "
                    "Ask your AI factory for its signed catalogue."),
      {path_text(folder)}));
}

Error damaged(const fs::path& folder, std::string detail) {
  return refused(
      Message(WERKBANK_TEXT("catalogue",
                            "The catalogue in %1 is not what its maker signed: somebody changed it, or it came in "
                            "damaged. Werkbank does not use it. Get it again from your AI factory."),
              {path_text(folder)}),
      std::move(detail));
}

// A name as it can stand in a sentence: one line, and nothing that a terminal would obey.
std::string shown(std::string name) {
  constexpr std::size_t most = 200;
  if (name.size() > most) name.resize(most);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return name;
}

Error changed(const fs::path& folder, const std::string& file) {
  return refused(
      Message(WERKBANK_TEXT("catalogue",
                            "The catalogue in %1 is not what its maker signed: the file %2 was changed, added or "
                            "removed. Werkbank does not use it. Get it again from your AI factory."),
              {path_text(folder), shown(file)}),
      shown(file));
}

// catalogue.sig: the public key on its first line, the signature on its second.
Result<std::pair<std::string, std::string>> read_signature(const fs::path& folder) {
  WERKBANK_TRY(const auto text, read_file(folder / signature_name, largest_signature));
  const auto end = text.find('\n');
  if (end == std::string::npos) return damaged(folder, "catalogue.sig has one line");
  auto signature = text.substr(end + 1);
  while (!signature.empty() && (signature.back() == '\n' || signature.back() == '\r')) signature.pop_back();
  auto key = text.substr(0, end);
  if (key.ends_with('\r')) key.pop_back();
  return std::pair(key, signature);
}

Result<SealedList> parse_list(std::string_view text, const fs::path& folder) {
  WERKBANK_TRY(const auto reader, JsonReader::parse(text, path_text(folder / list_name), ErrorCode::catalogue_invalid));
  reader.only({"werkbank_catalogue", "name", "number", "expires_at", "files"});
  reader.at("werkbank_catalogue").integer(1, 1);
  SealedList list;
  list.seal.terms.name = reader.at("name").name();
  list.seal.terms.number = reader.at("number").integer(1, largest_number);
  list.seal.terms.expires_at = static_cast<double>(reader.at("expires_at").integer(0, 1'000'000'000'000));
  for (const auto& file : reader.at("files").items()) {
    file.only({"path", "sha256"});
    const auto digits = file.at("sha256").name();
    if (!Sha256Digest::from_hex(digits)) file.at("sha256").refuse("64 hexadecimal digits");
    list.files[file.at("path").name()] = digits;
  }
  WERKBANK_CHECK(reader.finish());
  return list;
}

Result<SealedList> read_list(const fs::path& folder, double now) {
  std::error_code ignored;
  if (!fs::exists(folder / list_name, ignored) || !fs::exists(folder / signature_name, ignored))
    return not_sealed(folder);
  WERKBANK_TRY(const auto text, read_file(folder / list_name, largest_list));
  WERKBANK_TRY(const auto signature, read_signature(folder));
  const auto verified = verify_bytes(what_is_signed(text), signature.second, signature.first);
  if (verified.failed()) return damaged(folder, verified.error().detail);
  WERKBANK_TRY(auto list, parse_list(text, folder));
  list.seal.public_key = signature.first;
  const auto& terms = list.seal.terms;
  if (now > terms.expires_at) {
    return refused(Message(WERKBANK_TEXT("catalogue",
                                         "The catalogue \"%1\" was valid until %2. Ask your AI factory for the present "
                                         "one."),
                           {terms.name, LocalText{format_moment(terms.expires_at, Language::dutch).toStdString(),
                                                  format_moment(terms.expires_at, Language::english).toStdString()}}));
  }
  return list;
}

// What the folder holds now, but for the seal itself.
Result<std::map<std::string, std::string>> files_of(const fs::path& folder) {
  WERKBANK_TRY(const auto manifest, scan_files(folder, nullptr, {}));
  std::map<std::string, std::string> files;
  for (const auto& entry : manifest.entries) {
    if (entry.path != list_name && entry.path != signature_name) files[entry.path] = entry.sha256.hex();
  }
  return files;
}

}  // namespace

Result<CatalogueSeal> seal_catalogue(const fs::path& folder, const SealTerms& terms, const Secret& private_key) {
  const bool bad_name = terms.name.empty() || terms.name.size() > longest_name;
  if (bad_name || terms.number < 1 || terms.number > largest_number) {
    return Error{
        ErrorCode::usage,
        Message(WERKBANK_TEXT("catalogue",
                              "A catalogue needs a name of at most 200 characters, and a number from 1 on that "
                              "is larger with each issue."))};
  }
  CatalogueSeal seal{terms, {}};
  WERKBANK_TRY(seal.public_key, public_key_of(private_key));
  WERKBANK_TRY(const auto files, files_of(folder));
  nlohmann::ordered_json list{{"werkbank_catalogue", 1},
                              {"name", terms.name},
                              {"number", terms.number},
                              {"expires_at", static_cast<std::int64_t>(terms.expires_at)},
                              {"files", nlohmann::ordered_json::array()}};
  for (const auto& [path, hash] : files) list["files"].push_back({{"path", path}, {"sha256", hash}});
  const auto text = list.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  WERKBANK_TRY(const auto signature, sign_bytes(what_is_signed(text), private_key));
  WERKBANK_CHECK(write_file(folder / list_name, text));
  WERKBANK_CHECK(write_file(folder / signature_name, seal.public_key + "\n" + signature + "\n"));
  return seal;
}

Result<CatalogueSeal> read_seal(const fs::path& folder, double now) {
  WERKBANK_TRY(auto list, read_list(folder, now));
  return std::move(list.seal);
}

Result<CatalogueSeal> check_seal(const fs::path& folder, const SealTrust& trust) {
  WERKBANK_TRY(auto list, read_list(folder, trust.now));
  const auto& terms = list.seal.terms;
  const auto maker = trust.makers.find(list.seal.public_key);
  if (maker == trust.makers.end()) {
    return refused(Message(WERKBANK_TEXT("catalogue",
                                         "The catalogue \"%1\" is signed with a key that this computer does not know. "
                                         "Ask its maker whether it is theirs; then: werkbank-cli template trust %2"),
                           {terms.name, path_text(folder)}),
                   list.seal.public_key);
  }
  if (terms.number < maker->second) {
    return refused(Message(
        WERKBANK_TEXT("catalogue",
                      "The catalogue \"%1\" is older (number %2) than one that this computer had before (number "
                      "%3). Werkbank does not use it. Get the newest from your AI factory."),
        {terms.name, terms.number, maker->second}));
  }
  WERKBANK_TRY(const auto there, files_of(folder));
  for (const auto& [path, hash] : list.files) {
    const auto found = there.find(path);
    if (found == there.end() || found->second != hash) return changed(folder, path);
  }
  for (const auto& [path, hash] : there) {
    if (!list.files.contains(path)) return changed(folder, path);
  }
  return std::move(list.seal);
}

}  // namespace werkbank
