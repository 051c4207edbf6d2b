// What of a factory's profile was checked against what its operator publishes, and what not yet: for who vouches for
// it.
#pragma once

#include <array>

#include "core/factory/profile.h"
#include "ui/style/widgets.h"

namespace werkbank {

class VerifiedLines : public Page {
  Q_OBJECT
 public:
  /// Object names: factory.checked, factory.unchecked.
  explicit VerifiedLines(QWidget* parent = nullptr);
  void set(const Profile& profile);

 protected:
  void retranslate() override;

 private:
  enum class Checked { no, partly, yes };
  Checked is_checked(const std::vector<std::string>& fields) const;

  Profile profile_;
  Strong* title_;
  QWidget* checked_line_;
  Body* checked_;
  QWidget* unchecked_line_;
  Body* unchecked_;
};

}  // namespace werkbank
