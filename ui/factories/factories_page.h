// Factory: all factories that this person uses, the practice one included, a page for each, and ways to get one more.
#pragma once

#include <filesystem>
#include <map>
#include <optional>

#include <QStackedWidget>

#include "ui/factories/add_factory_page.h"
#include "ui/factories/factory_card.h"
#include "ui/factories/factory_page.h"
#include "ui/factories/invitation_page.h"
#include "ui/window/page_heading.h"

class QMimeData;

namespace werkbank {

class FactoriesPage : public Page {
  Q_OBJECT
 public:
  explicit FactoriesPage(LiveWorkbench& live, QWidget* parent = nullptr);
  void open_list();
  void open(LiveFactory& factory);
  /// On the page of this factory: how to get a new certificate.
  void begin_renewal(LiveFactory& factory);
  /// On the page of this factory: what is stored there.
  void open_stored(LiveFactory& factory);
  /// "Add a factory".
  void open_add();
  /// Shows what is in an invitation (*.werkbank); nothing is set up before the person says so.
  void open_invitation(const std::filesystem::path& file);
  /// The one invitation that is dragged here; nothing when it is something else or cannot be opened.
  std::optional<std::filesystem::path> invitation_in(const QMimeData& data) const;

 protected:
  void retranslate() override;

 private:
  QWidget* make_list();
  void show_cards();
  void show_problems();
  void joined(const std::shared_ptr<Factory>& factory);

  LiveWorkbench& live_;
  QStackedWidget* stack_;
  QWidget* list_ = nullptr;
  PageHeading* heading_;
  EmptyState* empty_;
  QVBoxLayout* cards_;
  SecondaryButton* add_;
  QVBoxLayout* problems_;
  AddFactoryPage* add_page_;
  InvitationPage* invitation_page_;
  std::map<LiveFactory*, FactoryPage*> pages_;  ///< made when first opened
};

}  // namespace werkbank
