// What is read out of a server's words: the kind of a prompt, a page that is safe to offer, why somebody is kept out.
#include "core/ssh/server_words.h"
#include "core/ssh/question_words.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

using Kind = Question::Kind;

namespace server_words_test {

class ServerWordsTest : public QObject {
  Q_OBJECT
 private slots:
  void prompts_of_many_makes() {
    const std::vector<std::pair<std::string, Kind>> prompts = {
        {"Password: ", Kind::password},
        {"alice@login's password: ", Kind::password},
        {"(alice@login) Password for alice@REALM:", Kind::password},
        {"Wachtwoord: ", Kind::password},
        {"(current) UNIX password: ", Kind::password},
        {"Password incorrect, try again. Password: ", Kind::password},
        {"New password: ", Kind::new_password},
        {"Retype new password: ", Kind::new_password},
        {"Nieuw wachtwoord: ", Kind::new_password},
        {"Enter new UNIX password:", Kind::new_password},
        {"Verification code: ", Kind::one_time_code},
        {"One-time password (OATH) for `alice': ", Kind::one_time_code},
        {"Your OTP: ", Kind::one_time_code},
        {"TOTP:", Kind::one_time_code},
        {"Passcode or option (1-3): ", Kind::one_time_code},
        {"Enter PASSCODE: ", Kind::one_time_code},
        {"Second Factor (Token):", Kind::one_time_code},
        {"Password & verification code: ", Kind::other},
        {"Press Enter when you are done: ", Kind::other},
        {"Renew your subscription? ", Kind::other},
        {"", Kind::other},
        {std::string("\0Password", 9), Kind::password},
    };
    for (const auto& [prompt, kind] : prompts) QVERIFY2(kind_of_prompt(prompt) == kind, prompt.c_str());
  }

  void only_pages_that_are_what_they_seem_are_offered() {
    const std::vector<std::pair<std::string, std::string>> words = {
        {"Open https://login.example.org/device?id=AB-12 now", "https://login.example.org/device?id=AB-12"},
        {"Open HTTPS://Login.Example.org:8443/x.", "https://Login.Example.org:8443/x"},
        {"(see https://a.example.org/b).", "https://a.example.org/b"},
        {"<https://a.example.org/b>, then", "https://a.example.org/b"},
        {"\"https://a.example.org\"", "https://a.example.org"},
        {"https://a.example.org/\nsecond line", "https://a.example.org/"},
        // Not these: plain http, a user part that hides the host, no host, a host of other letters, a cut-off one.
        {"http://a.example.org/", ""},
        {"https://bank.example.org@evil.example.org/", ""},
        {"https://bank.example.org:443@evil.example.org/", ""},
        {"https:///x", ""},
        {"https://localhost/", ""},
        {"https://127.0.0.1/", ""},
        {"https://[::1]/", ""},
        {"https://ex\xd0\xb0mple.org/", ""},
        {"https://example.org\\@evil.example.org/", ""},
        {"https://-a.example.org/", ""},
        {"https://a..example.org/", ""},
        {"https://a.example.org:99999999/", ""},
        {"xhttps://a.example.org/", ""},
        {"https://" + std::string(300, 'a') + ".example.org/", ""},
        {"https://a.example.org/" + std::string(2000, 'a'), ""},
        {"javascript:alert(1)", ""},
        {"", ""},
    };
    for (const auto& [text, link] : words) QVERIFY2(link_in(text) == link, (text + " -> " + link_in(text)).c_str());
  }

  void a_bad_address_does_not_hide_a_good_one() {
    QCOMPARE(link_in("https://x@y.example.org/ or https://good.example.org/1"),
             std::string("https://good.example.org/1"));
  }

  void the_link_may_stand_in_the_words_above_the_prompt() {
    const auto question = question_for_prompt("Open https://a.example.org/1", "Press Enter: ", true, {"h", "u"});
    QCOMPARE(question.link, std::string("https://a.example.org/1"));
    QVERIFY(question.what.english().find("browser") != std::string::npos);
    QCOMPARE(question.server_words, std::string("Open https://a.example.org/1\nPress Enter: "));
  }

  void what_is_shown_has_no_control_characters() {
    QCOMPARE(words_for_showing("a\x1b[31mb\x07\r\n\tc\x7f \xc3\xa9"), std::string("a[31mb\n\tc \xc3\xa9"));
    QCOMPARE(words_for_showing(std::string(5000, 'x')).size(), std::size_t{2000});
  }

  void a_locked_account_is_told_from_a_warning() {
    QVERIFY(says_blocked("The account is locked due to 3 failed logins.\n(10 minutes left to unlock)\nPassword: "));
    QVERIFY(says_blocked("Your account is temporarily locked"));
    QVERIFY(!says_blocked("Accounts are locked after too many failed logins. Password: "));
    QVERIFY(!says_blocked("Password: "));
  }

  void a_wish_for_a_new_password_is_heard() {
    QVERIFY(says_new_password_needed("WARNING: Your password has expired.\nPassword change required but no TTY"));
    QVERIFY(says_new_password_needed("You are required to change your password immediately (administrator enforced)"));
    QVERIFY(!says_new_password_needed("Your account has expired; please contact your system administrator"));
  }
};

}  // namespace server_words_test

WERKBANK_TEST(server_words_test::ServerWordsTest);
#include "server_words_test.moc"
