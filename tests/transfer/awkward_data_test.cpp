// Data as it should not be: what is sent and fetched of it, and in which words a person hears of the rest. Odd names
// byte for byte are in send_test and fetch_test.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "core/transfer/fetch.h"
#include "core/transfer/send.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace awkward_data_test {

using Files = std::map<std::string, std::string>;
using Change = void (*)(const fs::path& data);

constexpr std::size_t large = 27'000'000;  // of several pieces, which go before all small files

void put(const fs::path& path, const std::string& content) { TransferWorld::put(path, content); }

const std::string& large_content() {
  static const std::string content = noise(large);
  return content;
}

void add_to(const fs::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary | std::ios::app) << content;
}

void overwrite(const fs::path& path, std::streamoff offset, const std::string& content) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(offset);
  file << content;
}

/// A hole of 12 MB, three bytes, and a hole again.
void make_sparse(const fs::path& path) {
  put(path, "");
  fs::resize_file(path, 12'000'000);
  add_to(path, "end");
  fs::resize_file(path, 20'000'000);
}

std::string sparse_content() { return std::string(12'000'000, '\0') + "end" + std::string(7'999'997, '\0'); }

/// As somebody whom files can be closed to: nothing is to root. Only for the commands and files in between.
class AsAnybody {
 public:
  explicit AsAnybody(const fs::path& folder) {
    if (::geteuid() != 0) return;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) give(entry.path());
    give(folder);
    is_other_ = ::setresgid(nobody, nobody, 0) == 0 && ::setresuid(nobody, nobody, 0) == 0;
  }
  ~AsAnybody() {
    if (is_other_ && (::setresuid(0, 0, 0) != 0 || ::setresgid(0, 0, 0) != 0)) std::abort();
  }
  AsAnybody(const AsAnybody&) = delete;
  AsAnybody& operator=(const AsAnybody&) = delete;

 private:
  static constexpr unsigned nobody = 65534;
  static void give(const fs::path& path) {
    if (::lchown(path.c_str(), nobody, nobody) != 0) QFAIL("could not give it away");
  }
  bool is_other_ = false;
};

struct Row {
  const char* name;
  Change prepare;
  Change meanwhile;  ///< done as soon as the first bytes are on their way; null: nothing
  Files arrives;     ///< what is there afterwards; empty: nothing
  ErrorCode fails;   ///< internal: it does not
  const char* says;  ///< a part of a sentence; empty: none
};

const std::vector<Row>& rows_of_sending() {
  static const std::vector<Row> rows = {
      {"links to files go as files, those to folders are told",
       [](const fs::path& data) {
         put(data / "a", "content");
         put(data / "folder/b", "b");
         fs::create_symlink("a", data / "link");
         fs::create_directory_symlink("folder", data / "other folder");
       },
       nullptr,
       {{"a", "content"}, {"link", "content"}, {"folder/b", "b"}},
       ErrorCode::internal,
       "other folder"},
      {"a link that leads to nothing",
       [](const fs::path& data) {
         put(data / "a", "content");
         fs::create_symlink("gone", data / "link");
       },
       nullptr,
       {},
       ErrorCode::local_file,
       "link is not there"},
      {"a link that leads to itself is told",
       [](const fs::path& data) {
         put(data / "a", "content");
         fs::create_symlink("link", data / "link");
       },
       nullptr,
       {{"a", "content"}},
       ErrorCode::internal,
       "link"},
      {"hard links go as two files",
       [](const fs::path& data) {
         put(data / "a", "content");
         fs::create_hard_link(data / "a", data / "b");
       },
       nullptr,
       {{"a", "content"}, {"b", "content"}},
       ErrorCode::internal,
       ""},
      {"a sparse file arrives as its content",
       [](const fs::path& data) { make_sparse(data / "sparse"); },
       nullptr,
       {{"sparse", sparse_content()}},
       ErrorCode::internal,
       ""},
      {"empty files go, empty folders are told",
       [](const fs::path& data) {
         put(data / "empty", "");
         fs::create_directories(data / "nothing/in");
       },
       nullptr,
       {{"empty", ""}},
       ErrorCode::internal,
       "nothing/in"},
      {"a named pipe is told",
       [](const fs::path& data) {
         put(data / "a", "content");
         QCOMPARE(::mkfifo((data / "pipe").c_str(), 0600), 0);
       },
       nullptr,
       {{"a", "content"}},
       ErrorCode::internal,
       "pipe"},
      {"what may not be read",
       [](const fs::path& data) {
         put(data / "a", "content");
         put(data / "closed.csv", "secret");
         fs::permissions(data / "closed.csv", fs::perms::none);
       },
       nullptr,
       {},
       ErrorCode::local_file,
       "You may not open"},
      {"a folder that may not be read",
       [](const fs::path& data) {
         put(data / "a", "content");
         put(data / "closed/b", "secret");
         fs::permissions(data / "closed", fs::perms::none);
       },
       nullptr,
       {},
       ErrorCode::local_file,
       "You may not open"},
      {"one name composed and one decomposed, and one in capitals",
       [](const fs::path& data) {
         put(data / "caf\u00e9", "composed");
         put(data / "cafe\u0301", "decomposed");
         put(data / "CAF\u00c9", "capitals");
       },
       nullptr,
       {{"caf\u00e9", "composed"}, {"cafe\u0301", "decomposed"}, {"CAF\u00c9", "capitals"}},
       ErrorCode::internal,
       ""},

      {"a large file is written to while it is sent",
       [](const fs::path& data) { put(data / "large", large_content()); },
       [](const fs::path& data) { overwrite(data / "large", large - 100, "changed"); },
       {},
       ErrorCode::data_rejected,
       "The file large changed while it was being sent"},
      {"a large file shrinks",
       [](const fs::path& data) { put(data / "large", large_content()); },
       [](const fs::path& data) { fs::resize_file(data / "large", large / 3); },
       {},
       ErrorCode::data_rejected,
       "The file large changed while it was being sent"},
      {"a large file grows",
       [](const fs::path& data) { put(data / "large", large_content()); },
       [](const fs::path& data) { add_to(data / "large", "more"); },
       {},
       ErrorCode::data_rejected,
       "The file large changed while it was being sent"},
      {"a large file vanishes",
       [](const fs::path& data) { put(data / "large", large_content()); },
       [](const fs::path& data) { fs::remove(data / "large"); },
       {},
       ErrorCode::local_file,
       "The file large is not there any more"},
      {"a small file is written to",
       [](const fs::path& data) {
         put(data / "large", large_content());
         put(data / "small", "content");
       },
       [](const fs::path& data) { overwrite(data / "small", 0, "Content"); },
       {},
       ErrorCode::data_rejected,
       "The file small changed while it was being sent"},
      {"a small file shrinks",
       [](const fs::path& data) {
         put(data / "large", large_content());
         put(data / "small", "content");
       },
       [](const fs::path& data) { fs::resize_file(data / "small", 3); },
       {},
       ErrorCode::data_rejected,
       "The file small changed while it was being sent"},
      {"a small file grows",
       [](const fs::path& data) {
         put(data / "large", large_content());
         put(data / "small", "content");
       },
       [](const fs::path& data) { add_to(data / "small", "more"); },
       {},
       ErrorCode::data_rejected,
       "The file small changed while it was being sent"},
      {"a small file vanishes",
       [](const fs::path& data) {
         put(data / "large", large_content());
         put(data / "new\nline", "content");
       },
       [](const fs::path& data) { fs::remove(data / "new\nline"); },
       {},
       ErrorCode::local_file,
       "is not there any more"},
      {"a file becomes a folder",
       [](const fs::path& data) {
         put(data / "large", large_content());
         put(data / "small", "content");
       },
       [](const fs::path& data) {
         fs::remove(data / "small");
         put(data / "small/x", "x");
       },
       {},
       ErrorCode::local_file,
       "small is a folder"},
  };
  return rows;
}

const std::vector<Row>& rows_of_fetching() {
  static const std::vector<Row> rows = {
      {"links, pipes and empty folders stay where they are; hard links come as two files",
       [](const fs::path& out) {
         put(out / "a", "content");
         fs::create_hard_link(out / "a", out / "b");
         fs::create_symlink("a", out / "link");
         fs::create_symlink("link to itself", out / "link to itself");
         fs::create_directories(out / "nothing/in");
         QCOMPARE(::mkfifo((out / "pipe").c_str(), 0600), 0);
       },
       nullptr,
       {{"out/a", "content"}, {"out/b", "content"}},
       ErrorCode::internal,
       ""},
      {"a sparse file comes as its content",
       [](const fs::path& out) { make_sparse(out / "sparse"); },
       nullptr,
       {{"out/sparse", sparse_content()}},
       ErrorCode::internal,
       ""},
      {"one name composed and one decomposed, and one in capitals",
       [](const fs::path& out) {
         put(out / "caf\u00e9", "composed");
         put(out / "cafe\u0301", "decomposed");
         put(out / "CAF\u00c9", "capitals");
       },
       nullptr,
       {{"out/caf\u00e9", "composed"}, {"out/cafe\u0301", "decomposed"}, {"out/CAF\u00c9", "capitals"}},
       ErrorCode::internal,
       ""},
      {"what may not be read there",
       [](const fs::path& out) {
         put(out / "a", "content");
         put(out / "closed", "secret");
         fs::permissions(out / "closed", fs::perms::none);
       },
       nullptr,
       {},
       ErrorCode::remote_file,
       "could not be read"},
      {"a large file shrinks",
       [](const fs::path& out) { put(out / "large", large_content()); },
       [](const fs::path& out) { fs::resize_file(out / "large", large / 3); },
       {},
       ErrorCode::verification_failed,
       "is not what stands on the factory"},
      {"a large file vanishes",
       [](const fs::path& out) { put(out / "large", large_content()); },
       [](const fs::path& out) { fs::remove(out / "large"); },
       {},
       ErrorCode::remote_file,
       "factory"},
      {"a small file grows",
       [](const fs::path& out) {
         put(out / "large", large_content());
         put(out / "small", "content");
       },
       [](const fs::path& out) { add_to(out / "small", "more"); },
       {},
       ErrorCode::verification_failed,
       "factory"},
      {"a small file vanishes",
       [](const fs::path& out) {
         put(out / "large", large_content());
         put(out / "small", "content");
       },
       [](const fs::path& out) { fs::remove(out / "small"); },
       {},
       ErrorCode::remote_file,
       "factory"},
  };
  return rows;
}

void add_rows(const std::vector<Row>& rows) {
  QTest::addColumn<int>("row");
  for (std::size_t i = 0; i < rows.size(); ++i) QTest::newRow(rows[i].name) << static_cast<int>(i);
}

/// Does what `row` says as soon as something moves.
ProgressSink meanwhile(const Row& row, const fs::path& data, bool& is_done) {
  return [&row, data, &is_done](const Progress& at) {
    if (row.meanwhile == nullptr || is_done || at.done == 0) return;
    is_done = true;
    row.meanwhile(data);
  };
}

/// Does it when the factory has said what there is.
class AfterListing : public CommandRunner {
 public:
  AfterListing(CommandRunner& runner, std::function<void()> change) : runner_(runner), change_(std::move(change)) {}
  Result<ExecResult> exec(const std::string& command, ExecOptions options, const std::stop_token& stop) override {
    auto result = runner_.exec(command, std::move(options), stop);
    if (const auto change = std::exchange(change_, nullptr)) change();
    return result;
  }

 private:
  CommandRunner& runner_;
  std::function<void()> change_;  ///< the first command is one alone
};

struct World : TransferWorld {
  fs::path out() const { return work() / "jobs/uuid/out"; }
  fs::path into() const { return here() / "results"; }
  Result<Receipt> fetch_it(NameRules rules) {
    return fetch_by(rules, runner, remote(work() / "jobs/uuid"), {"out"}, into(), nullptr, {});
  }
};

/// Names that Linux holds and others do not, each with its content.
Files names_of_linux() {
  Files files;
  for (const auto* name : {"CON", "aux.txt", "a:b.csv", "trailing.", "space ", "new\nline", "what?*", "back\\slash",
                           "latin\xe9", "caf\u00e9", "cafe\u0301", "Model.bin", "model.bin", "MODEL.BIN", "Data/x",
                           "data/x", "data/y", "100%", "fine.csv"})
    files[name] = std::string("the file ") + name;
  return files;
}

void check_arrived(const Row& row, const Result<Receipt>& result, const Files& there, const std::string& heard) {
  if (row.fails == ErrorCode::internal) {
    VERIFY_OK(result);
    QCOMPARE(result->files, row.arrives.size());
  } else {
    QVERIFY(result.failed());
    QVERIFY2(result.error().code == row.fails, words(result.error()).c_str());
  }
  QVERIFY2(there == row.arrives, "other files");
  QVERIFY2(heard.find(row.says) != std::string::npos, heard.c_str());
}

class AwkwardDataTest : public QObject {
  Q_OBJECT

 private slots:
  void sending_data() { add_rows(rows_of_sending()); }
  void sending() {
    QFETCH(int, row);
    const auto& now = rows_of_sending()[static_cast<std::size_t>(row)];
    World world;
    now.prepare(world.data());
    fs::create_directories(world.work());
    bool is_done = false;
    std::string words;
    Result<Receipt> sent = Cancelled{};
    {
      const AsAnybody anybody(world.here());
      const auto manifest = scan_files(world.data(), nullptr, {});
      if (manifest.ok()) {
        for (const auto& sentence : manifest->left_out.sentences()) words += sentence.english() + '\n';
        sent = send(world.runner, {*manifest, world.data()}, "wine", world.remote(world.work()),
                    meanwhile(now, world.data(), is_done), {});
      } else {
        sent = manifest.as<Receipt>();
      }
    }
    QCOMPARE(is_done, now.meanwhile != nullptr);
    if (sent.failed()) words += sent.error().message.english();
    check_arrived(now, sent, sent.ok() ? files_under(sent->place) : Files(), words);
    // Of what failed nothing stays that could be taken for the data.
    if (sent.ok() || !fs::exists(world.work() / "datasets")) return;
    for (const auto& entry : fs::directory_iterator(world.work() / "datasets"))
      QVERIFY2(entry.path().filename().string().starts_with(".part-"), entry.path().c_str());
  }

  void fetching_data() { add_rows(rows_of_fetching()); }
  void fetching() {
    QFETCH(int, row);
    const auto& now = rows_of_fetching()[static_cast<std::size_t>(row)];
    World world;
    now.prepare(world.out());
    fs::create_directories(world.into());
    AfterListing runner(world.runner, [&] {
      if (now.meanwhile != nullptr) now.meanwhile(world.out());
    });
    Result<Receipt> came = Cancelled{};
    {
      const AsAnybody anybody(world.here());
      came = fetch(runner, world.remote(world.work() / "jobs/uuid"), {"out"}, world.into(), nullptr, {});
    }
    check_arrived(now, came, came.ok() ? files_under(world.into()) : Files(),
                  came.failed() ? came.error().message.english() : std::string());
  }

  void names_that_this_computer_cannot_hold_become_others_and_are_told_data() {
    QTest::addColumn<int>("rules");
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("windows") << static_cast<int>(NameRules::windows)
                             << QByteArray("%43ON|%61ux.txt|%6Dodel.bin|back%5Cslash|%4Dodel.bin")
                             << "names of 13 of them";
    QTest::newRow("macos") << static_cast<int>(NameRules::macos) << QByteArray("latin%E9|%64ata/x|%63af\u00e9")
                           << "names of 6 of them";
    QTest::newRow("linux") << static_cast<int>(NameRules::posix) << QByteArray() << QString();
  }
  void names_that_this_computer_cannot_hold_become_others_and_are_told() {
    QFETCH(int, rules);
    QFETCH(QByteArray, names);
    QFETCH(QString, sentence);
    const auto files = names_of_linux();
    World world;
    for (const auto& [name, content] : files) put(world.out() / name, content);
    const auto came = world.fetch_it(static_cast<NameRules>(rules));
    VERIFY_OK(came);
    auto here = files_under(world.into() / "out");
    QCOMPARE(here.size(), files.size());
    std::string told;
    for (const auto& file : came->renamed) {
      told += '|' + file.here.substr(4);
      QCOMPARE(here[file.here.substr(4)], files.at(file.name.substr(4)));
      here.erase(file.here.substr(4));
    }
    // All others stand under their own name.
    for (const auto& [name, content] : here) QCOMPARE(content, files.at(name));
    for (const auto& name : names.split('|'))
      QVERIFY2((told + '|').find(name.toStdString()) != std::string::npos, told.c_str());
    QCOMPARE(came->renamed_sentence().empty(), sentence.isEmpty());
    QVERIFY2(came->renamed_sentence().english().find(sentence.toStdString()) != std::string::npos,
             came->renamed_sentence().english().c_str());
    QVERIFY(came->renamed.empty() ||
            came->json().find("\"here\": \"" + came->renamed.front().here) != std::string::npos);
    // The same names again: they are found, and nothing comes twice.
    const auto again = world.fetch_it(static_cast<NameRules>(rules));
    VERIFY_OK(again);
    QVERIFY(again->was_there);
    QVERIFY(again->renamed == came->renamed);
    QCOMPARE(files_under(world.into() / "out").size(), files.size());
  }

  void a_path_that_is_too_long_is_fetched_to_another_place() {
    World world;
    const auto folder = std::string(120, 'd') + '/' + std::string(120, 'e');
    put(world.out() / folder / "model.bin", "the model");
    put(world.out() / "report.html", "the report");
    const auto came = world.fetch_it(NameRules::windows);
    VERIFY_OK(came);
    QCOMPARE(came->renamed.size(), 1U);
    QCOMPARE(came->renamed.front().name, "out/" + folder + "/model.bin");
    QCOMPARE(read_file(world.into() / came->renamed.front().here).value(), std::string("the model"));
    QCOMPARE(read_file(world.into() / "out/report.html").value(), std::string("the report"));
    QVERIFY(came->renamed_sentence().english().find(came->renamed.front().here) != std::string::npos);
  }
};

}  // namespace awkward_data_test

WERKBANK_TEST(awkward_data_test::AwkwardDataTest);
#include "awkward_data_test.moc"
