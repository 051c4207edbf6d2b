#include "ui/new_job/question_field.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QSignalBlocker>

namespace werkbank {
namespace {

bool fits_int(const std::optional<double>& bound) {
  return bound && std::abs(*bound) <= static_cast<double>(std::numeric_limits<int>::max());
}

double number_of(const ParameterValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* number = std::get_if<double>(&value)) return *number;
  return 0;
}

int step_decimals(double step) {
  int decimals = 0;
  for (; decimals < 6 && std::abs(step - std::round(step)) > 1e-9; ++decimals) step *= 10;
  return decimals;
}

/// As a person types it: with the language's own decimal sign.
QString typed_text(const ParameterValue& value, QLocale locale) {
  const auto* number = std::get_if<double>(&value);
  if (number == nullptr) return QString::fromStdString(value_text(value));
  locale.setNumberOptions(QLocale::OmitGroupSeparator);
  return locale.toString(*number, 'g', QLocale::FloatingPointShortest);
}

}  // namespace

QuestionField::QuestionField(const Parameter& parameter, JobDraft& draft, QWidget* parent)
    : Page(parent),
      parameter_(parameter),
      draft_(draft),
      object_name_(QStringLiteral("new_job.question.") + QString::fromStdString(parameter.key)),
      row_(new FormRow(make_control())) {
  auto* layout = column(Space::hair);
  layout->addWidget(row_);
  setLayout(layout);
  take_value();
  retranslate();
}

QWidget* QuestionField::make_control() {
  const bool is_bounded = fits_int(parameter_.min) && fits_int(parameter_.max);
  switch (parameter_.type) {
    case ParameterType::integer:
    case ParameterType::duration:
      return is_bounded ? make_number() : make_line();
    case ParameterType::number:
      return is_bounded && !parameter_.logarithmic ? make_decimal() : make_line();
    case ParameterType::boolean:
      return make_switch();
    case ParameterType::choice:
    case ParameterType::column:
      return make_combo();
    case ParameterType::text:
    case ParameterType::model:
      return make_line();
  }
  return make_line();
}

QWidget* QuestionField::make_number() {
  const int step = std::max(1, static_cast<int>(parameter_.step.value_or(1)));
  number_ = new NumberField(static_cast<int>(*parameter_.min), static_cast<int>(*parameter_.max), step);
  connect(number_, &NumberField::changed, this, [this](int value) {
    const bool is_whole = std::holds_alternative<std::int64_t>(parameter_.default_value);
    answer(is_whole ? ParameterValue(static_cast<std::int64_t>(value)) : ParameterValue(static_cast<double>(value)));
  });
  return number_;
}

QWidget* QuestionField::make_decimal() {
  decimal_ = new QDoubleSpinBox;
  const double step = parameter_.step.value_or(0.01);
  decimal_->setDecimals(step_decimals(step));
  decimal_->setRange(*parameter_.min, *parameter_.max);
  decimal_->setSingleStep(step);
  leave_wheel_to_page(*decimal_);
  connect(decimal_, &QDoubleSpinBox::valueChanged, this, [this](double value) { answer(value); });
  return decimal_;
}

QWidget* QuestionField::make_line() {
  line_ = new QLineEdit;
  connect(line_, &QLineEdit::textEdited, this, &QuestionField::answer_typed);
  return line_;
}

QWidget* QuestionField::make_switch() {
  switch_ = new QCheckBox;
  connect(switch_, &QCheckBox::toggled, this, [this](bool on) { answer(on); });
  return switch_;
}

QWidget* QuestionField::make_combo() {
  combo_ = new QComboBox;
  leave_wheel_to_page(*combo_);
  for (const ParameterChoice& choice : parameter_.choices) {
    combo_->addItem(QString(), QString::fromStdString(choice.value));
  }
  connect(combo_, &QComboBox::currentIndexChanged, this, [this](int index) {
    if (index >= 0) answer(combo_->itemData(index).toString().toStdString());
  });
  return combo_;
}

void QuestionField::answer(const ParameterValue& value) {
  wrong_.reset();
  row_->set_error({});
  draft_.set_value(parameter_.key, value);
}

void QuestionField::answer_typed(const QString& text) {
  const auto value = parse_value(parameter_, text.toStdString());
  if (value.ok()) return answer(value.value());
  if (!value.failed()) return;
  wrong_ = value.error();
  row_->set_error(words(*this, wrong_->message));
  draft_.set_wrong_answer(parameter_.key, *wrong_);
}

void QuestionField::take_value() {
  const auto found = draft_.values().find(parameter_.key);
  if (found == draft_.values().end()) return;
  const ParameterValue& value = found->second;
  if (number_ != nullptr) {
    const QSignalBlocker quiet(number_);
    number_->set_value(static_cast<int>(number_of(value)));
  }
  if (decimal_ != nullptr) {
    const QSignalBlocker quiet(decimal_);
    decimal_->setValue(number_of(value));
  }
  if (switch_ != nullptr) {
    const QSignalBlocker quiet(switch_);
    const bool* on = std::get_if<bool>(&value);
    switch_->setChecked(on != nullptr && *on);
  }
  if (combo_ != nullptr) {
    const QSignalBlocker quiet(combo_);
    combo_->setCurrentIndex(combo_->findData(QString::fromStdString(value_text(value))));
  }
  if (line_ != nullptr && !wrong_) line_->setText(typed_text(value, locale()));
}

void QuestionField::set_columns(const std::vector<std::string>& columns) {
  if (combo_ == nullptr || parameter_.type != ParameterType::column || columns == columns_) return;
  columns_ = columns;
  const QSignalBlocker quiet(combo_);
  combo_->clear();
  if (parameter_.optional) combo_->addItem(tr("(none)"), QString());
  for (const std::string& column : columns_) {
    const QString name = QString::fromStdString(column);
    combo_->addItem(name, name);
  }
  take_value();
}

void QuestionField::retranslate_combo() {
  for (int i = 0; i < combo_->count() && i < static_cast<int>(parameter_.choices.size()); ++i) {
    const auto& label = parameter_.choices[static_cast<std::size_t>(i)].label;
    combo_->setItemText(i, QString::fromStdString(label.in(shown_language(*this))));
  }
  combo_->setPlaceholderText(tr("Choose a column"));
  if (parameter_.optional && combo_->count() > 0) combo_->setItemText(0, tr("(none)"));
}

void QuestionField::retranslate() {
  const Language language = shown_language(*this);
  const QString label = QString::fromStdString(parameter_.label.in(language));
  row_->set_label(label);
  row_->set_help(QString::fromStdString(parameter_.help.in(language)));
  row_->control().setObjectName(object_name_);
  const QString unit = QString::fromStdString(parameter_.unit.in(language));
  if (number_ != nullptr) {
    number_->setObjectName(object_name_ + QStringLiteral(".row"));
    number_->set_name(label, object_name_);
    number_->set_unit(unit);
  }
  if (decimal_ != nullptr) decimal_->setSuffix(unit.isEmpty() ? QString() : QLatin1Char(' ') + unit);
  if (switch_ != nullptr) switch_->setText(tr("Yes"));
  if (combo_ != nullptr) retranslate_combo();
  if (line_ != nullptr && !line_->hasFocus()) take_value();
  if (wrong_) row_->set_error(words(*this, wrong_->message));
}

}  // namespace werkbank
