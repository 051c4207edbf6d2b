#include "ui/new_job/number_field.h"

#include <QEvent>
#include <QHBoxLayout>

namespace werkbank {
namespace {

constexpr int most_slider_steps = 100;

class WheelFilter : public QObject {
 public:
  using QObject::QObject;
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() != QEvent::Wheel) return false;
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (widget != nullptr && widget->hasFocus()) return false;
    event->ignore();
    return true;
  }
};

}  // namespace

void leave_wheel_to_page(QWidget& control) {
  control.setFocusPolicy(Qt::StrongFocus);
  control.installEventFilter(new WheelFilter(&control));
}

NumberField::NumberField(int min, int max, int step, QWidget* parent) : QWidget(parent), spin_(new QSpinBox) {
  auto* layout = row(Space::normal);
  setLayout(layout);
  spin_->setRange(min, max);
  spin_->setSingleStep(step);
  spin_->setGroupSeparatorShown(true);
  leave_wheel_to_page(*spin_);
  setFocusProxy(spin_);
  connect(spin_, &QSpinBox::valueChanged, this, &NumberField::changed);
  if ((max - min) / std::max(1, step) <= most_slider_steps) {
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setRange(min, max);
    slider_->setSingleStep(step);
    slider_->setPageStep(step);
    leave_wheel_to_page(*slider_);
    layout->addWidget(slider_, 1);
    connect(slider_, &QSlider::valueChanged, spin_, &QSpinBox::setValue);
    connect(spin_, &QSpinBox::valueChanged, slider_, &QSlider::setValue);
  }
  layout->addWidget(spin_);
  layout->addStretch();
}

void NumberField::set_value(int value) { spin_->setValue(value); }

void NumberField::set_unit(const QString& unit) {
  spin_->setSuffix(unit.isEmpty() ? QString() : QLatin1Char(' ') + unit);
}

void NumberField::set_name(const QString& name, const QString& object_name) {
  spin_->setAccessibleName(name);
  spin_->setObjectName(object_name);
  if (slider_ == nullptr) return;
  slider_->setAccessibleName(name);
  slider_->setObjectName(object_name + QStringLiteral(".slider"));
}

}  // namespace werkbank
