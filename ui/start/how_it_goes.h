// Three cards that tell someone who has no job yet how it goes: give data, let it train, get a model.
#pragma once

#include <array>

#include "ui/style/widgets.h"

namespace werkbank {

class HowItGoes : public Page {
  Q_OBJECT
 public:
  explicit HowItGoes(QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  struct Part {
    Strong* title;
    Body* sentence;
  };
  Title* title_;
  std::array<Part, 3> parts_{};
};

}  // namespace werkbank
