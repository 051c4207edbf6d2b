// The profile of a factory as text, for experts: what cannot be so is said while one types, and only what can be so is
// saved.
#pragma once

#include <QGridLayout>
#include <QTimer>

#include "ui/factories/numbered_edit.h"
#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class ProfileEditor : public Page {
  Q_OBJECT
 public:
  /// Object names: profile.text, profile.save, profile.undo, profile.close, profile.problem, profile.saved,
  /// profile.finding.<number>.
  ProfileEditor(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);
  /// Puts the keyboard in the text.
  void begin();

 signals:
  void closed();

 protected:
  void retranslate() override;

 private:
  QHBoxLayout* make_buttons();
  void connect_parts();
  /// Looks at the text as it is now.
  void look();
  void show_text(const Profile& profile);
  void show_findings();
  void add_finding(const ProfileFinding& finding, int line);
  void save();
  void undo();
  void fail(const Error& error);

  LiveWorkbench& live_;
  LiveFactory& factory_;
  std::optional<Profile> profile_;  ///< what the text means; empty while it means nothing
  std::optional<Error> error_;      ///< why it means nothing, or could not be saved
  bool is_text_wrong_ = false;      ///< the error is about what was typed
  std::vector<ProfileFinding> findings_;
  bool is_busy_ = false;
  QTimer pause_;  ///< in typing
  Title* title_;
  Body* what_;
  NumberedEdit* text_;
  Banner* problem_;
  Banner* saved_;
  Strong* findings_title_;
  QGridLayout* list_;
  SecondaryButton* save_;
  SecondaryButton* undo_;
  SecondaryButton* close_;
};

}  // namespace werkbank
