#include "ui/factories/sign_in_panel.h"

#include <QApplication>

namespace werkbank {

SignInPanel::SignInPanel(LiveFactory& factory, const QString& prefix, QWidget* parent)
    : Page(parent),
      factory_(factory),
      problem_(new Banner(BannerKind::error)),
      pill_(new StatusPill),
      state_(new Body),
      sign_in_(new PrimaryButton({}, QStringLiteral("key"))),
      sign_out_(new SecondaryButton),
      waiting_(new Waiting),
      question_(new QWidget),
      host_(new QWidget),
      cancel_(new SecondaryButton),
      server_banner_(new Caption) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  auto* top = row(Space::normal);
  top->addWidget(pill_);
  top->addWidget(state_, 1);
  top->addWidget(sign_out_);
  layout->addLayout(top);
  layout->addWidget(problem_);
  layout->addWidget(sign_in_, 0, Qt::AlignLeft);
  layout->addWidget(waiting_);
  build_question(*layout);
  build_host(*layout);
  auto* buttons = row(Space::snug);
  for (QWidget* button : std::initializer_list<QWidget*>{continue_, host_yes_, host_no_, cancel_})
    buttons->addWidget(button);
  buttons->addStretch();
  layout->addLayout(buttons);
  layout->addWidget(server_banner_);
  name_controls(prefix);
  connect(sign_in_, &QPushButton::clicked, &factory_, &LiveFactory::sign_in);
  connect(sign_out_, &QPushButton::clicked, &factory_, &LiveFactory::sign_out);
  connect(cancel_, &QPushButton::clicked, &factory_, &LiveFactory::cancel_sign_in);
  connect(continue_, &QPushButton::clicked, this, &SignInPanel::send_answer);
  connect(answer_, &QLineEdit::returnPressed, this, &SignInPanel::send_answer);
  connect(host_yes_, &QPushButton::clicked, this, [this] { factory_.person().answer_host(true); });
  connect(host_no_, &QPushButton::clicked, this, [this] { factory_.person().answer_host(false); });
  connect(&factory_, &LiveFactory::changed, this, &SignInPanel::refresh);
  connect(&factory_.person(), &AskingPerson::changed, this, &SignInPanel::refresh);
  retranslate();
}

void SignInPanel::build_question(QVBoxLayout& into) {
  auto* inside = column(Space::snug);
  question_->setLayout(inside);
  refused_ = new Banner(BannerKind::warning);
  answer_ = new QLineEdit;
  row_ = new FormRow(answer_);
  continue_ = new PrimaryButton;
  inside->addWidget(refused_);
  inside->addWidget(row_);
  into.addWidget(question_);
}

void SignInPanel::build_host(QVBoxLayout& into) {
  auto* inside = column(Space::snug);
  host_->setLayout(inside);
  host_question_ = new Strong;
  host_advice_ = new Body;
  fingerprint_ = new Label(Type::mono);
  fingerprint_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  host_yes_ = new SecondaryButton({}, QStringLiteral("check"));
  host_no_ = new SecondaryButton({}, QStringLiteral("cancel"));
  inside->addWidget(host_question_);
  inside->addWidget(fingerprint_);
  inside->addWidget(host_advice_);
  into.addWidget(host_);
}

void SignInPanel::name_controls(const QString& prefix) {
  const auto name = [&prefix](QWidget* widget, const char* part) {
    widget->setObjectName(prefix + QLatin1Char('.') + QLatin1String(part));
  };
  name(sign_in_, "sign_in");
  name(sign_out_, "sign_out");
  name(cancel_, "cancel_sign_in");
  name(answer_, "answer");
  name(continue_, "continue");
  name(refused_, "refused");
  name(problem_, "problem");
  name(fingerprint_, "fingerprint");
  name(host_yes_, "host_yes");
  name(host_no_, "host_no");
}

void SignInPanel::retranslate() {
  sign_out_->setText(tr("Sign out"));
  continue_->setText(tr("Continue"));
  answer_->setAccessibleName(tr("Your answer"));
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
  continue_->setVisible(asks);
  host_->setVisible(asks_host);
  host_yes_->setVisible(asks_host);
  host_no_->setVisible(asks_host);
  waiting_->setVisible(is_signing_in && !person.question() && !person.fingerprint());
  cancel_->setVisible(is_signing_in && !asks_host);
  sign_in_->setVisible(state == LiveFactory::State::signed_out || state == LiveFactory::State::offline);
  sign_out_->setVisible(state == LiveFactory::State::signed_in && !factory_.is_practice());
  server_banner_->setText(person.server_banner());
  server_banner_->setVisible(is_signing_in && !person.server_banner().isEmpty());
  problem_->setVisible(!is_signing_in && factory_.problem());
  if (factory_.problem()) problem_->set_text(words(*this, factory_.problem()->message));
  show_state();
  show_question();
  show_fingerprint();
  if (had_focus && !asks) keep_focus();
}

void SignInPanel::keep_focus() {
  for (QWidget* next : std::initializer_list<QWidget*>{host_no_, cancel_, sign_in_, sign_out_}) {
    if (next->isVisible()) return next->setFocus();
  }
}

void SignInPanel::show_state() {
  const QString name = QString::fromStdString(factory_.profile().name.in(shown_language(*this)));
  waiting_->set_text(tr("Connecting to %1…").arg(name));
  sign_in_->setText(tr("Sign in to %1").arg(plain_label(name)));
  state_->clear();
  switch (factory_.state()) {
    case LiveFactory::State::signed_out:
      pill_->set(Grading::neutral, QStringLiteral("user"), tr("Not signed in"));
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
      sign_in_->setText(tr("Connect again"));
      state_->setText(tr("Jobs on the factory go on without you. What you see is what was known last."));
      break;
  }
}

QString SignInPanel::question_note(const Question& question) const {
  QStringList lines;
  if (!question.server_words.empty()) {
    lines << tr("The factory asks: “%1”").arg(QString::fromStdString(question.server_words).simplified().left(200));
  }
  if (!question.echo) lines << tr("What you type is not shown, and Werkbank does not keep it.");
  return lines.join(QLatin1Char(' '));
}

void SignInPanel::show_question() {
  const auto& question = factory_.person().question();
  if (!question) {
    asked_ = false;
    answer_->clear();
    return;
  }
  QString label = words(*this, question->what);
  if (label.isEmpty()) label = QString::fromStdString(question->server_words).simplified().left(200);
  row_->set_label(label);
  row_->set_help(question_note(*question));
  answer_->setEchoMode(question->echo ? QLineEdit::Normal : QLineEdit::Password);
  refused_->setVisible(question->refused_before);
  const QString left = question->tries_left
                           ? tr("You can try %n more times before the factory locks your account for a "
                                "while.",
                                nullptr, *question->tries_left)
                           : QString();
  refused_->set_text(tr("That was not accepted. Type it again; mind capital letters."), left);
  if (asked_) return;
  asked_ = true;
  answer_->clear();
  if (isVisible()) answer_->setFocus();
}

void SignInPanel::show_fingerprint() {
  const auto& host = factory_.person().fingerprint();
  if (!host) return;
  const QString name = QString::fromStdString(host->host);
  host_question_->setText(tr("Is this really %1? Werkbank does not know this computer yet.").arg(name));
  fingerprint_->setText(QString::fromStdString(host->sha256));
  fingerprint_->setAccessibleName(tr("Fingerprint: %1").arg(fingerprint_->text()));
  host_advice_->setText(
      tr("Compare these characters with what your factory published on its website or in its letter to you (%1). They "
         "must be exactly the same. Only then do you know that your password goes to the right place.")
          .arg(QString::fromStdString(host->key_type)));
}

void SignInPanel::send_answer() {
  const QString typed = answer_->text();
  if (typed.isEmpty()) return;
  answer_->clear();
  asked_ = false;
  factory_.person().answer(Secret(typed.toStdString()));
}

}  // namespace werkbank
