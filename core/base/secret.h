// A password, passphrase or code: wiped from memory when done with, and impossible to print by accident.
#pragma once

#include <string>
#include <string_view>

namespace werkbank {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  ~Secret();
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret other) noexcept;

  bool empty() const { return text_.empty(); }
  /// The words themselves: only to hand to the library that needs them, never to keep, log or show.
  const std::string& reveal() const { return text_; }

 private:
  std::string text_;
};

}  // namespace werkbank
