#include "core/evidence/redaction.h"

#include <algorithm>
#include <array>

#include <QRegularExpression>
#include <QString>

namespace werkbank {
namespace {

constexpr std::size_t shortest_known = 3;

struct Rule {
  QRegularExpression pattern;
  QString replacement;
  std::size_t Redacted::*count;
};

QRegularExpression expression(const char* pattern) {
  return QRegularExpression(QString::fromLatin1(pattern), QRegularExpression::UseUnicodePropertiesOption);
}

/// In this order: what is wrapped in something larger goes with it.
const std::array<Rule, 10>& rules() {
  static const QString secret = QStringLiteral("<secret>");
  static const std::array<Rule, 10> all = {{
      {expression(
           "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|\\z)"),
       secret, &Redacted::secrets},
      // https://user:password@host
      {expression("([a-zA-Z][a-zA-Z0-9+.-]{1,20}://)[^\\s/:@]{1,200}:[^\\s/@]{1,200}@"), QStringLiteral("\\1<secret>@"),
       &Redacted::secrets},
      // What gives itself away by its form: Hugging Face, GitHub, GitLab, OpenAI, Slack, AWS, Google, JSON web tokens.
      {expression("\\b(?:hf_[A-Za-z0-9]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|"
                  "glpat-[A-Za-z0-9_-]{16,}|sk-[A-Za-z0-9_-]{20,}|xox[abeprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|"
                  "AIza[0-9A-Za-z_-]{30,}|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*)"),
       secret, &Redacted::secrets},
      // "API_KEY=x", "wachtwoord: x", but not "max_tokens=2048" nor "tokenizer: x".
      {expression(
           "(?i)((?:api[_-]?key|access[_-]?key|private[_-]?key|token(?!s|iz|_?count)|secret|passw(?:or)?d|passphrase|"
           "wachtwoord|credentials?|authorization|cookie)[A-Za-z0-9_]{0,30}[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?(?:bearer "
           "|basic )?)"
           "(?!<secret>|(?:none|null|true|false|yes|no|\\d{1,9}(?:\\.\\d+)?)\\b)[^\\s\"',;<>]{4,}"),
       QStringLiteral("\\1<secret>"), &Redacted::secrets},
      {expression("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}"), QStringLiteral("\\1 <secret>"),
       &Redacted::secrets},
      {expression(
           "(?:[A-Za-z0-9._%+-]|<user>){1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,4}\\.[A-Za-z]{2,20}\\b"),
       QStringLiteral("<e-mail>"), &Redacted::addresses},
      {expression("(?<![\\d.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\d.])"),
       QStringLiteral("<address>"), &Redacted::addresses},
      {expression("(?<![\\w:])(?:[0-9a-fA-F]{1,4}:){3,7}:?[0-9a-fA-F]{1,4}(?![\\w:])"), QStringLiteral("<address>"),
       &Redacted::addresses},
      {expression("\\b[A-Z]{2}\\d{2}[ ]?[A-Z]{4}[ ]?(?:\\d{4}[ ]?){2}\\d{2}\\b"), QStringLiteral("<account>"),
       &Redacted::addresses},
      {expression("((?:/home/|/Users/|[A-Za-z]:[\\\\/]{1,2}Users[\\\\/]{1,2}))(?!<)[^/\\\\\\s:\"'<>]+"),
       QStringLiteral("\\1<user>"), &Redacted::names},
  }};
  return all;
}

bool is_word(QChar c) { return c.isLetterOrNumber() || c == u'_'; }

/// A name stands for itself only between two ends of a word: "anna" is in "annapolis" too.
std::size_t replace_word(QString& text, const QString& word, const QString& with) {
  std::size_t count = 0;
  for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at)) {
    const auto end = at + word.size();
    const bool begins = at == 0 || !is_word(text[at - 1]) || !is_word(word.front());
    const bool ends = end == text.size() || !is_word(text[end]) || !is_word(word.back());
    if (!begins || !ends) {
      at = end;
      continue;
    }
    text.replace(at, word.size(), with);
    at += with.size();
    ++count;
  }
  return count;
}

}  // namespace

Redaction::Redaction(std::vector<std::pair<std::string, std::string>> known) : known_(std::move(known)) {
  std::erase_if(known_, [](const auto& one) { return one.first.size() < shortest_known; });
  std::stable_sort(known_.begin(), known_.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

std::string Redaction::of(const std::string& text) {
  QString rest = QString::fromStdString(text);
  // Folders and names first: a rule may take a part of one, and then the whole would not be found.
  for (const auto& [word, placeholder] : known_) {
    counts_.names += replace_word(rest, QString::fromStdString(word), QString::fromStdString(placeholder));
  }
  for (const auto& rule : rules()) {
    QString result;
    qsizetype done = 0;
    auto matches = rule.pattern.globalMatch(rest);
    while (matches.hasNext()) {
      const auto match = matches.next();
      result += QStringView(rest).mid(done, match.capturedStart() - done);
      result += QString(rule.replacement).replace(QStringLiteral("\\1"), match.captured(1));
      done = match.capturedEnd();
      ++(counts_.*rule.count);
    }
    if (done == 0) continue;
    result += QStringView(rest).mid(done);
    rest = result;
  }
  return rest.toStdString();
}

}  // namespace werkbank
