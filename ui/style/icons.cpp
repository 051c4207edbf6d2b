#include "ui/style/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace werkbank {
namespace {

QString icon_path(const QString& name) { return QStringLiteral(":/icons/%1.svg").arg(name); }

enum class Stroke { normal, fine };

QPixmap drawn(const QString& name, const QColor& color, const QSize& pixels, Stroke stroke = Stroke::normal) {
  const QString key = QStringLiteral("werkbank/%1/%2/%3x%4/%5")
                          .arg(name, color.name(QColor::HexArgb))
                          .arg(pixels.width())
                          .arg(pixels.height())
                          .arg(static_cast<int>(stroke));
  QPixmap pixmap;
  if (QPixmapCache::find(key, &pixmap)) return pixmap;
  QFile file(icon_path(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QByteArray drawing = file.readAll().replace("#000000", color.name().toLatin1());
  if (stroke == Stroke::fine) drawing.replace("stroke-width=\"1.75\"", "stroke-width=\"1.2\"");
  QSvgRenderer renderer(drawing);
  pixmap = QPixmap(pixels);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setOpacity(color.alphaF());
  renderer.render(&painter);
  painter.end();
  QPixmapCache::insert(key, pixmap);
  return pixmap;
}

class RoleIcon : public QIconEngine {
 public:
  RoleIcon(QString name, Role role, Role checked) : name_(std::move(name)), role_(role), checked_(checked) {}

  QIconEngine* clone() const override { return new RoleIcon(name_, role_, checked_); }

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    const double ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(rect, drawn(name_, color(mode, state), (QSizeF(rect.size()) * ratio).toSize()));
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return drawn(name_, color(mode, state), size);
  }

  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
    QPixmap result = drawn(name_, color(mode, state), size);
    result.setDevicePixelRatio(scale);
    return result;
  }

 private:
  QColor color(QIcon::Mode mode, QIcon::State state) const {
    const Theme theme = current_theme();
    if (mode == QIcon::Disabled) return theme.color(Role::field_border);
    return theme.color(state == QIcon::On ? checked_ : role_);
  }

  QString name_;
  Role role_;
  Role checked_;
};

}  // namespace

QIcon icon(const QString& name, Role role, Role checked) {
  if (!QFile::exists(icon_path(name))) return {};
  return QIcon(new RoleIcon(name, role, checked));
}

QPixmap icon_pixmap(const QString& name, const QColor& color, int size, double ratio) {
  // A large sign with the strokes of a small one looks crude.
  const Stroke stroke = size >= Size::icon_large ? Stroke::fine : Stroke::normal;
  QPixmap pixmap = drawn(name, color, (QSizeF(size, size) * ratio).toSize(), stroke);
  pixmap.setDevicePixelRatio(ratio);
  return pixmap;
}

QIcon app_icon() { return QIcon(icon_path(QStringLiteral("werkbank"))); }

}  // namespace werkbank
