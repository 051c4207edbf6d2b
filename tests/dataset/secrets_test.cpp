// Keys, tokens and passwords in lines of programs and settings: found where they are, not found where they are not, and
// never shown whole.
#include <cstdio>
#include <map>
#include <random>

#include "core/dataset/secrets.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace secrets_test {

class SecretsTest : public QObject {
  Q_OBJECT

 private slots:
  void finds_what_opens_a_door_data();
  void finds_what_opens_a_door();
  void passes_over_what_does_not_data();
  void passes_over_what_does_not();
  void settings_need_no_quotes();
  void knows_files_that_keep_secrets();
  void masks_what_it_shows();
  void precision_and_recall_on_a_made_set();
};

namespace {

const char* name_of(SecretKind kind) {
  static constexpr const char* names[secret_kinds] = {"private_key", "hugging_face", "wandb",   "aws",
                                                      "github",      "gitlab",       "openai",  "slack",
                                                      "google",      "jwt",          "password"};
  return names[static_cast<int>(kind)];
}

QString found_in(const std::string& line, LineOf of = LineOf::program) {
  QStringList all;
  for (const auto& one : find_secrets(line, of))
    all << QString("%1:%2").arg(name_of(one.kind), QString::fromStdString(line.substr(one.begin, one.length)));
  return all.join(" ");
}

// Made by chance, in pieces, so that no service's scanner takes this file for a leak.
struct Maker {
  std::mt19937 chance{11};
  std::size_t number(std::size_t below) { return chance() % below; }
  std::string from(const std::string& signs, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += signs[number(signs.size())];
    return text;
  }
  const std::string lower = "abcdefghijklmnopqrstuvwxyz";
  const std::string upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string digits = "0123456789";
  std::string alnum(std::size_t count) { return from(lower + upper + digits, count - 3) + "aZ4"; }
  std::string hex(std::size_t count) { return from("0123456789abcdef", count); }
  std::string jwt() { return "eyJ" + alnum(30) + ".eyJ" + alnum(80) + "." + alnum(43); }
};

}  // namespace

void SecretsTest::finds_what_opens_a_door_data() {
  QTest::addColumn<QString>("line");
  QTest::addColumn<QString>("found");
  const auto row = [](const std::string& line, const std::string& found) {
    QTest::newRow(line.substr(0, 60).c_str()) << QString::fromStdString(line) << QString::fromStdString(found);
  };
  Maker make;
  const auto hf = "hf_" + make.alnum(34);
  row("login(token='" + hf + "')", "hugging_face:" + hf);
  row("HF_TOKEN=" + hf, "hugging_face:" + hf);
  const auto gh = "ghp_" + make.alnum(36);
  row("git clone https://" + gh + "@github.com/x/y", "github:" + gh);
  const auto pat = "github_pat_" + make.alnum(22) + "_" + make.alnum(40);
  row("\"" + pat + "\"", "github:" + pat);
  const auto aws = "AKIA" + make.from(make.upper + make.digits, 16);
  row("aws_access_key_id = \"" + aws + "\"", "aws:" + aws);
  const auto openai = "sk-proj-" + make.alnum(48);
  row("client = OpenAI(api_key=\"" + openai + "\")", "openai:" + openai);
  const auto slack = "xoxb-" + make.from(make.digits, 12) + "-" + make.alnum(24);
  row("slack: " + slack, "slack:" + slack);
  const auto key = make.hex(40);
  row("wandb.login(key='" + key + "')", "wandb:" + key);
  row("export WANDB_API_KEY=" + key, "wandb:" + key);
  const auto jwt = make.jwt();
  row("headers = {'Authorization': 'Bearer " + jwt + "'}", "jwt:" + jwt);
  row("-----BEGIN RSA PRIVATE KEY-----", "private_key:-----BEGIN RSA PRIVATE KEY-----");
  row("\"private_key\": \"-----BEGIN PRIVATE KEY-----\\nMIIE", "private_key:-----BEGIN PRIVATE KEY-----");
  row("password = 'Zomer2026!'", "password:Zomer2026!");
  row("  db_password: \"hunter2\",", "password:hunter2");
  row("{\"wachtwoord\": \"geheim123\"}", "password:geheim123");
  row("os.environ['SMTP_PASSWORD'] = 'abcd1234'", "password:abcd1234");
  row("conn = connect('postgresql://jan:Tulp#88@db.local/x')", "password:Tulp#88");
  row("api_key = 'f3c9a1b2d4e5f6071829'", "password:f3c9a1b2d4e5f6071829");
  row("connect(host=h, password=\"p@ss,word;1\")", "password:p@ss,word;1");
}

void SecretsTest::finds_what_opens_a_door() {
  QFETCH(QString, line);
  QFETCH(QString, found);
  QCOMPARE(found_in(line.toStdString()), found);
}

void SecretsTest::passes_over_what_does_not_data() {
  QTest::addColumn<QString>("line");
  const std::string hash = "3f786850e387550fdab836ed7e6dc881de23001b";
  for (const auto& line : std::vector<std::string>{"password = os.environ['DB_PASSWORD']",
                                                   "password = getpass('Password: ')",
                                                   "password = ''",
                                                   "password=None",
                                                   "parser.add_argument('--password')",
                                                   "if password == 'test1234':",
                                                   "password: str = Field()",
                                                   "pad_token = '[PAD]'",
                                                   "tokenizer.eos_token = '</s>'",
                                                   "token = 'hello'",
                                                   "DB_PASSWORD=\"${DB_PASSWORD}\"",
                                                   "password = '<your password>'",
                                                   "api_key = 'your-api-key-1234567890'",
                                                   "api_key='xxxxxxxxxxxxxxxxxxxxxxxx'",
                                                   "git checkout " + hash,
                                                   "rev: " + hash,
                                                   "wandb @ git+https://github.com/wandb/wandb@" + hash,
                                                   "wandb_commit = '" + hash + "'",
                                                   "sk-estimator-container-id-1 label.sk-toggleable",
                                                   "import sklearn as sk-learn-something-that-is-long",
                                                   "if '-----BEGIN PRIVATE KEY-----' in text:",
                                                   "-----BEGIN PUBLIC KEY-----",
                                                   "-----BEGIN CERTIFICATE-----",
                                                   "hf_hub_download(repo_id='google/bert')",
                                                   "from transformers import hf_argparser",
                                                   "ghp_short",
                                                   "AKIAEXAMPLE",
                                                   "label_password = 'Uw wachtwoord'",
                                                   "secret = 'my-volume'",
                                                   "https://example.org:8080/path@x",
                                                   "ssh://git@github.com/x",
                                                   "user:pass",
                                                   "key = 'model.layers.0.attention'",
                                                   "eyJhbGciOi is how they begin",
                                                   "access_key = cfg.access_key",
                                                   "password_hash = 'x1y2z3'"})
    QTest::newRow(line.substr(0, 60).c_str()) << QString::fromStdString(line);
}

void SecretsTest::passes_over_what_does_not() {
  QFETCH(QString, line);
  QCOMPARE(found_in(line.toStdString()), QString());
}

void SecretsTest::settings_need_no_quotes() {
  QCOMPARE(found_in("DB_PASSWORD=Zomer2026!", LineOf::settings), QString("password:Zomer2026!"));
  QCOMPARE(found_in("password: Zomer2026! # tijdelijk", LineOf::settings), QString("password:Zomer2026!"));
  QCOMPARE(found_in("password = get_password", LineOf::program), QString());
  QCOMPARE(found_in("password: ", LineOf::settings), QString());
  QCOMPARE(found_in("password=$(cat /run/secret)", LineOf::settings), QString());
}

void SecretsTest::knows_files_that_keep_secrets() {
  for (const char* name : {".env", ".env.local", "prod.env", ".ENV", ".netrc", ".pypirc"})
    QVERIFY2(is_secrets_file(name), name);
  for (const char* name : {".env.example", ".env.sample", "env", "environment.yml", ".env.dist", "venv"})
    QVERIFY2(!is_secrets_file(name), name);
  QVERIFY(is_settings_file("config.YAML") && is_settings_file(".env.local") && !is_settings_file("main.py"));
}

void SecretsTest::masks_what_it_shows() {
  const std::string dots = "\u2022\u2022\u2022\u2022\u2022";
  QCOMPARE(masked(SecretKind::hugging_face, "hf_abcdefghijklmnopqrstuvwxyz"), "hf_" + dots);
  QCOMPARE(masked(SecretKind::github, "github_pat_1234567890abcdefghijkl"), "github_" + dots);
  QCOMPARE(masked(SecretKind::aws, "AKIA1234567890ABCDEF"), "AKI" + dots);
  QCOMPARE(masked(SecretKind::password, "Zomer2026!"), dots);
  QCOMPARE(masked(SecretKind::password, ""), dots);
}

// Lines as they stand in programs and settings, with a secret in them or with something that looks like one.
void SecretsTest::precision_and_recall_on_a_made_set() {
  Maker make;
  struct Count {
    int right = 0, missed = 0, wrong = 0;
  };
  std::map<std::string, Count> counts;
  const auto look = [&](const std::string& before, const std::string& what, const std::string& after,
                        const char* kind) {
    const auto line = before + what + after;
    bool found = false;
    for (const auto& one : find_secrets(line)) {
      const bool is_it =
          kind != nullptr && std::string(name_of(one.kind)) == kind && line.substr(one.begin, one.length) == what;
      found = found || is_it;
      if (!is_it) ++counts[name_of(one.kind)].wrong;
    }
    if (kind != nullptr) ++(found ? counts[kind].right : counts[kind].missed);
  };
  const std::vector<std::pair<std::string, std::string>> frames{{"key = \"", "\""},
                                                                {"login('", "')"},
                                                                {"  'Authorization': 'Bearer ", "',"},
                                                                {"export X=", ""},
                                                                {"# old: ", " (Jan)"}};
  const std::vector<std::string> names{"password", "DB_PASSWORD", "self.wachtwoord", "smtp_passwd", "sudo_pwd"};
  const std::vector<std::string> innocent{"model",     "path",  "checkpoint", "run_name", "dataset",
                                          "tokenizer", "label", "commit",     "license",  "password_field"};
  for (int i = 0; i < 2000; ++i) {
    const auto& [before, after] = frames[make.number(frames.size())];
    look(before, "hf_" + make.alnum(34), after, "hugging_face");
    look(before, "ghp_" + make.alnum(36), after, "github");
    look(before, "AKIA" + make.from(make.upper + make.digits, 16), after, "aws");
    look(before, "sk-" + make.alnum(48), after, "openai");
    look(before, "xoxb-" + make.from(make.digits, 12) + "-" + make.alnum(24), after, "slack");
    look(before, make.jwt(), after, "jwt");
    look("wandb.login(key=\"", make.hex(40), "\")", "wandb");
    look(names[make.number(names.size())] + " = \"",
         make.from(make.lower, 4 + make.number(6)) + make.from(make.digits, 1 + make.number(4)), "\"", "password");
    // What is none.
    const auto name = innocent[make.number(innocent.size())];
    look(name + " = \"", make.alnum(8 + make.number(40)), "\"", nullptr);
    look(name + " = '", make.hex(40), "'", nullptr);
    look("sha256:", make.hex(64), "", nullptr);
    look("token = '", make.from(make.lower, 3 + make.number(9)), "'", nullptr);
    look("password = ", "os.environ[\"" + make.from(make.upper, 8) + "\"]", "", nullptr);
    look("class=\"sk-",
         make.from(make.lower, 8) + "-" + make.from(make.lower, 9) + "-item-" + make.from(make.digits, 2), "\"",
         nullptr);
    look("https://example.org/", make.alnum(30), "?id=" + make.from(make.digits, 8), nullptr);
  }
  for (const auto& [kind, count] : counts) {
    const double precision = double(count.right) / std::max(1, count.right + count.wrong);
    const double recall = double(count.right) / std::max(1, count.right + count.missed);
    std::printf("%-13s precision %.4f, recall %.4f (%d right, %d missed, %d wrong)\n", kind.c_str(), precision, recall,
                count.right, count.missed, count.wrong);
    QVERIFY2(precision >= 0.98, kind.c_str());
    QVERIFY2(recall >= 0.98, kind.c_str());
  }
  QCOMPARE(counts.size(), 8U);
}

}  // namespace secrets_test

WERKBANK_TEST(secrets_test::SecretsTest);
#include "secrets_test.moc"
