// Help: a few short, plain answers.
#pragma once

#include <vector>

#include "ui/style/widgets.h"

namespace werkbank {

class HelpPage : public Page {
  Q_OBJECT
 public:
  explicit HelpPage(QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  struct Topic {
    Title* question;
    Body* answer;
  };
  Headline* headline_;
  std::vector<Topic> topics_;
};

}  // namespace werkbank
