#include "ui/factories/key_hand_in.h"

#include "ui/live/asking_person.h"

namespace werkbank {

KeyHandIn::KeyHandIn(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      title_(new Strong),
      what_(new Body),
      button_(new SecondaryButton({}, QStringLiteral("key"))),
      waiting_(new Waiting),
      problem_(new Banner(BannerKind::error)),
      done_(new Banner(BannerKind::success)) {
  auto* layout = column(Space::small);
  setLayout(layout);
  layout->addWidget(title_);
  layout->addWidget(what_);
  layout->addWidget(button_, 0, Qt::AlignLeft);
  for (QWidget* part : std::initializer_list<QWidget*>{waiting_, problem_, done_}) layout->addWidget(part);
  button_->setObjectName(QStringLiteral("keys.hand_in"));
  problem_->setObjectName(QStringLiteral("keys.hand_in_problem"));
  done_->setObjectName(QStringLiteral("keys.handed_in"));
  connect(button_, &QPushButton::clicked, this, &KeyHandIn::hand_in);
  connect(&factory_, &LiveFactory::changed, this, [this] { retranslate(); });
  retranslate();
}

void KeyHandIn::set(const std::optional<ShownKey>& key) {
  const bool is_same = key && key_ && key->public_line == key_->public_line;
  key_ = key;
  if (!is_same && stage_ != Stage::running) stage_ = Stage::before;
  retranslate();
}

void KeyHandIn::hand_in() {
  if (!key_ || stage_ == Stage::running) return;
  stage_ = Stage::running;
  retranslate();
  auto work = [factory = factory_.factory(), line = key_->public_line](
                  const ProgressSink&, const std::stop_token& stop) { return factory->hand_in_key(line, stop); };
  live_.background().run<Done>(this, work, [this](const Result<Done>& result) { ended(result); });
}

void KeyHandIn::ended(const Result<Done>& result) {
  stage_ = result.ok() ? Stage::done : result.failed() ? Stage::failed : Stage::before;
  error_.reset();
  if (result.failed()) error_ = result.error();
  if (result.failed() && is_connection_gone(result.error())) factory_.lost(result.error());
  retranslate();
  if (result.ok()) emit handed_in();
}

void KeyHandIn::retranslate() {
  const bool is_in = factory_.state() == LiveFactory::State::signed_in && !factory_.is_practice();
  setVisible(key_.has_value() && (is_in || stage_ == Stage::failed || is_done()));
  const Profile& profile = factory_.profile();
  const QString name = outside_text(profile.name.in(shown_language(*this)), 80).simplified();
  title_->setText(tr("Hand in your key with one press"));
  what_->setText(
      tr("You are signed in to %1, so Werkbank can add the public half of your key to your account there.").arg(name));
  title_->setVisible(!is_done());
  what_->setVisible(!is_done());
  button_->setText(stage_ == Stage::failed ? tr("Try again") : tr("Add this key to my account there"));
  button_->setVisible(stage_ == Stage::before || stage_ == Stage::failed);
  button_->setEnabled(is_in);
  waiting_->setVisible(stage_ == Stage::running);
  waiting_->set_text(tr("Adding your key…"));
  problem_->setVisible(stage_ == Stage::failed);
  if (error_) problem_->set_text(words(*this, error_->message), outside_text(error_->detail, 300));
  done_->setVisible(stage_ == Stage::done);
  done_->set_text(profile.one_time_code ? tr("From now on you get in without a password. The code from your app stays.")
                                        : tr("From now on you get in without a password."));
}

}  // namespace werkbank
