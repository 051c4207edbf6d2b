// Buttons by how much they matter. A page has one PrimaryButton at most. All are reached by Tab and pressed with Space
// or Enter, and show a ring while they have the keyboard and the person uses it.
#pragma once

#include <QPushButton>

#include "ui/style/theme.h"

namespace werkbank {

class Button : public QPushButton {
  Q_OBJECT

 public:
  /// The name of one of our icons; empty for none.
  void set_icon(const QString& name);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  Button(const char* kind, Role icon_role, const QString& text, const QString& icon_name, QWidget* parent);
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  Role icon_role_;
};

/// The one thing to do next.
class PrimaryButton : public Button {
  Q_OBJECT
 public:
  explicit PrimaryButton(const QString& text = {}, const QString& icon_name = {}, QWidget* parent = nullptr)
      : Button("primary", Role::on_accent, text, icon_name, parent) {}
};

class SecondaryButton : public Button {
  Q_OBJECT
 public:
  explicit SecondaryButton(const QString& text = {}, const QString& icon_name = {}, QWidget* parent = nullptr)
      : Button("secondary", Role::text, text, icon_name, parent) {}
};

/// Throws something away or stops it.
class DangerButton : public Button {
  Q_OBJECT
 public:
  explicit DangerButton(const QString& text = {}, const QString& icon_name = {}, QWidget* parent = nullptr)
      : Button("danger", Role::danger, text, icon_name, parent) {}
};

/// Reads as a link in text.
class LinkButton : public Button {
  Q_OBJECT
 public:
  explicit LinkButton(const QString& text = {}, const QString& icon_name = {}, QWidget* parent = nullptr)
      : Button("link", Role::accent, text, icon_name, parent) {}
};

/// Only an icon: its accessible name and tool tip must be set with set_name().
class IconButton : public Button {
  Q_OBJECT
 public:
  explicit IconButton(const QString& icon_name, QWidget* parent = nullptr)
      : Button("icon", Role::muted, {}, icon_name, parent) {}
  void set_name(const QString& name);
};

/// An entry of the rail on the left: checkable, icon and word.
class RailButton : public Button {
  Q_OBJECT
 public:
  explicit RailButton(const QString& text = {}, const QString& icon_name = {}, QWidget* parent = nullptr);
};

}  // namespace werkbank
