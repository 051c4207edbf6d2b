// One factory: getting in, what one may use there, one's keys for it, where the connection stops, and whom to ask.
#pragma once

#include <QTabBar>

#include "ui/factories/certificate_line.h"
#include "ui/factories/connection_panel.h"
#include "ui/factories/help_lines.h"
#include "ui/factories/key_panel.h"
#include "ui/factories/profile_editor.h"
#include "ui/factories/sign_in_panel.h"
#include "ui/factories/stored_panel.h"
#include "ui/factories/verified_lines.h"
#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class FactoryPage : public Page {
  Q_OBJECT
 public:
  /// Object names of its own: factory.back, factory.use, factory.tabs, factory.key_wanted, factory.edit.
  FactoryPage(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);
  /// Shows how to get a new certificate.
  void begin_renewal();
  /// Shows what is stored there.
  void show_stored();

 signals:
  void back_wanted();

 protected:
  void retranslate() override;

 private:
  enum class Tab { offer, stored, keys, connection, help };
  void build_top(QVBoxLayout& content);
  void build_entry(QVBoxLayout& content);
  void build_tabs(QVBoxLayout& content);
  QWidget* make_help();
  void edit_profile();
  bool has_keys() const;
  void add_tab(Tab tab, QWidget* card, QVBoxLayout& content);
  void connect_parts();
  void open_tab(Tab tab);
  void show_tab();
  QString tab_word(Tab tab) const;
  void show_names();
  void show_key_wanted();
  void show_offer();
  void show_help();
  QString partition_words(const Partition& partition) const;

  LiveWorkbench& live_;
  LiveFactory& factory_;
  std::optional<int> key_count_;  ///< once it is known
  ScrollBody* body_;
  LinkButton* back_;
  Headline* name_;
  Muted* operator_;
  SecondaryButton* use_;
  StatusPill* in_use_;
  Banner* reality_;
  Banner* key_wanted_;
  SignInPanel* entry_;
  CertificateLine* certificate_;
  QTabBar* tabs_;
  std::vector<std::pair<Tab, QWidget*>> cards_;
  KeyPanel* keys_;
  Title* offer_title_;
  Body* account_;
  Body* room_;
  Body* partitions_;
  Title* help_title_;
  HelpLines* help_;
  Caption* host_;
  VerifiedLines* verified_;
  LinkButton* edit_;
  ProfileEditor* editor_ = nullptr;  ///< made when first wanted
};

}  // namespace werkbank
