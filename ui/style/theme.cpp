#include "ui/style/theme.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QVariant>

#include "ui/style/pointer_watch.h"
#include "ui/style/system_shade.h"

namespace werkbank {
namespace {

constexpr const char* theme_property = "werkbank_theme";

struct RoleEntry {
  Role role;
  const char* light;
  const char* dark;
};

constexpr RoleEntry role_entries[] = {
    {Role::window, "#f4f6f7", "#13171b"},       {Role::surface, "#ffffff", "#1b2127"},
    {Role::raised, "#edf0f2", "#252c34"},       {Role::border, "#dce1e5", "#323b45"},
    {Role::field_border, "#84909b", "#717e8b"}, {Role::text, "#18212b", "#e9edf1"},
    {Role::muted, "#53606d", "#a5b1bd"},        {Role::accent, "#0b6b73", "#62c6ce"},
    {Role::accent_hover, "#09565d", "#82d6dd"}, {Role::on_accent, "#ffffff", "#062a2d"},
    {Role::accent_soft, "#e0f0f1", "#173539"},  {Role::success, "#1a7038", "#74d292"},
    {Role::success_soft, "#e2f3e7", "#16301f"}, {Role::warning, "#835300", "#f0bb5e"},
    {Role::warning_soft, "#fdf1d7", "#352912"}, {Role::danger, "#b1271e", "#ff968d"},
    {Role::danger_hover, "#8f1c15", "#ffb0a9"}, {Role::on_danger, "#ffffff", "#3a0c09"},
    {Role::danger_soft, "#fce9e7", "#3f1f1d"},  {Role::focus, "#0a4fa3", "#9ecbff"},
    {Role::chart_grid, "#e4e8ec", "#2b343d"},   {Role::chart_axis, "#53606d", "#a5b1bd"},
};
static_assert(std::size(role_entries) == static_cast<std::size_t>(role_count));

constexpr const char* chart_light[] = {"#0b6b73", "#c2540a", "#5a4fc6", "#b0246b",
                                       "#2b7a30", "#1c6dc4", "#826700", "#6d4b37"};
constexpr const char* chart_dark[] = {"#62c6ce", "#f79c5a", "#aa9df7", "#f283b7",
                                      "#82d386", "#79b6f7", "#e2c451", "#cca992"};

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// The system's font. Where a Linux desktop names none ("Sans"), the calmest that is installed: the fallback is often a
/// wide one.
QFont system_font() {
  QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
#ifdef Q_OS_LINUX
  const QString named = font.family();
  const bool is_chosen = QFontDatabase::hasFamily(named) && !named.startsWith(QLatin1String("DejaVu")) &&
                         !named.startsWith(QLatin1String("Sans"));
  for (const char* family : {"Inter", "Noto Sans", "Cantarell", "Ubuntu", "Liberation Sans", "DejaVu Sans"}) {
    if (is_chosen || !QFontDatabase::hasFamily(QLatin1String(family))) continue;
    font.setFamily(QLatin1String(family));
    break;
  }
#endif
  if (font.pointSizeF() < 9.5) font.setPointSizeF(9.5);
  return font;
}

void set_disabled(QPalette& palette, const QColor& faint) {
  for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::HighlightedText}) {
    palette.setColor(QPalette::Disabled, role, faint);
  }
}

}  // namespace

Theme::Theme() : Theme(Shade::light, QFont()) {}

Theme::Theme(Shade shade, const QFont& base) : shade_(shade), base_(base) {
  const bool light = shade == Shade::light;
  for (const auto& entry : role_entries) {
    colors_[static_cast<std::size_t>(entry.role)] = QColor(QLatin1String(light ? entry.light : entry.dark));
  }
  for (std::size_t i = 0; i < chart_.size(); ++i)
    chart_[i] = QColor(QLatin1String(light ? chart_light[i] : chart_dark[i]));
}

QColor Theme::chart(int index) const {
  const auto count = static_cast<std::size_t>(chart_colours);
  return chart_[static_cast<std::size_t>(std::max(index, 0)) % count];
}

QFont Theme::font(Type type) const {
  QFont font = type == Type::mono ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : base_;
  const double body = base_.pointSizeF() > 0 ? base_.pointSizeF() : 10;
  const auto set = [&](double factor, QFont::Weight weight) {
    font.setPointSizeF(body * factor);
    font.setWeight(weight);
  };
  switch (type) {
    case Type::caption:
      set(0.88, QFont::Normal);
      break;
    case Type::body:
      set(1.0, QFont::Normal);
      break;
    case Type::strong:
      set(1.0, QFont::DemiBold);
      break;
    case Type::title:
      set(1.22, QFont::DemiBold);
      break;
    case Type::headline:
      set(1.7, QFont::DemiBold);
      break;
    case Type::figure:
      set(2.5, QFont::DemiBold);
      break;
    case Type::mono:
      set(0.95, QFont::Normal);
      break;
  }
  return font;
}

QPalette Theme::palette() const {
  QPalette palette;
  const auto set = [&](QPalette::ColorRole to, Role from) { palette.setColor(to, color(from)); };
  set(QPalette::Window, Role::window);
  set(QPalette::WindowText, Role::text);
  set(QPalette::Base, Role::surface);
  set(QPalette::AlternateBase, Role::raised);
  set(QPalette::Text, Role::text);
  set(QPalette::PlaceholderText, Role::muted);
  set(QPalette::Button, Role::surface);
  set(QPalette::ButtonText, Role::text);
  set(QPalette::BrightText, Role::danger);
  set(QPalette::Highlight, Role::accent);
  set(QPalette::HighlightedText, Role::on_accent);
  set(QPalette::Link, Role::accent);
  set(QPalette::LinkVisited, Role::accent);
  set(QPalette::ToolTipBase, Role::raised);
  set(QPalette::ToolTipText, Role::text);
  // Fusion mixes its frames from these; left alone they stay light in the dark.
  set(QPalette::Light, Role::raised);
  set(QPalette::Midlight, Role::raised);
  set(QPalette::Mid, Role::border);
  set(QPalette::Dark, Role::field_border);
  palette.setColor(QPalette::Shadow, color(Role::window).darker(140));
  set_disabled(palette, color(Role::field_border));
  return palette;
}

void apply(QApplication& application, const Theme& theme) {
  PointerWatch::begin(application);
  application.setProperty(theme_property, QVariant::fromValue(theme));
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  QApplication::setPalette(theme.palette());
  QApplication::setFont(theme.font(Type::body));
  application.setStyleSheet(theme.style_sheet());
}

Theme current_theme() {
  const QVariant kept = qApp ? qApp->property(theme_property) : QVariant();
  return kept.canConvert<Theme>() ? kept.value<Theme>() : theme_for(ShadeChoice::light);
}

Theme theme_for(ShadeChoice choice) {
  const QFont font = system_font();
  switch (choice) {
    case ShadeChoice::light:
      return Theme(Shade::light, font);
    case ShadeChoice::dark:
      return Theme(Shade::dark, font);
    case ShadeChoice::follow_system:
      return Theme(system_shade(), font);
  }
  return Theme(Shade::light, font);
}

double contrast(const QColor& a, const QColor& b) {
  const double first = luminance(a) + 0.05;
  const double second = luminance(b) + 0.05;
  return std::max(first, second) / std::min(first, second);
}

}  // namespace werkbank
