// Words on a page, by what they are. All are plain text (never HTML), wrap, and can be selected where that makes sense.
#pragma once

#include <QLabel>

#include "ui/style/theme.h"

namespace werkbank {

enum class Tone { plain, accent, success, warning, danger };

class Label : public QLabel {
  Q_OBJECT

 public:
  explicit Label(Type type, QWidget* parent = nullptr);
  Label(Type type, const QString& text, QWidget* parent = nullptr);

  /// The colour by meaning. Never the only sign of it: the words or an icon must say the same.
  void set_tone(Tone tone);
  /// One line that ends in … when there is no room; the whole text becomes the tool tip. Default: wraps.
  void set_elided(bool elided);

  void setText(const QString& text);
  QString text() const { return elided_ ? full_ : QLabel::text(); }
  QSize minimumSizeHint() const override;
  QSize sizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void elide();
  bool elided_ = false;
  QString full_;
};

class Headline : public Label {
  Q_OBJECT
 public:
  explicit Headline(const QString& text = {}, QWidget* parent = nullptr) : Label(Type::headline, text, parent) {}
};

class Title : public Label {
  Q_OBJECT
 public:
  explicit Title(const QString& text = {}, QWidget* parent = nullptr) : Label(Type::title, text, parent) {}
};

class Strong : public Label {
  Q_OBJECT
 public:
  explicit Strong(const QString& text = {}, QWidget* parent = nullptr) : Label(Type::strong, text, parent) {}
};

class Body : public Label {
  Q_OBJECT
 public:
  explicit Body(const QString& text = {}, QWidget* parent = nullptr) : Label(Type::body, text, parent) {}
};

/// Small and grey: units, times, help.
class Caption : public Label {
  Q_OBJECT
 public:
  explicit Caption(const QString& text = {}, QWidget* parent = nullptr) : Label(Type::caption, text, parent) {}
};

/// As large as Body, in grey.
class Muted : public Label {
  Q_OBJECT
 public:
  explicit Muted(const QString& text = {}, QWidget* parent = nullptr);
};

/// A picture of resources/icons beside words; screen readers skip it. A large one stands on a soft tile of `size`.
class IconLabel : public QLabel {
  Q_OBJECT

 public:
  IconLabel(const QString& name, Role role, int size = Size::icon, QWidget* parent = nullptr);
  void set(const QString& name, Role role);

 protected:
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void draw();
  QString name_;
  Role role_;
  int size_;
};

}  // namespace werkbank
