// The table that says what is said in each recording of a folder: which one it is, its columns, and its rows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/dataset/findings.h"
#include "core/dataset/personal_columns.h"

namespace werkbank {

/// What a recording is used for.
enum class RecordingUse { not_said, learn, validate, test };

/// A row whose recording is there, and was not named before.
struct ListedRecording {
  std::size_t file = 0;  ///< in RecordingList::files
  std::uint64_t line = 0;
  std::uint32_t characters = 0;  ///< letters, digits and the spaces between words
  RecordingUse use = RecordingUse::not_said;
};

struct RecordingList {
  std::vector<std::string> files;  ///< the recordings of the folder, sorted; paths with '/'
  std::string place;               ///< of the table; empty when there is none
  std::vector<ListedRecording> recordings;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> first_rows;
  std::uint64_t rows = 0;
};

/// Where a path in the table at `list` points, from the folder that all lies in: "a/./b/../c" as "a/c". Nothing when it
/// leads out of that folder or begins at the root of a disk.
std::optional<std::string> place_of_recording(const std::string& list, std::string path);

/// Which column of a table with these names says where the recordings are.
std::optional<std::size_t> column_of_recordings(const std::vector<std::string>& names);

/// Reads a folder and its table; what is wrong goes into `findings`.
class RecordingReader {
 public:
  /// All must outlive this.
  RecordingReader(const DataItem& item, const std::filesystem::path& root, Findings& findings);
  /// `at` is told how many bytes of the table were read. Error: local_file.
  Result<RecordingList> read(const std::function<void(std::uint64_t)>& at, const std::stop_token& stop);

 private:
  struct Columns {
    std::optional<std::size_t> path, text, speaker, use;
  };
  struct Few {  // rows of which one is shown
    std::uint64_t line = 0;
    std::uint64_t rows = 0;
    std::string value;
    void add(std::uint64_t at, std::string_view what);
  };
  Result<Done> read_names(const std::stop_token& stop);
  void find_list(const std::vector<std::string>& tables);
  Result<Done> read_rows(const std::function<void(std::uint64_t)>& at, const std::stop_token& stop);
  bool read_header(std::uint64_t line, const std::vector<std::string_view>& cells);
  void read_row(std::uint64_t line, const std::vector<std::string_view>& cells);
  std::optional<std::size_t> find_recording(std::uint64_t line, const std::string& path);
  void look_at_words(std::uint64_t line, const std::string& words, ListedRecording& recording);
  void look_at_use(std::uint64_t line, const std::vector<std::string_view>& cells, ListedRecording& recording);
  void finish();
  void say(const char* rule, std::uint64_t line, std::optional<Message::Argument> value = {},
           std::optional<Message::Argument> count = {}, std::optional<Message::Argument> limit = {});
  void say(const char* rule, const Few& few);

  const DataItem& item_;
  const std::filesystem::path& root_;
  Findings& findings_;
  RecordingList list_;
  Columns columns_;
  std::vector<std::uint64_t> named_on_;  ///< for each file: the line that named it, 0 for none
  std::unordered_map<std::uint64_t, unsigned> parts_of_speaker_;
  Few not_utf8_, odd_, digits_;
  std::unique_ptr<PersonalColumns> personal_;
};

}  // namespace werkbank
