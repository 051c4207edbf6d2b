#include "core/dataset/image_probe.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <string>
#include <system_error>
#include <thread>

#include <QBuffer>
#include <QImage>
#include <QImageReader>

#include "core/base/local_files.h"
#include "core/dataset/cell_value.h"
#include "core/dataset/photo_place.h"

namespace werkbank {
namespace {

constexpr std::uint64_t largest_image = 256U << 20U;
constexpr int most_mebibytes = 256;               // decoded, of one picture
constexpr unsigned most_threads = 4;              // each may hold one decoded picture
constexpr std::int64_t most_pixels = 89'478'485;  // where the training scripts' reader takes a picture for an attack

// Empty for kinds that this program cannot decode itself (TIFF, or WebP without its plugin).
QByteArray decoder_for(std::string_view bytes) {
  static const auto known = QImageReader::supportedImageFormats();
  QByteArray format;
  if (bytes.starts_with("\x89PNG")) format = "png";
  if (bytes.starts_with("\xFF\xD8\xFF")) format = "jpeg";
  if (bytes.starts_with("GIF8")) format = "gif";
  if (bytes.starts_with("BM")) format = "bmp";
  if (bytes.starts_with("RIFF")) format = "webp";
  return known.contains(format) ? format : QByteArray();
}

bool decodes(QImageReader& reader, const QByteArray& format, QSize size) {
  // libjpeg can decode at an eighth of the size, which reads all of the data but is several times as fast.
  constexpr int shrink = 8;
  if (format == "jpeg" && size.width() >= 2 * shrink && size.height() >= 2 * shrink) {
    reader.setScaledSize({(size.width() + shrink - 1) / shrink, (size.height() + shrink - 1) / shrink});
  }
  QImage image;
  return reader.read(&image) && !image.isNull();
}

void look_at(const std::string& bytes, ImageFacts& facts) {
  facts.hash = content_hash(bytes);
  facts.has_place = tells_place(bytes);
  if (!is_frame_whole(bytes)) return;
  const auto format = decoder_for(bytes);
  if (format.isEmpty()) {
    facts.state = ImageFacts::State::whole;
    return;
  }
  QByteArray view = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
  QBuffer buffer(&view);
  buffer.open(QIODevice::ReadOnly);
  QImageReader reader(&buffer, format);
  reader.setAutoDetectImageFormat(false);
  const QSize size = reader.size();
  facts.width = std::max(size.width(), 0);
  facts.height = std::max(size.height(), 0);
  if (std::int64_t{facts.width} * facts.height > most_pixels) {
    facts.state = ImageFacts::State::too_large;
  } else if (decodes(reader, format, size)) {
    facts.state = ImageFacts::State::whole;
  }
}

}  // namespace

void limit_image_memory() { QImageReader::setAllocationLimit(most_mebibytes); }

bool is_image_name(const std::filesystem::path& path) {
  static constexpr std::array<std::string_view, 8> extensions{".png", ".jpg",  ".jpeg", ".bmp",
                                                              ".gif", ".webp", ".tif",  ".tiff"};
  auto extension = path_text(path.extension());
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

ImageFacts probe_image(const std::filesystem::path& path) {
  ImageFacts facts;
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size > largest_image) {
    facts.bytes = size;
    facts.state = ImageFacts::State::too_large;
    return facts;
  }
  const auto bytes = read_file(path, largest_image);
  if (!bytes.ok()) {
    facts.state = ImageFacts::State::unreadable;
    return facts;
  }
  facts.bytes = bytes.value().size();
  try {
    look_at(bytes.value(), facts);
  } catch (const std::exception&) {  // memory for decoding it was refused; we may be on a thread of our own
    facts.state = ImageFacts::State::too_large;
  }
  return facts;
}

std::vector<ImageFacts> probe_images(std::size_t count, const std::function<std::filesystem::path(std::size_t)>& path) {
  std::vector<ImageFacts> facts(count);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (auto i = next++; i < facts.size(); i = next++) facts[i] = probe_image(path(i));
  };
  const auto threads = std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);
  std::vector<std::jthread> workers;
  for (unsigned i = 1; i < threads; ++i) workers.emplace_back(work);
  work();
  workers.clear();
  return facts;
}

}  // namespace werkbank
