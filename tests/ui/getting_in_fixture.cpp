#include "getting_in_fixture.h"

#include <ctime>

#include <QDesktopServices>
#include <QFile>
#include <QLabel>
#include <QTabBar>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

ShownKey made_up_key(const Secret& passphrase) {
  ShownKey key;
  key.public_line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJm2fhd0PzW1gS4yZfX2kq8kJ6o0oQvH0p1mXo8nQe9Z werkbank@laptop";
  key.place = "/home/jansen/.ssh/werkbank_noord";
  key.sha256 = "SHA256:3m1mVqLZ0oY9m5m2kCwFJx7R0bqGmN1s6kq9w0eXz2A";
  key.has_passphrase = !passphrase.empty();
  key.is_ours = true;
  return key;
}

}  // namespace

TalkingFactory::TalkingFactory(Profile profile) : ScriptedFactory(FactoryKind::slurm), own_(std::move(profile)) {}

Result<Done> TalkingFactory::sign_in(Conversation& conversation, const std::stop_token& stop) {
  auto result = script(*this, conversation, stop);
  if (result.ok()) set_signed_in();
  return result;
}

Result<Secret> TalkingFactory::ask(Conversation& conversation, const Question& question) {
  auto answer = conversation.ask(question);
  const std::lock_guard lock(mutex_);
  if (answer.ok()) told_.push_back(answer->reveal());
  return answer;
}

std::vector<std::string> TalkingFactory::told() const {
  const std::lock_guard lock(mutex_);
  return told_;
}

Question password_question(bool refused) {
  Question question;
  question.kind = Question::Kind::password;
  question.what = Message(LocalText{"Wat is het wachtwoord van jansen bij login.noord.example?",
                                    "What is the password of jansen at login.noord.example?"});
  question.server_words = "Password:";
  question.refused_before = refused;
  return question;
}

Question code_question(bool refused) {
  Question question;
  question.kind = Question::Kind::one_time_code;
  question.what = Message(LocalText{"Wat is uw code?", "What is your one-time code?"});
  question.server_words = "Verification code:";
  question.refused_before = refused;
  question.tries_left = refused ? 2 : 3;
  return question;
}

Question link_question(const std::string& link) {
  Question question;
  question.what = Message(LocalText{"Open een pagina.", "Open a page."});
  question.server_words = "Visit " + link + " and press Enter";
  question.link = link;
  question.echo = true;
  return question;
}

Result<Done> asks_for_a_code(TalkingFactory& factory, Conversation& conversation, const std::stop_token&) {
  for (bool refused = false;; refused = true) {
    WERKBANK_TRY(const auto code, factory.ask(conversation, code_question(refused)));
    if (code.reveal() == "123456") return Done{};
  }
}

Profile north() {
  Profile profile;
  profile.id = "noord";
  profile.name = {"AI-fabriek Noord", "AI Factory North"};
  profile.operator_name = {"Rekencentrum Noord, Groningen", "Computing Centre North, Groningen"};
  profile.help_phone = "+31 (0)50 123 45 67";
  profile.help_email = "help@noord.example";
  profile.help_url = "https://www.noord.example/help";
  profile.host = "login.noord.example";
  profile.user = "jansen";
  profile.sign_in_methods = {"agent", "key"};
  profile.lock_hours = 24;
  profile.one_time_code = true;
  profile.activation_hours = 4;
  profile.key.page = "https://account.noord.example/keys";
  profile.key.types = {"ed25519"};
  profile.key.advice = {"Log in op de accountpagina, kies SSH-sleutels, plak de openbare helft en druk op Opslaan.",
                        "Sign in on the account page, choose SSH keys, paste the public half and press Save."};
  profile.environments.emplace_back().kind = "system";
  return profile;
}

OpenedPages::OpenedPages() {
  for (const char* scheme : {"https", "http", "tel", "mailto", "file"}) {
    QDesktopServices::setUrlHandler(QLatin1String(scheme), this, "open");
  }
}

OpenedPages::~OpenedPages() {
  for (const char* scheme : {"https", "http", "tel", "mailto", "file"}) {
    QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
  }
}

ShownCheckStep made_up_step(const std::string& id, ShownCheckStep::State state, const LocalText& name,
                            const LocalText& sentence, const std::string& detail) {
  ShownCheckStep step;
  step.id = id;
  step.name = Message(name);
  step.state = state;
  step.seconds = 0.034;
  step.sentence = Message(sentence);
  step.detail = detail;
  return step;
}

GettingInFixture::GettingInFixture(const Profile& profile)
    : talking(std::make_shared<TalkingFactory>(profile)), coach_(make_signing_keys().value()) {
  talking->script = asks_for_a_code;
  workbench->factories = {practice, talking};
  fill_content();
  workbench->list_keys = [this](const Profile&) -> Result<std::vector<ShownKey>> { return *keys; };
  workbench->make_key = [this](const Profile&, const Secret& secret) -> Result<ShownKey> {
    passphrase = secret.reveal();
    return made_up_key(secret);
  };
  workbench->find_certificate = [this](const Profile&) -> Result<std::optional<ShownCertificate>> {
    return locked(certificate);
  };
  workbench->save_profile = [this](const Profile& profile) -> Result<Done> {
    const std::lock_guard lock(mutex_);
    saved.push_back(profile);
    return Done{};
  };
  workbench->check_connection = [this](Factory&, const CheckStepSink& sink,
                                       const std::stop_token& stop) -> Result<Done> {
    for (const ShownCheckStep& step : steps) {
      if (stop.stop_requested()) return Cancelled{};
      ShownCheckStep begun = step;
      begun.state = ShownCheckStep::State::running;
      begun.sentence = {};
      begun.detail.clear();
      sink(begun);
      sink(step);
    }
    return Done{};
  };
  workbench->add_factory = [this](const Profile& chosen) { return make(chosen); };
  workbench->read_invitation = [this](const std::filesystem::path& file) -> Result<Invitation> {
    WERKBANK_TRY(const auto bytes, read_file(file));
    return read_invitation(bytes, static_cast<double>(std::time(nullptr)), trusted);
  };
  workbench->accept_invitation = [this](const Invitation& invitation) { return make(invitation.content.factory); };
}

void GettingInFixture::set_certificate(const std::optional<ShownCertificate>& one) {
  const std::lock_guard lock(mutex_);
  certificate = one;
}

void GettingInFixture::fetches_certificates_with(std::function<Result<Done>(const std::stop_token&)> program) {
  workbench->fetch_certificate = [this, program](const Profile&, const std::string& user, const std::string& email,
                                                 const std::stop_token& stop) -> Result<Done> {
    {
      const std::lock_guard lock(mutex_);
      fetches.emplace_back(user, email);
    }
    return program(stop);
  };
}

void GettingInFixture::has_a_keychain(const std::optional<Error>& error) {
  workbench->keep_passphrase = [this, error](const ShownKey& key, const Secret& secret) -> Result<Done> {
    if (error) return *error;
    const std::lock_guard lock(mutex_);
    kept.emplace_back(key.place.string(), secret.reveal());
    return Done{};
  };
}

void GettingInFixture::fill_content() {
  content.issued_at = std::time(nullptr) - 3600;
  content.expires_at = content.issued_at + 30 * 86400;
  content.issuer = "M. Visser, kenniscentrum Noord";
  content.factory = north();
  content.factory.id = "zuid";
  content.factory.name = {"AI-fabriek Zuid", "AI Factory South"};
  content.account = "cursus-07";
  content.reservation = CourseReservation{"cursus", content.issued_at + 86400, content.issued_at + 2 * 86400};
  CourseData data;
  data.name = "lasnaden";
  data.url = "https://data.noord.example/lasnaden.tar";
  data.sha256 = std::string(64, 'a');
  data.bytes = 120'000'000;
  content.data = {data};
  content.welcome = {"Welkom bij de cursus van dinsdag.", "Welcome to the course on Tuesday."};
}

Result<std::shared_ptr<Factory>> GettingInFixture::make(const Profile& profile) {
  auto factory = std::make_shared<TalkingFactory>(profile);
  factory->script = script_of_made;
  made.push_back(factory);
  return std::shared_ptr<Factory>(factory);
}

bool GettingInFixture::open_factory() {
  open();
  return click(QStringLiteral("window.rail_factory")) &&
         click(QStringLiteral("factories.open.") + QString::fromStdString(talking->own_.id));
}

bool GettingInFixture::ask() {
  return click(QStringLiteral("factory.sign_in")) && wait_for([this] { return answer() != nullptr; });
}

void GettingInFixture::give(const QString& text) const {
  QTest::keyClicks(answer(), text);
  QTest::keyClick(answer(), Qt::Key_Return);
}

bool GettingInFixture::open_tab(const QString& word) const {
  auto* tabs = find<QTabBar>(QStringLiteral("factory.tabs"));
  for (int i = 0; tabs != nullptr && i < tabs->count(); ++i) {
    if (tabs->tabText(i) != word) continue;
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(i).center());
    return tabs->currentIndex() == i;
  }
  return false;
}

void GettingInFixture::fails_with(const Error& error) const {
  talking->script = [error](TalkingFactory&, Conversation&, const std::stop_token&) -> Result<Done> { return error; };
}

QString GettingInFixture::text_on_page() const {
  QStringList all;
  for (const auto* label : window->findChildren<QLabel*>()) {
    if (label->isVisible()) all << label->text();
  }
  return all.join(QLatin1Char('\n'));
}

std::filesystem::path GettingInFixture::write_invitation(const QString& name) const {
  const auto bytes = make_invitation(content, coach_.private_key);
  if (!bytes.ok()) qFatal("no invitation: %s", bytes.failed() ? bytes.error().detail.c_str() : "cancelled");
  QFile file(folder.filePath(name));
  if (file.open(QIODevice::WriteOnly)) file.write(QByteArray::fromStdString(*bytes));
  return path_from_text(file.fileName().toStdString());
}

}  // namespace werkbank
