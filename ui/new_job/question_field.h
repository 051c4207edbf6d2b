// One question of a template as a row of the form: the control that suits its type, help under it, and what is wrong
// with an answer in the row itself.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>

#include "ui/new_job/job_draft.h"
#include "ui/new_job/number_field.h"
#include "ui/style/widgets.h"

namespace werkbank {

class QuestionField : public Page {
  Q_OBJECT
 public:
  /// `parameter` belongs to the draft's template and lives as long as the catalogue.
  /// The control's object name is new_job.question.<key>.
  QuestionField(const Parameter& parameter, JobDraft& draft, QWidget* parent = nullptr);
  const Parameter& parameter() const { return parameter_; }
  /// Puts the draft's value into the control.
  void take_value();
  /// The columns that may be chosen, for a question of that type.
  void set_columns(const std::vector<std::string>& columns);

 protected:
  void retranslate() override;

 private:
  QWidget* make_control();
  QWidget* make_number();
  QWidget* make_decimal();
  QWidget* make_line();
  QWidget* make_combo();
  QWidget* make_switch();
  void answer(const ParameterValue& value);
  void answer_typed(const QString& text);
  void retranslate_combo();

  const Parameter& parameter_;
  JobDraft& draft_;
  QString object_name_;
  NumberField* number_ = nullptr;
  QDoubleSpinBox* decimal_ = nullptr;
  QLineEdit* line_ = nullptr;
  QComboBox* combo_ = nullptr;
  QCheckBox* switch_ = nullptr;
  std::vector<std::string> columns_;
  std::optional<Error> wrong_;
  FormRow* row_;
};

}  // namespace werkbank
