// What every page and every part of one is: a widget that puts its words in again when the language changes and its
// painted colours when the theme does.
#pragma once

#include <QFrame>
#include <QString>

#include "core/base/language.h"
#include "core/base/message.h"

namespace werkbank {

/// The language that `widget` shows. The window calls setLocale(locale_of(language)) on itself right after it has
/// exchanged the translators; its children follow.
Language shown_language(const QWidget& widget);

/// `message` in the language of `widget`.
QString words(const QWidget& widget, const Message& message);

/// Text from outside, safe as a tool tip (Qt takes what looks like HTML for HTML).
QString plain_tool_tip(const QString& text);

/// Text from outside, safe on a button or a tab (Qt takes & for a short cut).
QString plain_label(const QString& text);

class Page : public QFrame {
  Q_OBJECT

 public:
  explicit Page(QWidget* parent = nullptr);

 protected:
  /// Puts in every word. Called on each switch of language; a constructor calls its own as its last line.
  virtual void retranslate() = 0;
  /// Takes colours that are painted by hand. Called on each switch of theme.
  virtual void restyle() {}
  void changeEvent(QEvent* event) override;
};

}  // namespace werkbank
