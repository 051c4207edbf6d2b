// Every rule for photos with boxes, on good folders, wrong ones and hostile ones: COCO JSON and YOLO texts.
#include "core/dataset/box_annotations.h"
#include "rule_book.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace box_rules_test {

class BoxRulesTest : public QObject {
  Q_OBJECT

 private slots:
  void a_good_coco_folder_has_no_findings();
  void a_good_yolo_folder_has_no_findings();
  void train_and_test_are_told_apart();
  void photos_are_found_where_tools_put_them();
  void a_wrong_box_data();
  void a_wrong_box();
  void a_box_that_sticks_out_a_little_is_none();
  void what_coco_can_get_wrong_data();
  void what_coco_can_get_wrong();
  void what_a_yolo_line_can_get_wrong_data();
  void what_a_yolo_line_can_get_wrong();
  void a_text_of_no_photo();
  void other_texts_are_let_be();
  void boxes_drawn_on_a_photo_of_another_size();
  void a_photo_lying_on_its_side_agrees();
  void too_few_boxes_of_a_kind();
  void small_boxes_depend_on_the_answer();
  void photos_without_boxes_are_told();
  void the_same_box_and_the_same_photo_twice();
  void damaged_photos();
  void no_boxes_at_all();
  void other_json_is_let_be();
  void hostile_json_data();
  void hostile_json();
  void hostile_names();
  void a_file_instead_of_a_folder();
  void stops_when_asked();
  void names_of_kinds_data();
  void names_of_kinds();
  void an_outline_is_the_box_around_it();

 private:
  RuleBook rules_{DataFormat::boxes};
};

namespace {

std::string all_words(const Result<DataReport>& result) {
  if (!result.ok()) return "not ok";
  std::string words;
  for (const auto& one : result->findings) words += one.message.english() + "\n";
  const auto gaps = unfilled(*result);
  return words + (gaps.empty() ? "" : "GAP " + gaps);
}

std::string photo(int id, const std::string& name, int width = 32, int height = 32) {
  return R"({"id": )" + std::to_string(id) + R"(, "file_name": ")" + name + R"(", "width": )" + std::to_string(width) +
         R"(, "height": )" + std::to_string(height) + "}";
}

std::string box(int id, int photo, int kind, const std::string& sides) {
  return R"({"id": )" + std::to_string(id) + R"(, "image_id": )" + std::to_string(photo) + R"(, "category_id": )" +
         std::to_string(kind) + R"(, "iscrowd": 0, "segmentation": [[1, 2, 3]], "bbox": )" + sides + "}";
}

std::string coco(const std::string& photos, const std::string& boxes,
                 const std::string& kinds = R"({"id": 1, "name": "dent"}, {"id": 2, "name": "scratch"})") {
  // The boxes first: the order of the lists means nothing.
  return "{\"info\": {\"images\": []},\n\"annotations\": [" + boxes + "],\n\"images\": [" + photos +
         "],\n\"categories\": [" + kinds + "]}";
}

const std::string good_boxes = box(1, 1, 1, "[2, 3, 20, 20]") + ",\n" + box(2, 1, 1, "[3, 3, 20, 20]") + ",\n" +
                               box(3, 2, 2, "[0, 0, 32, 32]") + ",\n" + box(4, 2, 2, "[10, 10, 17.5, 18]");

// Two photos with four good boxes, and one box more.
void write_coco(const DataFolder& folder, const std::string& more = {}) {
  folder.picture("a.png");
  folder.picture("b.png");
  folder.write("boxes.json",
               coco(photo(1, "a.png") + "," + photo(2, "b.png"), good_boxes + (more.empty() ? "" : ",\n" + more)));
}

void write_yolo(const DataFolder& folder, const std::string& more = {}) {
  folder.write("data.yaml", "path: .\nnames:\n  0: dent\n  1: scratch\nnc: 2\n");
  folder.picture("images/a.png");
  folder.picture("images/b.png");
  folder.write("labels/a.txt", "0 0.5 0.5 0.6 0.6\r\n\n0 0.5 0.5 1.0 1.0\r\n");
  folder.write("labels/b.txt", "1 0.5 0.5 0.6 0.6\n1 0.4 0.4 0.7 0.7\n" + more);
}

// The limits of this book: two boxes of a kind, 16 pixels, of photos of at most 64.
RuleBook book() {
  RuleBook rules(DataFormat::boxes);
  for (auto& check : rules.item.checks) {
    if (check.rule == "boxes_per_kind") check.arguments["boxes"] = 2.0;
    if (check.rule == "small_boxes") check.arguments["largest"] = 64.0;
  }
  rules.values["size"] = std::string("auto");
  return rules;
}

}  // namespace

void BoxRulesTest::a_good_coco_folder_has_no_findings() {
  const DataFolder folder;
  write_coco(folder);
  folder.write(".hidden.json", "{");
  folder.write("__MACOSX/boxes.json", "{");
  const auto result = book().check(folder.path() / "");
  QCOMPARE(all_words(result), std::string());
  QVERIFY(result->usable());
  QCOMPARE(result->size.images, 2U);
  QVERIFY(result->size.bytes > 2000);
  QCOMPARE(result->classes.size(), 2U);
  QCOMPARE(result->classes[0].name, std::string("dent"));
  QCOMPARE(result->classes[0].count, 1U);  // photos, not boxes
  QCOMPARE(result->classes[1].samples.size(), 1U);
  QVERIFY(std::filesystem::exists(result->classes[1].samples[0]));
}

void BoxRulesTest::a_good_yolo_folder_has_no_findings() {
  const DataFolder folder;
  write_yolo(folder);
  QCOMPARE(all_words(book().check(folder.path())), std::string());
  const DataFolder beside;
  for (const char* name : {"a", "b"}) {
    beside.picture(std::string(name) + ".png");
    beside.write(std::string(name) + ".txt",
                 "\xEF\xBB\xBF"
                 "0 0.5 0.5 0.6 0.6\n");
  }
  const auto result = book().check(beside.path());
  QCOMPARE(all_words(result), std::string());
  QCOMPARE(result->classes[0].name, std::string("0"));  // without names, the number
}

void BoxRulesTest::train_and_test_are_told_apart() {
  const DataFolder folder;
  for (const char* part : {"train", "valid"}) {
    folder.picture(std::string(part) + "/a.png");
    folder.write(std::string(part) + "/_annotations.coco.json",
                 coco(photo(1, "a.png"), box(1, 1, 1, "[2, 3, 20, 20]") + "," + box(2, 1, 1, "[4, 3, 20, 20]")));
  }
  QCOMPARE(all_words(book().check(folder.path())), std::string());
  folder.picture("test/c.png");
  folder.write("test/_annotations.coco.json",
               coco(photo(1, "c.png"), box(1, 1, 9, "[2, 3, 20, 20]") + "," + box(2, 1, 9, "[4, 3, 20, 20]"),
                    R"({"id": 9, "name": "only tested"})"));
  const auto words = all_words(book().check(folder.path()));
  QCOMPARE(words, std::string("Rule boxes_per_kind: value=<only tested> count=<0> limit=<2>\n"));
}

void BoxRulesTest::photos_are_found_where_tools_put_them() {
  const DataFolder folder;
  folder.picture("images/a.png");
  folder.picture("train2017/b.png");
  folder.write("annotations/instances_train2017.json",
               coco(photo(1, "a.png") + "," + photo(2, R"(somewhere\\else\\b.png)"), good_boxes));
  QCOMPARE(all_words(book().check(folder.path())), std::string());
  const DataFolder outside;
  outside.picture("a.png");
  outside.write("boxes.json", coco(photo(1, "../../../etc/a.png") + "," + photo(2, "/etc/passwd"), good_boxes));
  const auto words = all_words(book().check(outside.path()));
  QVERIFY2(words.find("photo_there: file=<boxes.json> line=<6> value=</etc/passwd>") != std::string::npos,
           words.c_str());
  QVERIFY2(words.find("value=<../../..") == std::string::npos, "the only photo of that name is meant");
}

void BoxRulesTest::a_wrong_box_data() {
  QTest::addColumn<QString>("sides");
  QTest::newRow("empty") << "[1, 1, 0, 5]";
  QTest::newRow("turned inside out") << "[10, 10, -5, 5]";
  QTest::newRow("beside the photo") << "[33, 1, 10, 10]";
  QTest::newRow("left of the photo") << "[-8, 1, 10, 10]";
  QTest::newRow("below the photo") << "[1, 20, 10, 20]";
  QTest::newRow("a corner as size") << "[20, 20, 30, 30]";
  QTest::newRow("far away") << "[1e300, 1, 10, 10]";
}

void BoxRulesTest::a_wrong_box() {
  QFETCH(QString, sides);
  const DataFolder folder;
  write_coco(folder, box(77, 2, 1, sides.toStdString()));
  const auto result = book().check(folder.path());
  const auto found = of_rule(*result, "box_inside");
  QVERIFY2(found.size() == 1 && result->findings.size() == 1, all_words(result).c_str());
  QCOMPARE(found[0].file, std::string("boxes.json"));
  QCOMPARE(found[0].line, std::optional<std::uint64_t>(6));
  const auto words = found[0].message.english();
  QVERIFY2(words.find("value=<annotations[5] (id 77) [") != std::string::npos, words.c_str());
  QVERIFY2(words.find("limit=<32 x 32>") != std::string::npos, words.c_str());
  QCOMPARE(unfilled(*result), std::string());
}

void BoxRulesTest::a_box_that_sticks_out_a_little_is_none() {
  const DataFolder folder;
  write_coco(folder, box(5, 1, 1, "[-1.9, 0, 35, 33.9]"));
  QCOMPARE(all_words(book().check(folder.path())), std::string());
  const DataFolder yolo;
  write_yolo(yolo, "1 0.5 0.5 1.019 1.0\n");
  QCOMPARE(all_words(book().check(yolo.path())), std::string());
}

void BoxRulesTest::what_coco_can_get_wrong_data() {
  QTest::addColumn<QString>("photos");
  QTest::addColumn<QString>("boxes");
  QTest::addColumn<QString>("kinds");
  QTest::addColumn<QString>("words");
  const auto a = QString::fromStdString(photo(1, "a.png"));
  const auto b = QString::fromStdString(photo(2, "b.png"));
  const auto good = QString::fromStdString(good_boxes);
  const QString kinds = R"({"id": 1, "name": "dent"}, {"id": 2, "name": "scratch"})";
  const auto row = [&](const char* name, const QString& photos, const QString& boxes, const QString& of_kinds,
                       const char* words) { QTest::newRow(name) << photos << boxes << of_kinds << words; };
  const auto more = [&](const std::string& one) { return good + "," + QString::fromStdString(one); };
  row("a photo twice", a + "," + b + "," + a, good, kinds, "unique_ids: file=<boxes.json> line=<6> value=<photo 1>");
  row("a file twice", a + "," + b + "," + QString::fromStdString(photo(3, "a.png")), good, kinds,
      "value=<photo 'a.png'>");
  row("a box twice", a + "," + b, more(box(4, 1, 1, "[1, 1, 17, 17]")), kinds, "value=<box 4>");
  row("a kind twice", a + "," + b, good, kinds + R"(, {"id": 2, "name": "x"})", "value=<kind 2>");
  row("a name twice", a + "," + b, good, kinds + R"(, {"id": 7, "name": " dent"})", "value=<kind 'dent'>");
  row("an unknown kind", a + "," + b, more(box(5, 1, 8, "[1, 1, 17, 17]")), kinds,
      "known_kind: file=<boxes.json> line=<5> value=<annotations[5] (id 5): 8>");
  row("an unknown photo", a + "," + b, more(box(5, 9, 1, "[1, 1, 17, 17]")), kinds,
      "known_photo: file=<boxes.json> line=<5> value=<annotations[5] (id 5): 9>");
  row("a photo that is not there", a + "," + b + "," + QString::fromStdString(photo(3, "c.png")), good, kinds,
      "photo_there: file=<boxes.json> line=<6> value=<c.png>");
  row("no sides", a + "," + b, good + R"(, {"id": 5, "image_id": 1, "category_id": 1})", kinds,
      "annotations[5]: no 'bbox' of four numbers");
  row("three sides", a + "," + b, more(box(5, 1, 1, "[1, 2, 3]")), kinds, "annotations[5]: no 'bbox' of four numbers");
  row("five sides", a + "," + b, more(box(5, 1, 1, "[1, 2, 3, 4, 5]")), kinds,
      "annotations[5]: no 'bbox' of four numbers");
  row("sides in words", a + "," + b, more(box(5, 1, 1, R"([1, 2, 3, "4"])")), kinds,
      "annotations[5]: no 'bbox' of four numbers");
  row("no number", a + "," + b, good + R"(, {"id": "x", "image_id": 1, "category_id": 1, "bbox": [1, 1, 17, 17]})",
      kinds, "annotations[5]: no whole number as 'id'");
  row("half a number", a + "," + b, good + R"(, {"id": 5, "image_id": 1.5, "category_id": 1, "bbox": [1, 1, 17, 17]})",
      kinds, "annotations[5]: no whole number as 'image_id'");
  row("a huge number", a + "," + b,
      good + R"(, {"id": 5, "image_id": 1, "category_id": 99999999999999999999, "bbox": [1, 1, 17, 17]})", kinds,
      "annotations[5]: no whole number as 'category_id'");
  row("no photo's name", a + "," + b + R"(, {"id": 3})", good, kinds, "images[3]: no 'file_name'");
  row("no kind's name", a + "," + b, good, kinds + R"(, {"id": 3, "name": " "})", "categories[3]: no name");
  row("a number among blocks", a + "," + b + ", 7", good, kinds, "images[3]: not a block between braces");
  row("a list among blocks", a + "," + b + ", [[1]]", good, kinds, "images[3]: not a block between braces");
}

void BoxRulesTest::what_coco_can_get_wrong() {
  QFETCH(QString, photos);
  QFETCH(QString, boxes);
  QFETCH(QString, kinds);
  QFETCH(QString, words);
  const DataFolder folder;
  folder.picture("a.png");
  folder.picture("b.png");
  folder.write("boxes.json", coco(photos.toStdString(), boxes.toStdString(), kinds.toStdString()));
  const auto result = book().check(folder.path());
  const auto said = all_words(result);
  QVERIFY2(said.find(words.toStdString()) != std::string::npos, said.c_str());
  QVERIFY2(result->findings.size() == 1, said.c_str());
  QVERIFY(!result->usable());
}

void BoxRulesTest::what_a_yolo_line_can_get_wrong_data() {
  QTest::addColumn<QString>("line");
  QTest::addColumn<QString>("words");
  const QString not_a_box = "readable_boxes: file=<labels/b.txt> line=<3> value=<not a box (kind,";
  for (const char* line : {"1 0.5 0.5 0.5", "1 0.5 0.5 0.5 0.5 0.5", "-1 0.5 0.5 0.5 0.5", "1.0 0.5 0.5 0.5 0.5",
                           "1 0,5 0,5 0,5 0,5", "1 nan 0.5 0.5 0.5", "1 inf 0.5 0.5 0.5", "1 1e999 0.5 0.5 0.5",
                           "scratch 0.5 0.5 0.5 0.5", "1 0x1 0.5 0.5 0.5", "99999999999 0.5 0.5 0.5 0.5"})
    QTest::newRow(line) << line << not_a_box;
  QTest::newRow("unknown kind") << "2 0.5 0.5 0.5 0.5"
                                << "known_kind: file=<labels/b.txt> line=<3> value=<2>";
  QTest::newRow("pixels") << "1 16 16 10 10"
                          << "box_inside: file=<labels/b.txt> line=<3> value=<[11, 11, 10, 10]> limit=<32 x 32>";
  QTest::newRow("empty") << "1 0.5 0.5 0 0.5"
                         << "box_inside: file=<labels/b.txt> line=<3>";
  QTest::newRow("outside") << "1 0.9 0.5 0.5 0.5"
                           << "box_inside: file=<labels/b.txt> line=<3>";
  QTest::newRow("not UTF-8") << "1 0.5 0.5 0.5 0.5 caf\u0000"
                             << "readable_boxes: file=<labels/b.txt> line=<3>";
}

void BoxRulesTest::what_a_yolo_line_can_get_wrong() {
  QFETCH(QString, line);
  QFETCH(QString, words);
  const DataFolder folder;
  write_yolo(folder, line.toStdString() + "\n");
  const auto said = all_words(book().check(folder.path()));
  QVERIFY2(said.find(words.toStdString()) != std::string::npos, said.c_str());
  QVERIFY2(std::count(said.begin(), said.end(), '\n') == 1, said.c_str());
}

void BoxRulesTest::a_text_of_no_photo() {
  const DataFolder folder;
  write_yolo(folder);
  folder.write("labels/lost.txt", "1 0.5 0.5 0.5 0.5\n");
  QCOMPARE(all_words(book().check(folder.path())),
           std::string("Rule photo_there: file=<labels/lost.txt> line=<1> value=<lost.txt>\n"));
}

void BoxRulesTest::other_texts_are_let_be() {
  const DataFolder folder;
  write_yolo(folder);
  folder.write("README.txt", "0 0.5 0.5 0.5 0.5");
  folder.write("train.txt", "images/a.png\nimages/b.png\n");
  folder.write("labels/classes.txt", "other\nnames\n");  // data.yaml comes first
  QCOMPARE(all_words(book().check(folder.path())), std::string());
}

void BoxRulesTest::boxes_drawn_on_a_photo_of_another_size() {
  const DataFolder folder;
  folder.picture("a.png");
  folder.picture("b.png", 32, 64);
  folder.write("boxes.json", coco(photo(1, "a.png") + "," + photo(2, "b.png", 32, 48), good_boxes));
  QCOMPARE(all_words(book().check(folder.path())),
           std::string("Rule photo_size: file=<b.png> value=<32 x 48> limit=<32 x 64>\n"));
}

void BoxRulesTest::a_photo_lying_on_its_side_agrees() {
  const DataFolder folder;
  folder.picture("a.png");
  folder.picture("b.png", 48, 32);
  folder.write("boxes.json", coco(photo(1, "a.png") + "," + photo(2, "b.png", 32, 48), good_boxes));
  QCOMPARE(all_words(book().check(folder.path())), std::string());
}

void BoxRulesTest::too_few_boxes_of_a_kind() {
  const DataFolder folder;
  folder.picture("a.png");
  folder.write("boxes.json", coco(photo(1, "a.png"), box(1, 1, 1, "[2, 3, 20, 20]")));
  QCOMPARE(all_words(book().check(folder.path())),
           std::string("Rule boxes_per_kind: value=<dent> count=<1> limit=<2>\n"));  // of scratch there is none
  // A warning of one kind beside an error of another; of the same kind the error says enough.
  auto rules = book();
  rules.add_rule("boxes_per_kind");
  rules.item.checks.back().severity = Severity::warning;
  rules.item.checks.back().arguments["boxes"] = 3.0;
  folder.write("boxes.json",
               coco(photo(1, "a.png"), box(1, 1, 1, "[2, 3, 20, 20]") + "," + box(2, 1, 2, "[2, 3, 20, 20]") + "," +
                                           box(3, 1, 2, "[3, 3, 20, 20]")));
  QCOMPARE(all_words(rules.check(folder.path())),
           std::string("Rule boxes_per_kind: value=<dent> count=<1> limit=<2>\n"
                       "Rule boxes_per_kind: value=<scratch> count=<2> limit=<3>\n"));
}

void BoxRulesTest::small_boxes_depend_on_the_answer() {
  const DataFolder folder;
  write_coco(folder, box(5, 1, 1, "[1, 1, 20, 12]"));
  auto rules = book();
  QCOMPARE(all_words(rules.check(folder.path())),
           std::string("Rule small_boxes: file=<boxes.json> line=<6> value=<annotations[5] (id 5) [1, 1, 20, 12]> "
                       "count=<1> limit=<16>\n"));
  rules.values["size"] = std::string("64");  // twice as large: nothing is small
  QCOMPARE(all_words(rules.check(folder.path())), std::string());
  rules.values["size"] = std::string("16");
  const auto result = rules.check(folder.path());
  const auto words = all_words(result);
  QVERIFY2(words.find("count=<4>") != std::string::npos, words.c_str());
}

void BoxRulesTest::photos_without_boxes_are_told() {
  const DataFolder folder;
  write_yolo(folder);
  folder.picture("images/c.png");
  folder.picture("images/d.png");
  folder.write("labels/d.txt", "");  // nothing is in it, and that is said
  QCOMPARE(all_words(book().check(folder.path())),
           std::string("Rule photos_without_boxes: file=<images/c.png> count=<1>\n"));
}

void BoxRulesTest::the_same_box_and_the_same_photo_twice() {
  const DataFolder folder;
  write_coco(folder, box(9, 1, 1, "[2, 3, 20, 20]"));
  QCOMPARE(all_words(book().check(folder.path())),
           std::string("Rule same_box: file=<boxes.json> line=<6> value=<annotations[5] (id 9) [2, 3, 20, 20]> "
                       "count=<1>\n"));
  const DataFolder photos;
  write_yolo(photos);
  std::filesystem::copy_file(photos.path() / "images/a.png", photos.path() / "images/b.png",
                             std::filesystem::copy_options::overwrite_existing);
  QCOMPARE(all_words(book().check(photos.path())),
           std::string("Rule same_photos: file=<images/b.png> value=<images/a.png> count=<1>\n"));
}

void BoxRulesTest::damaged_photos() {
  const DataFolder folder;
  write_coco(folder);
  folder.write("a.png", "no photo");
  QCOMPARE(all_words(book().check(folder.path())), std::string("Rule whole_photos: file=<a.png>\n"));
}

void BoxRulesTest::no_boxes_at_all() {
  const DataFolder folder;
  folder.picture("a.png");
  const auto name = folder.path().filename().string();
  QCOMPARE(all_words(book().check(folder.path())), "Rule has_boxes: file=<" + name + ">\n");
  const DataFolder empty;
  QVERIFY(!book().check(empty.path())->usable());
}

void BoxRulesTest::other_json_is_let_be() {
  const DataFolder folder;
  write_coco(folder);
  folder.write("labelme.json", R"({"shapes": [{"points": [[1, 2]]}], "imagePath": "a.png"})");
  folder.write("list.json", R"([[{"annotations": 1}], {"annotations": [1]}])");
  folder.write("word.json", R"("annotations")");
  QCOMPARE(all_words(book().check(folder.path())), std::string());
}

void BoxRulesTest::hostile_json_data() {
  QTest::addColumn<QByteArray>("content");
  QTest::addColumn<QString>("words");
  const QByteArray whole = QByteArray::fromStdString(coco(photo(1, "a.png"), good_boxes));
  QTest::newRow("nothing") << QByteArray() << "it is not valid JSON";
  QTest::newRow("cut off") << whole.left(whole.size() / 2) << "it is not valid JSON";
  QTest::newRow("something behind it") << whole + "x"
                                       << "it is not valid JSON";
  QTest::newRow("deep") << QByteArray(1'000'000, '[') << "too many blocks within each other";
  QTest::newRow("deep in a box") << R"({"annotations": [{"bbox": )" + QByteArray(100, '[')
                                 << "too many blocks within each other";
  QTest::newRow("a photo in the text") << "{\"imageData\": \"" + QByteArray(3'000'000, 'A') + "\"}"
                                       << "longer than 1 MB";
  QTest::newRow("not UTF-8") << QByteArray("{\"images\": [{\"file_name\": \"caf\xE9\"}]}") << "it is not valid JSON";
  QTest::newRow("NaN") << QByteArray(R"({"annotations": [{"id": 1, "bbox": [NaN, 1, 1, 1]}]})")
                       << "it is not valid JSON";
  QTest::newRow("only boxes") << QByteArray(R"({"annotations": []})") << "the list 'images' is missing";
}

void BoxRulesTest::hostile_json() {
  QFETCH(QByteArray, content);
  QFETCH(QString, words);
  const DataFolder folder;
  folder.picture("a.png");
  folder.write("boxes.json", content.toStdString());
  const auto result = book().check(folder.path());
  const auto said = all_words(result);
  QVERIFY2(said.find(words.toStdString()) != std::string::npos, said.c_str());
  QVERIFY(!result->usable());
}

void BoxRulesTest::hostile_names() {
  const DataFolder folder;
  folder.picture("a.png");
  folder.picture("two\nlines %1 $(id).png");
  folder.picture("cafe.png");
  std::filesystem::rename(folder.path() / "cafe.png", folder.path() / "caf\xE9.png");
  folder.write("caf\xE9.txt", "0 0.5 0.5 2 0.5\n");
  folder.write("two\nlines %1 $(id).txt", "0 0.5 0.5 0.6 0.6\n0 0.5 0.5 0.7 0.7\n");
  folder.write("a.txt", "0 0.5 0.5 0.6 0.6\n");
  folder.write("classes.txt", "dent %1 {file}\ttwo\n");
  const auto result = book().check(folder.path());
  const auto words = all_words(result);
  QVERIFY2(words.find("box_inside") != std::string::npos, words.c_str());
  QVERIFY2(result->findings.size() == 1, words.c_str());
  QCOMPARE(result->findings[0].file, std::string("caf\xE9.txt"));
  QCOMPARE(result->classes[0].name, std::string("dent %1 {file} two"));
}

void BoxRulesTest::a_file_instead_of_a_folder() {
  const DataFolder folder;
  const auto result = book().check(folder.write("photos.zip", "PK\x03\x04"));
  const auto words = all_words(result);
  QVERIFY2(words.find("photos.zip is a file") != std::string::npos, words.c_str());
  QVERIFY(!result->usable());
  QVERIFY(book().check("/nowhere/photos").failed());
}

void BoxRulesTest::stops_when_asked() {
  const DataFolder folder;
  write_yolo(folder);
  std::stop_source stop;
  stop.request_stop();
  const auto rules = book();
  QVERIFY(
      check_data(rules.job_template, rules.item, folder.path(), rules.values, nullptr, stop.get_token()).cancelled());
}

void BoxRulesTest::names_of_kinds_data() {
  QTest::addColumn<QString>("yaml");
  QTest::addColumn<QString>("names");
  QTest::newRow("a list on a line") << "nc: 2\nnames: [dent, 'big, scratch']  # two\n"
                                    << "dent|big, scratch";
  QTest::newRow("over lines") << "names: ['dent',\n  \"scratch\"\n]\nnc: 2"
                              << "dent|scratch";
  QTest::newRow("a map on a line") << "names: {0: dent, 1: scratch}"
                                   << "dent|scratch";
  QTest::newRow("a name a line") << "names:\n- dent\n- scratch # small\n\nval: x"
                                 << "dent|scratch";
  QTest::newRow("with numbers") << "names:\r\n  0: dent\r\n  # no\r\n  1: 'scratch: deep'\r\ntrain: x"
                                << "dent|scratch: deep";
  QTest::newRow("a gap") << "names:\n  0: dent\n  2: scratch\n"
                         << "nothing";
  QTest::newRow("none") << "train: x\nnc: 2\n"
                        << "nothing";
  QTest::newRow("never closed") << "names: [dent, scratch"
                                << "nothing";
}

void BoxRulesTest::names_of_kinds() {
  QFETCH(QString, yaml);
  QFETCH(QString, names);
  QStringList found;
  const auto read = names_of_yaml(yaml.toStdString());
  if (!read) found << "nothing";
  for (const auto& name : read.value_or(std::vector<std::string>())) found << QString::fromStdString(name);
  QCOMPARE(found.join('|'), names);
}

void BoxRulesTest::an_outline_is_the_box_around_it() {
  const auto found = read_yolo("3 0.25 0.5 0.5 0.25 0.75 0.75\n");
  QCOMPARE(found.boxes.size(), 1U);
  QCOMPARE(found.boxes[0].kind, 3U);
  QCOMPARE(found.boxes[0].sides, (BoxSides{0.25, 0.25, 0.5, 0.5}));
}

}  // namespace box_rules_test

WERKBANK_TEST(box_rules_test::BoxRulesTest);
#include "box_rules_test.moc"
