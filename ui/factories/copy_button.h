// A button that copies a text and says for a moment that it did.
#pragma once

#include <functional>

#include <QTimer>

#include "ui/style/widgets.h"

namespace werkbank {

class CopyButton : public SecondaryButton {
  Q_OBJECT
 public:
  /// `text` gives what is copied at the moment of the press.
  explicit CopyButton(std::function<QString()> text, QWidget* parent = nullptr);
  /// What the button says: before, and for two seconds after a press.
  void set_words(const QString& before, const QString& after);

 private:
  void copy();
  void show_words();
  std::function<QString()> text_;
  QString before_;
  QString after_;
  QTimer since_;
};

}  // namespace werkbank
