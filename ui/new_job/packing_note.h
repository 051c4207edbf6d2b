// Said before anything is sent: that the many small files of the chosen data will be kept packed together at the
// factory that is current, and what that means. Not there where they will be kept as they are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/base/kept_as.h"
#include "ui/new_job/job_draft.h"
#include "ui/style/widgets.h"

namespace werkbank {

class PackingNote : public Page {
  Q_OBJECT
 public:
  explicit PackingNote(JobDraft& draft, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  /// What it depends on; the path is empty where there is nothing to ask.
  struct Question {
    std::filesystem::path path;
    std::uint64_t from_files = 0;  ///< as in PackingRule
    Keeping keeping = Keeping::as_factory_wants;
    bool operator==(const Question&) const = default;
  };
  struct Answer {
    std::uint64_t files = 0;  ///< that the person has
    std::optional<PackedAs> packed;
  };
  static Result<Answer> look(const Question& question, const std::stop_token& stop);
  Question question() const;
  void ask();

  JobDraft& draft_;
  Banner* note_;
  Question asked_;
  Background::Ticket asking_ = 0;
  std::optional<Answer> answer_;
};

}  // namespace werkbank
