// The one design system: spacing, type scale, radii and colour roles for light and dark. No page writes a colour or a
// size of its own. A Theme is a plain value; apply() gives it to the application and current_theme() reads it back.
#pragma once

#include <array>

#include <QColor>
#include <QFont>
#include <QMetaType>
#include <QString>

class QApplication;
class QPalette;

namespace werkbank {

enum class Shade { light, dark };
/// What the person chose in Settings.
enum class ShadeChoice { follow_system, light, dark };

/// What a colour is for.
enum class Role {
  window,        ///< behind everything
  surface,       ///< cards, fields
  raised,        ///< hovered rows, chips, table headers
  border,        ///< hairlines between surfaces
  field_border,  ///< the edge of something one can type in or press; 3:1 against its surroundings
  text,
  muted,   ///< captions, help, units
  accent,  ///< the one accent: primary buttons, links, selection marks
  accent_hover,
  on_accent,    ///< text and icons on accent
  accent_soft,  ///< background of a selected row
  success,
  success_soft,  ///< background under success
  warning,
  warning_soft,
  danger,
  danger_hover,
  on_danger,
  danger_soft,
  focus,  ///< the ring around what has the keyboard
  chart_grid,
  chart_axis,  ///< axis lines, ticks and their labels
};
constexpr int role_count = static_cast<int>(Role::chart_axis) + 1;

/// Distances in device-independent pixels.
enum class Space : int { hair = 4, small = 8, snug = 12, normal = 16, wide = 24, section = 32, page = 48 };
constexpr int px(Space space) { return static_cast<int>(space); }

enum class Type { caption, body, strong, title, headline, figure, mono };

/// Corner radii in device-independent pixels.
enum class Radius : int { chip = 6, field = 8, card = 12 };
constexpr int px(Radius radius) { return static_cast<int>(radius); }

/// Sizes that are not distances.
struct Size {
  static constexpr int icon = 20;
  static constexpr int icon_large = 48;
  static constexpr int control = 36;   ///< height of a button or a field
  static constexpr int rail = 208;     ///< width of the rail on the left
  static constexpr int reading = 720;  ///< the widest a column of text gets
  static constexpr int page = 1440;    ///< the widest a page's content gets
};

class Theme {
 public:
  static constexpr int chart_colours = 8;

  Theme();
  /// `base` is the font of the operating system: its size is the body size, so that a person's own setting counts.
  Theme(Shade shade, const QFont& base);

  Shade shade() const { return shade_; }
  QColor color(Role role) const { return colors_[static_cast<std::size_t>(role)]; }
  /// Colour of the series with this index; goes round after chart_colours.
  QColor chart(int index) const;
  QFont font(Type type) const;
  QPalette palette() const;
  /// resources/styles/werkbank.qss with its @roles and @sizes filled in.
  QString style_sheet() const;

 private:
  Shade shade_ = Shade::light;
  QFont base_;
  std::array<QColor, role_count> colors_;
  std::array<QColor, chart_colours> chart_;
};

/// Sets Fusion, palette, font and style sheet, and keeps the theme where current_theme() finds it. Every widget gets a
/// QEvent::StyleChange and repaints; call again to switch while running.
void apply(QApplication& application, const Theme& theme);

/// The theme that was applied last (a property of the QApplication); the light one when none was.
Theme current_theme();

/// The theme for a choice: the font is the system's; `follow_system` looks at the system's light or dark now.
Theme theme_for(ShadeChoice choice);

/// WCAG 2 contrast ratio, 1 to 21.
double contrast(const QColor& a, const QColor& b);

/// The CSS-like name of a role: "accent_soft".
QString role_name(Role role);

}  // namespace werkbank

Q_DECLARE_METATYPE(werkbank::Theme)
