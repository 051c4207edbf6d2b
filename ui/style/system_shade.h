// Whether the operating system asks for light or dark, now and when that changes.
// app/ keeps one SystemShade and applies theme_for(choice) when it says so.
#pragma once

#include <QObject>

#include "ui/style/theme.h"

namespace werkbank {

/// What the system asks for now.
Shade system_shade();

/// Emits changed() when the system switches between light and dark.
class SystemShade : public QObject {
  Q_OBJECT

 public:
  explicit SystemShade(QObject* parent = nullptr);

 signals:
  void changed(werkbank::Shade shade);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void look();
  Shade last_;
};

}  // namespace werkbank
