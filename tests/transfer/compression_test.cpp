#include "core/transfer/compression.h"

#include <zstd.h>

#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;

namespace compression_test {

std::string text(std::size_t size) {
  std::string content;
  for (int i = 0; content.size() < size; ++i) content += "line " + std::to_string(i) + " says little\n";
  content.resize(size);
  return content;
}

/// Whether it pays for a folder with these files.
bool pays(const std::map<std::string, std::string>& files, const std::set<std::size_t>& left_out = {},
          bool is_gone = false) {
  TransferWorld world;
  for (const auto& [name, content] : files) TransferWorld::put(world.data() / name, content);
  const auto manifest = scan_files(world.data(), nullptr, {}).value();
  const auto shipment = Shipment::of(manifest, world.data()).value();
  if (is_gone) std::filesystem::remove_all(world.data());
  return pays_to_compress(shipment, parcels_of(shipment), left_out);
}

/// Gives `content` in pieces of changing sizes.
Compressor::Source pieces_of(const std::string& content) {
  return [&content, taken = std::size_t{0}, turn = std::size_t{0}](std::span<char> room) mutable {
    const auto wanted = std::min(room.size(), ++turn % 3 == 0 ? std::size_t{1} : std::size_t{100'000});
    const auto count = std::min(wanted, content.size() - taken);
    std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(taken), count, room.begin());
    taken += count;
    return Result<std::size_t>(count);
  };
}

class CompressionTest : public QObject {
  Q_OBJECT

 private slots:
  void what_is_seen_in_the_data_decides() {
    QVERIFY(pays({{"table.jpg", text(3'000'000)}}));
    QVERIFY(!pays({{"photo.csv", noise(3'000'000)}}));
    QVERIFY(!pays({{"few.csv", text(100'000)}}));
  }

  void every_byte_counts_the_same() {
    std::map<std::string, std::string> files = {{"large.bin", noise(20'000'000)}};
    for (int i = 0; i < 1000; ++i) files["many/" + std::to_string(i)] = text(1000);
    QVERIFY(!pays(files));
    files["larger.csv"] = text(30'000'000);
    QVERIFY(pays(files));
  }

  void only_what_is_still_to_be_sent_counts() {
    // The first file is one of four pieces.
    const std::map<std::string, std::string> files = {{"a.csv", text(20U << 20U)}, {"b.bin", noise(10U << 20U)}};
    QVERIFY(pays(files));
    QVERIFY(!pays(files, {0, 1, 2, 3}));
  }

  void what_cannot_be_read_does_not_shrink() { QVERIFY(!pays({{"a.csv", text(3'000'000)}}, {}, true)); }

  void the_other_end_gets_what_was_given() {
    for (const auto& content : {std::string(), std::string("x"), text(5'000'000), noise(1'000'000)}) {
      Compressor compressor(pieces_of(content));
      std::string made;
      std::string room(70'000, '\0');
      while (const auto count = compressor.read(room).value()) made.append(room, 0, count);
      QCOMPARE(compressor.read(room).value(), std::size_t{0});
      std::string back(content.size() + 1, '\0');
      const auto size = ZSTD_decompress(back.data(), back.size(), made.data(), made.size());
      QVERIFY2(ZSTD_isError(size) == 0, ZSTD_getErrorName(size));
      back.resize(size);
      QVERIFY(back == content);
    }
  }

  void a_failure_of_the_source_is_passed_on() {
    Compressor compressor([](std::span<char>) -> Result<std::size_t> { return lost(); });
    std::string room(1000, '\0');
    const auto read = compressor.read(room);
    QVERIFY(read.failed() && read.error().code == ErrorCode::connection_lost);
  }

  void frames_come_apart_however_they_are_cut() {
    const auto content = text(700'000);
    std::string room(ZSTD_compressBound(content.size()), '\0');
    room.resize(ZSTD_compress(room.data(), room.size(), content.data(), content.size(), 1));
    const auto two = room + room + "after";
    for (const std::size_t cut : {std::size_t{1}, std::size_t{997}, two.size()}) {
      Decompressor decompressor;
      std::string made;
      int ends = 0;
      std::size_t at = 0;
      while (ends < 2) {
        auto bytes = std::string_view(two).substr(at, cut);
        const auto before = bytes.size();
        const auto piece = decompressor.take(bytes);
        QVERIFY(piece.ok());
        made += *piece;
        at += before - bytes.size();
        ends += decompressor.at_end() ? 1 : 0;
      }
      QVERIFY(made == content + content);
      QCOMPARE(two.substr(at), std::string("after"));
    }
  }

  void what_is_no_frame_or_wants_much_memory_is_refused() {
    std::string_view nonsense = "this is no frame at all";
    QCOMPARE(Decompressor().take(nonsense).error().code, ErrorCode::verification_failed);
    // A frame that looks back over 128 MiB: magic number, descriptor, window.
    std::string_view greedy("\x28\xb5\x2f\xfd\x00\x88\x01\x00\x00", 9);
    QCOMPARE(Decompressor().take(greedy).error().code, ErrorCode::verification_failed);
  }
};

}  // namespace compression_test

WERKBANK_TEST(compression_test::CompressionTest);
#include "compression_test.moc"
