// An invitation before it is used: who made it and how one knows, which factory, until when, with what, and one button
// that sets this computer up with it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include <QCheckBox>

#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class InvitationPage : public Page {
  Q_OBJECT
 public:
  /// Object names: invitation.back, invitation.heard, invitation.words, invitation.use, invitation.problem.
  explicit InvitationPage(LiveWorkbench& live, QWidget* parent = nullptr);
  void open(const std::filesystem::path& file);

 signals:
  void back_wanted();
  void made(const std::shared_ptr<werkbank::Factory>& factory);

 protected:
  void retranslate() override;

 private:
  QFrame* make_words();
  void show_content();
  void show_trust();
  void show_facts();
  void show_changes();
  void show_use();
  void add_fact(const QString& what, const QString& words);
  void use();
  void fail(const Error& error);

  enum class Stage { reading, shown, setting_up, failed };
  LiveWorkbench& live_;
  Stage stage_ = Stage::reading;
  int reading_ = 0;  ///< counts the files, so that the answer about an earlier one is dropped
  QString file_name_;
  std::optional<Invitation> invitation_;
  std::optional<Error> problem_;
  LinkButton* back_;
  Headline* heading_;
  Body* welcome_;
  Waiting* waiting_;
  Banner* failed_;
  Card* content_;
  Banner* trust_;
  QFrame* proof_;
  Caption* aloud_;
  Label* spoken_;
  QCheckBox* heard_;
  QVBoxLayout* facts_;
  Card* changes_;
  Title* changes_title_;
  QVBoxLayout* change_list_;
  PrimaryButton* use_;
  SecondaryButton* leave_;
  Caption* what_happens_;
};

}  // namespace werkbank
