// Factory: all factories Werkbank knows, the practice one included, and a page for each.
#pragma once

#include <map>

#include <QStackedWidget>

#include "ui/factories/factory_card.h"
#include "ui/factories/factory_page.h"
#include "ui/window/page_heading.h"

namespace werkbank {

class FactoriesPage : public Page {
  Q_OBJECT
 public:
  explicit FactoriesPage(LiveWorkbench& live, QWidget* parent = nullptr);
  void open_list();
  void open(LiveFactory& factory);

 protected:
  void retranslate() override;

 private:
  QWidget* make_list();
  void show_problems();

  LiveWorkbench& live_;
  QStackedWidget* stack_;
  QWidget* list_ = nullptr;
  PageHeading* heading_;
  EmptyState* empty_;
  QVBoxLayout* problems_;
  std::map<LiveFactory*, FactoryPage*> pages_;  ///< made when first opened
};

}  // namespace werkbank
