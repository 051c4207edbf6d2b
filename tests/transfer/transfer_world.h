// What the tests of this room share: a folder that is the factory, files with hostile names, and fake tools.
#pragma once

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <stop_token>
#include <string>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/base/remote_path.h"
#include "local_runner.h"

namespace werkbank {

struct TransferWorld {
  TransferWorld() { std::signal(SIGPIPE, SIG_IGN); }
  ~TransferWorld() {
    // QTemporaryDir cannot remove names that are not UTF-8.
    std::error_code ignored;
    std::filesystem::remove_all(here(), ignored);
  }

  QTemporaryDir folder;
  LocalRunner runner;

  std::filesystem::path here() const { return folder.path().toStdString(); }
  std::filesystem::path data() const { return here() / "data"; }
  std::filesystem::path work() const { return here() / "it's a $(work) \"folder\""; }
  RemotePath remote(const std::filesystem::path& path) const { return RemotePath::parse(path.string()).value(); }

  static void put(const std::filesystem::path& path, const std::string& content) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);  // QFile would change names that are not UTF-8
    file << content;
    QVERIFY2(file.flush(), "could not write");
  }
  /// A tool that goes before the real one of that name.
  void fake_tool(const std::string& name, const std::string& script) {
    runner.tools = (here() / "tools").string();
    const auto path = here() / "tools" / name;
    put(path, "#!/bin/sh\n" + script + '\n');
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }
};

template <typename T>
ErrorCode code_of(const Result<T>& result) {
  return result.failed() ? result.error().code : ErrorCode::internal;
}

inline std::map<std::string, std::string> hostile_files() {
  std::map<std::string, std::string> files = {
      {"plain.csv", "a,b\n1,2\n"},
      {"empty", ""},
      {"-rf", "dash"},
      {"--help/-x", "dashes"},
      {"new\nline", "newline"},
      {"cr\r", "carriage"},
      {"back\\slash\\n", "backslash"},
      {"$(touch evil)`id`", "dollar"},
      {"it's \"quoted\"", "quotes"},
      {"\xff\xfe not utf8 \x80", "latin"},
      {"\xc3\xa9\xe2\x82\xac", "utf8"},
      {" space ", "space"},
      {"*?[a]", "glob"},
      {"a/b/c/d", "deep"},
      {"x.tar.gz -> y", "arrow"},
      {std::string(255, 'n'), "long"},
      {"tab\tand\x01\x7f", "control"},
      {std::string(200, 'p') + '/' + std::string(200, 'q') + '/' + "r", "longer"},
      {".hidden", "hidden"},
      {"@LongLink", "marker"},
      {"big.bin", {}}};
  std::string big(700'000, '\0');
  for (std::size_t i = 0; i < big.size(); ++i) big[i] = static_cast<char>(i * i >> 7U);
  files["big.bin"] = big;
  return files;
}

/// Nothing makes it smaller.
inline std::string noise(std::size_t size) {
  // Whole words at a time: an unoptimized build needs as long for each number as for a kilobyte of anything else.
  std::mt19937_64 numbers(size);
  std::string content(size, '\0');
  for (std::size_t at = 0; at < size; at += sizeof(std::uint64_t)) {
    const auto number = numbers();
    std::memcpy(content.data() + at, &number, std::min(sizeof number, size - at));
  }
  return content;
}

/// Becomes much smaller.
inline std::string table(std::size_t size) {
  // After so many rows they are the same again, too far away for zstd to see it.
  static const std::string rows = [] {
    std::string text;
    for (int row = 0; row < 97 * 1013; ++row)
      text += std::to_string(row % 97) + ',' + std::to_string(row * 31 % 1013) + ",good\n";
    return text;
  }();
  std::string content = "temperature,pressure,quality\n";
  while (content.size() < size) content.append(rows, 0, size - content.size());
  content.resize(size);
  return content;
}

/// Every regular file under `root` with its content; "link" and the target for a symbolic link.
inline std::map<std::string, std::string> files_under(const std::filesystem::path& root) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const auto name = entry.path().lexically_relative(root).string();
    if (entry.is_symlink()) {
      files[name] = "link " + std::filesystem::read_symlink(entry.path()).string();
    } else if (entry.is_regular_file()) {
      files[name] = read_file(entry.path()).value();
    }
  }
  return files;
}

inline std::string words(const Error& error) { return error.message.english() + " [" + error.detail + ']'; }

}  // namespace werkbank

// `made` is evaluated once: it may be a transfer.
#define VERIFY_OK(made)                                                                                     \
  do {                                                                                                      \
    const auto& result_of_it = (made);                                                                      \
    QVERIFY2(result_of_it.ok(), result_of_it.failed() ? words(result_of_it.error()).c_str() : "cancelled"); \
  } while (false)
