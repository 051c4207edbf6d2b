// A job template: what a card in the catalogue knows. Read from resources/catalogue/<id>/manifest.json, whose fields
// manifest.schema.json describes. Nothing in it is ever run by a shell or evaluated.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/base/language.h"

namespace werkbank {

/// A parameter's value: whole number, number, yes/no or text (also for choice, column and model).
using ParameterValue = std::variant<std::int64_t, double, bool, std::string>;
using ParameterValues = std::map<std::string, ParameterValue>;

/// A duration is a whole number of seconds. A column may be empty: the one that is proposed is meant then, or none.
enum class ParameterType { integer, number, boolean, choice, text, column, model, duration };
/// What a column should hold, so that the right one can be proposed.
enum class ColumnHolds { anything, dates, numbers, kinds, texts };
enum class Severity { warning, error };
enum class DataKind { file, folder };
/// `boxes` is photos with boxes drawn around things; `recordings` is sound with a table of what is said in it;
/// `conversations` is JSON lines with questions and answers; `folder` is any files, with rules of its own.
enum class DataFormat { csv, imagefolder, boxes, recordings, conversations, folder };

struct ParameterChoice {
  std::string value;
  LocalText label;
};

struct VisibleIf {
  std::string parameter;
  ParameterValue equals;
};

struct Parameter {
  std::string key;
  ParameterType type = ParameterType::text;
  bool basic = true;  ///< one of the at most six plain questions; else under "details"
  LocalText label;
  LocalText help;
  LocalText unit;
  ParameterValue default_value;
  std::optional<double> min;
  std::optional<double> max;
  std::optional<double> step;
  bool logarithmic = false;
  std::string data;                           ///< for columns: the key of the data item they are of
  ColumnHolds holds = ColumnHolds::anything;  ///< for columns
  bool optional = false;                      ///< for columns: no column is an answer too, and none is proposed
  std::vector<ParameterChoice> choices;
  std::optional<VisibleIf> visible_if;
  std::string source;  ///< where the default comes from
};

/// What a sweep does with one parameter: it takes each of these values, or draws from a range.
struct SweepAxis {
  std::string parameter;
  std::vector<ParameterValue> values;  ///< empty: from the range
  double low = 0;
  double high = 0;
  bool logarithmic = false;
  std::optional<VisibleIf> when;  ///< only with this answer to another question
};

/// How a template tries several settings (a sweep), and which.
struct SweepPlan {
  std::vector<SweepAxis> axes;
  int at_once = 2;  ///< so many variants run beside each other, at most
};

struct DataCheck {
  std::string rule;
  std::map<std::string, std::variant<double, std::string>> arguments;
  Severity severity = Severity::error;
  LocalText message;  ///< with {file} {line} {column} {value} {count} {limit}
  LocalText advice;   ///< the same
};

struct DataItem {
  std::string key;
  DataKind kind = DataKind::file;
  DataFormat format = DataFormat::csv;
  LocalText label;
  LocalText help;
  std::vector<DataCheck> checks;
  std::string pack;  ///< as-is or tar
};

struct Licence {
  std::string component;
  std::string kind;  ///< code, weights, data
  std::string spdx;
  std::string commercial_ok;  ///< yes, no, conditions
  LocalText note;
};

/// How large a model is that a job begins with: what its memory and time follow from. Zero where it is not said.
struct ModelSize {
  double parameters = 0;
  double layers = 0;
  double hidden = 0;  ///< numbers of a token between layers
  double vocabulary = 0;
};

struct ResourceTier {
  double if_memory_gib_below = 0;
  int gpus = 0;
  int nodes = 1;
  int cpus = 1;
  double memory_gib = 4;
  std::string launcher;  ///< python, torchrun, srun
  std::string strategy;  ///< single, ddp, fsdp
  bool cpu_only = true;  ///< can run without any GPU
};

struct TemplateResources {
  std::string estimator;
  std::map<std::string, double> constants;
  std::vector<ResourceTier> tiers;
  bool resumable = false;
  bool has_trial = false;  ///< its script can measure in a short run what the whole one will take
  int grace_seconds = 120;
  int max_requeues = 0;
  int default_walltime_minutes = 60;
  double shared_memory_gb = 0;  ///< what /dev/shm must hold
};

struct TemplateEnvironment {
  std::string kind;                ///< system, modules, apptainer, or any of them
  std::string arch;                ///< of machine_kinds()
  std::vector<std::string> needs;  ///< Python packages, by import name, without which the script cannot work
  std::vector<std::string> uses;   ///< others, which it does more with where they are
  std::vector<std::string> modules;
  std::map<std::string, std::string> variables;
  std::string image_role;  ///< for apptainer: which of the factory's images
};

struct TemplateFile {
  std::filesystem::path local;  ///< where it lies on this computer
  std::string name;             ///< its name in the job's code/ folder
  std::string sha256;           ///< verified when the template was read
};

struct TemplateOutput {
  std::string path;  ///< relative to the job folder; a folder ends in '/'
  LocalText label;
  std::string download;  ///< always, ask, never
  int keep_days = 0;
};

struct PrimaryMetric {
  std::string name;
  std::string split;
  bool higher_is_better = true;
  LocalText label;
  std::optional<double> good;
  std::string baseline;  ///< empty: none
  LocalText baseline_label;
};

struct MetricChart {
  LocalText title;
  std::vector<std::string> values;
  std::vector<std::string> splits;
};

/// What most people have comes first.
inline constexpr std::array<std::string_view, 8> what_people_have = {"table",  "photos",    "text",  "series",
                                                                     "speech", "documents", "model", "code"};

struct JobTemplate {
  std::string id;
  std::string version;
  std::filesystem::path folder;
  std::filesystem::path example;  ///< data to try it with, that comes with the template; empty when there is none
  LocalText title;
  LocalText summary;
  LocalText when_to_use;
  LocalText when_not;
  std::string icon;
  std::string have;  ///< one of what_people_have
  std::string task;
  std::string level;
  std::vector<std::string> sectors;
  std::vector<std::pair<std::string, LocalText>> examples;  ///< sector and sentence
  std::vector<Licence> licences;
  std::vector<DataItem> data;
  std::vector<Parameter> parameters;
  TemplateResources resources;
  std::vector<TemplateEnvironment> environments;
  std::string script;  ///< name in code/
  std::vector<TemplateFile> files;
  std::vector<TemplateOutput> outputs;
  PrimaryMetric primary;
  std::vector<MetricChart> charts;
  LocalText safety_note;
  std::vector<std::string> models;               ///< ids that a `model` parameter may be
  std::map<std::string, ModelSize> model_sizes;  ///< by id
  std::optional<SweepPlan> sweep;                ///< empty: it does not try several settings
  ParameterValues trial_values;                  ///< what differs in a quick trial run
  int trial_seconds = 0;
  std::string personal_data;  ///< unlikely, possible, likely

  const Parameter* parameter(const std::string& key) const;
};

}  // namespace werkbank
