#include "ui/factories/invitation_page.h"

#include "core/base/local_files.h"
#include "core/base/units.h"
#include "ui/factories/joined.h"
#include "ui/live/asking_person.h"

namespace werkbank {
namespace {

constexpr int fact_width = 4 * Size::icon_large;

}  // namespace

InvitationPage::InvitationPage(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      back_(new LinkButton({}, QStringLiteral("arrow-left"))),
      heading_(new Headline),
      welcome_(new Body),
      waiting_(new Waiting),
      failed_(new Banner(BannerKind::error)),
      content_(new Card),
      trust_(new Banner),
      proof_(make_words()),
      facts_(column(Space::small)),
      changes_(new Card),
      changes_title_(new Title),
      change_list_(column(Space::small)),
      use_(new PrimaryButton({}, QStringLiteral("check"))),
      leave_(new SecondaryButton),
      what_happens_(new Caption) {
  auto* body = new ScrollBody;
  auto* outer = column(Space::hair);
  outer->addWidget(body);
  setLayout(outer);
  auto& content = body->content();
  content.addWidget(back_, 0, Qt::AlignLeft);
  for (QWidget* part : std::initializer_list<QWidget*>{heading_, welcome_, waiting_, failed_, content_, changes_}) {
    content.addWidget(part);
  }
  content_->content().addLayout(facts_);
  content_->content().addWidget(trust_);
  content_->content().addWidget(proof_);
  changes_->content().addWidget(changes_title_);
  changes_->content().addLayout(change_list_);
  auto* buttons = row(Space::snug);
  buttons->addWidget(use_);
  buttons->addWidget(leave_);
  buttons->addWidget(what_happens_, 1);
  content.addLayout(buttons);
  content.addStretch();
  back_->setObjectName(QStringLiteral("invitation.back"));
  use_->setObjectName(QStringLiteral("invitation.use"));
  leave_->setObjectName(QStringLiteral("invitation.leave"));
  failed_->setObjectName(QStringLiteral("invitation.problem"));
  trust_->setObjectName(QStringLiteral("invitation.trust"));
  connect(back_, &QPushButton::clicked, this, &InvitationPage::back_wanted);
  connect(leave_, &QPushButton::clicked, this, &InvitationPage::back_wanted);
  connect(use_, &QPushButton::clicked, this, &InvitationPage::use);
  retranslate();
}

QFrame* InvitationPage::make_words() {
  auto* ground = new QFrame;
  ground->setProperty("surface", QStringLiteral("raised"));
  auto* layout = column(Space::small);
  layout->setContentsMargins(px(Space::normal), px(Space::normal), px(Space::normal), px(Space::normal));
  ground->setLayout(layout);
  aloud_ = new Caption;
  spoken_ = new Label(Type::title);
  heard_ = new QCheckBox;
  layout->addWidget(aloud_);
  layout->addWidget(spoken_);
  layout->addWidget(heard_, 0, Qt::AlignLeft);
  spoken_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  spoken_->setObjectName(QStringLiteral("invitation.words"));
  heard_->setObjectName(QStringLiteral("invitation.heard"));
  connect(heard_, &QCheckBox::toggled, this, &InvitationPage::show_use);
  return ground;
}

void InvitationPage::open(const std::filesystem::path& file) {
  file_name_ = outside_text(path_text(file.filename()), 200);
  invitation_.reset();
  problem_.reset();
  heard_->setChecked(false);
  stage_ = Stage::reading;
  retranslate();
  auto work = [read = live_.workbench().read_invitation, file](const ProgressSink&, const std::stop_token&) {
    return read(file);
  };
  live_.background().run<Invitation>(this, work, [this, mine = ++reading_](Result<Invitation> result) {
    if (mine != reading_) return;
    if (result.failed()) return fail(result.error());
    if (!result.ok()) return emit back_wanted();
    invitation_ = std::move(result).value();
    stage_ = Stage::shown;
    retranslate();
    (heard_->isVisible() ? static_cast<QWidget*>(heard_) : use_)->setFocus();
  });
}

void InvitationPage::fail(const Error& error) {
  problem_ = error;
  stage_ = invitation_ ? Stage::shown : Stage::failed;
  retranslate();
}

void InvitationPage::retranslate() {
  back_->setText(tr("All factories"));
  waiting_->setVisible(stage_ == Stage::reading || stage_ == Stage::setting_up);
  waiting_->set_text(stage_ == Stage::setting_up ? tr("Setting this computer up…") : tr("Reading %1…").arg(file_name_));
  failed_->setVisible(problem_.has_value());
  if (problem_) failed_->set_text(words(*this, problem_->message), outside_text(problem_->detail, 300));
  use_->setText(tr("Set this computer up"));
  leave_->setText(tr("Do not use it"));
  what_happens_->setText(tr("Adds the factory to your list. Nothing is sent and nothing is started."));
  heard_->setText(tr("I heard exactly these eight words"));
  show_content();
}

void InvitationPage::show_content() {
  const bool is_there = invitation_.has_value();
  content_->setVisible(is_there);
  changes_->setVisible(false);
  welcome_->setVisible(false);
  heading_->setText(
      is_there
          ? tr("Invitation for %1").arg(outside_text(invitation_->content.factory.name.in(shown_language(*this)), 120))
          : tr("Invitation"));
  show_use();
  if (!is_there) return;
  const QString welcome = outside_text(invitation_->content.welcome.in(shown_language(*this)), 600);
  welcome_->setText(QStringLiteral("“%1”").arg(welcome));
  welcome_->setVisible(!welcome.isEmpty());
  show_trust();
  show_facts();
  show_changes();
}

void InvitationPage::show_trust() {
  const bool is_known = invitation_->trust == InvitationTrust::trusted_key;
  trust_->set_kind(is_known ? BannerKind::success : BannerKind::warning);
  const QString maker = outside_text(invitation_->content.issuer, 100).simplified();
  trust_->set_text(is_known ? words(*this, trust_sentence(*invitation_))
                            : tr("It says that it is from %1, but Werkbank does not know the signature.").arg(maker));
  proof_->setVisible(!is_known);
  aloud_->setText(
      tr("Ask %1, in the room or by telephone, to read their eight words aloud. They must be exactly these:")
          .arg(maker));
  QStringList spoken;
  for (const std::string& word : invitation_->words) spoken << QString::fromStdString(word);
  spoken_->setText(spoken.join(QStringLiteral("  ")));
}

void InvitationPage::add_fact(const QString& what, const QString& words) {
  if (words.isEmpty()) return;
  auto* line = new QWidget;
  auto* across = row(Space::normal);
  line->setLayout(across);
  auto* left = new Muted(what);
  left->setFixedWidth(fact_width);
  across->addWidget(left, 0, Qt::AlignTop);
  auto* right = new Body(words);
  right->setAccessibleName(QStringLiteral("%1: %2").arg(what, words));
  across->addWidget(right, 1);
  facts_->addWidget(line);
}

void InvitationPage::show_facts() {
  empty(*facts_);
  const Language language = shown_language(*this);
  const InvitationContent& content = invitation_->content;
  const auto text = [](const std::string& words) { return outside_text(words, 300).simplified(); };
  const auto moment = [&](std::int64_t at) { return format_moment(static_cast<double>(at), language); };
  add_fact(tr("Made by"), text(content.issuer));
  add_fact(tr("Factory"), text(content.factory.name.in(language)));
  add_fact(tr("Run by"), text(content.factory.operator_name.in(language)));
  add_fact(tr("You sign in to"), text(content.factory.host));
  add_fact(tr("Project"), text(content.account));
  add_fact(tr("Use it before"), moment(content.expires_at));
  if (content.reservation) {
    add_fact(tr("GPUs kept free for you"),
             tr("from %1 until %2").arg(moment(content.reservation->start), moment(content.reservation->end)));
  }
  QStringList data;
  for (const CourseData& set : content.data) {
    data << QStringLiteral("%1 (%2)").arg(text(set.name), format_bytes(set.bytes, language));
  }
  add_fact(tr("Course data"), data.join(QLatin1Char('\n')));
}

void InvitationPage::show_changes() {
  empty(*change_list_);
  const LiveFactory* present = factory_in_use(live_, invitation_->content.factory.id);
  if (present == nullptr) return;
  for (const auto& change : compare_profiles(present->profile(), invitation_->content.factory)) {
    const bool is_risk = change.weight == ProfileFinding::Weight::risk;
    auto* banner = new Banner(is_risk ? BannerKind::warning : BannerKind::info);
    banner->set_text(words(*this, change.message));
    change_list_->addWidget(banner);
  }
  changes_title_->setText(tr("You have this factory already. This changes:"));
  changes_->setVisible(change_list_->count() > 0);
}

void InvitationPage::show_use() {
  const bool is_shown = stage_ == Stage::shown && invitation_;
  const bool is_proven = invitation_ && (invitation_->trust == InvitationTrust::trusted_key || heard_->isChecked());
  use_->setVisible(invitation_.has_value());
  leave_->setVisible(invitation_.has_value());
  what_happens_->setVisible(invitation_.has_value());
  use_->setEnabled(is_shown && is_proven && live_.workbench().accept_invitation);
  heard_->setEnabled(stage_ == Stage::shown);
}

void InvitationPage::use() {
  if (stage_ != Stage::shown || !invitation_) return;
  problem_.reset();
  stage_ = Stage::setting_up;
  retranslate();
  auto work = [accept = live_.workbench().accept_invitation, invitation = *invitation_](
                  const ProgressSink&, const std::stop_token&) { return accept(invitation); };
  live_.background().run<std::shared_ptr<Factory>>(
      this, work, [this, mine = reading_](const Result<std::shared_ptr<Factory>>& result) {
        if (mine != reading_) return;
        if (result.failed()) return fail(result.error());
        stage_ = Stage::shown;
        retranslate();
        if (result.ok()) emit made(result.value());
      });
}

}  // namespace werkbank
