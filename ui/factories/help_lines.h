// Whom to call: the factory's telephone, e-mail and website as links that the person can press.
#pragma once

#include "core/factory/profile.h"
#include "ui/style/widgets.h"

namespace werkbank {

class HelpLines : public Page {
  Q_OBJECT
 public:
  /// Object names begin with `name`: name.call, name.mail, name.site.
  explicit HelpLines(const QString& name, QWidget* parent = nullptr);
  void set(const Profile& profile);

 protected:
  void retranslate() override;

 private:
  QString phone_;
  QString email_;
  QString site_;
  LinkButton* call_;
  LinkButton* mail_;
  LinkButton* open_;
  Body* nobody_;
};

}  // namespace werkbank
