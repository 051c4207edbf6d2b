// One file of a terabyte: it is planned in little memory, and what was sent of it counts at the next try. It is a
// sparse file. Its holes are read, and sent, as the zeros that they stand for.
#include <fstream>

#include <unistd.h>

#include "core/transfer/fetch.h"
#include "core/transfer/parcels.h"
#include "core/transfer/send.h"
#include "core/transfer/streams.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace very_large_file_test {

constexpr std::uint64_t terabyte = 1ULL << 40U;
constexpr std::uint64_t size = terabyte + 12'345;

/// What this program holds in memory now, in bytes.
std::uint64_t held() {
  std::ifstream numbers("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  numbers >> all >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

struct World : TransferWorld {
  FileManifest manifest;

  World() {
    put(data() / "huge.bin", noise(1'000'000));
    fake_tool("df",
              "echo 'Filesystem 1024-blocks Used Available Capacity Mounted'; echo 'a 9999999999 9 9999999990 1% /'");
    fake_tool("zstd", "exit 127");
  }
  /// Whether this disk can have such a file.
  bool make_huge() {
    std::error_code error;
    fs::resize_file(data() / "huge.bin", size, error);
    // Nobody reads a terabyte for a test: no sum is asked for before all has arrived.
    manifest.entries.add("huge.bin", size, Sha256Digest::from_hex(std::string(64, 'a')).value());
    return !error;
  }
};

class VeryLargeFileTest : public QObject {
  Q_OBJECT

 private slots:
  void a_terabyte_is_planned_in_a_few_megabytes() {
    World world;
    if (!world.make_huge()) QSKIP("this disk has no room for a sparse file of a terabyte");
    const auto before = held();
    const auto shipment = Shipment::of(world.manifest, world.data()).value();
    const auto parcels = parcels_of(shipment);
    Outbox outbox(shipment, parcels, ProgressPace(nullptr, {}, shipment.bytes()));
    QCOMPARE(shipment.bytes(), size);
    QCOMPARE(outbox.bytes(), size);
    QCOMPARE(outbox.files(), std::uint64_t{1});
    QCOMPARE(parcels.size(), static_cast<std::size_t>((size + parcel_size - 1) / parcel_size));
    QCOMPARE(parcels.back().offset + parcels.back().length, size);
    std::uint64_t planned = 0;
    while (const auto stretch = outbox.next_pieces()) {
      QCOMPARE(parcels[stretch->first].offset, planned);
      planned += outbox.length(*stretch);
    }
    QCOMPARE(planned, size);
    QVERIFY2(held() - before < (32U << 20U), qPrintable(QString::number(held() - before)));
  }

  void the_end_of_it_is_read_where_it_is() {
    World world;
    if (!world.make_huge()) QSKIP("this disk has no room for a sparse file of a terabyte");
    const std::string end = "the end";
    {
      std::fstream file(world.data() / "huge.bin", std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(static_cast<std::streamoff>(size - end.size()));
      file << end;
    }
    const auto shipment = Shipment::of(world.manifest, world.data()).value();
    const auto parcels = parcels_of(shipment);
    auto piece = PieceReader::open({parcels.size() - 1, 1}, parcels, shipment);
    QVERIFY(piece.ok());
    std::string all;
    std::string block(1U << 20U, '\0');
    while (const auto count = piece->read(block).value()) all.append(block, 0, count);
    const auto number = std::to_string(parcels.size() - 1);
    const auto line = "pieces " + number + " 1 0 " + std::to_string(parcels.back().offset) + ' ' +
                      std::to_string(parcels.back().length) + '\n';
    QVERIFY2(all.starts_with(line), all.substr(0, 100).c_str());
    QVERIFY(all.ends_with(end + "arrived\n"));
    QCOMPARE(all.size(), line.size() + parcels.back().length + std::string("arrived\n").size());
  }

  void what_was_sent_before_a_cut_is_not_sent_again() {
    World world;
    if (!world.make_huge()) QSKIP("this disk has no room for a sparse file of a terabyte");
    std::uint64_t first_told = 0;
    const auto send_it = [&world, &first_told] {
      first_told = 0;
      return send(world.runner, {world.manifest, world.data()}, "huge", world.remote(world.work()),
                  [&first_told](const Progress& at) { first_told = first_told > 0 ? first_told : at.done; }, {});
    };
    constexpr std::uint64_t each = 24'000'000;  // of the four streams; the first that is cut stops the others
    world.runner.cut_input_after = each;
    const auto before = held();
    auto sent = send_it();
    QVERIFY(sent.failed());
    QCOMPARE(sent.error().code, ErrorCode::connection_lost);
    const std::uint64_t first = world.runner.input_bytes;
    QVERIFY2(first >= each, qPrintable(QString::number(first)));
    sent = send_it();
    QVERIFY(sent.failed());
    QCOMPARE(sent.error().code, ErrorCode::connection_lost);
    // What is told first is what the first try has brought: all but the parcel that each stream was in, and what was in
    // its pipe.
    constexpr std::uint64_t lost = 4 * (parcel_size + (1U << 20U));
    QVERIFY2(first_told >= parcel_size, qPrintable(QString::number(first_told)));
    QVERIFY2(first_told + lost > first, qPrintable(QString::number(first_told) + " of " + QString::number(first)));
    QVERIFY2(held() < before + (128U << 20U), qPrintable(QString::number(held() - before)));
  }

  void a_terabyte_that_does_not_fit_here_is_refused_with_what_it_needs() {
    World world;
    if (!world.make_huge()) QSKIP("this disk has no room for a sparse file of a terabyte");
    if (fs::space(world.here()).available > size) QSKIP("this disk has room for a terabyte");
    const auto out = world.work() / "jobs/uuid/out";
    fs::create_directories(out);
    fs::rename(world.data() / "huge.bin", out / "huge.bin");
    const auto came =
        fetch(world.runner, world.remote(world.work() / "jobs/uuid"), {"out"}, world.here() / "results", nullptr, {});
    QVERIFY(came.failed());
    QCOMPARE(came.error().code, ErrorCode::local_disk_full);
    QVERIFY2(came.error().message.english().find("1.1 TB") != std::string::npos, words(came.error()).c_str());
  }
};

}  // namespace very_large_file_test

WERKBANK_TEST(very_large_file_test::VeryLargeFileTest);
#include "very_large_file_test.moc"
