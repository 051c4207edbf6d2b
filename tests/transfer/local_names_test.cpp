// What names from the factory become on a computer that cannot hold them.
#include "core/transfer/local_names.h"

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include "core/base/remote_path.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace local_names_test {

constexpr std::size_t ample = 100'000;

/// Of each path that becomes another one, what it becomes.
std::map<std::string, std::string> renamed(const std::vector<std::string>& paths, NameRules rules,
                                           std::size_t room = ample) {
  ManifestEntries entries;
  for (const auto& path : paths) entries.add(path);
  entries.sort();
  std::map<std::string, std::string> others;
  for (const auto& [index, name] : other_names(entries, rules, room)) others[entries.path(index)] = name;
  return others;
}

using Renamed = std::map<std::string, std::string>;

/// As a web address is read.
std::string decoded(const std::string& name) {
  std::string text;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] != '%') {
      text += name[at];
      continue;
    }
    text += static_cast<char>(std::stoi(name.substr(at + 1, 2), nullptr, 16));
    at += 2;
  }
  return text;
}

std::vector<std::string> parts(const std::string& path) {
  std::vector<std::string> all(1);
  for (const char c : path) {
    if (c == '/') {
      all.emplace_back();
    } else {
      all.back() += c;
    }
  }
  return all;
}

QString shown(const Renamed& names) {
  QString text;
  for (const auto& [name, other] : names)
    text += QString::fromStdString(name).toHtmlEscaped() + " -> " + QString::fromStdString(other) + '\n';
  return text;
}

/// Said by others than the code under test: Microsoft's "Naming Files, Paths, and Namespaces".
bool windows_takes(const std::string& name) {
  const auto text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
  if (text.toUtf8().toStdString() != name || text.isEmpty() || text.size() > 255) return false;
  if (text.endsWith(u'.') || text.endsWith(u' ')) return false;
  for (const QChar c : text) {
    if (c.unicode() < 32 || QStringLiteral("<>:\"/\\|?*").contains(c)) return false;
  }
  static const QStringList devices = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
  auto stem = text.section(u'.', 0, 0).toUpper();
  while (stem.endsWith(u' ')) stem.chop(1);
  const bool port = stem.size() == 4 && (stem.startsWith("COM") || stem.startsWith("LPT")) &&
                    QStringLiteral("0123456789\u00b9\u00b2\u00b3").contains(stem.back());
  return !port && !devices.contains(stem);
}

bool macos_takes(const std::string& name) {
  return name.size() <= 255 && QString::fromStdString(name).toStdString() == name;
}

std::string odd_name(std::mt19937& chance) {
  static const std::vector<std::string> pieces = {"a",
                                                  "A",
                                                  "b",
                                                  "B",
                                                  ".",
                                                  " ",
                                                  "CON",
                                                  "aux",
                                                  "com1",
                                                  "COM\u00b9",
                                                  ":",
                                                  "?",
                                                  "\\",
                                                  "\n",
                                                  "\x01",
                                                  "%",
                                                  "%3A",
                                                  "%61",
                                                  "\u00e9",
                                                  "e\u0301",
                                                  "\u00c9",
                                                  "\xff",
                                                  "\xc3",
                                                  "\xed\xa0\x80",
                                                  "\U0001f600",
                                                  "\u00df",
                                                  "ss",
                                                  "~",
                                                  ".txt",
                                                  "long-paths",
                                                  std::string(90, 'x'),
                                                  std::string(60, ':'),
                                                  "(2)"};
  std::string name;
  for (std::size_t count = 1 + chance() % 4; count > 0; --count) name += pieces[chance() % pieces.size()];
  if (name.size() > 255) name.resize(255);
  return name == "." || name == ".." ? "dots" : name;
}

class LocalNamesTest : public QObject {
  Q_OBJECT

 private slots:
  void what_each_system_refuses_is_written_as_in_a_web_address() {
    const std::vector<std::string> paths = {
        "CON",  "aux.txt",   "a:b",  "prn/x",     "dot.",     "fine.csv",  "nul .tar.gz", "q\"<>|?*",     "space ",
        "w\\x", "new\nline", "100%", "latin\xe9", "COM7.log", "COM77.log", "console",     "..\\..\\evil", "lpt\u00b3"};
    const auto names = renamed(paths, NameRules::windows);
    const Renamed expected = {{"CON", "%43ON"},
                              {"aux.txt", "%61ux.txt"},
                              {"a:b", "a%3Ab"},
                              {"prn/x", "%70rn/x"},
                              {"dot.", "dot%2E"},
                              {"nul .tar.gz", "%6Eul .tar.gz"},
                              {"q\"<>|?*", "q%22%3C%3E%7C%3F%2A"},
                              {"space ", "space%20"},
                              {"w\\x", "w%5Cx"},
                              {"new\nline", "new%0Aline"},
                              {"latin\xe9", "latin%E9"},
                              {"COM7.log", "%43OM7.log"},
                              {"..\\..\\evil", "..%5C..%5Cevil"},
                              {"lpt\u00b3", "%6Cpt\u00b3"}};
    QVERIFY2(names == expected, qPrintable(shown(names)));
    QCOMPARE(renamed(paths, NameRules::macos), (Renamed{{"latin\xe9", "latin%E9"}}));
    QCOMPARE(renamed(paths, NameRules::posix), Renamed());
  }

  void names_that_are_one_to_a_file_system_stay_two() {
    const std::vector<std::string> paths = {"README", "ReadMe", "readme", "\u00e9t\u00e9", "e\u0301te\u0301",
                                            "Data/a", "data/a", "data/b", "one",           "One/x"};
    QCOMPARE(renamed(paths, NameRules::posix), Renamed());
    const Renamed both = {{"ReadMe", "%52eadMe"},
                          {"readme", "%72eadme"},
                          {"data/a", "%64ata/a"},
                          {"data/b", "%64ata/b"},
                          {"one", "%6Fne"}};
    const auto windows = renamed(paths, NameRules::windows);
    QVERIFY2(windows == both, qPrintable(shown(windows)));
    auto normalized = both;
    normalized["\u00e9t\u00e9"] = "%C3%A9t\u00e9";
    const auto macos = renamed(paths, NameRules::macos);
    QVERIFY2(macos == normalized, qPrintable(shown(macos)));
  }

  void a_name_that_looks_like_an_encoded_one_does_not_take_its_place() {
    const auto names = renamed({"a%3Ab", "a:b"}, NameRules::windows);
    QCOMPARE(names.size(), 1U);
    QVERIFY(names.at("a:b") != "a%3Ab");
    QCOMPARE(decoded(names.at("a:b")), std::string("a:b"));
  }

  void what_is_too_long_is_cut_and_stays_unique() {
    const std::string name(84, ':');  // three times as long when it is encoded
    const auto names = renamed({name + "1.csv", name + "2.csv"}, NameRules::windows);
    QCOMPARE(names.size(), 2U);
    QVERIFY(names.at(name + "1.csv") != names.at(name + "2.csv"));
    for (const auto& [from, other] : names) {
      QCOMPARE(other.size() <= 255, true);
      QVERIFY2(other.ends_with(".csv") && other.starts_with("%3A%3A"), other.c_str());
    }
  }

  void a_path_that_is_too_long_goes_to_a_place_of_its_own() {
    const auto folder = std::string(100, 'd') + '/' + std::string(100, 'e') + '/';
    for (const auto rules : {NameRules::windows, NameRules::macos, NameRules::posix}) {
      const auto names = renamed({folder + "model.bin", folder + "other/model.bin", "short"}, rules, 150);
      QCOMPARE(names.size(), 2U);
      std::set<std::string> places;
      for (const auto& [from, other] : names) {
        QVERIFY2(other.starts_with("long-paths/model~") && other.ends_with(".bin"), other.c_str());
        QVERIFY(other.size() <= 150);
        places.insert(other);
      }
      QCOMPARE(places.size(), 2U);
    }
    QCOMPARE(renamed({"long-paths/x"}, NameRules::posix), Renamed());
  }

  void room_is_what_the_folder_leaves() {
    QCOMPARE(room_for_paths(NameRules::windows, std::string(100, 'x')), 260U - 100 - 10);
    // Two characters of one unit, one of two units.
    QCOMPARE(room_for_paths(NameRules::windows, "\u00e9\u20ac\U0001f600"), 260U - 4 - 10);
    QCOMPARE(room_for_paths(NameRules::posix, std::string(5000, 'x')), 0U);
  }

  void whatever_the_names_all_can_be_held_apart() {
    std::mt19937 chance(7);
    for (int round = 0; round < 60; ++round) {
      std::set<std::string> paths;
      std::set<std::string> folders = {""};
      while (paths.size() < 60) {
        auto folder = *std::next(folders.begin(), static_cast<std::ptrdiff_t>(chance() % folders.size()));
        const auto path = folder + odd_name(chance);
        // At a factory nothing is a file and a folder.
        if (folders.contains(path + '/') || paths.contains(path) || !is_safe_relative_path(path)) continue;
        if (folders.size() < 8 && chance() % 4 == 0) {
          folders.insert(path + '/');
        } else {
          paths.insert(path);
        }
      }
      for (const auto rules : {NameRules::windows, NameRules::macos}) holds_apart({paths.begin(), paths.end()}, rules);
    }
  }

 private:
  static void holds_apart(const std::vector<std::string>& paths, NameRules rules) {
    constexpr std::size_t room = 400;
    const auto names = renamed(paths, rules, room);
    QCOMPARE(names, renamed(paths, rules, room));
    std::set<QString> places;
    for (const auto& path : paths) {
      const auto other = names.find(path);
      const auto place = other == names.end() ? path : other->second;
      QVERIFY2(is_safe_relative_path(place) && place.size() <= 2 * room, place.c_str());
      for (const auto& part : parts(place))
        QVERIFY2(rules == NameRules::windows ? windows_takes(part) : macos_takes(part), part.c_str());
      auto one = QString::fromStdString(place).normalized(QString::NormalizationForm_D).toCaseFolded();
      if (rules == NameRules::windows) one = QString::fromStdString(place).toCaseFolded();
      QVERIFY2(places.insert(one).second, place.c_str());
      const bool is_cut = place.find('~') != std::string::npos;
      if (other != names.end() && !is_cut && path.find('%') == std::string::npos) QCOMPARE(decoded(place), path);
    }
  }
};

}  // namespace local_names_test

WERKBANK_TEST(local_names_test::LocalNamesTest);
#include "local_names_test.moc"
