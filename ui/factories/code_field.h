// Where a one-time code is typed: large figures, and only what codes consist of. Spaces are left out, whether typed or
// pasted.
#pragma once

#include <QLineEdit>

#include "ui/style/theme.h"

namespace werkbank {

/// What is left of `typed` as a code: its ASCII letters and digits (digits of other scripts as those), at most 64.
QString code_in(const QString& typed);

class CodeField : public QLineEdit {
  Q_OBJECT
 public:
  explicit CodeField(QWidget* parent = nullptr);
  /// While false any text is taken and it looks like any other field.
  void set_takes_code(bool takes_code);
  bool takes_code() const { return takes_code_; }
  QSize sizeHint() const override;

 signals:
  /// Something was typed that no code has in it, and was left out.
  void left_out();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void take_font();
  bool takes_code_ = false;
};

}  // namespace werkbank
