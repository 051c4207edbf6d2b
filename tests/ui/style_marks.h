// What tests of single pages share: a translator that marks every translated text, so that what was left behind shows;
// a collector of Qt's warnings; walks over what a person sees.
#pragma once

#include <QStringList>
#include <QTranslator>
#include <QWidget>

namespace werkbank::example {

/// Puts every text that goes through tr() between marks: "‹Jobs›".
class MarkingTranslator : public QTranslator {
 public:
  QString translate(const char* context, const char* source, const char* disambiguation, int n) const override;
  bool isEmpty() const override { return false; }
};

/// Collects warnings of Qt while it lives; the offscreen platform's note on size hints does not count.
class WarningsSeen {
 public:
  WarningsSeen();
  ~WarningsSeen();
  static QStringList& texts();
};

/// Every text on visible widgets below `root`: labels, buttons, tabs, fields, list entries; also accessible names.
QStringList visible_texts(const QWidget& root);

/// "QLineEdit(job_search)" of each visible widget that takes the keyboard and that a screen reader could not name.
QStringList nameless_controls(const QWidget& root);

/// Two readings of the event queue, enough for queued layout and paint of a shown widget.
void settle(QWidget& widget);

}  // namespace werkbank::example
