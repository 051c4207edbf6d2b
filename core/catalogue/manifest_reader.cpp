#include "core/catalogue/manifest_reader.h"

#include <algorithm>
#include <exception>
#include <regex>

#include "core/base/local_files.h"
#include "core/base/remote_path.h"

namespace werkbank {
namespace {

const std::vector<std::string_view> sectors{"defence",     "manufacturing", "energy",   "health",
                                            "agriculture", "public",        "mobility", "any"};

void read_identity(const JsonReader& manifest, JobTemplate& into) {
  manifest.at("schema").integer(1, 1);
  into.id = manifest.at("id").name();
  static const std::regex id_form("[a-z][a-z0-9-]{2,39}");
  if (into.id.size() > 40 || !std::regex_match(into.id, id_form)) {
    manifest.at("id").refuse("3 to 40 small letters, digits and dashes, a letter first");
  }
  if (!into.folder.empty() && path_text(into.folder.filename()) != into.id)
    manifest.at("id").refuse("the name of its folder");
  into.version = manifest.at("version").name();
  static const std::regex version_form(R"([0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6})");
  if (into.version.size() > 20 || !std::regex_match(into.version, version_form))
    manifest.at("version").refuse("three numbers, as 1.0.0");
}

void read_card(const JsonReader& manifest, JobTemplate& into) {
  into.title = read_words(manifest.at("title"));
  into.summary = read_words(manifest.at("summary"));
  into.when_to_use = read_words(manifest.at("when_to_use"));
  into.when_not = read_words(manifest.at("when_not"));
  into.icon = manifest.at("icon").one_of({"table", "photo", "text", "series", "speech", "documents", "code"});
  into.have = manifest.at("have").one_of({what_people_have.begin(), what_people_have.end()});
  into.task =
      manifest.at("task").one_of({"tabular-prediction", "image-classification", "llm-finetuning", "text-classification",
                                  "document-index", "object-detection", "image-anomaly", "series-forecast",
                                  "speech-recognition", "batch-inference", "own-script", "notebook"});
  into.level = manifest.at("level").one_of({"starter", "intermediate", "expert"});
  for (const auto& sector : read_list(manifest.at("sectors"), 1, 8)) into.sectors.push_back(sector.one_of(sectors));
  for (const auto& example : read_list(manifest.at("examples"), 0, 20)) {
    example.only({"sector", "text"});
    into.examples.emplace_back(example.at("sector").one_of(sectors), read_words(example.at("text")));
  }
}

void read_licences(const JsonReader& manifest, JobTemplate& into) {
  for (const auto& reader : read_list(manifest.at("licences"), 1, 50)) {
    reader.only({"component", "kind", "spdx", "commercial_ok", "note"});
    into.licences.push_back({read_word(reader.at("component")), reader.at("kind").one_of({"code", "weights", "data"}),
                             read_word(reader.at("spdx")),
                             reader.at("commercial_ok").one_of({"yes", "no", "conditions"}),
                             read_words(reader.at("note"))});
  }
}

void read_models(const JsonReader& manifest, JobTemplate& into) {
  for (const auto& reader : read_list(manifest.at("models"), 0, 100)) {
    reader.only({"id", "params", "layers", "hidden", "vocab", "licence", "gated", "sha256", "site_path"});
    into.models.push_back(read_word(reader.at("id")));
    constexpr std::int64_t most = 1'000'000'000'000'000;
    const auto size = [&](const JsonReader& field) { return static_cast<double>(field.integer(0, most, 0)); };
    into.model_sizes[into.models.back()] = {size(reader.at("params")), size(reader.maybe("layers")),
                                            size(reader.maybe("hidden")), size(reader.maybe("vocab"))};
    read_word(reader.at("licence"));
    reader.at("gated").boolean();
    for (const auto* word : {"sha256", "site_path"}) {
      if (reader.has(word)) read_word(reader.at(word));
    }
  }
}

void read_outputs(const JsonReader& manifest, JobTemplate& into) {
  for (const auto& reader : read_list(manifest.at("outputs"), 1, 100)) {
    reader.only({"path", "label", "download", "keep_days"});
    TemplateOutput output;
    output.path = read_word(reader.at("path"));
    const std::string bare = output.path.ends_with('/') ? output.path.substr(0, output.path.size() - 1) : output.path;
    if (!output.path.starts_with("out/") || !is_safe_relative_path(bare)) reader.at("path").refuse("a path in out/");
    output.label = read_words(reader.at("label"));
    output.download = reader.at("download").one_of({"always", "ask", "never"});
    output.keep_days = static_cast<int>(reader.at("keep_days").integer(1, 36'500));
    into.outputs.push_back(std::move(output));
  }
}

const std::vector<std::string_view> splits{"train", "val", "test"};

void read_metrics(const JsonReader& metrics, JobTemplate& into) {
  metrics.only({"file", "primary", "charts"});
  metrics.at("file").one_of({"out/metrics.jsonl"});
  const auto primary = metrics.at("primary");
  primary.only({"name", "split", "goal", "label", "good", "baseline", "baseline_label"});
  into.primary.name = read_key(primary.at("name"));
  into.primary.split = primary.at("split").one_of(splits);
  into.primary.higher_is_better = primary.at("goal").one_of({"max", "min"}) != "min";
  into.primary.label = read_words(primary.at("label"));
  if (primary.has("good")) into.primary.good = primary.at("good").number(-1e12, 1e12);
  // A program that Werkbank knows nothing of has no trivial guess beside it.
  if (primary.has("baseline") || primary.has("baseline_label")) {
    into.primary.baseline = read_key(primary.at("baseline"));
    into.primary.baseline_label = read_words(primary.at("baseline_label"));
  }
  for (const auto& reader : read_list(metrics.at("charts"), 0, 20)) {
    reader.only({"title", "values", "splits"});
    MetricChart chart;
    chart.title = read_words(reader.at("title"));
    for (const auto& value : read_list(reader.at("values"), 1, 20)) chart.values.push_back(read_key(value));
    for (const auto& split : read_list(reader.at("splits"), 1, 3)) chart.splits.push_back(split.one_of(splits));
    into.charts.push_back(std::move(chart));
  }
}

void read_safety(const JsonReader& safety, JobTemplate& into) {
  safety.only({"personal_data", "ai_act_note", "network"});
  into.personal_data = safety.at("personal_data").one_of({"unlikely", "possible", "likely"});
  into.safety_note = read_words(safety.at("ai_act_note"));
  safety.at("network").one_of({"none", "login-only", "compute"});
}

void read_all(const JsonReader& manifest, JobTemplate& into) {
  manifest.only({"schema",     "id",        "version",     "title", "summary", "when_to_use", "when_not", "icon",
                 "have",       "sectors",   "examples",    "task",  "level",   "licences",    "models",   "data",
                 "parameters", "resources", "environment", "entry", "outputs", "metrics",     "safety",   "sweep"});
  read_identity(manifest, into);
  read_card(manifest, into);
  read_licences(manifest, into);
  read_models(manifest, into);
  read_parameters(manifest, into);
  read_data_items(manifest, into);
  read_resources(manifest.at("resources"), into.resources);
  read_environments(manifest.at("environment"), into);
  read_entry(manifest.at("entry"), into);
  read_outputs(manifest, into);
  read_metrics(manifest.at("metrics"), into);
  read_safety(manifest.at("safety"), into);
  read_sweep(manifest.maybe("sweep"), into);
}

}  // namespace

Result<JobTemplate> parse_manifest(std::string_view text, const std::filesystem::path& folder) {
  const std::string document = folder.empty() ? "manifest.json" : path_text(folder.filename() / "manifest.json");
  try {
    WERKBANK_TRY(const auto manifest, JsonReader::parse(text, document, ErrorCode::catalogue_invalid));
    JobTemplate job_template;
    job_template.folder = folder;
    if (!manifest.raw().is_object()) manifest.refuse("an object");
    read_all(manifest, job_template);
    WERKBANK_CHECK(manifest.finish());
    return job_template;
  } catch (const std::exception& wrong) {
    return Error{
        ErrorCode::catalogue_invalid,
        Message(WERKBANK_TEXT("catalogue", "%1 could not be read. Ask whoever gave it to you for a corrected one."),
                {document}),
        wrong.what()};
  }
}

}  // namespace werkbank
