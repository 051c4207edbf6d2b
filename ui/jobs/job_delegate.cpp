#include "ui/jobs/job_delegate.h"

#include <algorithm>

#include <QPainter>

#include "core/base/units.h"
#include "ui/charts/chart_words.h"
#include "ui/charts/spark.h"
#include "ui/jobs/job_list_model.h"
#include "ui/jobs/job_words.h"
#include "ui/style/icons.h"
#include "ui/style/page.h"
#include "ui/style/theme.h"

namespace werkbank {
namespace {

constexpr int row_gap = px(Space::normal);
constexpr int delegate_spark_width = 160;
constexpr int bar_height = 6;

struct Columns {
  QRect texts;
  QRect pill;
  QRect middle;  ///< progress, score or times
  QRect spark;
};

/// The spark line goes first when there is little room.
Columns columns_of(const QRect& row) {
  const QRect inside = row.adjusted(row_gap, px(Space::snug), -row_gap, -px(Space::snug));
  const bool has_spark = inside.width() > 820;
  const int spark = has_spark ? delegate_spark_width : 0;
  const int middle = std::clamp(inside.width() / 4, 120, 240);
  const int pill = std::clamp(inside.width() / 5, 130, 190);
  Columns columns;
  int right = inside.right();
  columns.spark = QRect(right - spark, inside.top(), spark, inside.height());
  right -= spark + (has_spark ? row_gap : 0);
  columns.middle = QRect(right - middle, inside.top(), middle, inside.height());
  right -= middle + row_gap;
  columns.pill = QRect(right - pill, inside.top(), pill, inside.height());
  right -= pill + row_gap;
  columns.texts = QRect(inside.left(), inside.top(), right - inside.left(), inside.height());
  return columns;
}

void put(QPainter& painter, const QRect& area, const QFont& font, const QColor& color, const QString& text,
         Qt::Alignment alignment) {
  painter.setFont(font);
  painter.setPen(color);
  const QString fitting = QFontMetrics(font).elidedText(text, Qt::ElideRight, area.width());
  painter.drawText(area, static_cast<int>(alignment) | Qt::TextSingleLine, fitting);
}

void paint_ground(QPainter& painter, const QStyleOptionViewItem& option, const Theme& theme, bool has_line) {
  const QRectF area = QRectF(option.rect).adjusted(1, 1, -1, -1);
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
  painter.setPen(Qt::NoPen);
  if (selected || hovered) {
    painter.setBrush(theme.color(selected ? Role::accent_soft : Role::raised));
    painter.drawRoundedRect(area, px(Radius::field), px(Radius::field));
  }
  if (has_line && !selected && !hovered) {
    painter.setPen(QPen(theme.color(Role::border), 1));
    const double bottom = option.rect.bottom() + 0.5;
    painter.drawLine(QPointF(option.rect.left() + row_gap, bottom), QPointF(option.rect.right() - row_gap, bottom));
  }
  if (option.state.testFlag(QStyle::State_HasFocus)) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(Role::focus), 2));
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(Radius::field), px(Radius::field));
  }
}

void paint_two_lines(QPainter& painter, const QRect& area, const Theme& theme, const QString& upper,
                     const QString& lower, Type type) {
  const QFont first = theme.font(type);
  const QFont second = theme.font(Type::caption);
  const int heights = QFontMetrics(first).height() + QFontMetrics(second).height() + 2;
  QRect line(area.left(), area.top() + (area.height() - heights) / 2, area.width(), QFontMetrics(first).height());
  put(painter, line, first, theme.color(Role::text), upper, Qt::AlignLeft | Qt::AlignVCenter);
  line = QRect(area.left(), line.bottom() + 3, area.width(), QFontMetrics(second).height());
  put(painter, line, second, theme.color(Role::muted), lower, Qt::AlignLeft | Qt::AlignVCenter);
}

void paint_pill(QPainter& painter, const QRect& area, const Theme& theme, const PhasePill& pill) {
  const QFont font = theme.font(Type::strong);
  const int icon = px(Space::normal);
  const int spare = 2 * px(Space::small) + icon + px(Space::hair) + px(Space::hair);
  const QString word = QFontMetrics(font).elidedText(pill.word, Qt::ElideRight, area.width() - spare);
  const int width = QFontMetrics(font).horizontalAdvance(word) + spare;
  const QRect shape(area.left(), area.center().y() - px(Space::snug) + 1, width, px(Space::wide));
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.color(ground_role(pill.grading)));
  painter.drawRoundedRect(shape, px(Space::snug), px(Space::snug));
  const double ratio = painter.device()->devicePixelRatioF();
  const QColor color = theme.color(text_role(pill.grading));
  painter.drawPixmap(shape.left() + px(Space::small), shape.center().y() - icon / 2 + 1,
                     icon_pixmap(pill.icon, color, icon, ratio));
  const QRect rest = shape.adjusted(px(Space::small) + icon + px(Space::hair), 0, 0, 0);
  put(painter, rest, font, color, word, Qt::AlignLeft | Qt::AlignVCenter);
}

void paint_progress(QPainter& painter, const QRect& area, const Theme& theme, double fraction, const QString& words) {
  const QFont font = theme.font(Type::caption);
  const int height = QFontMetrics(font).height();
  const int top = area.top() + (area.height() - height - bar_height - px(Space::hair)) / 2;
  put(painter, QRect(area.left(), top, area.width(), height), font, theme.color(Role::muted), words,
      Qt::AlignLeft | Qt::AlignVCenter);
  QRectF bar(area.left(), top + height + px(Space::hair), area.width(), bar_height);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.color(Role::border));
  painter.drawRoundedRect(bar, bar_height / 2.0, bar_height / 2.0);
  bar.setWidth(std::max<double>(bar_height, bar.width() * std::clamp(fraction, 0.0, 1.0)));
  painter.setBrush(theme.color(Role::accent));
  painter.drawRoundedRect(bar, bar_height / 2.0, bar_height / 2.0);
}

void paint_middle(QPainter& painter, const QRect& area, const Theme& theme, const JobEntry& entry, Language language) {
  const JobRecord& record = entry.record;
  if (record.progress && !is_over(record.phase)) {
    const QString percent =
        locale_of(language).toString(static_cast<int>(*record.progress * 100)) + QStringLiteral(" %");
    const QString words =
        entry.seconds_left
            ? JobDelegate::tr("%1 · %2 to go").arg(percent, format_duration(*entry.seconds_left, language))
            : percent;
    paint_progress(painter, area, theme, *record.progress, words);
    return;
  }
  if (record.phase == JobPhase::done && record.primary_value) {
    const QString base = record.baseline_value
                             ? JobDelegate::tr("without learning: %1")
                                   .arg(curve_value(record.primary_name, *record.baseline_value, language))
                             : QString();
    const QString score =
        JobDelegate::tr("score %1").arg(curve_value(record.primary_name, *record.primary_value, language));
    paint_two_lines(painter, area, theme, score, base, Type::body);
  }
}

/// The spark line, and under it in words what it shows.
void paint_use(QPainter& painter, const QRect& area, const Theme& theme, const JobEntry& entry, Language language) {
  const QFont font = theme.font(Type::caption);
  const int height = QFontMetrics(font).height();
  const QRect line(area.left(), area.bottom() - height + 1, area.width(), height);
  put(painter, line, font, theme.color(Role::muted),
      spark_words(entry.utilisation, is_over(entry.record.phase), language), Qt::AlignLeft | Qt::AlignVCenter);
  const QRect picture(area.left(), area.top(), area.width(), area.height() - height - px(Space::hair));
  paint_spark(painter, picture, entry.utilisation, theme);
}

/// The last row needs no line under it.
bool is_last(const QModelIndex& index) { return index.row() + 1 == index.model()->rowCount(); }

}  // namespace

void JobDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto* entry = index.data(JobListModel::entry).value<const JobEntry*>();
  if (entry == nullptr) return;
  const Theme theme = current_theme();
  const Language language = option.widget ? shown_language(*option.widget) : Language::dutch;
  const Columns columns = columns_of(option.rect);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  paint_ground(*painter, option, theme, !is_last(index));
  const QString factory =
      entry->factory_name.isEmpty() ? QString::fromStdString(entry->record.factory) : entry->factory_name;
  paint_two_lines(*painter, columns.texts, theme, title_of(entry->record),
                  QStringList{factory.simplified(), times_of(entry->record, language)}.join(QStringLiteral(" · ")),
                  Type::strong);
  paint_pill(*painter, columns.pill, theme, pill_of(entry->record));
  paint_middle(*painter, columns.middle, theme, *entry, language);
  if (!columns.spark.isEmpty()) paint_use(*painter, columns.spark, theme, *entry, language);
  painter->restore();
}

QSize JobDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  const Theme theme = current_theme();
  const int texts = QFontMetrics(theme.font(Type::strong)).height() + QFontMetrics(theme.font(Type::caption)).height();
  return {320, texts + 2 * px(Space::normal)};
}

}  // namespace werkbank
