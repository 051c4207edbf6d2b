// What is behind the person in a sign-in: one ticked line for each question that was answered, never with the answer.
#pragma once

#include <vector>

#include "ui/live/asking_person.h"
#include "ui/style/widgets.h"

namespace werkbank {

class AnsweredLines : public Page {
  Q_OBJECT
 public:
  explicit AnsweredLines(QWidget* parent = nullptr);
  void set(const std::vector<AnsweredQuestion>& answered);

 protected:
  void retranslate() override;

 private:
  QString line_of(const AnsweredQuestion& past) const;
  std::vector<AnsweredQuestion> answered_;
};

}  // namespace werkbank
