// The data sets of a person's course: fetched with one press, and chosen as the data of the job.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/factory/course_data.h"
#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class CourseDataList : public Page {
  Q_OBJECT
 public:
  explicit CourseDataList(LiveWorkbench& live, QWidget* parent = nullptr);

 signals:
  /// It is on this computer now, and meant to be used.
  void chosen(const std::filesystem::path& path);

 protected:
  void retranslate() override;

 private:
  void ask();
  void show_list(std::vector<CourseData> list);
  void fetch(const CourseData& data);
  void fetched(Result<std::filesystem::path> result);
  QString words_of(const CourseData& data) const;

  LiveWorkbench& live_;
  Card* card_;
  Title* title_;
  Body* what_;
  QVBoxLayout* lines_;
  ProgressLine* progress_;
  SecondaryButton* stop_;
  Banner* problem_;
  std::vector<CourseData> list_;
  std::vector<SecondaryButton*> buttons_;
  std::vector<Body*> names_;
  Background::Ticket asking_ = 0;
  Background::Ticket fetching_ = 0;
  std::string name_;  ///< of what is being fetched
  Progress so_far_;
  std::optional<Error> error_;
};

}  // namespace werkbank
