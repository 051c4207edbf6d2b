#include "core/jobs/model_use.h"

#include <algorithm>

#include "core/catalogue/parameters.h"

namespace werkbank {
namespace {

// By these names the templates have them.
constexpr const char* model_key = "model_path";     // the question which job made the model
constexpr const char* program_name = "predict.py";  // what a model is used by, beside it

}  // namespace

const JobTemplate* template_for_models(const Catalogue& catalogue) {
  const auto& all = catalogue.templates();
  const auto found = std::ranges::find_if(
      all, [](const JobTemplate& one) { return one.task == "batch-inference" && one.parameter(model_key) != nullptr; });
  return found == all.end() ? nullptr : &*found;
}

bool has_usable_model(const JobRecord& record, const JobTemplate* made_of) {
  if (record.phase != JobPhase::done || record.is_trial || made_of == nullptr ||
      made_of->parameter(model_key) != nullptr)
    return false;
  return std::ranges::any_of(made_of->files, [](const TemplateFile& file) { return file.name == program_name; });
}

ParameterValues answers_with_model_of(const JobRecord& record, const JobTemplate& for_models) {
  ParameterValues answers = default_values(for_models);
  answers[model_key] = record.uuid;
  return answers;
}

}  // namespace werkbank
