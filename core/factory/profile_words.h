// The kinds of words that a profile or an invitation may hold, refused where they could mean more than they say.
// Only for the readers of this folder.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json_reader.h"

namespace werkbank {

/// Letters, digits and the characters of `more`, at least one.
bool is_word(std::string_view text, std::string_view more);
/// Whether a screen shows `text` as it is: UTF-8 without control characters, without invisible ones and without those
/// that turn the direction of writing around.
bool is_showable(std::string_view text);
/// https://name/... without a user part, in printable ASCII, at most 2048 bytes.
bool is_web_page(std::string_view text);
/// A name or address of a computer.
bool is_host(std::string_view text);

/// Text that goes into run.conf or a command: one line, nothing that a terminal would act on.
std::string plain(const JsonReader& reader, std::string fallback = {});
std::vector<std::string> plain_list(const JsonReader& reader);
/// What a scheduler calls something (a partition, a GPU type, an account): no spaces, nothing with a meaning of its
/// own. May be empty.
std::string scheduler_word(const JsonReader& reader);
/// is_web_page(), or empty when absent.
std::string web_page(const JsonReader& reader);
/// A name for people to read: is_showable(), not empty, at most `largest` bytes.
std::string shown_name(const JsonReader& reader, std::size_t largest);
/// A text for people to read in both languages, each at most `largest` bytes; empty when absent.
LocalText shown_text(const JsonReader& reader, std::size_t largest);
std::string user_name(const JsonReader& reader);
std::vector<std::string> read_host_keys(const JsonReader& reader);
/// "SHA256:" and the base64 of 32 bytes without padding, as OpenSSH prints them.
std::vector<std::string> read_fingerprints(const JsonReader& reader);

}  // namespace werkbank
