#include "ui/factories/add_factory_page.h"

#include <algorithm>

#include <QFileDialog>

#include "core/base/local_files.h"
#include "ui/factories/joined.h"
#include "ui/live/asking_person.h"

namespace werkbank {

AddFactoryPage::AddFactoryPage(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      back_(new LinkButton({}, QStringLiteral("arrow-left"))),
      heading_(new Headline),
      what_(new Muted),
      problem_(new Banner(BannerKind::error)),
      invitation_title_(new Title),
      invitation_words_(new Body),
      open_file_(new SecondaryButton({}, QStringLiteral("folder"))),
      known_title_(new Title),
      list_(column(Space::small)),
      missing_(new Caption) {
  auto* body = new ScrollBody;
  auto* outer = column(Space::hair);
  outer->addWidget(body);
  setLayout(outer);
  auto& content = body->content();
  content.addWidget(back_, 0, Qt::AlignLeft);
  auto* heads = column(Space::hair);
  heads->addWidget(heading_);
  heads->addWidget(what_);
  content.addLayout(heads);
  content.addWidget(problem_);
  content.addWidget(make_invitation());
  auto* known = new Card;
  known->content().addWidget(known_title_);
  known->content().addLayout(list_);
  known->content().addWidget(missing_);
  content.addWidget(known);
  content.addStretch();
  problem_->hide();
  problem_->set_closable(true);
  back_->setObjectName(QStringLiteral("add.back"));
  open_file_->setObjectName(QStringLiteral("add.invitation"));
  problem_->setObjectName(QStringLiteral("add.problem"));
  connect(back_, &QPushButton::clicked, this, &AddFactoryPage::back_wanted);
  connect(open_file_, &QPushButton::clicked, this, &AddFactoryPage::choose_file);
  retranslate();
}

QFrame* AddFactoryPage::make_invitation() {
  auto* zone = new QFrame;  // the whole page takes what is dropped; this shows that it can be
  zone->setProperty("surface", QStringLiteral("drop"));
  auto* across = row(Space::normal);
  across->setContentsMargins(px(Space::wide), px(Space::wide), px(Space::wide), px(Space::wide));
  zone->setLayout(across);
  across->addWidget(new IconLabel(QStringLiteral("documents"), Role::accent, Size::icon_large));
  auto* texts = column(Space::hair);
  texts->addWidget(invitation_title_);
  texts->addWidget(invitation_words_);
  across->addLayout(texts, 1);
  across->addWidget(open_file_);
  zone->setVisible(static_cast<bool>(live_.workbench().read_invitation));
  return zone;
}

std::vector<Profile> AddFactoryPage::known() const {
  std::vector<Profile> all;
  if (!live_.workbench().add_factory) return all;
  std::set<std::string> taken;
  for (const LiveFactory* factory : factories_in_use(live_)) taken.insert(factory->profile().id);
  const auto take = [&](const Profile& profile) {
    if (taken.insert(profile.id).second) all.push_back(profile);
  };
  for (const Profile& profile : live_.workbench().known_factories) take(profile);
  for (const auto& factory : live_.factories()) take(factory->profile());
  return all;
}

bool AddFactoryPage::has_something() const {
  return static_cast<bool>(live_.workbench().read_invitation) || !known().empty();
}

void AddFactoryPage::open() {
  problem_->hide();
  retranslate();
}

void AddFactoryPage::retranslate() {
  back_->setText(tr("All factories"));
  heading_->setText(tr("Add a factory"));
  what_->setText(tr("You need an account there. Your factory or your coach arranges that with you."));
  invitation_title_->setText(tr("Did you get an invitation?"));
  invitation_words_->setText(
      tr("Drop the file here, or open it. Its name ends in .werkbank. You see first what is in it."));
  open_file_->setText(tr("Open an invitation…"));
  known_title_->setText(tr("Factories that Werkbank knows"));
  missing_->setText(tr("Is yours not here? Ask the factory for an invitation for Werkbank."));
  show_known();
}

void AddFactoryPage::show_known() {
  while (QLayoutItem* item = list_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const Language language = shown_language(*this);
  const auto profiles = known();
  known_title_->setVisible(!profiles.empty());
  for (const Profile& profile : profiles) {
    auto* line = new QWidget;
    auto* across = row(Space::normal);
    across->setContentsMargins(0, px(Space::hair), 0, px(Space::hair));
    line->setLayout(across);
    across->addWidget(new IconLabel(QStringLiteral("factory"), Role::accent), 0, Qt::AlignTop);
    auto* texts = column(Space::hair);
    auto* name = new Strong(outside_text(profile.name.in(language), 120).simplified());
    texts->addWidget(name);
    texts->addWidget(new Muted(outside_text(profile.operator_name.in(language), 200).simplified()));
    across->addLayout(texts, 1);
    auto* choose = new SecondaryButton(tr("Add"), QStringLiteral("plus"));
    choose->setObjectName(QStringLiteral("add.choose.") + QString::fromStdString(profile.id));
    choose->setAccessibleName(tr("Add %1").arg(name->text()));
    choose->setEnabled(!adds_);
    across->addWidget(choose);
    if (list_->count() > 0) list_->addWidget(new Line);
    list_->addWidget(line);
    connect(choose, &QPushButton::clicked, this, [this, profile] { add(profile); });
  }
}

void AddFactoryPage::choose_file() {
  auto* dialog = new QFileDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters({tr("Invitations (*.werkbank)"), tr("All files (*)")});
  connect(dialog, &QFileDialog::fileSelected, this,
          [this](const QString& file) { emit invitation_chosen(path_from_text(file.toStdString())); });
  dialog->open();
}

void AddFactoryPage::add(const Profile& profile) {
  if (adds_) return;
  adds_ = true;
  problem_->hide();
  Profile chosen = profile;
  chosen.listed = true;
  // The press is still being delivered by a button that showing the list anew would take away.
  QMetaObject::invokeMethod(this, &AddFactoryPage::show_known, Qt::QueuedConnection);
  auto work = [add = live_.workbench().add_factory, chosen](const ProgressSink&, const std::stop_token&) {
    return add(chosen);
  };
  live_.background().run<std::shared_ptr<Factory>>(this, work, [this](const Result<std::shared_ptr<Factory>>& result) {
    adds_ = false;
    show_known();
    if (result.ok()) return emit made(result.value());
    if (!result.failed()) return;
    problem_->set_text(words(*this, result.error().message), outside_text(result.error().detail, 300));
    problem_->show();
  });
}

}  // namespace werkbank
