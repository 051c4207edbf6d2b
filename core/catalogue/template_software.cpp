#include "core/catalogue/template_software.h"

namespace werkbank {

std::vector<const TemplateEnvironment*> asked_of(const JobTemplate& job_template, std::string_view kind) {
  std::vector<const TemplateEnvironment*> of_kind;
  std::vector<const TemplateEnvironment*> of_any;
  for (const auto& one : job_template.environments) {
    if (one.kind == kind) of_kind.push_back(&one);
    if (one.kind == "any") of_any.push_back(&one);
  }
  return of_kind.empty() ? of_any : of_kind;
}

}  // namespace werkbank
