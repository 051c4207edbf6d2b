// Personal data in running text: in documents, and in sentences of which each is one text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/dataset/findings.h"
#include "core/dataset/page_splitter.h"
#include "core/dataset/personal_counts.h"
#include "core/dataset/text_lines.h"

namespace werkbank {

/// Looks through a text that comes in blocks, with little memory whatever its lines are like. What lies across a border
/// of blocks is found, and once.
class PersonalLines {
 public:
  /// addresses: of e-mail, and numbers in links that call them; what else is written there is for machines.
  enum class Look { everything, addresses };

  /// `found` must outlive this.
  explicit PersonalLines(PersonalCounts& found, Look look = Look::everything);
  PersonalLines(const PersonalLines&) = delete;

  /// UTF-8.
  void add(std::string_view block) { lines_.add(block); }
  /// Behind the last block.
  void finish() { lines_.finish(); }
  /// What is found from now on is told as being on that line, instead of on that of the text.
  void tell_line(std::uint64_t line) { told_line_ = line; }

 private:
  std::size_t take(const TextPiece& piece);
  bool may_hold(std::string_view text) const;
  bool is_looked_for(const PersonalMatch& match, std::string_view text) const;

  PersonalCounts& found_;
  Look look_;
  TextLines lines_;
  std::size_t next_ = 0;  ///< what begins before this byte of a piece was looked at with the piece before
  std::uint64_t told_line_ = 0;
};

/// Looks through one document: a plain text, or a page with what stands in its source only.
class PersonalDocument {
 public:
  /// `found` must outlive this.
  PersonalDocument(PersonalCounts& found, bool is_page);

  /// UTF-8.
  void add(std::string_view block);
  /// Behind the last block.
  void finish();

 private:
  bool is_page_;
  PersonalLines shown_;
  PersonalLines source_;
  PageSplitter page_;
};

/// Warnings of the rule "personal_data".
void say_people_in_documents(const PersonalCounts& found, Findings& findings);
/// `at` has the name of the file of sentences.
void say_people_in_sentences(const PersonalCounts& found, const FoundAt& at, Findings& findings);

}  // namespace werkbank
