// Reading JSON that others wrote (profiles, manifests): typed, bounded, and with errors that name the field.
// A reader collects the first thing that is wrong and goes on with empty values; look at finish() at the end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/language.h"
#include "core/base/result.h"

namespace werkbank {

class JsonReader {
 public:
  /// Parses `text`. `document` is how the person knows it ("the profile lumi.json"); `code` is what a wrong field is.
  static Result<JsonReader> parse(std::string_view text, std::string document, ErrorCode code);

  bool has(const char* key) const;
  /// The member `key`, which must be there.
  JsonReader at(const char* key) const;
  /// The member `key`, or an absent reader, whose values are the defaults.
  JsonReader maybe(const char* key) const;
  /// The elements of a list, or nothing when absent.
  std::vector<JsonReader> items() const;
  /// The members of an object with their names, or nothing when absent.
  std::vector<std::pair<std::string, JsonReader>> members() const;

  std::string text(std::string fallback = {}) const;
  /// Text that must not be empty.
  std::string name() const;
  /// One of `allowed`.
  std::string one_of(const std::vector<std::string_view>& allowed, std::string fallback = {}) const;
  std::int64_t integer(std::int64_t low, std::int64_t high, std::int64_t fallback = 0) const;
  double number(double low, double high, double fallback = 0) const;
  bool boolean(bool fallback = false) const;
  LocalText local_text() const;  ///< {"nl": ..., "en": ...}, both not empty
  std::vector<std::string> texts() const;
  bool present() const { return value_ != nullptr; }
  bool is_null() const { return value_ != nullptr && value_->is_null(); }
  /// The value as it is; only when present().
  const nlohmann::json& raw() const { return *value_; }

  /// Says that this field is wrong, for reasons that the reader cannot know: `expected` continues "must be ...".
  void refuse(const std::string& expected) const;
  /// Refuses every member that is not in `known`.
  void only(const std::vector<std::string_view>& known) const;
  /// The first thing that was wrong anywhere in the document.
  Result<Done> finish() const;

 private:
  struct Document {
    nlohmann::json root;
    std::string name;
    ErrorCode code = ErrorCode::internal;
    std::optional<Error> first_error;
  };
  JsonReader(std::shared_ptr<Document> document, const nlohmann::json* value, std::string path);
  JsonReader child(const nlohmann::json* value, const std::string& path) const;

  std::shared_ptr<Document> document_;
  const nlohmann::json* value_ = nullptr;
  std::string path_;
};

}  // namespace werkbank
