#include "sample_template.h"

#include <fstream>

#include "core/base/sha256.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string script = "print('hello')\n";
const std::string shared_script = "def help(): pass\n";

json check(const char* rule, json arguments, const char* words) {
  return {{"rule", rule},
          {"args", std::move(arguments)},
          {"severity", "error"},
          {"message", both(words, words)},
          {"advice", both("Doe iets.", "Do something.")}};
}

json parameters() {
  const auto base = [](const char* key, const char* type, const char* group, json value) {
    return json{{"key", key},
                {"type", type},
                {"group", group},
                {"label", both("Vraag", "Question")},
                {"help", both("Uitleg.", "Help.")},
                {"default", std::move(value)},
                {"source", "chosen"}};
  };
  auto target = base("target", "column", "basic", "");
  target["data"] = "table";
  auto effort = base("effort", "choice", "basic", "normal");
  effort["choices"] = {{{"value", "quick"}, {"label", both("Snel", "Quick")}},
                       {{"value", "normal"}, {"label", both("Gewoon", "Normal")}}};
  auto rounds = base("rounds", "integer", "basic", 10);
  rounds.update({{"min", 1}, {"max", 500}, {"step", 1}, {"unit", both("rondes", "rounds")}});
  rounds["visible_if"] = {{"parameter", "effort"}, {"equals", "normal"}};
  auto rate = base("rate", "number", "advanced", 0.1);
  rate.update({{"min", 0.001}, {"max", 1.0}, {"scale", "log"}});
  auto pause = base("pause", "duration", "advanced", 60);
  pause.update({{"min", 10}, {"max", 3600}});
  return json::array({target, effort, rounds, rate, pause, base("exact", "boolean", "basic", false),
                      base("skip", "text", "basic", "")});
}

json resources() {
  return {{"estimator", "tabular_v1"},
          {"constants", {{"seconds_base", 5}, {"seconds_per_million_cells", 13.0}}},
          {"tiers", json::array({{{"if_mem_gib_below", 1000000},
                                  {"gpus", 0},
                                  {"nodes", 1},
                                  {"cpus", 2},
                                  {"memory_gib", 4},
                                  {"launcher", "python"},
                                  {"strategy", "single"},
                                  {"cpu_only", true}}})},
          {"resumable", true},
          {"grace_seconds", 120},
          {"max_requeues", 20},
          {"default_walltime_minutes", 30},
          {"shm_gb", 0}};
}

json card(const std::string& id) {
  return {{"schema", 1},
          {"id", id},
          {"version", "1.2.3"},
          {"title", both("Naam", "Name")},
          {"summary", both("Kort.", "Short.")},
          {"when_to_use", both("Wel.", "Do.")},
          {"when_not", both("Niet.", "Do not.")},
          {"icon", "table"},
          {"have", "table"},
          {"sectors", {"health", "any"}},
          {"examples", json::array({{{"sector", "health"}, {"text", both("Zo.", "So.")}}})},
          {"task", "tabular-prediction"},
          {"level", "starter"},
          {"licences", json::array({{{"component", "sample"},
                                     {"kind", "code"},
                                     {"spdx", "MIT"},
                                     {"commercial_ok", "yes"},
                                     {"note", both("Vrij.", "Free.")}}})},
          {"models", json::array()}};
}

json whole_manifest(const std::string& id) {
  auto manifest = card(id);
  manifest["data"] =
      json::array({{{"key", "table"},
                    {"kind", "file"},
                    {"format", "csv"},
                    {"pack", "as-is"},
                    {"label", both("Tabel", "Table")},
                    {"help", both("Een tabel.", "A table.")},
                    {"checks", json::array({check("min_rows", {{"rows", 50}}, "{file}: {count} < {limit}"),
                                            check("column_exists", {{"parameter", "target"}}, "{value}?")})}}});
  manifest["parameters"] = parameters();
  manifest["resources"] = resources();
  manifest["environment"] =
      json::array({{{"kind", "system"}, {"arch", "any"}, {"needs", {"numpy"}}, {"env", {{"OMP_NUM_THREADS", "1"}}}},
                   {{"kind", "modules"}, {"arch", "x86_64-cuda"}, {"modules", {"PyTorch/2.1.2-foss-2023a"}}},
                   {{"kind", "apptainer"}, {"arch", "any"}, {"image_role", "pytorch"}}});
  manifest["entry"] = {
      {"script", "train.py"},
      {"args_style", "config-json"},
      {"smoke_args", {{"rounds", 2}}},
      {"smoke_seconds", 60},
      {"files", json::array({{{"path", "train.py"}, {"sha256", werkbank::sha256_hex(script)}},
                             {{"path", "../shared/shared.py"}, {"sha256", werkbank::sha256_hex(shared_script)}}})}};
  manifest["outputs"] = json::array(
      {{{"path", "out/model/"}, {"label", both("Model", "Model")}, {"download", "always"}, {"keep_days", 90}}});
  manifest["metrics"] = {
      {"file", "out/metrics.jsonl"},
      {"primary",
       {{"name", "accuracy"},
        {"split", "test"},
        {"goal", "max"},
        {"label", both("Juist", "Right")},
        {"good", 0.9},
        {"baseline", "most_frequent"},
        {"baseline_label", both("Gok", "Guess")}}},
      {"charts",
       json::array({{{"title", both("Fout", "Error")}, {"values", {"loss"}}, {"splits", {"train", "val"}}}})}};
  manifest["safety"] = {{"personal_data", "possible"}, {"ai_act_note", both("Let op.", "Mind.")}, {"network", "none"}};
  return manifest;
}

}  // namespace

json both(const std::string& dutch, const std::string& english) { return {{"nl", dutch}, {"en", english}}; }

SampleCatalogue::SampleCatalogue() { write("shared/shared.py", shared_script); }

fs::path SampleCatalogue::folder() const { return folder_.path().toStdString(); }

fs::path SampleCatalogue::add(const std::string& id) const {
  write(id + "/train.py", script);
  write_manifest(id, whole_manifest(id));
  return folder() / id;
}

json SampleCatalogue::manifest(const std::string& id) const {
  std::ifstream file(folder() / id / "manifest.json");
  return json::parse(file);
}

void SampleCatalogue::write_manifest(const std::string& id, const json& manifest) const {
  write(id + "/manifest.json", manifest.dump(1));
}

void SampleCatalogue::write(const std::string& path, const std::string& content) const {
  fs::create_directories((folder() / path).parent_path());
  std::ofstream(folder() / path, std::ios::binary) << content;
}
