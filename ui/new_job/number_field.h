// A whole number between two bounds: a spin box, with a slider beside it where the steps are few enough to point at.
#pragma once

#include <QSlider>
#include <QSpinBox>

#include "ui/style/widgets.h"

namespace werkbank {

class NumberField : public QWidget {
  Q_OBJECT
 public:
  NumberField(int min, int max, int step, QWidget* parent = nullptr);
  int value() const { return spin_->value(); }
  void set_value(int value);
  void set_unit(const QString& unit);
  /// The names that a screen reader says for both controls.
  void set_name(const QString& name, const QString& object_name);

 signals:
  void changed(int value);

 private:
  QSpinBox* spin_;
  QSlider* slider_ = nullptr;
};

/// Lets the wheel scroll the page instead of changing an answer in passing.
void leave_wheel_to_page(QWidget& control);

}  // namespace werkbank
