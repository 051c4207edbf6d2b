// What can be repaired in conversations without a guess, and a copy in which it is.
#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/dataset/data_repair.h"
#include "core/dataset/table_repair.h"

namespace werkbank {

struct FixedConversation;

enum class ConversationRepairKind {
  encoding,         ///< the whole file is UTF-16
  letters,          ///< letters that were not written as UTF-8
  byte_order_mark,  ///< three bytes at the begin that only some programs read
  list,             ///< one JSON list: each conversation gets a line
  last_comma,       ///< behind a conversation
  empty_lines,
  role_names,  ///< "User", "gebruiker": as the program on the factory calls them
  spaces,      ///< around what is said
  repeated,    ///< conversations that are there already: the first one stays
};
constexpr std::size_t conversation_repair_kinds = 9;

/// Repairs of a file of conversations, or of a folder with some. Memory grows neither with how many there are nor with
/// how long they are, but for the marks of the first two million, which tell whether one comes twice.
class ConversationRepairs : public DataRepairs {
 public:
  /// Errors: local_file; data_rejected, where the conversations cannot be told apart (bytes that are no text, a list
  /// that has no end, a line of more than 8 MB).
  static Result<ConversationRepairs> find(const std::filesystem::path& data, const ProgressSink& progress,
                                          const std::stop_token& stop);

  const std::vector<RepairLine>& lines() const override { return lines_; }
  const std::filesystem::path& data() const override { return data_; }
  std::string ending() const override { return is_file_ ? ".jsonl" : ""; }
  Result<Done> write(const std::filesystem::path& copy, const ProgressSink& progress,
                     const std::stop_token& stop) const override;

 private:
  struct File {
    std::string name;  ///< below the folder; empty when the data is one file
    FileState state;
    std::uint64_t sum = 0;             ///< of the lines of the copy
    std::vector<TableRepairs> tables;  ///< its one repair, when it is a table
  };
  std::filesystem::path place_of(const std::filesystem::path& data, const File& file) const;
  Result<Done> write_to(const std::filesystem::path& place, const ProgressSink& progress,
                        const std::stop_token& stop) const;
  Result<Done> check_copy(const std::filesystem::path& place, const std::stop_token& stop) const;

  std::filesystem::path data_;
  bool is_file_ = false;
  std::vector<File> files_;
  std::uint64_t others_ = 0;  ///< files of the folder in which nobody looks for conversations
  std::vector<RepairLine> lines_;
};

}  // namespace werkbank
