// Reads the text of a manifest into a JobTemplate, field by field; every field is typed and bounded.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/base/json_reader.h"
#include "core/catalogue/job_template.h"

namespace werkbank {

/// `folder` is where the template's files lie: the id must be its name, and each file must lie inside the folder's
/// parent (the catalogue) with the hash that is written. An empty `folder` leaves these checks out.
/// Error: catalogue_invalid, with the field that is wrong.
Result<JobTemplate> parse_manifest(std::string_view text, const std::filesystem::path& folder);

// The parts, each in a file of its own. All refuse through the reader.
void read_parameters(const JsonReader& manifest, JobTemplate& job_template);
void read_data_items(const JsonReader& manifest, JobTemplate& job_template);
void read_resources(const JsonReader& resources, TemplateResources& into);
void read_environments(const JsonReader& list, JobTemplate& job_template);
void read_entry(const JsonReader& entry, JobTemplate& job_template);
/// After the parameters, which it names. `sweep` may be absent.
void read_sweep(const JsonReader& sweep, JobTemplate& job_template);

// Fields that several parts have.
/// Not empty, at most `limit` bytes, without control characters.
std::string read_word(const JsonReader& field, std::size_t limit = 400);
/// ^[a-z][a-z0-9_]{0,39}$
std::string read_key(const JsonReader& field);
/// Both languages, at most 1,200 characters each.
LocalText read_words(const JsonReader& field);
/// The elements of a list that must be there, with from `least` to `most` of them.
std::vector<JsonReader> read_list(const JsonReader& field, std::size_t least, std::size_t most);
/// The words of `field` must all be like this.
std::vector<std::string> read_word_list(const JsonReader& field, bool (*fits)(std::string_view), const char* expected);
/// A value for `parameter`, of its type and in its range.
ParameterValue read_value(const JsonReader& field, const Parameter& parameter, const std::vector<std::string>& models);

}  // namespace werkbank
