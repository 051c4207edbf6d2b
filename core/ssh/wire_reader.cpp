#include "core/ssh/wire_reader.h"

#include <QByteArray>
#include <QCryptographicHash>

namespace werkbank {

std::uint64_t WireReader::take(std::size_t bytes) {
  if (!ok_ || rest_.size() < bytes) {
    ok_ = false;
    return 0;
  }
  std::uint64_t value = 0;
  for (const char c : rest_.substr(0, bytes)) value = (value << 8U) | static_cast<unsigned char>(c);
  rest_.remove_prefix(bytes);
  return value;
}

std::uint32_t WireReader::number() { return static_cast<std::uint32_t>(take(4)); }

std::uint64_t WireReader::long_number() { return take(8); }

std::string_view WireReader::text() {
  const std::size_t size = number();
  if (!ok_ || rest_.size() < size) {
    ok_ = false;
    return {};
  }
  const auto text = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return text;
}

std::string sha256_fingerprint(std::string_view key_bytes) {
  const QByteArrayView view(key_bytes.data(), static_cast<qsizetype>(key_bytes.size()));
  const auto digest = QCryptographicHash::hash(view, QCryptographicHash::Sha256);
  return "SHA256:" + digest.toBase64(QByteArray::OmitTrailingEquals).toStdString();
}

}  // namespace werkbank
