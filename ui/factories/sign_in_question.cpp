#include "ui/factories/sign_in_question.h"

namespace werkbank {
namespace {
constexpr qsizetype longest_words = 600;
}

SignInQuestion::SignInQuestion(const QString& prefix, QWidget* parent)
    : Page(parent),
      refused_(new Banner(BannerKind::warning)),
      page_(new WebPage(prefix)),
      server_(new ServerWords),
      answer_(new CodeField),
      row_(new FormRow(answer_)),
      show_(new LinkButton),
      keep_(new QCheckBox),
      tries_line_(new QWidget),
      tries_icon_(new IconLabel(QStringLiteral("info"), Role::muted)),
      tries_(new Caption) {
  auto* layout = column(Space::snug);
  setLayout(layout);
  for (QWidget* part : std::initializer_list<QWidget*>{refused_, server_, page_, row_}) layout->addWidget(part);
  layout->addWidget(show_, 0, Qt::AlignLeft);
  layout->addWidget(keep_, 0, Qt::AlignLeft);
  auto* across = row(Space::small);
  tries_line_->setLayout(across);
  across->addWidget(tries_icon_, 0, Qt::AlignTop);
  across->addWidget(tries_, 1);
  layout->addWidget(tries_line_);
  row_->setMaximumWidth(Size::reading);
  answer_->setObjectName(prefix + QStringLiteral(".answer"));
  refused_->setObjectName(prefix + QStringLiteral(".refused"));
  tries_->setObjectName(prefix + QStringLiteral(".tries"));
  keep_->setObjectName(prefix + QStringLiteral(".keep"));
  show_->setObjectName(prefix + QStringLiteral(".show"));
  connect(answer_, &QLineEdit::returnPressed, this, &SignInQuestion::entered);
  connect(answer_, &QLineEdit::textEdited, this, [this] { row_->set_error({}); });
  connect(answer_, &CodeField::left_out, this,
          [this] { row_->set_error(tr("A code has only digits and letters. The rest was left out.")); });
  connect(show_, &QPushButton::clicked, this, [this] {
    is_hidden_ = !is_hidden_;
    show_hidden();
    answer_->setFocus();
  });
}

bool SignInQuestion::is_code() const { return question_.kind == Question::Kind::one_time_code; }

void SignInQuestion::set(const Question& question, const Profile& profile) {
  question_ = question;
  profile_ = profile;
  retranslate();
}

void SignInQuestion::forget(bool all) {
  answer_->clear();
  row_->set_error({});
  is_hidden_ = true;
  if (!all) return;
  last_code_ = Secret();
  keep_->setChecked(false);
}

std::optional<Secret> SignInQuestion::take_answer() {
  const std::string typed = answer_->text().toStdString();
  const bool may_be_empty = page_->has_page() || (question_.kind == Question::Kind::other && question_.echo);
  if (typed.empty() && !may_be_empty) {
    row_->set_error(tr("Type your answer first."));
    answer_->setFocus();
    return {};
  }
  if (is_code() && question_.refused_before && !typed.empty() && typed == last_code_.reveal()) {
    row_->set_error(tr("That is the code you just used. It works only once. Wait until your app shows the next one."));
    answer_->selectAll();
    answer_->setFocus();
    return {};
  }
  if (is_code()) last_code_ = Secret(typed);
  forget(false);
  return Secret(typed);
}

void SignInQuestion::retranslate() {
  page_->set(question_.link);
  // With a page to open the prompt is mostly the address itself, which stands there already.
  server_->set(page_->has_page() ? QString() : outside_text(question_.server_words, longest_words + 1), longest_words);
  answer_->set_takes_code(is_code());
  answer_->setMaximumWidth(is_code() ? answer_->sizeHint().width() : QWIDGETSIZE_MAX);
  row_->set_label(label());
  row_->set_help(help());
  keep_->setVisible(is_passphrase() && can_keep_);
  keep_->setText(tr("Remember this on this computer (in the keychain of the system)"));
  show_refusal();
  show_tries();
  show_hidden();
}

QString SignInQuestion::label() const {
  if (page_->has_page()) return tr("Does the page show you a code? Type it here. Otherwise leave this empty.");
  if (is_code()) return question_.refused_before ? tr("The next code from your app") : tr("The code from your app");
  const QString ours = words(*this, question_.what);
  return ours.isEmpty() ? tr("The factory asks you something:") : ours;
}

QString SignInQuestion::help() const {
  if (page_->has_page()) return {};
  if (is_code())
    return tr(
        "Open the app on your telephone that you set up for this factory. It shows a new code every half minute. "
        "Spaces do not matter.");
  if (is_passphrase() && can_keep_) {
    return tr("What you type is not shown. The keychain is the safe in which your computer keeps passwords.");
  }
  return question_.echo ? QString() : tr("What you type is not shown, and Werkbank does not keep it.");
}

QString SignInQuestion::lock_words() const {
  if (profile_.lock_hours <= 0) return tr("After that the factory locks your account for a while.");
  return tr("After that the factory locks your account for %n hours.", nullptr, profile_.lock_hours);
}

void SignInQuestion::show_refusal() {
  refused_->setVisible(question_.refused_before);
  if (is_code()) {
    refused_->set_text(tr("The factory did not take that code."),
                       tr("Each code works only once, and only for half a minute. Wait until your app shows the next "
                          "one, and type that."));
  } else if (question_.kind == Question::Kind::new_password) {
    refused_->set_text(tr("The factory did not take that new password. Choose another one."));
  } else {
    refused_->set_text(tr("That was not accepted. Type it again; mind capital letters."));
  }
}

void SignInQuestion::show_tries() {
  tries_line_->setVisible(question_.tries_left.has_value());
  if (!question_.tries_left) return;
  const bool is_last = *question_.tries_left <= 1;
  tries_icon_->set(is_last ? QStringLiteral("warning") : QStringLiteral("info"), is_last ? Role::warning : Role::muted);
  tries_->setText(tr("You can still try %n times.", nullptr, *question_.tries_left) + QLatin1Char(' ') + lock_words());
}

void SignInQuestion::show_hidden() {
  // A code may be seen: it works once. What else the factory does not want shown is shown only when asked for.
  const bool is_secret = !question_.echo && !is_code();
  show_->setVisible(is_secret);
  show_->setText(is_hidden_ ? tr("Show what I type") : tr("Hide what I type"));
  answer_->setEchoMode(is_secret && is_hidden_ ? QLineEdit::Password : QLineEdit::Normal);
}

}  // namespace werkbank
