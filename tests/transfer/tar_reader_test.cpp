#include "core/transfer/tar_reader.h"

#include <QProcess>

#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace tar_reader_test {

constexpr std::size_t record = 32U << 10U;

using Files = std::map<std::string, std::string>;

/// What GNU tar makes of `names` below `folder`.
std::string packed(const fs::path& folder, const std::vector<std::string>& names) {
  QByteArray list;
  for (const auto& name : names) list += QByteArray::fromStdString("./" + name) + '\0';
  QProcess tar;
  tar.setWorkingDirectory(QString::fromStdString(folder.string()));
  tar.start("tar", {"-c", "-f", "-", "-b", "64", "--format=gnu", "--hard-dereference", "--no-recursion", "--no-unquote",
                    "--null", "-T", "-"});
  tar.write(list);
  tar.closeWriteChannel();
  tar.waitForFinished();
  return tar.readAllStandardOutput().toStdString();
}

/// What stands in archives that come in blocks of `length` bytes; throws what is refused.
Files unpacked(std::string_view archives, std::size_t length, std::size_t& ends) {
  TarReader reader(record);
  Files files;
  while (!archives.empty()) {
    auto bytes = archives.substr(0, length);
    archives.remove_prefix(bytes.size());
    while (true) {
      const auto part = reader.take(bytes);
      if (part.failed()) throw Error(part.error());
      if (*part == TarReader::Part::more) break;
      if (*part == TarReader::Part::file) files[reader.path()] = {};
      if (*part == TarReader::Part::content) files[reader.path()] += reader.content();
      if (*part == TarReader::Part::end) ++ends;
    }
  }
  return files;
}

Files unpacked(std::string_view archives, std::size_t length = record) {
  std::size_t ends = 0;
  return unpacked(archives, length, ends);
}

ErrorCode code_of_refusal(const std::string& archive) {
  try {
    (void)unpacked(archive);
  } catch (const Error& error) {
    return error.code;
  }
  return ErrorCode::internal;
}

std::string with(std::string archive, std::size_t at, std::string_view bytes) {
  return archive.replace(at, bytes.size(), bytes);
}

class TarReaderTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_what_tar_writes_however_it_is_cut() {
    TransferWorld world;
    auto files = hostile_files();
    for (const std::size_t length : {97, 98, 99, 100, 101})
      files["deep/" + std::string(length - 7, 'n')] = std::string(length, 'x');
    files["very/" + [] {
      std::string path;
      for (int i = 0; i < 15; ++i) path += std::string(250, 'd') + '/';
      return path + "end";
    }()] = "far down";
    for (const std::size_t size : {1, 511, 512, 513, 32768}) files["of " + std::to_string(size)] = noise(size);
    std::vector<std::string> names;
    Files expected;
    for (const auto& [name, content] : files) {
      TransferWorld::put(world.data() / name, content);
      names.push_back(name);
      expected["./" + name] = content;
    }
    const auto archive = packed(world.data(), names);
    QCOMPARE(archive.size() % record, std::size_t{0});
    for (const std::size_t length :
         {std::size_t{1}, std::size_t{7}, std::size_t{511}, std::size_t{513}, record, archive.size()}) {
      std::size_t ends = 0;
      QVERIFY2(unpacked(archive + archive, length, ends) == expected, std::to_string(length).c_str());
      QCOMPARE(ends, std::size_t{2});
    }
  }

  // The two empty blocks at the end of an archive may lie in two records.
  void an_archive_ends_where_tar_ends_it_whatever_its_length() {
    TransferWorld world;
    for (const std::size_t size : {record - 2048, record - 1536, record - 1024, record - 512, record}) {
      TransferWorld::put(world.data() / "file", noise(size));
      const auto archive = packed(world.data(), {"file"});
      std::size_t ends = 0;
      const auto files = unpacked(archive + archive + archive, 1000, ends);
      QCOMPARE(files.at("./file").size(), size);
      QCOMPARE(ends, std::size_t{3});
    }
  }

  void what_is_no_file_is_refused() {
    TransferWorld world;
    fs::create_directories(world.data() / "folder");
    fs::create_symlink("/etc/passwd", world.data() / "link");
    QCOMPARE(code_of_refusal(packed(world.data(), {"link"})), ErrorCode::verification_failed);
    QCOMPARE(code_of_refusal(packed(world.data(), {"folder"})), ErrorCode::verification_failed);
  }

  void headers_that_make_no_sense_are_refused() {
    TransferWorld world;
    TransferWorld::put(world.data() / "file", "content");
    TransferWorld::put(world.data() / std::string(150, 'n'), "content");
    const auto archive = packed(world.data(), {"file"});
    const auto long_name = packed(world.data(), {std::string(150, 'n')});
    QCOMPARE(code_of_refusal(archive), ErrorCode::internal);
    QCOMPARE(code_of_refusal(noise(10'000)), ErrorCode::verification_failed);
    for (const std::string_view size :
         {"-0000000007", "0x000000007", "99999999999", "\x80\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b"})
      QCOMPARE(code_of_refusal(with(archive, 124, size)), ErrorCode::verification_failed);
    // A name of 8 GiB, and one of nothing.
    QCOMPARE(code_of_refusal(with(long_name, 124, "77777777777")), ErrorCode::verification_failed);
    QCOMPARE(code_of_refusal(with(long_name, 124, "00000000000")), ErrorCode::verification_failed);
    for (const char type : {'1', '2', '3', '5', '7', 'g', 'x', 'K', 'S', 'D', 'M', 'V'})
      QCOMPARE(code_of_refusal(with(archive, 156, std::string_view(&type, 1))), ErrorCode::verification_failed);
  }
};

}  // namespace tar_reader_test

WERKBANK_TEST(tar_reader_test::TarReaderTest);
#include "tar_reader_test.moc"
