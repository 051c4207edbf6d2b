// "Add a factory": an invitation from a coach, or one of the factories that Werkbank knows. Adding one is choosing it.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class AddFactoryPage : public Page {
  Q_OBJECT
 public:
  /// Object names: add.back, add.invitation, add.choose.<id>.
  explicit AddFactoryPage(LiveWorkbench& live, QWidget* parent = nullptr);
  /// Whether there is a factory to add or an invitation can be opened.
  bool has_something() const;
  /// Looks anew which factories are left.
  void open();

 signals:
  void back_wanted();
  void invitation_chosen(const std::filesystem::path& file);
  void made(const std::shared_ptr<werkbank::Factory>& factory);

 protected:
  void retranslate() override;

 private:
  std::vector<Profile> known() const;
  QFrame* make_invitation();
  void show_known();
  void choose_file();
  void add(const Profile& profile);

  LiveWorkbench& live_;
  bool adds_ = false;
  LinkButton* back_;
  Headline* heading_;
  Muted* what_;
  Banner* problem_;
  Title* invitation_title_;
  Body* invitation_words_;
  SecondaryButton* open_file_;
  Title* known_title_;
  QVBoxLayout* list_;
  Caption* missing_;
};

}  // namespace werkbank
