// What a page begins with: its name, and one sentence of what it is for.
#pragma once

#include "ui/style/widgets.h"

namespace werkbank {

class PageHeading : public QWidget {
  Q_OBJECT
 public:
  explicit PageHeading(QWidget* parent = nullptr);
  /// `lead` may be empty.
  void set(const QString& title, const QString& lead = {});

 private:
  Headline* title_;
  Muted* lead_;
};

}  // namespace werkbank
