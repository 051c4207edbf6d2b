// What tests of getting in share: a factory whose sign-in is a script, keys, certificates, checks and invitations that
// are made up, and a watch on what would be opened in a browser.
#pragma once

#include <functional>
#include <mutex>

#include <QUrl>

#include "core/base/signature.h"
#include "core/factory/invitation.h"
#include "window_fixture.h"

namespace werkbank {

/// Signs in as its script says and keeps what it was told.
class TalkingFactory : public ScriptedFactory {
 public:
  using Script = std::function<Result<Done>(TalkingFactory&, Conversation&, const std::stop_token&)>;
  explicit TalkingFactory(Profile profile);

  const Profile& profile() const override { return own_; }
  Result<Done> sign_in(Conversation& conversation, const std::stop_token& stop) override;
  /// Asks, and keeps the answer.
  Result<Secret> ask(Conversation& conversation, const Question& question);
  std::vector<std::string> told() const;

  Profile own_;
  Script script;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> told_;
};

Question password_question(bool refused = false);
Question code_question(bool refused = false);
Question link_question(const std::string& link);
/// Asks for a code until it is "123456".
Result<Done> asks_for_a_code(TalkingFactory& factory, Conversation& conversation, const std::stop_token& stop);

/// A factory that takes keys and codes: "AI Factory North", id "noord".
Profile north();

/// Keeps what would be opened in a browser, a mail program or a telephone while it lives.
class OpenedPages : public QObject {
  Q_OBJECT
 public:
  OpenedPages();
  ~OpenedPages() override;
  QStringList seen;

 public slots:
  void open(const QUrl& page) { seen << page.toString(QUrl::FullyEncoded); }
};

/// The window with every way of getting in; nothing of it touches the disk or the network.
class GettingInFixture : public WindowFixture {
 public:
  explicit GettingInFixture(const Profile& profile = north());
  /// Opens the window and the page of the factory.
  bool open_factory();
  /// Begins to sign in, up to the first question.
  bool ask();
  /// Where the answer to a question is typed; null while nothing is asked.
  QLineEdit* answer() const { return find<QLineEdit>(QStringLiteral("factory.answer")); }
  /// Types an answer and sends it.
  void give(const QString& text) const;
  /// By a click on the tab with that word; false when there is none.
  bool open_tab(const QString& word) const;
  /// From now on signing in ends so.
  void fails_with(const Error& error) const;
  QString text_on_page() const;
  /// What a test in the middle of a sign-in needs: the certificate is another one from here on.
  void set_certificate(const std::optional<ShownCertificate>& one);
  /// There is a program that fetches certificates, and it does this. What it is given is kept in `fetches`.
  void fetches_certificates_with(std::function<Result<Done>(const std::stop_token&)> program);
  /// There is a keychain; what is kept in it is in `kept`. With an error it does not open.
  void has_a_keychain(const std::optional<Error>& error = {});
  template <typename T>
  T locked(const T& value) const {
    const std::lock_guard lock(mutex_);
    return value;
  }
  /// Writes an invitation into the folder of the test and gives its path.
  std::filesystem::path write_invitation(const QString& name = QStringLiteral("cursus.werkbank")) const;

  const std::string& coach_key() const { return coach_.public_key; }

  std::shared_ptr<TalkingFactory> talking;
  std::vector<std::shared_ptr<TalkingFactory>> made;  ///< by adding or by an invitation
  TalkingFactory::Script script_of_made = asks_for_a_code;
  // Used by workers; set before the window opens.
  std::shared_ptr<std::vector<ShownKey>> keys = std::make_shared<std::vector<ShownKey>>();
  std::optional<ShownCertificate> certificate;
  std::vector<ShownCheckStep> steps;
  std::vector<std::string> trusted;
  InvitationContent content;
  std::string passphrase;  ///< that the last key was made with
  // Read them with locked().
  std::vector<std::pair<std::string, std::string>> fetches;  ///< user and e-mail of each
  std::vector<std::pair<std::string, std::string>> kept;     ///< place of the key and passphrase
  std::vector<Profile> saved;

 private:
  mutable std::mutex mutex_;
  void fill_content();
  Result<std::shared_ptr<Factory>> make(const Profile& profile);
  SigningKeys coach_;
};

/// A step of a connection check as it is reported at its end.
ShownCheckStep made_up_step(const std::string& id, ShownCheckStep::State state, const LocalText& name,
                            const LocalText& sentence, const std::string& detail = {});

}  // namespace werkbank
