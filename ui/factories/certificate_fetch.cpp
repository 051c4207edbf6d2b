#include "ui/factories/certificate_fetch.h"

#include <algorithm>
#include <cctype>

#include <QApplication>

#include "core/base/shell.h"
#include "ui/live/asking_person.h"

namespace werkbank {
namespace {

constexpr qsizetype longest_last_words = 600;

/// A word of a command as one would type it in a terminal.
std::string typed_word(const std::string& word) {
  const bool is_plain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string_view("._:=@+/-{}").find(static_cast<char>(c)) != std::string_view::npos;
  });
  return is_plain ? word : shell_quote(word);
}

}  // namespace

CertificateFetch::CertificateFetch(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      question_(new Strong),
      ground_(new QFrame),
      command_(new Label(Type::mono)),
      what_happens_(new Body),
      user_(new QLineEdit(QString::fromStdString(factory.profile().user))),
      user_row_(new FormRow(user_)),
      email_(new QLineEdit),
      email_row_(new FormRow(email_)),
      waiting_(new Waiting),
      problem_(new Banner(BannerKind::error)),
      done_(new Banner(BannerKind::success)),
      yes_(new SecondaryButton({}, QStringLiteral("check"))),
      no_(new SecondaryButton),
      stop_(new SecondaryButton({}, QStringLiteral("stop"))),
      copy_(new CopyButton([this] { return command(); })) {
  auto* layout = column(Space::snug);
  layout->setContentsMargins(0, px(Space::small), 0, 0);
  setLayout(layout);
  layout->addWidget(problem_);
  layout->addWidget(done_);
  layout->addWidget(question_);
  ground_->setProperty("surface", QStringLiteral("raised"));
  auto* across = row(Space::normal);
  across->setContentsMargins(px(Space::normal), px(Space::small), px(Space::small), px(Space::small));
  ground_->setLayout(across);
  across->addWidget(command_, 1);
  across->addWidget(copy_, 0, Qt::AlignTop);
  layout->addWidget(ground_);
  layout->addWidget(what_happens_);
  make_fields(*layout);
  layout->addWidget(waiting_);
  make_buttons(*layout);
  command_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  command_->setObjectName(QStringLiteral("certificate.fetch_command"));
  problem_->setObjectName(QStringLiteral("certificate.fetch_problem"));
  done_->setObjectName(QStringLiteral("certificate.fetch_done"));
  done_->action().setObjectName(QStringLiteral("certificate.fetch_sign_in"));
  connect(done_, &Banner::action_pressed, this, [this] {
    set_stage(Stage::closed);
    factory_.sign_in();
  });
  connect(&factory_, &LiveFactory::changed, this, [this] { retranslate(); });
  retranslate();
}

void CertificateFetch::make_fields(QVBoxLayout& layout) {
  user_->setObjectName(QStringLiteral("certificate.fetch_user"));
  email_->setObjectName(QStringLiteral("certificate.fetch_email"));
  for (FormRow* line : {user_row_, email_row_}) {
    layout.addWidget(line);
    line->setMaximumWidth(Size::reading);
  }
  for (QLineEdit* field : {user_, email_}) {
    connect(field, &QLineEdit::textEdited, this, &CertificateFetch::show_command);
    connect(field, &QLineEdit::returnPressed, this, &CertificateFetch::run);
  }
}

void CertificateFetch::make_buttons(QVBoxLayout& layout) {
  auto* buttons = row(Space::snug);
  for (QWidget* button : std::initializer_list<QWidget*>{yes_, no_, stop_}) buttons->addWidget(button);
  buttons->addStretch();
  layout.addLayout(buttons);
  yes_->setObjectName(QStringLiteral("certificate.fetch_yes"));
  no_->setObjectName(QStringLiteral("certificate.fetch_no"));
  stop_->setObjectName(QStringLiteral("certificate.fetch_stop"));
  connect(yes_, &QPushButton::clicked, this, &CertificateFetch::run);
  connect(no_, &QPushButton::clicked, this, [this] { set_stage(Stage::closed); });
  connect(stop_, &QPushButton::clicked, this, [this] { live_.background().cancel(ticket_); });
}

void CertificateFetch::begin() {
  if (stage_ == Stage::running) return;
  set_stage(Stage::asking);
  for (QLineEdit* field : {user_, email_}) {
    if (field->isVisible() && field->text().isEmpty()) return field->setFocus();
  }
  yes_->setFocus();
}

void CertificateFetch::set_stage(Stage stage) {
  const bool had_focus = isAncestorOf(QApplication::focusWidget());
  stage_ = stage;
  retranslate();
  emit changed();
  if (!had_focus) return;
  for (QWidget* next : std::initializer_list<QWidget*>{stop_, yes_, &done_->action()}) {
    if (next->isVisible()) return next->setFocus();
  }
}

bool CertificateFetch::has_word(const char* word) const {
  const auto& words = factory_.profile().certificate.command;
  return std::find(words.begin(), words.end(), word) != words.end();
}

QString CertificateFetch::command() const {
  const CertificateAdvice& advice = factory_.profile().certificate;
  auto words =
      certificate_command(advice, user_->text().trimmed().toStdString(), email_->text().trimmed().toStdString());
  if (words.empty()) words = advice.command;  // what is still to be typed stands there as {user}
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + typed_word(word);
  return outside_text(all, 8000);
}

void CertificateFetch::show_command() {
  user_row_->set_error({});
  email_row_->set_error({});
  command_->setText(command());
}

void CertificateFetch::run() {
  if (stage_ != Stage::asking && stage_ != Stage::failed) return;
  const std::string user = user_->text().trimmed().toStdString();
  const std::string email = email_->text().trimmed().toStdString();
  const Profile profile = factory_.profile();
  if (certificate_command(profile.certificate, user, email).empty()) {
    const bool is_user = has_word("{user}") && certificate_command(profile.certificate, user, "a@b.nl").empty();
    FormRow* wrong = is_user ? user_row_ : email_row_;
    wrong->set_error(tr("Type this first. It cannot begin with a dash."));
    return wrong->control().setFocus();
  }
  auto work = [fetch = live_.workbench().fetch_certificate, profile, user, email](
                  const ProgressSink&, const std::stop_token& stop) { return fetch(profile, user, email, stop); };
  ticket_ = live_.background().run<Done>(this, work, [this](const Result<Done>& result) { ended(result); });
  set_stage(Stage::running);
}

void CertificateFetch::ended(const Result<Done>& result) {
  ticket_ = 0;
  error_.reset();
  if (result.failed()) error_ = result.error();
  set_stage(result.ok() ? Stage::done : result.failed() ? Stage::failed : Stage::asking);
  emit fetched();
}

void CertificateFetch::retranslate() {
  setVisible(stage_ != Stage::closed);
  const bool asks = stage_ == Stage::asking || stage_ == Stage::failed;
  const bool shows = asks || stage_ == Stage::running;
  const QString name = outside_text(factory_.profile().name.in(shown_language(*this)), 80).simplified();
  const auto& program = factory_.profile().certificate.command;
  const QString first = program.empty() ? QString() : outside_text(program.front(), 60);
  question_->setVisible(shows);
  ground_->setVisible(shows);
  what_happens_->setVisible(asks);
  user_row_->setVisible(asks && has_word("{user}"));
  email_row_->setVisible(asks && has_word("{email}"));
  yes_->setVisible(asks);
  no_->setVisible(asks);
  stop_->setVisible(stage_ == Stage::running);
  waiting_->setVisible(stage_ == Stage::running);
  problem_->setVisible(stage_ == Stage::failed);
  done_->setVisible(stage_ == Stage::done);
  question_->setText(stage_ == Stage::running ? tr("This program is running on your computer:")
                                              : tr("May Werkbank start this program on your computer?"));
  what_happens_->setText(
      tr("%1 says that this program gets the certificate. It may open your browser, and you sign in there. Werkbank "
         "gives it no password. Is “%2” not on this computer yet? Your factory tells you how to get it.")
          .arg(name, first));
  user_row_->set_label(tr("Your user name at %1").arg(name));
  email_row_->set_label(tr("Your e-mail address, as %1 knows it").arg(name));
  yes_->setText(stage_ == Stage::failed ? tr("Start it once more") : tr("Yes, start it"));
  no_->setText(tr("No, not now"));
  stop_->setText(tr("Stop the program"));
  copy_->set_words(tr("Copy"), tr("Copied"));
  waiting_->set_text(tr("Waiting until “%1” is ready. Has it opened your browser? Then go on there.").arg(first));
  if (error_) problem_->set_text(words(*this, error_->message), outside_text(error_->detail, longest_last_words));
  const bool is_in = factory_.state() == LiveFactory::State::signed_in;
  done_->set_text(is_in ? tr("You have a new certificate. You stay signed in.")
                        : tr("You have a new certificate. Now you can sign in."));
  const bool may_sign_in = !is_in && factory_.state() != LiveFactory::State::signing_in;
  done_->set_action(may_sign_in ? tr("Sign in") : QString());
  show_command();
}

}  // namespace werkbank
