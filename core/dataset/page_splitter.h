// Parts what a reader sees of a page (HTML) from what stands in its source only, such as addresses in links. Takes the
// page in blocks, with the memory of one block.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace werkbank {

class PageSplitter {
 public:
  using Take = std::function<void(std::string_view)>;

  /// What stands in elements with the names of `hidden` is not shown; they must outlive this. `shown` gets the words,
  /// with a blank for each tag and the usual names of signs replaced; `source` gets the rest as it is. Both get every
  /// end of a line, so that their lines are those of the page.
  PageSplitter(std::span<const std::string_view> hidden, Take shown, Take source)
      : hidden_(hidden), take_shown_(std::move(shown)), take_source_(std::move(source)) {}

  /// UTF-8; a block may end anywhere.
  void add(std::string_view block);
  /// Behind the last block.
  void finish();

 private:
  enum class Place { words, sign, tag_begin, tag, comment };
  std::size_t take(std::string_view block, std::size_t at);
  std::size_t take_words(std::string_view block, std::size_t at);
  std::size_t take_sign(std::string_view block, std::size_t at);
  std::size_t take_tag_begin(std::string_view block, std::size_t at);
  std::size_t take_tag(std::string_view block, std::size_t at);
  std::size_t take_comment(std::string_view block, std::size_t at);
  void end_tag();
  bool is_hidden() const { return !element_.empty(); }
  void give_words(std::string_view words);
  static void give(std::string& to, std::string& other, std::string_view text);
  static void hand_over(std::string& text, const Take& take);

  std::span<const std::string_view> hidden_;
  Take take_shown_;
  Take take_source_;
  std::string shown_;   ///< of the part of a block that is read now
  std::string source_;  ///< of the block
  Place place_ = Place::words;
  std::string element_;  ///< the hidden one that this is in
  std::string name_;     ///< of the tag: "p", "/p"
  bool has_name_ = false;
  std::string sign_;        ///< "&am" of "&amp;"
  std::size_t dashes_ = 0;  ///< that came last in a comment
};

}  // namespace werkbank
