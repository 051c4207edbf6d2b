#include "ui/factories/sign_in_panel.h"

#include <algorithm>

#include <QApplication>

namespace werkbank {
namespace {

/// Whether this is how a factory says no to an account or a key that it does not know yet.
bool may_be_too_new(const Error& error) {
  return error.code == ErrorCode::sign_in_refused || error.code == ErrorCode::no_such_account;
}

}  // namespace

SignInPanel::SignInPanel(LiveFactory& factory, const QString& prefix, QWidget* parent)
    : Page(parent),
      factory_(factory),
      pill_(new StatusPill),
      state_(new Body),
      problem_(new Banner(BannerKind::error)),
      stop_(new SignInStop(prefix)),
      sign_in_(new PrimaryButton({}, QStringLiteral("key"))),
      advice_(new Caption),
      sign_out_(new SecondaryButton),
      answered_(new AnsweredLines),
      waiting_(new Waiting),
      question_(new SignInQuestion(prefix)),
      host_(new HostQuestion(prefix)),
      continue_(new PrimaryButton),
      go_on_(new SecondaryButton({}, QStringLiteral("check"))),
      host_yes_(new SecondaryButton({}, QStringLiteral("check"))),
      host_no_(new SecondaryButton({}, QStringLiteral("cancel"))),
      cancel_(new SecondaryButton),
      server_banner_(new ServerWords) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  layout->addLayout(make_top());
  layout->addWidget(problem_);
  layout->addWidget(stop_);
  layout->addWidget(sign_in_, 0, Qt::AlignLeft);
  for (QWidget* part :
       std::initializer_list<QWidget*>{advice_, server_banner_, answered_, waiting_, question_, host_}) {
    layout->addWidget(part);
  }
  layout->addLayout(make_buttons());
  name_controls(prefix);
  connect_controls();
  retranslate();
}

QHBoxLayout* SignInPanel::make_top() {
  auto* top = row(Space::normal);
  top->addWidget(pill_);
  top->addWidget(state_, 1);
  top->addWidget(sign_out_);
  return top;
}

QHBoxLayout* SignInPanel::make_buttons() {
  auto* buttons = row(Space::snug);
  for (QWidget* button : std::initializer_list<QWidget*>{continue_, go_on_, host_yes_, host_no_, cancel_}) {
    buttons->addWidget(button);
  }
  buttons->addStretch();
  return buttons;
}

void SignInPanel::name_controls(const QString& prefix) {
  const auto name = [&prefix](QWidget* widget, const char* part) {
    widget->setObjectName(prefix + QLatin1Char('.') + QLatin1String(part));
  };
  name(sign_in_, "sign_in");
  name(sign_out_, "sign_out");
  name(cancel_, "cancel_sign_in");
  name(continue_, "continue");
  name(go_on_, "go_on");
  name(problem_, "problem");
  name(advice_, "sign_in_advice");
  name(answered_, "answered");
  name(host_yes_, "host_yes");
  name(host_no_, "host_no");
}

void SignInPanel::connect_controls() {
  connect(sign_in_, &QPushButton::clicked, &factory_, &LiveFactory::sign_in);
  connect(stop_, &SignInStop::again_wanted, &factory_, &LiveFactory::sign_in);
  connect(sign_out_, &QPushButton::clicked, &factory_, &LiveFactory::sign_out);
  connect(cancel_, &QPushButton::clicked, &factory_, &LiveFactory::cancel_sign_in);
  connect(continue_, &QPushButton::clicked, this, &SignInPanel::send_answer);
  connect(go_on_, &QPushButton::clicked, this, &SignInPanel::send_answer);
  connect(question_, &SignInQuestion::entered, this, &SignInPanel::send_answer);
  connect(host_yes_, &QPushButton::clicked, this, [this] { factory_.person().answer_host(true); });
  connect(host_no_, &QPushButton::clicked, this, [this] { factory_.person().answer_host(false); });
  connect(&factory_, &LiveFactory::changed, this, &SignInPanel::refresh);
  connect(&factory_.person(), &AskingPerson::changed, this, &SignInPanel::refresh);
}

void SignInPanel::retranslate() {
  sign_out_->setText(tr("Sign out"));
  continue_->setText(tr("Continue"));
  go_on_->setText(tr("I have done that, go on"));
  cancel_->setText(tr("Stop signing in"));
  host_yes_->setText(tr("Yes, it is exactly the same"));
  host_no_->setText(tr("No, or I am not sure"));
  refresh();
}

void SignInPanel::refresh() {
  const auto state = factory_.state();
  const bool is_signing_in = state == LiveFactory::State::signing_in;
  const auto& person = factory_.person();
  const bool had_focus = isAncestorOf(QApplication::focusWidget());
  const bool asks = is_signing_in && person.question();
  const bool asks_host = is_signing_in && person.fingerprint();
  question_->setVisible(asks);
  host_->setVisible(asks_host);
  host_yes_->setVisible(asks_host);
  host_no_->setVisible(asks_host);
  waiting_->setVisible(is_signing_in && !asks && !asks_host);
  cancel_->setVisible(is_signing_in && !asks_host);
  const bool is_in = state == LiveFactory::State::signed_in || state == LiveFactory::State::offline;
  sign_out_->setVisible(is_in && !factory_.is_practice());
  server_banner_->set(is_signing_in ? person.server_banner() : QString(), 4000);
  answered_->set(is_signing_in ? person.answered() : std::vector<AnsweredQuestion>());
  if (asks_host) host_->set(*person.fingerprint());
  show_problem();
  show_state();
  show_advice();
  show_question();
  if (had_focus && !asks) keep_focus();
}

void SignInPanel::show_problem() {
  const auto state = factory_.state();
  const bool is_out = state == LiveFactory::State::signed_out || state == LiveFactory::State::offline;
  const auto& problem = factory_.problem();
  const bool is_stop = is_out && problem && is_hard_stop(*problem);
  stop_->setVisible(is_stop);
  if (is_stop) stop_->set(*problem, factory_.profile());
  // That the connection is gone stands in the pill and in the line at the bottom of the window.
  const bool is_said = state == LiveFactory::State::offline && problem && is_connection_gone(*problem);
  problem_->setVisible(state != LiveFactory::State::signing_in && problem && !is_stop && !is_said);
  if (problem) problem_->set_text(words(*this, problem->message));
  sign_in_->setVisible(is_out && !is_stop);
}

void SignInPanel::keep_focus() {
  for (QWidget* next : std::initializer_list<QWidget*>{host_no_, cancel_, sign_in_, sign_out_}) {
    if (next->isVisible()) return next->setFocus();
  }
}

void SignInPanel::show_state() {
  const QString name = QString::fromStdString(factory_.profile().name.in(shown_language(*this)));
  waiting_->set_text(factory_.person().answered().empty() ? tr("Connecting to %1…").arg(name)
                                                          : tr("%1 looks at your answer…").arg(name));
  sign_in_->setText(tr("Sign in to %1").arg(plain_label(name)));
  state_->clear();
  switch (factory_.state()) {
    case LiveFactory::State::signed_out:
      pill_->set(Grading::neutral, QStringLiteral("user"), tr("Not signed in"));
      if (factory_.problem()) sign_in_->setText(tr("Try again"));
      break;
    case LiveFactory::State::signing_in:
      pill_->set(Grading::accent, QStringLiteral("clock"), tr("Signing in"));
      break;
    case LiveFactory::State::signed_in:
      pill_->set(Grading::success, QStringLiteral("check"), tr("Signed in"));
      if (factory_.is_practice()) {
        state_->setText(tr("This factory is inside Werkbank. You do not need an account."));
      } else if (factory_.offer() && !factory_.offer()->user.empty()) {
        state_->setText(tr("as %1").arg(QString::fromStdString(factory_.offer()->user)));
      }
      break;
    case LiveFactory::State::offline:
      pill_->set(Grading::warning, QStringLiteral("cloud-off"), tr("No connection"));
      sign_in_->setText(factory_.is_practice() ? tr("Connect again") : tr("Sign in again"));
      state_->setText(tr("Jobs on the factory go on without you. What you see is what was known last."));
      break;
  }
}

void SignInPanel::show_advice() {
  const Profile& profile = factory_.profile();
  QStringList lines;
  if (sign_in_->isVisibleTo(this)) {
    const auto& problem = factory_.problem();
    if (problem && may_be_too_new(*problem) && profile.activation_hours > 0) {
      lines << tr(
          "Is your account or your key new? Then it can take up to %n hours before the factory lets you in. "
          "Nothing is wrong then: try again later.",
          nullptr, profile.activation_hours);
    }
    if (profile.one_time_code) {
      lines << tr("Keep your telephone at hand: this factory asks for a code from your app too.");
    }
  }
  advice_->setText(lines.join(QLatin1Char('\n')));
  advice_->setVisible(!lines.isEmpty());
}

void SignInPanel::show_question() {
  const auto& question = factory_.person().question();
  question_->set_can_keep(factory_.person().can_keep_secrets());
  if (question) question_->set(*question, factory_.profile());
  continue_->setVisible(question_->isVisibleTo(this) && !question_->has_page());
  go_on_->setVisible(question_->isVisibleTo(this) && question_->has_page());
  if (!question) {
    asked_ = false;
    question_->forget(factory_.state() != LiveFactory::State::signing_in);
    return;
  }
  if (asked_) return;
  asked_ = true;
  question_->forget(false);
  if (isVisible()) question_->field().setFocus();
}

void SignInPanel::send_answer() {
  if (!factory_.person().question()) return;
  const bool is_passphrase = factory_.person().question()->kind == Question::Kind::key_passphrase;
  if (is_passphrase) factory_.person().set_keeps_secrets(question_->wants_kept());
  auto answer = question_->take_answer();
  if (!answer) return;
  asked_ = false;
  factory_.person().answer(std::move(*answer));
}

}  // namespace werkbank
