#include "core/dataset/photo_findings.h"

namespace werkbank {
namespace {

FoundAt at_photo(const std::string& file) {
  FoundAt place;
  place.file = file;
  return place;
}

}  // namespace

void say_unreadable(Findings& findings, const std::string& path) {
  findings.add(
      "readable", Severity::error, Message(WERKBANK_TEXT("dataset", "%1 may not be opened or cannot be read."), {path}),
      Message(WERKBANK_TEXT("dataset", "Ask the owner for access, or copy the pictures to a folder of your own.")),
      at_photo(path));
}

void say_places(Findings& findings, std::uint64_t count, const std::string& first) {
  if (count == 0) return;
  findings.add(
      "personal_data", Severity::warning,
      Message(WERKBANK_TEXT("dataset",
                            "Photos that say where they were taken: %1, such as %2. That may be someone's home."),
              {whole(count), first}),
      Message(WERKBANK_TEXT("dataset",
                            "The model does not need it. In Windows: select the photos, then Properties, Details, and "
                            "\"Remove Properties and Personal Information\".")),
      at_photo(first));
}

}  // namespace werkbank
