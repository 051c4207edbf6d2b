// What the factory's computer says itself, quoted and set apart, so that nobody takes it for words of Werkbank.
#pragma once

#include "ui/style/widgets.h"

namespace werkbank {

class ServerWords : public Page {
  Q_OBJECT
 public:
  explicit ServerWords(QWidget* parent = nullptr);
  /// Nothing is shown of empty words. At most `longest` characters are.
  void set(const QString& words, qsizetype longest = 600);

 protected:
  void retranslate() override;

 private:
  QString shown_;
  Caption* who_;  ///< with the words themselves, when they are short
  Label* words_;
};

}  // namespace werkbank
