#include "ui/style/fields.h"

#include <cmath>

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/style/property.h"
#include "ui/style/surfaces.h"

namespace werkbank {
namespace {

constexpr int bar_steps = 1000;

}  // namespace

Figure::Figure(QWidget* parent)
    : QWidget(parent), caption_(new Caption), value_(new Label(Type::figure)), note_(new Caption) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(px(Space::hair) / 2);
  layout->addWidget(caption_);
  layout->addWidget(value_);
  layout->addWidget(note_);
  layout->addStretch();
  value_->setWordWrap(false);
}

void Figure::set(const QString& caption, const QString& value, const QString& note) {
  caption_->setText(caption);
  value_->setText(value.isEmpty() ? QStringLiteral("–") : value);
  note_->setText(note);
  note_->setVisible(!note.isEmpty());
  QStringList said{value, note};
  said.removeAll(QString());
  setAccessibleName(QStringLiteral("%1: %2").arg(caption, said.join(QStringLiteral(". "))));
}

ProgressLine::ProgressLine(QWidget* parent)
    : QWidget(parent), left_(new Body), right_(new QLabel), bar_(new QProgressBar) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(px(Space::small));
  auto* texts = row();
  texts->addWidget(left_, 1);
  right_->setTextFormat(Qt::PlainText);
  right_->setProperty("textRole", QStringLiteral("muted"));
  texts->addWidget(right_, 0, Qt::AlignRight | Qt::AlignBottom);
  layout->addLayout(texts);
  layout->addWidget(bar_);
  bar_->setTextVisible(false);
  bar_->setRange(0, bar_steps);
}

void ProgressLine::set(std::optional<double> fraction, const QString& left, const QString& right, const QString& name) {
  const bool known = fraction.has_value() && std::isfinite(*fraction);
  if (bar_->maximum() != (known ? bar_steps : 0)) bar_->setRange(0, known ? bar_steps : 0);
  if (known) bar_->setValue(static_cast<int>(std::lround(std::clamp(*fraction, 0.0, 1.0) * bar_steps)));
  left_->setText(left);
  right_->setText(right);
  left_->setVisible(!left.isEmpty());
  right_->setVisible(!right.isEmpty());
  bar_->setAccessibleName(!name.isEmpty() ? name : left.isEmpty() ? right : left);
}

FormRow::FormRow(QWidget* control, QWidget* parent)
    : QWidget(parent),
      label_(new Strong),
      control_(control),
      help_(new Caption),
      error_line_(new QWidget),
      error_(new Body) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(px(Space::hair));
  layout->addWidget(label_);
  layout->addWidget(control_);
  layout->addWidget(help_);
  auto* error_layout = row(Space::small);
  error_line_->setLayout(error_layout);
  error_layout->addWidget(new IconLabel(QStringLiteral("error"), Role::danger), 0, Qt::AlignTop);
  error_->set_tone(Tone::danger);
  error_layout->addWidget(error_, 1);
  layout->addWidget(error_line_);
  help_->hide();
  error_line_->hide();
  label_->setBuddy(control_);
}

void FormRow::set_label(const QString& text) {
  label_->setText(text);
  control_->setAccessibleName(text);
}

void FormRow::set_help(const QString& text) {
  help_->setText(text);
  help_->setVisible(!text.isEmpty());
  describe();
}

void FormRow::set_error(const QString& text) {
  has_error_ = !text.isEmpty();
  error_->setText(text);
  error_line_->setVisible(has_error_);
  set_style_property(*control_, "invalid", has_error_ ? QStringLiteral("true") : QStringLiteral("false"));
  describe();
}

void FormRow::describe() {
  control_->setAccessibleDescription(has_error_ ? error_->text() + QLatin1Char(' ') + help_->text() : help_->text());
}

}  // namespace werkbank
