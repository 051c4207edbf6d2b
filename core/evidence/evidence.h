// One file for an adviser who helps with a job: what was asked, what it did, what it printed and what Werkbank makes of
// it, without what is private. Nothing is sent; the person sees each part and leaves out what they wish.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/base/language.h"
#include "core/base/message.h"
#include "core/base/result.h"
#include "core/catalogue/job_template.h"
#include "core/evidence/redaction.h"
#include "core/jobs/job_store.h"

namespace werkbank {

/// One file of the pack.
struct EvidencePart {
  std::string name;  ///< in the pack: "log_end.txt"
  Message title;     ///< what it is, for the person
  std::string text;
  bool wanted = true;
};

struct Evidence {
  std::vector<EvidencePart> parts;
  Redacted redacted;
};

/// What the job's own files do not say.
struct EvidenceSurroundings {
  const JobTemplate* job_template = nullptr;                  ///< null when the catalogue does not have it any more
  std::vector<std::pair<std::string, std::string>> versions;  ///< "Werkbank", "0.4"
  std::vector<std::pair<std::string, std::string>> known;     ///< private words and what stands for them: see Redaction
};

/// The names and folders of whoever runs this program, for EvidenceSurroundings::known.
std::vector<std::pair<std::string, std::string>> known_of_this_computer();

/// Errors: job_unknown, store_broken, local_file.
Result<Evidence> gather_evidence(const JobStore& store, const std::string& uuid, const EvidenceSurroundings& around,
                                 Language language);

/// Writes the wanted parts as a zip file, under a temporary name first. Errors: local_file, local_disk_full.
Result<Done> write_evidence(const Evidence& evidence, const std::filesystem::path& file);

}  // namespace werkbank
