#include "core/evidence/evidence.h"

#include <fstream>
#include <map>
#include <memory>

#include <archive.h>
#include <archive_entry.h>

#include <QTemporaryDir>

#include "core/base/uuid.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace evidence_test {

std::map<std::string, std::string> unzipped(const std::filesystem::path& file) {
  std::map<std::string, std::string> files;
  archive* reader = archive_read_new();
  archive_read_support_format_zip(reader);
  if (archive_read_open_filename(reader, file.string().c_str(), 65536) == ARCHIVE_OK) {
    archive_entry* entry = nullptr;
    while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
      auto& content = files[archive_entry_pathname_utf8(entry)];
      char block[65536];
      for (la_ssize_t count = 0; (count = archive_read_data(reader, block, sizeof block)) > 0;) {
        content.append(block, static_cast<std::size_t>(count));
      }
    }
  }
  archive_read_free(reader);
  return files;
}

class EvidenceTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  std::shared_ptr<JobStore> store_;

  std::filesystem::path file(const char* name) const {
    return std::filesystem::path(folder_->path().toStdU16String()) / name;
  }

  JobRecord failed_job() const {
    JobRecord record;
    record.uuid = new_uuid();
    record.title = "Facturen van Jansen & Zn";
    record.template_id = "text-classify";
    record.values_json = R"({"epochs": 4, "note": "mail anna@jansen.nl"})";
    record.upload_receipt = R"({"name":"d@1","place":"/scratch/ajansen/werkbank/datasets/d@1","files":3})";
    record.data_path = "/home/anna/klanten/facturen 2025.csv";
    record.scheduler_id = "184213";
    record.phase = JobPhase::failed;
    record.state = JobState::failed;
    record.exit_code = 1;
    return record;
  }

  void add(const std::string& uuid, const std::string& path, const std::string& bytes) const {
    const auto offset = store_->offsets(uuid).value()[path];
    QVERIFY(store_->append(uuid, path, offset, bytes).ok());
  }

  EvidenceSurroundings around() const {
    EvidenceSurroundings made;
    made.versions = {{"Werkbank", "0.0-test"}};
    made.known = {{"ajansen", "<user>"}, {"/home/anna", "<home>"}};
    return made;
  }

  static std::string all_of(const Evidence& evidence) {
    std::string text;
    for (const auto& part : evidence.parts) text += part.name + "\n" + part.text;
    return text;
  }

 private slots:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    store_ = JobStore::open(file("store")).value();
  }

  void holds_what_an_adviser_needs_and_nothing_private() {
    const auto record = failed_job();
    QVERIFY(store_->save(record).ok());
    add(record.uuid, "logs/job.log",
        "reading /home/anna/klanten/facturen 2025.csv\nHF_TOKEN=hf_AbCdEfGhIjKlMnOpQrStUv\n"
        "ModuleNotFoundError: No module named 'sklearn'\n");
    add(record.uuid, "out/metrics.jsonl",
        R"({"v":1,"t":1700000000,"type":"metric","split":"train","step":4,"values":{"loss":1}})"
        "\n");
    add(record.uuid, "out/gpu/n1.csv",
        "t,host,gpu,uuid,util_pct\n1700000000,n1,0,GPU-a,50\n1700000010,n1,0,GPU-a,60\n");
    const auto evidence = gather_evidence(*store_, record.uuid, around(), Language::english).value();
    const auto text = all_of(evidence);
    for (const char* wanted : {"No module named 'sklearn'", "cause: missing-module", "\"loss\":1", "184213",
                               "\"epochs\": 4", "Werkbank 0.0-test", "util_pct", "n1", "log line 3"}) {
      QVERIFY2(text.find(wanted) != std::string::npos, wanted);
    }
    for (const char* kept_back : {"hf_Ab", "anna", "ajansen", "Jansen", "facturen"}) {
      QVERIFY2(text.find(kept_back) == std::string::npos, kept_back);
    }
    QVERIFY(evidence.redacted.secrets >= 1 && evidence.redacted.addresses >= 1 && evidence.redacted.names >= 2);
  }

  void is_written_as_a_zip_without_what_is_not_wanted() {
    const auto record = failed_job();
    QVERIFY(store_->save(record).ok());
    add(record.uuid, "logs/job.log", "MemoryError\n");
    auto evidence = gather_evidence(*store_, record.uuid, around(), Language::dutch).value();
    for (auto& part : evidence.parts) part.wanted = part.name != "log.txt";
    QVERIFY(write_evidence(evidence, file("help.zip")).ok());
    const auto files = unzipped(file("help.zip"));
    QVERIFY(files.contains("README.txt") && files.contains("explanation.txt") && files.contains("job.json"));
    QVERIFY(!files.contains("log.txt"));
    for (const auto& part : evidence.parts) {
      if (part.wanted) QCOMPARE(files.at(part.name), part.text);
    }
  }

  void the_templates_files_go_along_and_a_binary_one_does_not() {
    const auto record = failed_job();
    QVERIFY(store_->save(record).ok());
    std::ofstream(file("train.py")) << "print('hello')\n";
    std::ofstream(file("weights.bin"), std::ios::binary) << std::string(100, '\0');
    JobTemplate made_of;
    made_of.id = "text-classify";
    made_of.files = {{file("train.py"), "train.py", "aa11"},
                     {file("weights.bin"), "weights.bin", "bb22"},
                     {file("gone.py"), "gone.py", "cc33"}};
    auto with = around();
    with.job_template = &made_of;
    const auto evidence = gather_evidence(*store_, record.uuid, with, Language::english).value();
    const auto text = all_of(evidence);
    QVERIFY(text.find("script/train.py\nprint('hello')") != std::string::npos);
    QVERIFY(text.find("script/weights.bin") == std::string::npos);
    QVERIFY(text.find("bb22  weights.bin") != std::string::npos);
  }

  void of_long_files_both_ends_are_kept() {
    const auto record = failed_job();
    QVERIFY(store_->save(record).ok());
    std::string log = "the first line\n";
    for (int i = 0; i < 60'000; ++i) log += "line " + std::to_string(i) + " of many that say nothing\n";
    add(record.uuid, "logs/job.log", log + "the last line\n");
    const auto evidence = gather_evidence(*store_, record.uuid, around(), Language::english).value();
    for (const auto& part : evidence.parts) {
      QVERIFY2(part.text.size() < 700'000, part.name.c_str());
      if (part.name != "log.txt") continue;
      QVERIFY(part.text.starts_with("the first line\n"));
      QVERIFY(part.text.ends_with("the last line\n"));
      QVERIFY(part.text.find("bytes left out") != std::string::npos);
    }
  }

  void a_job_with_nothing_but_a_record_has_evidence_too() {
    auto record = failed_job();
    record.title = "\xff\xfe$(rm)\n";
    record.values_json = "{broken";
    record.upload_receipt.clear();
    QVERIFY(store_->save(record).ok());
    const auto evidence = gather_evidence(*store_, record.uuid, {}, Language::english);
    QVERIFY(evidence.ok());
    QVERIFY(write_evidence(*evidence, file("x.zip")).ok());
    QVERIFY(unzipped(file("x.zip")).size() >= 3);
  }

  void problems_are_said() {
    QVERIFY(gather_evidence(*store_, new_uuid(), {}, Language::english).failed());
    QVERIFY(write_evidence({}, file("no/such/folder/x.zip")).failed());
  }
};

}  // namespace evidence_test

WERKBANK_TEST(evidence_test::EvidenceTest);
#include "evidence_test.moc"
