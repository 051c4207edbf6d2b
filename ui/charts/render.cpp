#include "ui/charts/render.h"

#include <functional>

#include <QApplication>
#include <QPainter>

#include "core/base/units.h"
#include "core/jobs/sweep.h"
#include "ui/charts/chart_words.h"
#include "ui/charts/curve_plot.h"
#include "ui/charts/export.h"
#include "ui/charts/gpu_plot.h"
#include "ui/charts/host_charts.h"
#include "ui/charts/sweep_curves.h"
#include "ui/style/icons.h"

namespace werkbank {
namespace {

struct RenderWords {
  Q_DECLARE_TR_FUNCTIONS(werkbank::RenderWords)
};

/// Draws text in `area` from its top, gives the height it took.
int put_text(QPainter& painter, const QRect& area, const QString& text, const QFont& font, const QColor& color) {
  painter.setFont(font);
  painter.setPen(color);
  QRect used;
  painter.drawText(area, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text, &used);
  return used.height();
}

QString facts_line(const JobView& view, Language language) {
  QStringList facts;
  if (const auto start = start_of(view)) facts << format_moment(*start, language);
  if (!view.record.place.empty()) facts << QString::fromStdString(view.record.place);
  if (view.record.started_at && view.record.ended_at) {
    facts << RenderWords::tr("took %1").arg(format_duration(*view.record.ended_at - *view.record.started_at, language));
  }
  if (view.work.gpus > 0) facts << RenderWords::tr("%n GPUs", nullptr, static_cast<int>(view.work.gpus));
  if (const auto energy = summarise(view.gpus).energy_kilowatt_hours) {
    facts << locale_of(language).toString(*energy, 'f', *energy < 1 ? 3 : 1) + QStringLiteral(" kWh");
  }
  return facts.join(QStringLiteral("  ·  "));
}

int paint_note(QPainter& painter, const QRect& area, const QString& note, const Theme& theme) {
  if (note.isEmpty()) return 0;
  const int height = Size::control;
  const QRect band(area.left(), area.top(), area.width(), height);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.color(Role::warning_soft));
  painter.drawRoundedRect(band, px(Radius::field), px(Radius::field));
  const QPixmap sign = icon_pixmap(QStringLiteral("warning"), theme.color(Role::warning), Size::icon, export_scale);
  painter.drawPixmap(band.left() + px(Space::snug), band.top() + (height - Size::icon) / 2, sign);
  painter.setPen(theme.color(Role::text));
  painter.setFont(theme.font(Type::body));
  painter.drawText(band.adjusted(px(Space::snug) + Size::icon + px(Space::small), 0, 0, 0),
                   Qt::AlignLeft | Qt::AlignVCenter, note);
  return height + px(Space::snug);
}

/// Title, sentence, facts and note; gives where the charts may begin.
int paint_head(QPainter& painter, const QRect& area, const JobView& view, Language language, const Theme& theme) {
  int top = area.top();
  const auto rest = [&] { return QRect(area.left(), top, area.width(), area.bottom() - top); };
  QString title = QString::fromStdString(view.record.title).simplified();
  title = QFontMetrics(theme.font(Type::headline)).elidedText(title, Qt::ElideRight, area.width());
  top += put_text(painter, rest(), title, theme.font(Type::headline), theme.color(Role::text)) + px(Space::hair);
  if (!view.headline.empty()) {
    top += put_text(painter, rest(), view.headline.in(language), theme.font(Type::body), theme.color(Role::text));
    top += px(Space::hair);
  }
  top += put_text(painter, rest(), facts_line(view, language), theme.font(Type::caption), theme.color(Role::muted));
  top += px(Space::normal);
  return top + paint_note(painter, rest(), reality_words(view.record.reality), theme);
}

void paint_card(QPainter& painter, const QRect& area, const Theme& theme) {
  painter.setPen(QPen(theme.color(Role::border), 1));
  painter.setBrush(theme.color(Role::surface));
  painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), px(Radius::card), px(Radius::card));
}

void paint_plot(QPainter& painter, const QRect& area, QCustomPlot& plot) {
  plot.resize(area.size());
  QPixmap picture = plot.toPixmap(area.width(), area.height(), export_scale);
  picture.setDevicePixelRatio(export_scale);
  painter.drawPixmap(area.topLeft(), picture);
}

void paint_curve(QPainter& painter, const QRect& area, const JobView& view, Language language, const Theme& theme) {
  paint_card(painter, area, theme);
  QRect inside = area.adjusted(px(Space::normal), px(Space::normal), -px(Space::normal), -px(Space::snug));
  const auto values = curve_values(view.training, primary_of(view));
  const QString title = values.empty() ? RenderWords::tr("Learning curve")
                                       : RenderWords::tr("Learning curve: %1").arg(curve_name(values.front()));
  inside.setTop(inside.top() + put_text(painter, inside, title, theme.font(Type::strong), theme.color(Role::text)));
  if (values.empty()) {
    put_text(painter, inside, RenderWords::tr("There is no learning curve yet."), theme.font(Type::body),
             theme.color(Role::muted));
    return;
  }
  CurvePlot plot;
  static_cast<QWidget&>(plot).setLocale(locale_of(language));
  plot.retranslate();
  const CurveAxis axis = axis_of(view.training, values.front());
  plot.set_data(curve_lines(view.training, values.front(), axis), axis, values.front(),
                baseline_of(view, values.front()));
  paint_plot(painter, inside, plot);
}

void paint_together(QPainter& painter, const QRect& area, SweepCurves& curves, const Theme& theme) {
  paint_card(painter, area, theme);
  QRect inside = area.adjusted(px(Space::normal), px(Space::normal), -px(Space::normal), -px(Space::snug));
  const auto put = [&](const QString& text, Type type, Role role) {
    if (!text.isEmpty())
      inside.setTop(inside.top() + put_text(painter, inside, text, theme.font(type), theme.color(role)));
  };
  put(curves.title(), Type::strong, Role::text);
  put(curves.note(), Type::caption, Role::muted);
  paint_plot(painter, inside, curves.plot());
}

void paint_gpus(QPainter& painter, const QRect& area, const JobView& view, Language language, const Theme& theme) {
  paint_card(painter, area, theme);
  const QRect inside = area.adjusted(px(Space::normal), px(Space::normal), -px(Space::normal), -px(Space::snug));
  const auto start = start_of(view);
  if (view.gpus.empty() || !start) {
    put_text(painter, inside, RenderWords::tr("There are no GPU readings of this job."), theme.font(Type::body),
             theme.color(Role::muted));
    return;
  }
  GpuPlot plot;
  static_cast<QWidget&>(plot).setLocale(locale_of(language));
  plot.retranslate();
  plot.resize(inside.size());
  plot.set_data(view.gpus, *start, marks_of(view));
  paint_plot(painter, inside, plot);
}

void paint_hosts(QPainter& painter, const QRect& area, const JobView& view, Language language, const Theme& theme) {
  paint_card(painter, area, theme);
  QRect inside = area.adjusted(px(Space::normal), px(Space::normal), -px(Space::normal), -px(Space::snug));
  const QString words = memory_words(view.hosts, language);
  if (!words.isEmpty()) {
    const int used = put_text(painter, inside, words, theme.font(Type::caption), theme.color(Role::muted));
    inside.setTop(inside.top() + used + px(Space::small));
  }
  TimePlot plot;
  static_cast<QWidget&>(plot).setLocale(locale_of(language));
  plot.resize(inside.size());
  if (show_hosts(plot, view.hosts, host_origin(view), marks_of(view), language)) paint_plot(painter, inside, plot);
}

/// One below the other, each as high as its share.
struct Part {
  int share;
  std::function<void(QPainter&, const QRect&)> paint;
};

/// What there is to draw; of a sweep that goes on the curves together take the place of the job's own.
std::vector<Part> parts_of(const JobView& view, Language language, const Theme& theme, SweepCurves& together) {
  std::vector<Part> parts;
  const auto add = [&](int share, decltype(&paint_curve) paint) {
    parts.push_back({share, [paint, &view, language, &theme](QPainter& painter, const QRect& area) {
                       paint(painter, area, view, language, theme);
                     }});
  };
  if (!view.training.curves.empty() || !together.has_curves()) add(3, &paint_curve);
  if (together.has_curves()) {
    parts.push_back({4, [&together, &theme](QPainter& painter, const QRect& area) {
                       paint_together(painter, area, together, theme);
                     }});
  }
  if (!view.gpus.empty()) add(7, &paint_gpus);
  if (!host_panes(view.hosts, language).empty()) add(3, &paint_hosts);
  return parts;
}

}  // namespace

Result<Done> render_job_charts(const JobView& view, Language language, const Theme& theme, QSize size,
                               const QString& png_path, const std::map<int, QString>& settings) {
  const QSize least(640, 560);
  const QSize room = size.expandedTo(least);
  QImage image((QSizeF(room) * export_scale).toSize(), QImage::Format_RGB32);
  if (image.isNull()) {
    return Error{ErrorCode::internal,
                 Message(WERKBANK_TEXT("ui", "There was not enough memory for the picture. Ask for a smaller one."))};
  }
  image.setDevicePixelRatio(export_scale);
  image.fill(theme.color(Role::window));
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRect page =
      QRect(QPoint(), room).adjusted(px(Space::section), px(Space::wide), -px(Space::section), -px(Space::wide));
  int top = paint_head(painter, page, view, language, theme);
  QWidget unseen;
  SweepCurves together(&unseen);
  static_cast<QWidget&>(together).setLocale(locale_of(language));
  together.show_job(view, sweep_of(view).score_name, settings);
  const auto parts = parts_of(view, language, theme, together);
  int shares = 0;
  for (const auto& [share, paint] : parts) shares += share;
  const int gap = px(Space::normal);
  const int room_height = page.bottom() - top - gap * (static_cast<int>(parts.size()) - 1);
  for (const auto& [share, paint] : parts) {
    const int height = room_height * share / shares;
    paint(painter, QRect(page.left(), top, page.width(), height));
    top += height + gap;
  }
  painter.end();
  return save_picture(image, png_path);
}

}  // namespace werkbank
