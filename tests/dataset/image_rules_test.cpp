// Every rule for folders of pictures, on good folders, wrong ones and hostile ones.
#include <fstream>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

#include "core/dataset/image_probe.h"
#include "rule_book.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace image_rules_test {

class ImageRulesTest : public QObject {
  Q_OBJECT

 private slots:
  void a_good_folder_has_no_findings();
  void reads_train_and_test_folders();
  void looks_through_one_folder_around_it_all();
  void one_kind_is_not_enough();
  void a_kind_with_too_few_pictures();
  void few_pictures_to_learn_from_in_the_train_folder();
  void a_broken_picture_data();
  void a_broken_picture();
  void a_picture_cut_anywhere_is_found_data();
  void a_picture_cut_anywhere_is_found();
  void a_frame_that_is_cut_is_found_in_every_format();
  void a_small_picture();
  void one_kind_much_larger();
  void photos_of_one_kind_need_a_good_folder();
  void photos_of_another_size_than_most();
  void other_files();
  void the_same_picture_twice();
  void a_huge_picture_in_a_small_file();
  void counts_what_is_more_than_twenty();
  void hostile_names();
  void links();
  void a_folder_that_may_not_be_opened();
  void a_file_instead_of_a_folder();
  void an_empty_folder();
  void a_folder_that_is_not_there();
  void stops_when_asked();
  void tells_how_far_it_is();

 private:
  std::string words_of(const Result<DataReport>& result, const char* rule, const std::string& file) const;
  RuleBook rules_{DataFormat::imagefolder};
};

namespace {

void fill(const DataFolder& folder, const std::string& kind, int count) {
  for (int i = 0; i < count; ++i) folder.picture(kind + "/" + std::to_string(i) + ".png");
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// CRC-32 as PNG writes it, most significant byte first.
std::string png_checksum(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  crc = ~crc;
  return {static_cast<char>(crc >> 24U), static_cast<char>(crc >> 16U), static_cast<char>(crc >> 8U),
          static_cast<char>(crc)};
}

std::string all_words(const DataReport& report) {
  std::string words;
  for (const auto& one : report.findings) words += one.message.english() + "\n";
  return words;
}

}  // namespace

// The English words of the one finding of `rule`, which must be about `file` and be whole; else what is wrong.
std::string ImageRulesTest::words_of(const Result<DataReport>& result, const char* rule,
                                     const std::string& file) const {
  if (!result.ok()) return "not ok";
  const auto found = of_rule(result.value(), rule);
  if (found.size() != 1) return "not one finding: " + all_words(result.value());
  if (found[0].file != file) return "about " + found[0].file;
  const auto gaps = unfilled(result.value());
  return gaps.empty() ? found[0].message.english() : gaps;
}

void ImageRulesTest::a_good_folder_has_no_findings() {
  const DataFolder folder;
  fill(folder, "cat", 12);
  fill(folder, "dog", 5);
  folder.picture("dog/photo.jpg", 64, 48);
  folder.picture("dog/photo.JPEG", 64, 48);
  folder.picture("dog/drawing.bmp");
  folder.write(".DS_Store", "x");
  folder.write("cat/Thumbs.db", "x");
  folder.write("__MACOSX/cat/0.png", "x");
  const auto result = rules_.check(folder.path());
  QVERIFY(result.ok());
  QCOMPARE(all_words(result.value()), std::string());
  QVERIFY(result.value().usable());
  QCOMPARE(result.value().size.images, 20U);
  QCOMPARE(result.value().files, 20U);
  QVERIFY(result.value().size.bytes > 20'000);
  QCOMPARE(result.value().classes.size(), 2U);
  QCOMPARE(result.value().classes[0].name, std::string("cat"));
  QCOMPARE(result.value().classes[0].count, 12U);
  QCOMPARE(result.value().classes[0].samples.size(), 8U);
  QVERIFY(std::filesystem::exists(result.value().classes[1].samples.at(0)));
}

void ImageRulesTest::reads_train_and_test_folders() {
  const DataFolder folder;
  for (const char* kind : {"cat", "dog"}) {
    fill(folder, std::string("train/") + kind, 4);
    fill(folder, std::string("Valid/") + kind, 2);
    fill(folder, std::string("test/") + kind, 1);
  }
  const auto result = rules_.check(folder.path());
  QCOMPARE(all_words(result.value()), std::string());
  QCOMPARE(result.value().classes.size(), 2U);
  QCOMPARE(result.value().classes[1].count, 7U);
}

void ImageRulesTest::looks_through_one_folder_around_it_all() {
  const DataFolder folder;
  fill(folder, "my photos/all/cat", 3);
  fill(folder, "my photos/all/dog/deeper", 3);
  const auto result = rules_.check(folder.path());
  QCOMPARE(all_words(result.value()), std::string());
  QCOMPARE(result.value().classes[1].name, std::string("dog"));
}

void ImageRulesTest::one_kind_is_not_enough() {
  const DataFolder folder;
  fill(folder, "cat", 4);
  const auto result = rules_.check(folder.path());
  const auto words = words_of(result, "class_folders", folder.path().filename().string());
  QVERIFY2(words.find("count=<1> limit=<2>") != std::string::npos, words.c_str());
  QVERIFY(!result.value().usable());
}

void ImageRulesTest::a_kind_with_too_few_pictures() {
  const DataFolder folder;
  fill(folder, "cat", 4);
  fill(folder, "dog", 1);
  fill(folder, "cow", 3);
  const auto words = words_of(rules_.check(folder.path()), "min_per_class", "dog");
  QVERIFY2(words.find("value=<dog> count=<1> limit=<2>") != std::string::npos, words.c_str());
}

void ImageRulesTest::few_pictures_to_learn_from_in_the_train_folder() {
  const DataFolder folder;
  fill(folder, "train/cat", 4);
  fill(folder, "train/dog", 4);
  fill(folder, "test/cat", 4);
  fill(folder, "test/cow", 4);  // is to be known, but never learned
  const auto words = words_of(rules_.check(folder.path()), "min_per_class", "cow");
  QVERIFY2(words.find("count=<0>") != std::string::npos, words.c_str());
}

void ImageRulesTest::a_broken_picture_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QByteArray>("content");
  QTest::newRow("text as png") << "text.png" << QByteArray("this is not a picture at all, sorry");
  QTest::newRow("empty") << "empty.png" << QByteArray();
  QTest::newRow("html as jpg") << "page.jpg" << QByteArray("<!DOCTYPE html><html></html>");
  QTest::newRow("svg as png") << "drawing.png"
                              << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='50' height='50'/>");
  QTest::newRow("only a png's begin") << "begin.png" << QByteArray("\x89PNG\r\n\x1A\n");
  QTest::newRow("only a jpeg's begin") << "begin.jpg" << QByteArray("\xFF\xD8\xFF");
  QTest::newRow("pdf as webp") << "page.webp" << QByteArray("%PDF-1.7 and so on and so on");
  QTest::newRow("text as tif") << "text.tif" << QByteArray("not a picture either");
}

void ImageRulesTest::a_broken_picture() {
  QFETCH(QString, name);
  QFETCH(QByteArray, content);
  const DataFolder folder;
  fill(folder, "cat", 3);
  fill(folder, "dog", 3);
  folder.write("dog/" + name.toStdString(), content.toStdString());
  const auto result = rules_.check(folder.path());
  const auto words = words_of(result, "decodes", "dog/" + name.toStdString());
  QVERIFY2(words.starts_with("Rule decodes: file=<dog/"), words.c_str());
  QCOMPARE(of_rule(result.value(), "min_side").size(), 0U);
}

void ImageRulesTest::a_picture_cut_anywhere_is_found_data() {
  QTest::addColumn<QString>("name");
  for (const char* name : {"whole.png", "whole.jpg", "whole.bmp"}) QTest::newRow(name) << name;
}

void ImageRulesTest::a_picture_cut_anywhere_is_found() {
  QFETCH(QString, name);
  const DataFolder folder;
  const auto path = folder.picture(name.toStdString(), 50, 40);
  const auto bytes = bytes_of(path);
  QCOMPARE(int(probe_image(path).state), int(ImageFacts::State::whole));
  QCOMPARE(probe_image(path).width, 50);
  for (std::size_t length = 0; length < bytes.size(); length += bytes.size() / 97 + 1) {
    const auto cut = folder.write("cut-" + name.toStdString(), bytes.substr(0, length));
    QVERIFY2(probe_image(cut).state == ImageFacts::State::damaged, qPrintable(QString::number(length)));
  }
  const auto nearly = folder.write("cut-" + name.toStdString(), bytes.substr(0, bytes.size() - 2));
  QCOMPARE(int(probe_image(nearly).state), int(ImageFacts::State::damaged));
}

void ImageRulesTest::a_frame_that_is_cut_is_found_in_every_format() {
  using namespace std::string_literals;
  const std::string gif =
      "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xFF\xFF\xFF!\xF9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00;"s;
  const std::string webp = "RIFF\x14\x00\x00\x00WEBPVP8 \x08\x00\x00\x00"s + std::string(8, 'x');
  for (const auto& frame : {gif, webp}) {
    QVERIFY(is_frame_whole(frame));
    for (std::size_t length = 0; length < frame.size(); ++length)
      QVERIFY2(!is_frame_whole(std::string_view(frame).substr(0, length)), qPrintable(QString::number(length)));
  }
  QVERIFY(is_frame_whole("II*\0 and so on"s));
  QVERIFY(!is_frame_whole("II*"));
}

void ImageRulesTest::a_small_picture() {
  const DataFolder folder;
  fill(folder, "cat", 3);
  fill(folder, "dog", 3);
  folder.picture("dog/small.png", 40, 12);
  const auto words = words_of(rules_.check(folder.path()), "min_side", "dog/small.png");
  QVERIFY2(words.find("value=<12> limit=<16>") != std::string::npos, words.c_str());
}

void ImageRulesTest::one_kind_much_larger() {
  const DataFolder folder;
  fill(folder, "cat", 44);
  fill(folder, "cow", 10);
  fill(folder, "dog", 4);
  const auto words = words_of(rules_.check(folder.path()), "class_ratio", "dog");
  QVERIFY2(words.find("column=<cat> value=<dog> count=<11> limit=<10>") != std::string::npos, words.c_str());
}

void ImageRulesTest::photos_of_one_kind_need_a_good_folder() {
  auto rules = rules_;
  rules.item.checks.clear();
  for (const char* rule : {"good_folder", "min_good"}) rules.add_rule(rule);
  for (const char* name : {"good", "Goed", "train/OK", "normaal"}) {
    const DataFolder folder;
    fill(folder, name, 2);
    fill(folder, "scratch", 1);
    const auto result = rules.check(folder.path());
    QVERIFY(result.ok());
    QVERIFY2(result->findings.empty(), name);
  }
  const DataFolder two;
  fill(two, "goed", 1);
  fill(two, "ok", 1);
  QVERIFY(rules.check(two.path())->findings.empty());
  const DataFolder tested;  // what is there to test with is not learned from
  fill(tested, "train/good", 1);
  fill(tested, "test/good", 5);
  QCOMPARE(of_rule(*rules.check(tested.path()), "min_good").size(), 1U);
  const DataFolder few;
  fill(few, "goed", 1);
  auto found = rules.check(few.path());
  QCOMPARE(found->findings.size(), 1U);
  QVERIFY(found->findings.at(0).message.english().find("file=<goed> value=<goed> count=<1> limit=<2>") !=
          std::string::npos);
  const DataFolder none;
  fill(none, "goodness", 5);
  found = rules.check(none.path());
  QCOMPARE(found->findings.size(), 1U);
  QCOMPARE(found->findings.at(0).rule, std::string("good_folder"));
  QCOMPARE(unfilled(*found), std::string());
}

void ImageRulesTest::photos_of_another_size_than_most() {
  auto rules = rules_;
  rules.item.checks.clear();
  rules.add_rule("same_size");
  const DataFolder folder;
  fill(folder, "good", 4);
  QVERIFY(rules.check(folder.path())->findings.empty());
  folder.picture("good/b.png", 40, 32);
  folder.picture("bad/a.png", 32, 40);
  const auto result = rules.check(folder.path());
  QCOMPARE(result->findings.size(), 1U);
  const auto words = result->findings.at(0).message.english();
  QVERIFY2(words.find("file=<bad/a.png> value=<32 x 32> count=<2>") != std::string::npos, words.c_str());
}

void ImageRulesTest::other_files() {
  const DataFolder folder;
  fill(folder, "cat", 3);
  fill(folder, "dog", 3);
  folder.write("labels.csv", "x");
  folder.write("dog/notes.txt", "x");
  folder.picture("loose.png");
  const auto words = words_of(rules_.check(folder.path()), "stray_files", "labels.csv");
  QVERIFY2(words.find("count=<3>") != std::string::npos, words.c_str());
}

void ImageRulesTest::the_same_picture_twice() {
  const DataFolder folder;
  fill(folder, "cat", 3);
  fill(folder, "dog", 3);
  for (const char* copy : {"dog/copy.png", "dog/another.png"})
    std::filesystem::copy_file(folder.path() / "cat/1.png", folder.path() / copy);
  const auto words = words_of(rules_.check(folder.path()), "duplicate_images", "dog/another.png");
  QVERIFY2(words.find("value=<cat/1.png> count=<2>") != std::string::npos, words.c_str());
}

void ImageRulesTest::a_huge_picture_in_a_small_file() {
  const DataFolder folder;
  fill(folder, "cat", 3);
  fill(folder, "dog", 3);
  // A PNG that says it is 60,000 x 60,000; everything else about it is right.
  std::string bomb = bytes_of(folder.path() / "dog/0.png");
  for (const std::size_t at : {16U, 20U}) bomb.replace(at, 4, std::string("\x00\x00\xEA\x60", 4));
  bomb.replace(29, 4, png_checksum(bomb.substr(12, 17)));
  folder.write("dog/bomb.png", bomb);
  const auto result = rules_.check(folder.path());
  const auto words = words_of(result, "decodes", "dog/bomb.png");
  QVERIFY2(words.find("bomb.png") != std::string::npos, words.c_str());
  QCOMPARE(int(probe_image(folder.path() / "dog/bomb.png").state), int(ImageFacts::State::too_large));
}

void ImageRulesTest::counts_what_is_more_than_twenty() {
  const DataFolder folder;
  fill(folder, "cat", 3);
  fill(folder, "dog", 3);
  for (int i = 100; i < 350; ++i) folder.write("dog/" + std::to_string(i) + ".png", "no picture " + std::to_string(i));
  const auto result = rules_.check(folder.path());
  const auto found = of_rule(result.value(), "decodes");
  QCOMPARE(found.size(), 21U);
  QCOMPARE(found[0].file, std::string("dog/100.png"));
  QVERIFY(found[20].message.english().find("230") != std::string::npos);
  QCOMPARE(unfilled(result.value()), std::string());
}

void ImageRulesTest::hostile_names() {
  const DataFolder folder;
  fill(folder, "cat", 3);
  fill(folder, "dog\n$(id)'\"", 3);
  folder.write("cat/two\nlines %1.png", "x");
  folder.write("cat/caf\xE9.png", "y");
  const auto result = rules_.check(folder.path());
  QVERIFY(result.ok());
  const auto found = of_rule(result.value(), "decodes");
  QCOMPARE(found.size(), 2U);
  QCOMPARE(found[0].file, std::string("cat/caf\xE9.png"));
  QVERIFY(found[0].message.in(Language::dutch).contains(QString::fromUtf8("café")));
  QCOMPARE(found[1].file, std::string("cat/two\nlines %1.png"));
  QVERIFY(found[1].message.english().find("two lines %1.png") != std::string::npos);
  QCOMPARE(result.value().classes[1].name, std::string("dog\n$(id)'\""));
}

void ImageRulesTest::links() {
  const DataFolder folder;
  const DataFolder elsewhere;
  fill(folder, "cat", 3);
  fill(folder, "dog", 3);
  elsewhere.picture("photo.png");
  std::filesystem::create_symlink(elsewhere.path() / "photo.png", folder.path() / "cat/linked.png");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "cat/round");
  std::filesystem::create_symlink("nowhere.png", folder.path() / "dog/broken.png");
  std::filesystem::create_symlink("self.png", folder.path() / "dog/self.png");
  const auto result = rules_.check(folder.path());
  const auto words = words_of(result, "stray_files", "cat/round");
  QVERIFY2(words.find("count=<3>") != std::string::npos, words.c_str());
  QCOMPARE(result.value().size.images, 7U);
}

void ImageRulesTest::a_folder_that_may_not_be_opened() {
#ifdef Q_OS_UNIX
  const DataFolder folder;
  fill(folder, "cat", 3);
  fill(folder, "dog", 3);
  fill(folder, "dog/secret", 3);
  ::chmod((folder.path() / "dog/secret").c_str(), 0);
  ::chmod((folder.path() / "cat/1.png").c_str(), 0);
  const bool root = ::geteuid() == 0;  // nothing is closed to root: be somebody else for a moment
  if (root) QCOMPARE(::seteuid(65534), 0);
  const auto result = rules_.check(folder.path());
  ::chmod(folder.path().c_str(), 0755);
  if (root) QCOMPARE(::seteuid(0), 0);
  ::chmod((folder.path() / "dog/secret").c_str(), 0755);
  QVERIFY(result.ok());
  const auto found = of_rule(result.value(), "readable");
  QCOMPARE(found.size(), 2U);
  QCOMPARE(found[0].file, std::string("cat/1.png"));
  QCOMPARE(found[1].file, std::string("dog/secret"));
  QVERIFY(!result.value().usable());
  QCOMPARE(unfilled(result.value()), std::string());
#endif
}

void ImageRulesTest::a_file_instead_of_a_folder() {
  const DataFolder folder;
  const auto result = rules_.check(folder.write("photos.zip", "PK\x03\x04"));
  const auto words = words_of(result, "class_folders", "photos.zip");
  QVERIFY2(words.find("photos.zip is a file") != std::string::npos, words.c_str());
  QVERIFY(!result.value().usable());
}

void ImageRulesTest::an_empty_folder() {
  const DataFolder folder;
  const auto result = rules_.check(folder.path() / "");  // with a slash behind it
  const auto words = words_of(result, "class_folders", folder.path().filename().string());
  QVERIFY2(words.find("count=<0>") != std::string::npos, words.c_str());
}

void ImageRulesTest::a_folder_that_is_not_there() {
  const auto result = rules_.check("/nowhere/photos");
  QVERIFY(result.failed());
  QCOMPARE(int(result.error().code), int(ErrorCode::local_file));
}

void ImageRulesTest::stops_when_asked() {
  const DataFolder folder;
  for (int i = 0; i < 600; ++i) folder.write("cat/" + std::to_string(i) + ".png", "x");
  std::stop_source stop;
  int calls = 0;
  const auto sink = [&](const Progress&) {
    ++calls;
    stop.request_stop();
  };
  const auto result = check_data(rules_.job_template, rules_.item, folder.path(), {}, sink, stop.get_token());
  QVERIFY(result.cancelled());
  QCOMPARE(calls, 1);
}

void ImageRulesTest::tells_how_far_it_is() {
  const DataFolder folder;
  for (int i = 0; i < 600; ++i) folder.write("cat/" + std::to_string(i) + ".png", "x");
  std::uint64_t last = 0;
  const auto sink = [&](const Progress& progress) {
    QVERIFY(progress.done > last);
    QCOMPARE(progress.total, 600U);
    last = progress.done;
  };
  QVERIFY(check_data(rules_.job_template, rules_.item, folder.path(), {}, sink, {}).ok());
  QCOMPARE(last, 600U);
}

}  // namespace image_rules_test

WERKBANK_TEST(image_rules_test::ImageRulesTest);
#include "image_rules_test.moc"
