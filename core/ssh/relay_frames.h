// What is said between Werkbank and the relay on a job's computer (resources/catalogue/notebook/relay.py): many
// connections over one stream of text, a frame a line that ends in ";". What else stands between is passed over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace werkbank {

/// Bytes of one connection that may be under way and not yet taken by the other end.
inline constexpr std::size_t relay_window = 256U << 10U;

struct RelayFrame {
  enum class Kind { hello, data, end, closed, more };
  Kind kind = Kind::hello;
  std::uint32_t connection = 0;
  std::string bytes;      ///< of data
  std::size_t count = 0;  ///< of more: so many bytes were taken
};

/// Reads what the relay says. Nothing of it is believed: numbers, base64 and lengths are checked.
class RelayFrameReader {
 public:
  /// The frames that are whole now. Error: answer_garbled (a line without end, or one that calls itself a frame and is
  /// none).
  Result<std::vector<RelayFrame>> add(std::string_view bytes);

 private:
  std::string line_;
};

/// The relay said what cannot be.
Error garbled_relay(std::string detail);

std::string open_frame(std::uint32_t connection);
std::string data_frame(std::uint32_t connection, std::string_view bytes);
std::string end_frame(std::uint32_t connection);
std::string closed_frame(std::uint32_t connection);
std::string more_frame(std::uint32_t connection, std::size_t count);

}  // namespace werkbank
