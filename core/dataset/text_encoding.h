// What a text file is written in, and its words as UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace werkbank {

enum class TextEncoding { utf8, utf16_little, utf16_big };

/// By the byte order mark, or by where the zero bytes lie when there is none. `head` is the begin of a file.
TextEncoding guess_encoding(std::string_view head);

/// Where the first byte lies that is not UTF-8; npos when all of it is.
std::size_t find_invalid_utf8(std::string_view text);

/// `text` when it is UTF-8; else read as Windows-1252, which is what is meant where offices do not write UTF-8.
std::string readable(std::string_view text);

/// At most `most` bytes, cut between characters, with an ellipsis where something is left out.
std::string clipped(std::string_view text, std::size_t most = 60);

/// Turns a stream of bytes into UTF-8, without its byte order mark. Blocks may end anywhere.
class TextDecoder {
 public:
  explicit TextDecoder(TextEncoding encoding) : encoding_(encoding) {}
  /// The block as UTF-8, valid until the next call.
  std::string_view decode(std::string_view block);

 private:
  void add_unit(char16_t unit);
  void add_character(char32_t character);

  TextEncoding encoding_;
  bool at_begin_ = true;
  std::string decoded_;
  int first_byte_ = -1;  // of a unit that the block's end cut in two
  char16_t high_surrogate_ = 0;
};

}  // namespace werkbank
