#include "core/base/message.h"

#include <QLocale>

#include "core/base/units.h"

namespace werkbank {
namespace {

// What a server or a file name puts into a sentence must not break the line it is shown on.
QString visible(const std::string& text) {
  const QString decoded = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
  QString shown;
  shown.reserve(decoded.size());
  for (const QChar c : decoded) {
    if (c == u'\n' || c == u'\r' || c == u'\t') {
      shown += u' ';
    } else if (c.category() == QChar::Other_Control) {
      shown += QChar::ReplacementCharacter;
    } else {
      shown += c;
    }
  }
  return shown;
}

struct Words {
  Language language;
  QLocale locale = locale_of(language);

  QString operator()(const std::string& text) const { return visible(text); }
  QString operator()(std::int64_t number) const { return locale.toString(static_cast<qlonglong>(number)); }
  QString operator()(double number) const { return locale.toString(number, 'g', 4); }
  QString operator()(Bytes bytes) const { return format_bytes(bytes.count, language); }
  QString operator()(Seconds seconds) const { return format_duration(seconds.count, language); }
  QString operator()(const LocalText& text) const { return visible(text.in(language)); }
};

// All at once: QString::arg(a).arg(b) would replace a %2 that arrived inside a.
QString fill(const QString& pattern, const std::vector<Message::Argument>& arguments, Language language) {
  const Words words{language};
  QString filled;
  for (qsizetype i = 0; i < pattern.size(); ++i) {
    const bool marker =
        pattern[i] == u'%' && i + 1 < pattern.size() && pattern[i + 1] >= u'1' && pattern[i + 1] <= u'9';
    const auto index = marker ? static_cast<std::size_t>(pattern[i + 1].unicode() - u'1') : 0;
    if (!marker || index >= arguments.size()) {
      filled += pattern[i];
      continue;
    }
    filled += std::visit(words, arguments[index]);
    ++i;
  }
  return filled;
}

}  // namespace

Message::Message(const char* room, const char* source, std::vector<Argument> arguments)
    : room_(room), source_(source), arguments_(std::move(arguments)) {}

Message::Message(LocalText text, std::vector<Argument> arguments)
    : text_(std::move(text)), arguments_(std::move(arguments)) {}

bool Message::empty() const { return source_.empty() && text_.english.empty() && text_.dutch.empty(); }

QString Message::in(Language language) const {
  const QString pattern = source_.empty() ? QString::fromStdString(text_.in(language))
                                          : QCoreApplication::translate(room_.c_str(), source_.c_str());
  return fill(pattern, arguments_, language);
}

std::string Message::english() const {
  const std::string& pattern = source_.empty() ? text_.english : source_;
  return fill(QString::fromStdString(pattern), arguments_, Language::english).toStdString();
}

}  // namespace werkbank
