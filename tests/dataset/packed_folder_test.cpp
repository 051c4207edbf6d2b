// Packed folders: what is unpacked, and what hostile ones are refused for, with nothing left behind.
#include <filesystem>

#include <archive.h>
#include <archive_entry.h>

#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/dataset/packed_folder.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace fs = std::filesystem;

namespace packed_folder_test {

struct Item {
  std::string name;
  std::string content;
  unsigned type = AE_IFREG;
};

class PackedFolderTest : public QObject {
  Q_OBJECT
 private slots:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void names_of_packed_folders() {
    for (const auto* name : {"flowers.zip", "FLOWERS.ZIP", "a.tar", "a.tar.gz", "a.tgz", "a.tar.xz", "a.tar.zst"})
      QVERIFY2(is_packed_folder(name), name);
    for (const auto* name : {"wine.csv", "zip", "wine.csv.gz", "a.zip.csv", ""})
      QVERIFY2(!is_packed_folder(name), name);
  }

  void zip_and_tar_come_out_as_they_went_in() {
    for (const auto* kind : {"zip", "tar", "tar.gz", "tar.zst"}) {
      const auto file =
          pack(kind, {{"a/one.txt", "one"}, {"a/b/two.txt", std::string(300'000, 'x')}, {"drie ë.txt", ""}});
      const auto into = place(std::string("from-") + kind);
      QVERIFY2(unpack_folder(file, into, {}, {}).ok(), kind);
      QCOMPARE(read_file(into / "a/one.txt").value(), std::string("one"));
      QCOMPARE(fs::file_size(into / "a/b/two.txt"), std::uintmax_t{300'000});
      QVERIFY(fs::exists(into / path_from_text("drie ë.txt")));
    }
  }

  void links_are_left_out() {
    const auto file = pack("tar", {{"passwd", "/etc/passwd", AE_IFLNK}, {"kept.txt", "kept"}});
    QVERIFY(unpack_folder(file, place("links"), {}, {}).ok());
    QVERIFY(!fs::exists(fs::symlink_status(place("links") / "passwd")));
    QVERIFY(fs::exists(place("links") / "kept.txt"));
  }

  void names_that_lead_elsewhere_are_refused_and_nothing_is_left() {
    for (const auto* name : {"../out.txt", "/tmp/out.txt", "a/../../out.txt", "..\\out.txt", "a/./../../out.txt"}) {
      for (const auto* kind : {"zip", "tar"}) {
        const auto file = pack(kind, {{"first.txt", "1"}, {name, "out"}});
        const auto unpacked = unpack_folder(file, place("elsewhere"), {}, {});
        QVERIFY2(unpacked.failed(), name);
        QCOMPARE(unpacked.error().code, ErrorCode::data_rejected);
        QVERIFY(!fs::exists(place("elsewhere")) && !fs::exists(place("out.txt")));
      }
    }
  }

  void a_name_that_comes_twice_is_refused() {
    const auto file = pack("tar", {{"a.txt", "1"}, {"a.txt", "2"}});
    QCOMPARE(unpack_folder(file, place("twice"), {}, {}).error().code, ErrorCode::data_rejected);
    QVERIFY(!fs::exists(place("twice")));
  }

  void one_that_grows_without_end_is_refused() {
    const auto file = pack("tar.gz", {{"zeros", std::string(400U << 20U, '\0')}});
    QVERIFY(fs::file_size(file) < (1U << 20U));
    QCOMPARE(unpack_folder(file, place("bomb"), {}, {}).error().code, ErrorCode::data_rejected);
    QVERIFY(!fs::exists(place("bomb")));
  }

  void what_is_no_archive_damaged_or_empty_is_refused() {
    QVERIFY(write_file(place("text.zip"), "not a zip at all").ok());
    QCOMPARE(unpack_folder(place("text.zip"), place("t"), {}, {}).error().code, ErrorCode::data_rejected);
    QCOMPARE(unpack_folder(pack("tar", {}), place("t"), {}, {}).error().code, ErrorCode::data_rejected);
    auto bytes = read_file(pack("tar.gz", {{"a", std::string(100'000, 'a') + "b"}})).value();
    bytes.resize(bytes.size() / 2);
    QVERIFY(write_file(place("half.tar.gz"), bytes).ok());
    QCOMPARE(unpack_folder(place("half.tar.gz"), place("t"), {}, {}).error().code, ErrorCode::data_rejected);
    QVERIFY(!fs::exists(place("t")));
    QCOMPARE(unpack_folder(place("gone.zip"), place("t"), {}, {}).error().code, ErrorCode::local_file);
  }

  void a_folder_that_is_there_is_not_touched() {
    QVERIFY(make_folders(place("mine")).ok());
    QVERIFY(write_file(place("mine") / "a.txt", "mine").ok());
    QCOMPARE(unpack_folder(pack("zip", {{"a.txt", "theirs"}}), place("mine"), {}, {}).error().code,
             ErrorCode::local_file);
    QCOMPARE(read_file(place("mine") / "a.txt").value(), std::string("mine"));
  }

  void it_can_be_stopped() {
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(unpack_folder(pack("zip", {{"a.txt", "a"}}), place("stopped"), {}, stop.get_token()).cancelled());
    QVERIFY(!fs::exists(place("stopped")));
  }

 private:
  fs::path place(const std::string& name) const { return fs::path(folder_->path().toStdString()) / name; }

  fs::path pack(const std::string& kind, const std::vector<Item>& items) const {
    const auto file = place("packed." + kind);
    auto* writer = archive_write_new();
    if (kind == "zip") archive_write_set_format_zip(writer);
    if (kind != "zip") archive_write_set_format_gnutar(writer);
    if (kind == "tar.gz") archive_write_add_filter_gzip(writer);
    if (kind == "tar.zst") archive_write_add_filter_zstd(writer);
    archive_write_open_filename(writer, file.c_str());
    for (const auto& item : items) {
      auto* entry = archive_entry_new();
      archive_entry_copy_pathname(entry, item.name.c_str());
      archive_entry_set_filetype(entry, item.type);
      archive_entry_set_perm(entry, 0644);
      if (item.type == AE_IFLNK) archive_entry_copy_symlink(entry, item.content.c_str());
      if (item.type == AE_IFREG) archive_entry_set_size(entry, static_cast<la_int64_t>(item.content.size()));
      archive_write_header(writer, entry);
      if (item.type == AE_IFREG) archive_write_data(writer, item.content.data(), item.content.size());
      archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    return file;
  }

  std::unique_ptr<QTemporaryDir> folder_;
};

}  // namespace packed_folder_test

WERKBANK_TEST(packed_folder_test::PackedFolderTest);
#include "packed_folder_test.moc"
