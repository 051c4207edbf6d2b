#include "core/ssh/key_pair.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <sstream>
#include <system_error>

#include <QByteArray>

#include "core/base/local_files.h"
#include "core/ssh/private_key_file.h"
#include "core/ssh/server_words.h"
#include "core/ssh/ssh_handle.h"
#include "core/ssh/wire_reader.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_comment = 100;

/// Text that is wiped when it goes.
struct WipeChars {
  void operator()(char* text) const {
    volatile char* byte = text;
    while (*byte != 0) *byte++ = 0;
    ssh_string_free_char(text);
  }
};

Error already_there(const std::filesystem::path& path) {
  return {
      ErrorCode::local_file,
      Message(WERKBANK_TEXT("ssh",
                            "There is a key called %1 already, and a key is never overwritten: whoever loses one is "
                            "locked out wherever it was in use. Use that one, or choose another name."),
              {path_text(path)})};
}

Error key_not_made(const std::string& detail) {
  return {ErrorCode::internal, Message(WERKBANK_TEXT("ssh", "No key could be made on this computer.")), detail};
}

Error not_a_key(const std::filesystem::path& path) {
  return {ErrorCode::local_file,
          Message(WERKBANK_TEXT("ssh",
                                "%1 is not a key that can be read. Choose the file of a private key, such as "
                                "id_ed25519; the file that ends in .pub must stand beside it."),
                  {path_text(path)})};
}

/// New, whole and with these rights from its first byte on; or not there.
Result<Done> write_new_file(const std::filesystem::path& path, std::string_view text, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
  if (file < 0) return errno == EEXIST ? already_there(path) : local_file_error(path, errno);
  int error = ::fchmod(file, mode) == 0 ? 0 : errno;
  while (error == 0 && !text.empty()) {
    const auto count = ::write(file, text.data(), text.size());
    if (count < 0) error = errno;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  if (error == 0 && ::fsync(file) != 0) error = errno;
  if (::close(file) != 0 && error == 0) error = errno;
  if (error == 0) return Done{};
  ::unlink(path.c_str());
  return local_file_error(path, error);
}

Result<Done> make_private_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  if (folder.empty() || std::filesystem::is_directory(folder, failed)) return Done{};
  WERKBANK_CHECK(make_folders(folder));
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  if (failed) return local_file_error(folder, failed.value());
  return Done{};
}

Result<KeyPair> pair_of(const std::filesystem::path& path, ssh_key key, const std::string& comment) {
  char* raw = nullptr;
  if (ssh_pki_export_pubkey_base64(key, &raw) != SSH_OK) return not_a_key(path);
  const CharsHandle base64(raw);
  KeyPair pair;
  pair.private_key = path;
  pair.public_line = std::string(ssh_key_type_to_char(ssh_key_type(key))) + " " + base64.get();
  if (!comment.empty()) pair.public_line += " " + comment;
  const auto bytes = QByteArray::fromBase64(base64.get());
  pair.sha256 = sha256_fingerprint({bytes.constData(), static_cast<std::size_t>(bytes.size())});
  return pair;
}

std::string one_line(const std::string& comment) {
  std::string line = words_for_showing(comment).substr(0, longest_comment);
  for (char& c : line) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return line;
}

std::filesystem::path public_path(const std::filesystem::path& private_key) {
  auto path = private_key;
  path += ".pub";
  return path;
}

std::string comment_in(const std::filesystem::path& public_file) {
  const auto text = read_file(public_file, 64U << 10U);
  if (!text.ok()) return {};
  std::istringstream words(*text);
  std::string type;
  std::string base64;
  std::string comment;
  words >> type >> base64 >> std::ws;
  std::getline(words, comment);
  return one_line(comment);
}

}  // namespace

Result<KeyPair> make_key_pair(const std::filesystem::path& path, const Secret& passphrase, const std::string& comment) {
  std::error_code ignored;
  for (const auto& file : {path, public_path(path)}) {
    if (std::filesystem::exists(std::filesystem::symlink_status(file, ignored))) return already_there(file);
  }
  ssh_key raw = nullptr;
  if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &raw) != SSH_OK) return key_not_made("ssh_pki_generate");
  const KeyHandle key(raw);
  char* text = nullptr;
  const char* words = passphrase.empty() ? nullptr : passphrase.reveal().c_str();
  if (ssh_pki_export_privkey_base64(key.get(), words, nullptr, nullptr, &text) != SSH_OK)
    return key_not_made("ssh_pki_export_privkey_base64");
  const std::unique_ptr<char, WipeChars> private_text(text);
  WERKBANK_TRY(auto pair, pair_of(path, key.get(), one_line(comment)));
  WERKBANK_CHECK(make_private_folder(path.parent_path()));
  WERKBANK_CHECK(write_new_file(path, private_text.get(), 0600));
  const auto public_written = write_new_file(public_path(path), pair.public_line + "\n", 0644);
  if (!public_written.ok()) {
    // Half a pair would be in the way of the next try.
    std::filesystem::remove(path, ignored);
    return public_written.as<KeyPair>();
  }
  return pair;
}

Result<KeyPair> read_key_pair(const std::filesystem::path& private_key) {
  const auto key = public_half_of(private_key);
  if (!key) return not_a_key(private_key);
  return pair_of(private_key, key.get(), comment_in(public_path(private_key)));
}

}  // namespace werkbank
