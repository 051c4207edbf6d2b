#include "ui/factories/factory_page.h"

#include <algorithm>

#include <QScrollBar>
#include <QTimer>

#include "core/base/units.h"

namespace werkbank {
namespace {

/// Whether this factory lets people in by a key and not by a password.
bool needs_key(const Profile& profile) {
  const auto takes = [&](const char* method) {
    return std::find(profile.sign_in_methods.begin(), profile.sign_in_methods.end(), method) !=
           profile.sign_in_methods.end();
  };
  return takes("key") && !takes("password") && !takes("certificate");
}

}  // namespace

FactoryPage::FactoryPage(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      body_(new ScrollBody),
      back_(new LinkButton({}, QStringLiteral("arrow-left"))),
      name_(new Headline),
      operator_(new Muted),
      use_(new SecondaryButton),
      in_use_(new StatusPill),
      reality_(new Banner),
      key_wanted_(new Banner),
      entry_(new SignInPanel(factory, QStringLiteral("factory"))),
      certificate_(new CertificateLine(live, factory)),
      tabs_(new QTabBar),
      keys_(new KeyPanel(live, factory)),
      offer_title_(new Title),
      account_(new Body),
      room_(new Body),
      partitions_(new Body),
      help_title_(new Title),
      help_(new HelpLines(QStringLiteral("factory.help"))),
      host_(new Caption),
      verified_(new VerifiedLines),
      edit_(new LinkButton({}, QStringLiteral("code"))) {
  auto* outer = column(Space::hair);
  outer->addWidget(body_);
  setLayout(outer);
  auto& content = body_->content();
  build_top(content);
  build_entry(content);
  build_tabs(content);
  content.addStretch();
  connect_parts();
  retranslate();
  show_tab();
  if (has_keys()) keys_->read_keys();
}

void FactoryPage::build_top(QVBoxLayout& content) {
  content.addWidget(back_, 0, Qt::AlignLeft);
  auto* top = row(Space::normal);
  auto* names = column(Space::hair);
  names->addWidget(name_);
  names->addWidget(operator_);
  top->addLayout(names, 1);
  top->addWidget(in_use_, 0, Qt::AlignTop);
  top->addWidget(use_, 0, Qt::AlignTop);
  content.addLayout(top);
  content.addWidget(reality_);
  back_->setObjectName(QStringLiteral("factory.back"));
  use_->setObjectName(QStringLiteral("factory.use"));
}

void FactoryPage::build_entry(QVBoxLayout& content) {
  auto* card = new Card;
  card->content().addWidget(key_wanted_);
  card->content().addWidget(entry_);
  card->content().addWidget(certificate_);
  content.addWidget(card);
  key_wanted_->setObjectName(QStringLiteral("factory.key_wanted"));
  key_wanted_->action().setObjectName(QStringLiteral("factory.make_key"));
  key_wanted_->hide();
}

void FactoryPage::build_tabs(QVBoxLayout& content) {
  tabs_->setObjectName(QStringLiteral("factory.tabs"));
  tabs_->setDrawBase(false);
  tabs_->setExpanding(false);
  content.addWidget(tabs_);
  auto* offer = new Card;
  for (QWidget* part : std::initializer_list<QWidget*>{offer_title_, account_, room_, partitions_}) {
    offer->content().addWidget(part);
  }
  add_tab(Tab::offer, offer, content);
  auto* stored = new Card;
  stored->content().addWidget(new StoredPanel(live_, factory_));
  add_tab(Tab::stored, stored, content);
  auto* keys = new Card;
  keys->content().addWidget(keys_);
  if (has_keys()) {
    add_tab(Tab::keys, keys, content);
  } else {
    keys->setParent(this);
    keys->hide();
  }
  if (!factory_.is_practice() && live_.workbench().check_connection) {
    auto* connection = new Card;
    connection->content().addWidget(new ConnectionPanel(live_, factory_));
    add_tab(Tab::connection, connection, content);
  }
  add_tab(Tab::help, make_help(), content);
}

QWidget* FactoryPage::make_help() {
  auto* help = new Card;
  for (QWidget* part : std::initializer_list<QWidget*>{help_title_, help_, host_, verified_}) {
    help->content().addWidget(part);
  }
  help->content().addWidget(edit_, 0, Qt::AlignLeft);
  edit_->setObjectName(QStringLiteral("factory.edit"));
  const bool can_edit = !factory_.is_practice() && live_.workbench().save_profile;
  verified_->setVisible(!factory_.is_practice());
  edit_->setVisible(can_edit);
  connect(edit_, &QPushButton::clicked, this, &FactoryPage::edit_profile);
  return help;
}

void FactoryPage::edit_profile() {
  if (editor_ == nullptr) {
    editor_ = new ProfileEditor(live_, factory_);
    static_cast<Card*>(cards_.back().second)->content().addWidget(editor_);
    connect(editor_, &ProfileEditor::closed, this, [this] {
      editor_->hide();
      edit_->show();
      edit_->setFocus();
    });
  }
  edit_->hide();
  editor_->show();
  editor_->begin();
  QTimer::singleShot(0, this, [this] { body_->ensureWidgetVisible(editor_, 0, px(Space::wide)); });  // once laid out
}

bool FactoryPage::has_keys() const {
  const Workbench& bench = live_.workbench();
  return !factory_.is_practice() && (bench.make_key || bench.list_keys);
}

void FactoryPage::add_tab(Tab tab, QWidget* card, QVBoxLayout& content) {
  cards_.emplace_back(tab, card);
  tabs_->addTab(QString());
  content.addWidget(card);
}

void FactoryPage::connect_parts() {
  connect(back_, &QPushButton::clicked, this, &FactoryPage::back_wanted);
  connect(use_, &QPushButton::clicked, this, [this] { live_.set_current(&factory_); });
  connect(tabs_, &QTabBar::currentChanged, this, &FactoryPage::show_tab);
  connect(key_wanted_, &Banner::action_pressed, this, [this] {
    open_tab(Tab::keys);
    keys_->begin_making();
    QTimer::singleShot(0, this, [this] { body_->ensureWidgetVisible(keys_, 0, px(Space::wide)); });  // once laid out
  });
  connect(keys_, &KeyPanel::keys_known, this, [this](int count) {
    key_count_ = count;
    show_key_wanted();
  });
  connect(keys_, &KeyPanel::sign_in_wanted, this, [this] {
    body_->verticalScrollBar()->setValue(0);
    factory_.sign_in();
  });
  connect(&factory_, &LiveFactory::changed, this, [this] { retranslate(); });
  connect(&factory_, &LiveFactory::reality_changed, this, [this] { retranslate(); });
  connect(&live_, &LiveWorkbench::current_changed, this, [this] { retranslate(); });
}

void FactoryPage::begin_renewal() {
  body_->verticalScrollBar()->setValue(0);
  certificate_->begin_renewal();
}

void FactoryPage::show_stored() { open_tab(Tab::stored); }

void FactoryPage::open_tab(Tab tab) {
  for (std::size_t i = 0; i < cards_.size(); ++i) {
    if (cards_[i].first == tab) tabs_->setCurrentIndex(static_cast<int>(i));
  }
}

void FactoryPage::show_tab() {
  for (std::size_t i = 0; i < cards_.size(); ++i) {
    cards_[i].second->setVisible(static_cast<int>(i) == tabs_->currentIndex());
  }
}

QString FactoryPage::tab_word(Tab tab) const {
  switch (tab) {
    case Tab::offer:
      return tr("What you may use");
    case Tab::stored:
      return tr("What is stored here");
    case Tab::keys:
      return tr("My keys");
    case Tab::connection:
      return tr("Connection check");
    case Tab::help:
      return tr("Help");
  }
  return {};
}

void FactoryPage::retranslate() {
  back_->setText(tr("All factories"));
  for (std::size_t i = 0; i < cards_.size(); ++i) tabs_->setTabText(static_cast<int>(i), tab_word(cards_[i].first));
  tabs_->setAccessibleName(tr("Parts of this page"));
  show_names();
  show_key_wanted();
  show_offer();
  show_help();
}

void FactoryPage::show_names() {
  const Language language = shown_language(*this);
  const Profile& profile = factory_.profile();
  name_->setText(QString::fromStdString(profile.name.in(language)));
  operator_->setText(QString::fromStdString(profile.operator_name.in(language)));
  const bool is_current = live_.current() == &factory_;
  use_->setVisible(!is_current);
  use_->setText(tr("Send new jobs here"));
  in_use_->setVisible(is_current);
  in_use_->set(Grading::accent, QStringLiteral("check"), tr("New jobs go here"));
  const Reality reality = factory_.reality();
  // Of the one that new jobs go to the window says it, above every page.
  reality_->setVisible(!reality.all_real() && !is_current);
  if (!reality.all_real()) reality_->set_text(words(*this, reality.sentence()));
}

void FactoryPage::show_key_wanted() {
  const bool is_out = factory_.state() == LiveFactory::State::signed_out;
  const bool has_none = key_count_ && *key_count_ == 0;
  key_wanted_->setVisible(is_out && has_none && needs_key(factory_.profile()) &&
                          static_cast<bool>(live_.workbench().make_key));
  key_wanted_->set_text(tr("This factory lets you in with a key, and this computer has none yet."),
                        tr("Werkbank makes one for you and says what to do with it."));
  key_wanted_->set_action(tr("Make a key"));
}

QString FactoryPage::partition_words(const Partition& partition) const {
  QString line = QStringLiteral("• ");
  if (partition.gpus_per_node > 0) {
    const QString type = QString::fromStdString(partition.gpu_type).toUpper();
    line += tr("Computers with %n GPUs each", nullptr, partition.gpus_per_node);
    if (!type.isEmpty()) line += QStringLiteral(" (%1)").arg(type);
  } else {
    line += tr("Computers without GPU");
  }
  if (partition.max_hours > 0) {
    line += tr(", for at most %1 a job").arg(format_duration(partition.max_hours * 3600, shown_language(*this)));
  }
  return line + tr(" (here called “%1”)").arg(QString::fromStdString(partition.name));
}

void FactoryPage::show_offer() {
  offer_title_->setText(tr("What you may use here"));
  const auto& offer = factory_.offer();
  room_->setVisible(offer.has_value());
  partitions_->setVisible(offer && !offer->partitions.empty());
  if (!offer) {
    account_->setText(factory_.state() == LiveFactory::State::signed_in ? tr("Werkbank is asking the factory.")
                                                                        : tr("You see this when you are signed in."));
    return;
  }
  account_->setText(offer->account.empty() ? tr("Your jobs need no account name here.")
                                           : tr("Your jobs count for the account “%1”. Werkbank fills that in for you.")
                                                 .arg(QString::fromStdString(offer->account)));
  room_->setText(offer->free_bytes
                     ? tr("Free room for your data: %1.").arg(format_bytes(*offer->free_bytes, shown_language(*this)))
                     : tr("Free room for your data: unknown. The factory does not say."));
  QStringList lines;
  for (const Partition& partition : offer->partitions) lines << partition_words(partition);
  partitions_->setText(lines.join(QLatin1Char('\n')));
}

void FactoryPage::show_help() {
  const Profile& profile = factory_.profile();
  help_title_->setText(tr("Help"));
  help_->set(profile);
  host_->setVisible(!profile.host.empty());
  verified_->set(profile);
  edit_->setText(tr("Edit this factory (for experts)"));
  host_->setText(tr("Computer you sign in to: %1").arg(QString::fromStdString(profile.host)));
}

}  // namespace werkbank
