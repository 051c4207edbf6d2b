#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QRegularExpression>

#include "ui/style/theme.h"

// A static library's resources are only linked in when they are named. Must stand outside any namespace.
static void load_resources() { Q_INIT_RESOURCE(ui); }

namespace werkbank {
namespace {

const char* const role_names[role_count] = {
    "window",       "surface",   "raised",      "border",  "field_border", "text",       "muted",        "accent",
    "accent_hover", "on_accent", "accent_soft", "success", "success_soft", "warning",    "warning_soft", "danger",
    "danger_hover", "on_danger", "danger_soft", "focus",   "chart_grid",   "chart_axis",
};

QString font_rule(const QFont& font) {
  return QStringLiteral("font-size: %1pt; font-weight: %2;").arg(font.pointSizeF(), 0, 'f', 2).arg(font.weight());
}

QHash<QString, QString> words_of(const Theme& theme) {
  QHash<QString, QString> words;
  for (int i = 0; i < role_count; ++i) {
    words.insert(QLatin1String(role_names[i]), theme.color(static_cast<Role>(i)).name());
  }
  const std::pair<const char*, Type> types[] = {{"font_caption", Type::caption},   {"font_body", Type::body},
                                                {"font_strong", Type::strong},     {"font_title", Type::title},
                                                {"font_headline", Type::headline}, {"font_figure", Type::figure}};
  for (const auto& [name, type] : types) words.insert(QLatin1String(name), font_rule(theme.font(type)));
  const QFont mono = theme.font(Type::mono);
  words.insert(QStringLiteral("font_mono"),
               QStringLiteral("font-family: \"%1\"; ").arg(mono.family()) + font_rule(mono));
  words.insert(QStringLiteral("radius_chip"), QStringLiteral("%1px").arg(px(Radius::chip)));
  words.insert(QStringLiteral("radius_field"), QStringLiteral("%1px").arg(px(Radius::field)));
  words.insert(QStringLiteral("radius_card"), QStringLiteral("%1px").arg(px(Radius::card)));
  words.insert(QStringLiteral("control"), QStringLiteral("%1px").arg(Size::control));
  words.insert(QStringLiteral("shade"),
               theme.shade() == Shade::light ? QStringLiteral("light") : QStringLiteral("dark"));
  return words;
}

}  // namespace

QString role_name(Role role) { return QLatin1String(role_names[static_cast<std::size_t>(role)]); }

QString Theme::style_sheet() const {
  load_resources();
  QFile file(QStringLiteral(":/styles/werkbank.qss"));
  if (!file.open(QIODevice::ReadOnly)) return {};
  const QString source = QString::fromUtf8(file.readAll());
  const auto words = words_of(*this);
  static const QRegularExpression word(QStringLiteral("@([a-z_]+)"));
  QString sheet;
  qsizetype at = 0;
  for (auto matches = word.globalMatch(source); matches.hasNext();) {
    const auto match = matches.next();
    sheet += QStringView(source).mid(at, match.capturedStart() - at);
    sheet += words.value(match.captured(1));
    at = match.capturedEnd();
  }
  return sheet + source.mid(at);
}

}  // namespace werkbank
