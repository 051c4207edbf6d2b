// COCO JSON, by nlohmann's events: of a file of any size only the lists that matter are kept.
#include <cmath>
#include <iterator>
#include <limits>

#include <nlohmann/json.hpp>

#include "core/base/local_files.h"
#include "core/dataset/box_annotations.h"

namespace werkbank {
namespace {

constexpr std::size_t most_annotation_faults = 100;
constexpr std::size_t most_entries = 2'000'000;  // of one list
constexpr std::size_t longest_text = 1U << 20U;  // between quotes; some tools put whole photos there
constexpr std::size_t longest_photo_name = 4096;
constexpr std::uint64_t largest_annotations = 512U << 20U;  // as the training script takes
constexpr int deepest_annotation = 64;

// The characters of a text that comes in blocks, one by one, with the line they are on. Ends where a text between
// quotes is longer than anybody writes: the parser would keep it whole.
class Feed {
 public:
  Feed(const AnnotationSource& source, const std::stop_token& stop) : source_(source), stop_(stop) { fill(); }

  bool at_end() const { return at_ >= block_.size(); }
  char now() const { return block_[at_]; }
  void next() {
    follow(block_[at_]);
    if (too_long_) {
      block_ = {};
      return;
    }
    if (++at_ >= block_.size()) fill();
  }
  std::uint64_t line() const { return line_; }
  bool too_long() const { return too_long_; }
  bool too_large() const { return read_ > largest_annotations; }
  bool stopped() const { return stopped_; }
  const std::optional<Error>& error() const { return error_; }

 private:
  void fill() {
    at_ = 0;
    block_ = {};
    stopped_ = stop_.stop_requested();
    if (stopped_ || too_large()) return;
    const auto block = source_();
    if (block.cancelled()) {
      stopped_ = true;
    } else if (block.failed()) {
      error_ = block.error();
    } else {
      block_ = *block;
      read_ += block_.size();
    }
  }

  void follow(char c) {
    if (c == '\n') ++line_;
    if (!in_text_) {
      in_text_ = c == '"';
      length_ = 0;
    } else if (is_escaped_) {
      is_escaped_ = false;
    } else if (c == '\\') {
      is_escaped_ = true;
    } else {
      in_text_ = c != '"';
    }
    too_long_ = ++length_ > longest_text && in_text_;
  }

  const AnnotationSource& source_;
  const std::stop_token& stop_;
  std::string_view block_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t read_ = 0;
  std::size_t length_ = 0;  // of the text between quotes
  bool in_text_ = false;
  bool is_escaped_ = false;
  bool too_long_ = false;
  bool stopped_ = false;
  std::optional<Error> error_;
};

class FeedIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  explicit FeedIterator(Feed* feed) : feed_(feed) {}
  char operator*() const { return feed_->now(); }
  FeedIterator& operator++() {
    feed_->next();
    return *this;
  }
  FeedIterator operator++(int) {
    const auto before = *this;
    feed_->next();
    return before;
  }
  bool operator==(const FeedIterator& other) const { return is_end() == other.is_end(); }
  bool operator!=(const FeedIterator& other) const { return !(*this == other); }

 private:
  bool is_end() const { return feed_ == nullptr || feed_->at_end(); }
  Feed* feed_;
};

class CocoEvents {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  CocoEvents(const Feed& feed, CocoFile& into) : feed_(feed), into_(into) {}

  bool null() { return value(); }
  bool boolean(bool yes) { return number(yes ? 1 : 0, std::nullopt); }
  bool number_integer(number_integer_t whole) { return number(static_cast<double>(whole), whole); }
  bool number_unsigned(number_unsigned_t whole) {
    constexpr auto most = static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max());
    const auto fits = whole <= most;
    return number(static_cast<double>(whole), fits ? std::optional(static_cast<std::int64_t>(whole)) : std::nullopt);
  }
  bool number_float(number_float_t real, const string_t&) {
    constexpr double most = 9e15;  // up to which every whole number is exact
    const bool is_whole = std::isfinite(real) && std::abs(real) < most && std::floor(real) == real;
    return number(real, is_whole ? std::optional(static_cast<std::int64_t>(real)) : std::nullopt);
  }
  bool string(string_t& text) {
    if (is_entry() && depth_ == entry_depth && field_ == (list_ == List::photos ? "file_name" : "name")) {
      entry_.name = text.substr(0, longest_photo_name + 1);
      entry_.has_name = true;
    }
    return value();
  }
  bool binary(binary_t&) { return value(); }

  bool start_object(std::size_t) {
    if (depth_ == list_depth && list_ != List::none) begin_entry();
    return go_in();
  }
  bool key(string_t& name) {
    if (depth_ == 1 || depth_ == entry_depth) field_ = name.size() > longest_photo_name ? std::string() : name;
    return true;
  }
  bool end_object() {
    --depth_;
    return depth_ != list_depth || !is_entry() || end_entry();
  }
  bool start_array(std::size_t) {
    if (depth_ == 1) begin_list();
    if (depth_ == list_depth && list_ != List::none) begin_stranger();
    if (is_entry() && depth_ == entry_depth) {
      in_box_ = field_ == "bbox";
      if (in_box_) entry_.sides_count = 0;
    }
    return go_in();
  }
  bool end_array() {
    --depth_;
    if (depth_ == entry_depth) in_box_ = false;
    if (depth_ == 1) list_ = List::none;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) {
    is_broken_ = true;
    return false;
  }

  bool is_broken() const { return is_broken_; }
  bool is_too_deep() const { return is_too_deep_; }
  bool is_too_many() const { return is_too_many_; }
  bool has_photos() const { return has_photos_; }
  bool has_kinds() const { return has_kinds_; }

 private:
  enum class List { none, photos, boxes, kinds };
  static constexpr int list_depth = 2;
  static constexpr int entry_depth = 3;

  struct Entry {
    std::optional<std::int64_t> id;
    std::optional<std::int64_t> photo;
    std::optional<std::int64_t> kind;
    std::string name;
    bool has_name = false;
    double width = 0;
    double height = 0;
    BoxSides sides{};
    std::size_t sides_count = 0;
    bool has_wrong_side = false;
    bool is_crowd = false;
    std::uint64_t line = 0;
  };

  bool is_entry() const { return list_ != List::none && depth_ >= list_depth && in_entry_; }

  bool go_in() {
    ++depth_;
    is_too_deep_ = depth_ > deepest_annotation;
    return !is_too_deep_;
  }

  void begin_list() {
    list_ = field_ == "images"        ? List::photos
            : field_ == "annotations" ? List::boxes
            : field_ == "categories"  ? List::kinds
                                      : List::none;
    into_.is_coco |= list_ == List::boxes;
    has_photos_ |= list_ == List::photos;
    has_kinds_ |= list_ == List::kinds;
    number_ = 0;
    in_entry_ = false;
  }

  void begin_entry() {
    entry_ = Entry{};
    entry_.line = feed_.line();
    in_entry_ = true;
    ++number_;
    field_.clear();
  }

  // In a list of objects, something that is none.
  void begin_stranger() {
    in_entry_ = false;
    ++number_;
    fault({"geen blok tussen accolades", "not a block between braces"});
  }

  bool value() {
    if (depth_ == list_depth && list_ != List::none) begin_stranger();
    if (in_box_ && depth_ == entry_depth + 1) entry_.has_wrong_side = true;
    return true;
  }

  bool number(double real, std::optional<std::int64_t> whole) {
    if (!is_entry()) return value();
    if (in_box_ && depth_ == entry_depth + 1) {
      if (entry_.sides_count < entry_.sides.size()) entry_.sides[entry_.sides_count] = real;
      ++entry_.sides_count;
      return true;
    }
    if (depth_ != entry_depth) return value();
    if (field_ == "id") entry_.id = whole;
    if (field_ == "image_id") entry_.photo = whole;
    if (field_ == "category_id") entry_.kind = whole;
    if (field_ == "width") entry_.width = real;
    if (field_ == "height") entry_.height = real;
    if (field_ == "iscrowd") entry_.is_crowd = real == 1;
    return true;
  }

  bool end_entry() {
    in_entry_ = false;
    const auto count = into_.photos.size() + into_.boxes.size() + into_.kinds.size();
    is_too_many_ = count >= most_entries;
    if (is_too_many_) return false;
    if (!entry_.id) {
      fault({"geen heel getal als 'id'", "no whole number as 'id'"});
    } else if (list_ == List::photos) {
      end_photo();
    } else if (list_ == List::kinds) {
      end_kind();
    } else {
      end_box();
    }
    return true;
  }

  void end_photo() {
    if (!entry_.has_name) return fault({"geen 'file_name'", "no 'file_name'"});
    if (entry_.name.size() > longest_photo_name)
      return fault({"een veel te lange naam", "a name that is much too long"});
    const bool has_size = entry_.width > 0 && entry_.height > 0 && entry_.width < 1e6 && entry_.height < 1e6;
    into_.photos.push_back({*entry_.id, std::move(entry_.name), has_size ? std::floor(entry_.width) : 0,
                            has_size ? std::floor(entry_.height) : 0, entry_.line});
  }

  void end_kind() {
    auto name = tidy_name(entry_.name);
    if (name.empty()) return fault({"geen naam", "no name"});
    if (name.size() > longest_photo_name) return fault({"een veel te lange naam", "a name that is much too long"});
    into_.kinds.push_back({*entry_.id, std::move(name), entry_.line});
  }

  void end_box() {
    if (!entry_.photo) return fault({"geen heel getal als 'image_id'", "no whole number as 'image_id'"});
    if (!entry_.kind) return fault({"geen heel getal als 'category_id'", "no whole number as 'category_id'"});
    const bool has_sides = entry_.sides_count == entry_.sides.size() && !entry_.has_wrong_side;
    if (!has_sides && !entry_.is_crowd) return fault({"geen 'bbox' van vier getallen", "no 'bbox' of four numbers"});
    into_.boxes.push_back({*entry_.id, *entry_.photo, *entry_.kind, entry_.sides, entry_.is_crowd,
                           static_cast<std::uint32_t>(number_), static_cast<std::uint32_t>(entry_.line)});
  }

  void fault(const LocalText& what) {
    const char* list = list_ == List::photos ? "images" : list_ == List::kinds ? "categories" : "annotations";
    const auto place = std::string(list) + "[" + std::to_string(number_) + "]: ";
    if (into_.faults.size() < most_annotation_faults)
      into_.faults.push_back({{place + what.dutch, place + what.english}, feed_.line()});
  }

  const Feed& feed_;
  CocoFile& into_;
  int depth_ = 0;
  std::string field_;
  List list_ = List::none;
  bool in_entry_ = false;
  bool in_box_ = false;
  std::uint64_t number_ = 0;
  Entry entry_;
  bool is_broken_ = false;
  bool is_too_deep_ = false;
  bool is_too_many_ = false;
  bool has_photos_ = false;
  bool has_kinds_ = false;
};

// What ended the reading before its time; nothing when all was read.
std::optional<LocalText> broken_words(const Feed& feed, const CocoEvents& events) {
  if (feed.too_large()) return LocalText{"het bestand is groter dan 512 MB", "the file is larger than 512 MB"};
  if (feed.too_long())
    return LocalText{"een tekst tussen aanhalingstekens is langer dan 1 MB",
                     "a text between quotes is longer than 1 MB"};
  if (events.is_too_many())
    return LocalText{"er staan meer dan 2 miljoen foto's en kaders in",
                     "it holds more than 2 million photos and boxes"};
  if (events.is_too_deep()) return LocalText{"te veel blokken in elkaar", "too many blocks within each other"};
  if (events.is_broken()) return LocalText{"het is geen geldige JSON", "it is not valid JSON"};
  return std::nullopt;
}

}  // namespace

Result<CocoFile> read_coco(const AnnotationSource& source, const std::stop_token& stop) {
  CocoFile file;
  Feed feed(source, stop);
  CocoEvents events(feed, file);
  nlohmann::json::sax_parse(FeedIterator(&feed), FeedIterator(nullptr), &events);
  if (feed.stopped()) return Cancelled{};
  if (feed.error()) return *feed.error();
  const auto broken = broken_words(feed, events);
  file.is_whole = !broken;
  if (broken) file.faults.push_back({*broken, feed.line()});
  if (!broken && file.is_coco && !events.has_photos())
    file.faults.push_back({{"de lijst 'images' ontbreekt", "the list 'images' is missing"}, 0});
  if (!broken && file.is_coco && !events.has_kinds())
    file.faults.push_back({{"de lijst 'categories' ontbreekt", "the list 'categories' is missing"}, 0});
  return file;
}

Result<CocoFile> read_coco_file(const std::filesystem::path& path, const std::stop_token& stop) {
  WERKBANK_TRY(auto reader, FileReader::open(path));
  return read_coco([&reader] { return reader.read(); }, stop);
}

}  // namespace werkbank
