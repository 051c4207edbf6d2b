// How a log looks: number, sign, words. What is an error or a warning has a sign of its own shape, and says so to a
// screen reader.
#include <algorithm>

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include "core/base/units.h"
#include "ui/jobs/log_view.h"
#include "ui/style/icons.h"
#include "ui/style/page.h"

namespace werkbank {
namespace {

constexpr int level_sign_size = 14;
constexpr int fewest_digits = 3;
constexpr std::uint64_t shortest_usual_line = 32;  // bytes, to guess how wide the numbers get
constexpr QChar wide_tab = u'\t';

QString words_of(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
      .replace(wide_tab, QStringLiteral("        "));
}

Role role_of(LogLevel level) {
  switch (level) {
    case LogLevel::error:
      return Role::danger;
    case LogLevel::warning:
      return Role::warning;
    case LogLevel::own:
      return Role::accent;
    case LogLevel::ordinary:
      return Role::text;
  }
  return Role::text;
}

QString sign_of(LogLevel level) {
  switch (level) {
    case LogLevel::error:
      return QStringLiteral("error");
    case LogLevel::warning:
      return QStringLiteral("warning");
    case LogLevel::own:
      return QStringLiteral("info");
    case LogLevel::ordinary:
      return {};
  }
  return {};
}

int digits_of(std::uint64_t number) { return static_cast<int>(std::to_string(number).size()); }

}  // namespace

void LogView::measure() {
  const QFont font = current_theme().font(Type::mono);
  viewport()->setFont(font);
  const QFontMetrics metrics(font);
  row_height_ = std::max(1, metrics.height() + px(Space::hair) / 2);
  digit_ = std::max(1, metrics.horizontalAdvance(u'0'));
}

/// Numbers, a sign, and the words after them.
int LogView::text_left() const {
  const int digits = std::max(fewest_digits, digits_of(blocks_.size() / shortest_usual_line));
  return px(Space::small) + digits * digit_ + px(Space::small) + level_sign_size + px(Space::small);
}

bool LogView::is_chosen(const LogRowInView& row) const {
  if (!current_) return false;
  const LogPlace other = chosen_from_.value_or(*current_);
  return row.place >= std::min(*current_, other) && row.place <= std::max(*current_, other);
}

QString LogView::fold_words(const LogRowInView& row) const {
  return tr("%n lines of progress", nullptr, static_cast<int>(row.row.hidden() + 1));
}

QString LogView::current_words() {
  const auto row = current_ ? rows_.at(*current_) : std::nullopt;
  if (!row) return {};
  QStringList words;
  if (row->line().level == LogLevel::error) words << tr("Error");
  if (row->line().level == LogLevel::warning) words << tr("Warning");
  if (const auto number = rows_.number_of(*row)) words << tr("line %1").arg(locale().toString(qulonglong(*number)));
  if (row->row.hidden() > 0) words << fold_words(*row);
  words << words_of(row->text());
  return words.join(QStringLiteral(": "));
}

void LogView::paintEvent(QPaintEvent* event) {
  QPainter painter(viewport());
  painter.setFont(viewport()->font());
  const Theme theme = current_theme();
  painter.fillRect(event->rect(), theme.color(Role::surface));
  if (in_view_.empty() && reads_) {
    painter.setPen(theme.color(Role::muted));
    painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("Reading …"));
  }
  int y = 0;
  for (const auto& row : in_view_) {
    paint_row(painter, row, QRect(0, y, viewport()->width(), row_height_));
    y += row_height_;
  }
}

void LogView::paint_row(QPainter& painter, const LogRowInView& row, const QRect& place) {
  const Theme theme = current_theme();
  const bool chosen = is_chosen(row);
  if (chosen) painter.fillRect(place, theme.color(Role::accent_soft));
  const int left = text_left();
  const QRect words(left, place.y(), place.width() - left, place.height());
  painter.save();
  painter.setClipRect(words);
  QRect at = words.translated(-horizontalScrollBar()->value(), 0);
  if (row.row.hidden() > 0) at.setLeft(at.left() + paint_fold(painter, row, at));
  const QString text = words_of(row.text());
  at.setWidth(1 << 24);
  if (!marked_.empty()) paint_marks(painter, text, row.text(), at);
  painter.setPen(theme.color(role_of(row.line().level)));
  painter.drawText(at, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
  if (row.line().left_out > 0) {
    at.setLeft(at.left() + QFontMetrics(painter.font()).horizontalAdvance(text));
    painter.setPen(theme.color(Role::muted));
    painter.drawText(at, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     tr(" … and %1 more").arg(format_bytes(row.line().left_out, shown_language(*this))));
  }
  painter.restore();
  paint_sign(painter, row, place);
  if (current_ == row.place && hasFocus()) {
    painter.fillRect(QRect(0, place.y(), 3, place.height()), theme.color(Role::focus));
  }
}

void LogView::paint_sign(QPainter& painter, const LogRowInView& row, const QRect& place) {
  const Theme theme = current_theme();
  const int sign_left = text_left() - px(Space::small) - level_sign_size;
  if (const auto number = rows_.number_of(row); number && !row.line().continues) {
    painter.setPen(theme.color(Role::muted));
    painter.drawText(QRect(0, place.y(), sign_left - px(Space::small), place.height()),
                     Qt::AlignRight | Qt::AlignVCenter, QString::number(*number));
  }
  QString sign = sign_of(row.line().level);
  Role role = role_of(row.line().level);
  const auto run = rows_.shows_all() ? rows_.run_of(row) : std::nullopt;
  if (run && row.place == *run) {
    sign = row.row.hidden() > 0 ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down");
    role = Role::muted;
  }
  if (sign.isEmpty()) return;
  painter.drawPixmap(sign_left, place.y() + (place.height() - level_sign_size) / 2,
                     icon_pixmap(sign, theme.color(role), level_sign_size, devicePixelRatioF()));
}

/// How many lines the row stands for; gives the room that takes.
int LogView::paint_fold(QPainter& painter, const LogRowInView& row, QRect place) {
  const Theme theme = current_theme();
  const QString words = fold_words(row);
  const int width = QFontMetrics(painter.font()).horizontalAdvance(words) + 2 * px(Space::small);
  const QRect chip = QRect(place.left(), place.top() + 1, width, place.height() - 2);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.color(Role::raised));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.drawRoundedRect(chip, px(Radius::chip) / 2.0, px(Radius::chip) / 2.0);
  painter.setPen(theme.color(Role::muted));
  painter.drawText(chip, Qt::AlignCenter, words);
  return width + px(Space::small);
}

/// Where the words that are looked for stand: a ground and a line under them.
void LogView::paint_marks(QPainter& painter, const QString& text, std::string_view bytes, const QRect& place) {
  const Theme theme = current_theme();
  const QFontMetrics metrics(painter.font());
  for (auto at = marked_.find(bytes); at != std::string_view::npos; at = marked_.find(bytes, at + marked_.size())) {
    const auto from = words_of(bytes.substr(0, at)).size();
    const auto until = words_of(bytes.substr(0, at + marked_.size())).size();
    const int left = metrics.horizontalAdvance(text.left(from));
    const int right = metrics.horizontalAdvance(text.left(until));
    const QRect ground(place.left() + left, place.top(), right - left, place.height());
    painter.fillRect(ground, theme.color(Role::warning_soft));
    painter.fillRect(QRect(ground.left(), ground.bottom() - 1, ground.width(), 2), theme.color(Role::warning));
  }
}

}  // namespace werkbank
