// Numbers and fields: a big figure with its caption, progress with words, and a form's row with help and error.
#pragma once

#include <optional>

#include <QProgressBar>
#include <QWidget>

#include "ui/style/labels.h"

namespace werkbank {

/// A number that is the message, large, with what it is under it and a sentence of context.
class Figure : public QWidget {
  Q_OBJECT

 public:
  explicit Figure(QWidget* parent = nullptr);
  /// `value` such as "97 %"; an empty one is shown as a dash. `note` may be empty.
  void set(const QString& caption, const QString& value, const QString& note = {});
  void set_tone(Tone tone) { value_->set_tone(tone); }

 private:
  Caption* caption_;
  Label* value_;
  Caption* note_;
};

/// A bar with words beside it.
class ProgressLine : public QWidget {
  Q_OBJECT

 public:
  explicit ProgressLine(QWidget* parent = nullptr);
  /// `fraction` 0 to 1, empty while it is not known. `left` and `right` are the words above the bar's ends.
  /// A bar without words is called `name` by a screen reader.
  void set(std::optional<double> fraction, const QString& left, const QString& right = {}, const QString& name = {});

 private:
  Body* left_;
  QLabel* right_;
  QProgressBar* bar_;
};

/// Label, control, help and error under one another. Sets the label as buddy and the control's accessible texts.
class FormRow : public QWidget {
  Q_OBJECT

 public:
  /// Takes `control`.
  explicit FormRow(QWidget* control, QWidget* parent = nullptr);
  void set_label(const QString& text);
  void set_help(const QString& text);
  /// An empty text takes the error away.
  void set_error(const QString& text);
  bool has_error() const { return has_error_; }
  QWidget& control() { return *control_; }

 private:
  void describe();
  Strong* label_;
  QWidget* control_;
  Caption* help_;
  QWidget* error_line_;
  Body* error_;
  bool has_error_ = false;
};

}  // namespace werkbank
