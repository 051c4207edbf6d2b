#include "core/practice/practice_notebook.h"

#include <utility>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

/// The job takes its file away when it ends; one that was killed leaves it, and then nothing of it lives.
bool is_served(const PracticeJob& job) {
  return job.state() == JobState::running && job.has_runner() &&
         std::filesystem::exists(job.folder() / std::string(notebook_file));
}

class PracticeNotebook : public OpenNotebook {
 public:
  PracticeNotebook(PracticeJob job, std::string address) : job_(std::move(job)), address_(std::move(address)) {}
  std::string address() const override { return address_; }
  bool is_open() const override { return is_served(job_); }

 private:
  const PracticeJob job_;
  const std::string address_;
};

}  // namespace

Result<std::unique_ptr<OpenNotebook>> open_practice_notebook(const PracticeJob& job) {
  if (!is_served(job)) return no_notebook_now("the practice job serves none");
  const auto text = read_file(job.folder() / std::string(notebook_file), most_notebook_bytes + 1);
  if (text.failed()) return no_notebook_now(text.error().detail);
  WERKBANK_TRY(const auto place, parse_notebook_place(*text));
  if (place.port == 0) return no_notebook_now("notebook.json names no port");
  return std::unique_ptr<OpenNotebook>(
      std::make_unique<PracticeNotebook>(job, notebook_address(place.port, place.token)));
}

}  // namespace werkbank
