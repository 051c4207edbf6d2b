#include "core/base/secret.h"

#include <utility>

#include <openssl/crypto.h>

namespace werkbank {

Secret::~Secret() { OPENSSL_cleanse(text_.data(), text_.size()); }

// A short string lives inside the object, so a move leaves its bytes behind: swap with an empty one and wipe.
Secret::Secret(Secret&& other) noexcept : text_(other.text_) {
  OPENSSL_cleanse(other.text_.data(), other.text_.size());
}

Secret& Secret::operator=(Secret other) noexcept {
  std::swap(text_, other.text_);
  return *this;
}

}  // namespace werkbank
