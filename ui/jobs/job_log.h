// The end of a job's log: fixed-width, follows new lines when asked, searches.
#pragma once

#include <string>

#include "ui/style/widgets.h"

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

namespace werkbank {

class JobLog : public Page {
  Q_OBJECT

 public:
  explicit JobLog(QWidget* parent = nullptr);
  /// `text` UTF-8. What only grew is appended, so that selection and place stay.
  void show_log(const std::string& text);
  QPlainTextEdit& text() { return *text_; }

 protected:
  void retranslate() override;

 private:
  void find_all();
  void go(bool forward);
  void to_end();

  std::string shown_;
  QLineEdit* search_;
  Caption* found_;
  IconButton* previous_;
  IconButton* next_;
  QCheckBox* follow_;
  SecondaryButton* copy_;
  QPlainTextEdit* text_;
  EmptyState* nothing_;
  QWidget* body_;
};

}  // namespace werkbank
