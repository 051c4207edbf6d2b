#include "core/catalogue/check_rules.h"

#include <algorithm>

namespace werkbank {
namespace {

using Kind = RuleArgument::Kind;

std::vector<CheckRule> table_rules() {
  constexpr auto csv = DataFormat::csv;
  const RuleArgument target{"parameter", Kind::column_parameter, true};
  const RuleArgument ignore{"ignore", Kind::text_parameter, false};
  return {
      {"utf8", csv, {}, {"file", "line", "value", "count"}},
      {"has_header", csv, {}, {"file", "line", "value"}},
      {"unique_headers", csv, {}, {"file", "line", "column", "value", "count"}},
      {"same_column_count", csv, {}, {"file", "line", "count", "limit"}},
      {"column_exists", csv, {target}, {"file", "line", "column", "value", "count"}},
      {"no_missing_target", csv, {target}, {"file", "line", "column", "count"}},
      {"min_rows", csv, {{"rows", Kind::whole, true}}, {"file", "count", "limit"}},
      {"min_classes", csv, {target, {"classes", Kind::whole, true}}, {"file", "column", "value", "count", "limit"}},
      {"constant_column", csv, {ignore}, {"file", "column", "value", "count"}},
      {"id_like_column", csv, {target, ignore}, {"file", "column", "value", "count"}},
      {"many_missing",
       csv,
       {{"fraction", Kind::fraction, true}, ignore},
       {"file", "line", "column", "value", "count", "limit"}},
      {"decimal_comma", csv, {}, {"file", "line", "column", "value", "count"}},
      {"target_leak",
       csv,
       {target, {"correlation", Kind::fraction, true}, ignore},
       {"file", "column", "value", "limit"}},
  };
}

std::vector<CheckRule> series_rules() {
  constexpr auto csv = DataFormat::csv;
  const RuleArgument time{"parameter", Kind::column_parameter, true};
  const RuleArgument series{"series", Kind::column_parameter, false};
  return {
      {"time_column", csv, {time}, {"file", "line", "column", "value", "count"}},
      {"unique_times", csv, {time, series}, {"file", "line", "column", "value", "count"}},
      {"regular_steps",
       csv,
       {time, series, {"fraction", Kind::fraction, true}},
       {"file", "line", "column", "value", "count", "limit"}},
      {"min_history",
       csv,
       {time, series, {"horizon", Kind::integer_parameter, true}, {"times", Kind::ratio, true}},
       {"file", "value", "count", "limit"}},
      {"numbers_only",
       csv,
       {{"parameter", Kind::column_parameter, true}},
       {"file", "line", "column", "value", "count"}},
  };
}

std::vector<CheckRule> text_rules() {
  constexpr auto csv = DataFormat::csv;
  const RuleArgument column{"parameter", Kind::column_parameter, true};
  return {
      {"rows_per_class", csv, {column, {"rows", Kind::whole, true}}, {"file", "column", "value", "count", "limit"}},
      {"max_classes", csv, {column, {"classes", Kind::whole, true}}, {"file", "column", "count", "limit"}},
      {"label_spelling", csv, {column}, {"file", "column", "value", "count"}},
      {"duplicate_texts", csv, {column}, {"file", "line", "column", "count"}},
  };
}

// Sentences in which every word has a tag. {line} is the first of {count} lines, {value} what stands there.
std::vector<CheckRule> marked_word_rules() {
  constexpr auto csv = DataFormat::csv;
  return {
      {"word_with_tag", csv, {}, {"file", "line", "value"}},
      {"known_tag", csv, {}, {"file", "line", "value"}},
      {"even_columns", csv, {}, {"file", "line", "count", "limit"}},
      {"sentence_column", csv, {}, {"file", "line"}},
      {"whole_marks", csv, {}, {"file", "line", "value", "count", "limit"}},
      {"one_scheme", csv, {}, {"file", "line", "value", "count"}},
      {"longest_sentence", csv, {{"words", Kind::whole, true}}, {"file", "line", "limit"}},
      {"min_sentences", csv, {{"sentences", Kind::whole, true}}, {"file", "count", "limit"}},
      {"has_marks", csv, {}, {"file"}},
      {"max_kinds", csv, {{"kinds", Kind::whole, true}}, {"file", "count", "limit"}},
      {"marks_per_kind", csv, {{"marks", Kind::whole, true}}, {"file", "line", "value", "count", "limit"}},
  };
}

// A folder of documents, where a table of them is asked for too.
std::vector<CheckRule> document_rules() {
  constexpr auto csv = DataFormat::csv;
  return {
      {"document_kinds", csv, {}, {"file", "count"}},
      {"largest_document", csv, {{"megabytes", Kind::whole, true}}, {"file", "count", "limit"}},
      {"readable_documents", csv, {}, {"file", "line"}},
      {"document_letters", csv, {}, {"file", "line"}},
      {"empty_documents", csv, {}, {"file", "count"}},
      {"pdf_documents", csv, {}, {"file", "count"}},
      {"min_documents", csv, {{"documents", Kind::whole, true}}, {"file", "count", "limit"}},
  };
}

std::vector<CheckRule> image_rules() {
  constexpr auto folder = DataFormat::imagefolder;
  return {
      {"class_folders", folder, {{"classes", Kind::whole, true}}, {"file", "count", "limit"}},
      {"min_per_class", folder, {{"images", Kind::whole, true}}, {"file", "value", "count", "limit"}},
      {"decodes", folder, {}, {"file"}},
      {"min_side", folder, {{"pixels", Kind::whole, true}}, {"file", "value", "limit"}},
      {"class_ratio", folder, {{"ratio", Kind::ratio, true}}, {"file", "column", "value", "count", "limit"}},
      {"stray_files", folder, {}, {"file", "count"}},
      {"duplicate_images", folder, {}, {"file", "value", "count"}},
      {"good_folder", folder, {}, {"file"}},
      {"min_good", folder, {{"images", Kind::whole, true}}, {"file", "value", "count", "limit"}},
      {"same_size", folder, {}, {"file", "value", "count"}},
  };
}

std::vector<CheckRule> box_rules() {
  constexpr auto boxes = DataFormat::boxes;
  const RuleArgument least{"boxes", Kind::whole, true};
  return {
      {"has_boxes", boxes, {}, {"file"}},
      {"readable_boxes", boxes, {}, {"file", "line", "value"}},
      {"unique_ids", boxes, {}, {"file", "line", "value"}},
      {"photo_there", boxes, {}, {"file", "line", "value"}},
      {"known_photo", boxes, {}, {"file", "line", "value"}},
      {"known_kind", boxes, {}, {"file", "line", "value"}},
      {"photo_size", boxes, {}, {"file", "value", "limit"}},
      {"box_inside", boxes, {}, {"file", "line", "value", "limit"}},
      {"same_box", boxes, {}, {"file", "line", "value", "count"}},
      {"boxes_per_kind", boxes, {least}, {"value", "count", "limit"}},
      {"photos_without_boxes", boxes, {}, {"file", "count"}},
      {"small_boxes",
       boxes,
       {{"pixels", Kind::whole, true}, {"size", Kind::choice_parameter, true}, {"largest", Kind::whole, true}},
       {"file", "line", "value", "count", "limit"}},
      {"whole_photos", boxes, {}, {"file"}},
      {"same_photos", boxes, {}, {"file", "value", "count"}},
  };
}

// {file} and {line} are where the table of what is said names the recording {value}.
std::vector<CheckRule> recording_rules() {
  constexpr auto recordings = DataFormat::recordings;
  return {
      {"has_list", recordings, {}, {"file", "count"}},
      {"list_columns", recordings, {}, {"file", "line", "column"}},
      {"list_utf8", recordings, {}, {"file", "line", "count"}},
      {"list_rows", recordings, {}, {"file", "line", "count", "limit"}},
      {"inside_folder", recordings, {}, {"file", "line", "value"}},
      {"recording_there", recordings, {}, {"file", "line", "value"}},
      {"listed_once", recordings, {}, {"file", "line", "value", "limit"}},
      {"has_words", recordings, {}, {"file", "line", "value"}},
      {"odd_characters", recordings, {}, {"file", "line", "value", "count"}},
      {"digits_in_words", recordings, {}, {"file", "line", "value", "count"}},
      {"known_part", recordings, {}, {"file", "line", "value"}},
      {"speaker_in_parts", recordings, {}, {"file", "line", "value"}},
      {"sound_format", recordings, {{"endings", Kind::endings, true}}, {"file", "line", "value", "limit"}},
      {"whole_recordings", recordings, {}, {"file", "line", "value", "limit"}},
      {"has_sound", recordings, {}, {"file", "line", "value"}},
      {"longest_recording", recordings, {{"seconds", Kind::whole, true}}, {"file", "line", "value", "count", "limit"}},
      {"sample_rate", recordings, {{"hertz", Kind::whole, true}}, {"file", "line", "value", "count", "limit"}},
      {"channels", recordings, {{"channels", Kind::whole, true}}, {"file", "line", "value", "count", "limit"}},
      {"words_fit", recordings, {{"characters", Kind::whole, true}}, {"file", "line", "value", "count", "limit"}},
      {"min_recordings", recordings, {{"recordings", Kind::whole, true}}, {"file", "count", "limit"}},
      {"unlisted_recordings", recordings, {}, {"file", "count"}},
  };
}

// {value} is what stands there; {line} is the first of {count} lines.
std::vector<CheckRule> conversation_rules() {
  constexpr auto conversations = DataFormat::conversations;
  return {
      {"has_conversations", conversations, {}, {"file"}},
      {"lines_utf8", conversations, {}, {"file", "line", "value"}},
      {"lines_json", conversations, {}, {"file", "line", "value"}},
      {"largest_line", conversations, {{"kilobytes", Kind::whole, true}}, {"file", "line", "limit"}},
      {"conversation_form", conversations, {}, {"file", "line", "value"}},
      {"known_role", conversations, {}, {"file", "line", "value"}},
      {"roles_in_turn", conversations, {}, {"file", "line", "value"}},
      {"content_is_text", conversations, {}, {"file", "line", "value"}},
      {"has_content", conversations, {}, {"file", "line", "value"}},
      {"has_answer", conversations, {}, {"file", "line"}},
      {"longest_conversation",
       conversations,
       {{"length", Kind::integer_parameter, true}, {"bytes_per_token", Kind::ratio, true}},
       {"file", "line", "count", "limit"}},
      {"same_conversation", conversations, {}, {"file", "line", "count"}},
      {"question_in_test", conversations, {}, {"file", "line", "count"}},
      {"min_conversations", conversations, {{"conversations", Kind::whole, true}}, {"file", "count", "limit"}},
  };
}

std::vector<CheckRule> folder_rules() {
  constexpr auto folder = DataFormat::folder;
  return {
      {"not_empty", folder, {}, {"file"}},
      {"allowed_endings", folder, {{"endings", Kind::endings, true}}, {"file", "value", "count", "limit"}},
      {"most_files", folder, {{"files", Kind::whole, true}}, {"file", "count", "limit"}},
      {"largest_file", folder, {{"megabytes", Kind::whole, true}}, {"file", "value", "count", "limit"}},
      {"total_size", folder, {{"megabytes", Kind::whole, true}}, {"file", "value", "limit"}},
      {"contains_file",
       folder,
       {{"name", Kind::file_name, true}, {"unless", Kind::text_parameter, false}},
       {"file", "value"}},
      {"contains_answer", folder, {{"parameter", Kind::text_parameter, true}}, {"file", "value"}},
      {"text_files", folder, {}, {"file", "line", "count"}},
  };
}

}  // namespace

std::span<const CheckRule> check_rules() {
  static const std::vector<CheckRule> rules = [] {
    auto all = table_rules();
    for (const auto& more : {series_rules(), text_rules(), marked_word_rules(), document_rules(), image_rules(),
                             box_rules(), recording_rules(), conversation_rules(), folder_rules()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }();
  return rules;
}

const CheckRule* find_check_rule(std::string_view name) {
  const auto rules = check_rules();
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

std::vector<std::string_view> placeholders(std::string_view words) {
  std::vector<std::string_view> names;
  for (auto open = words.find('{'); open != std::string_view::npos; open = words.find('{', open + 1)) {
    const auto close = words.find('}', open);
    names.push_back(words.substr(open + 1, close == std::string_view::npos ? close : close - open - 1));
  }
  return names;
}

}  // namespace werkbank
