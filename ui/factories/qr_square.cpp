#include "ui/factories/qr_square.h"

#include <cmath>
#include <exception>

#include <QPainter>

#include <qrcodegen.hpp>

#include "ui/style/theme.h"

namespace werkbank {
namespace {

constexpr int quiet_zone = 4;  // squares of light around the code, as the standard asks
constexpr int finest = 81;     // more squares than these are too small on a screen
constexpr int least_edge = Size::control * 5;
constexpr int least_square = 3;  // in device-independent pixels

}  // namespace

QrSquare::QrSquare(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

bool QrSquare::set_text(const QString& text) {
  side_ = 0;
  dark_.clear();
  if (!text.isEmpty()) {
    try {
      const auto code = qrcodegen::QrCode::encodeText(text.toUtf8().constData(), qrcodegen::QrCode::Ecc::MEDIUM);
      if (code.getSize() <= finest) side_ = code.getSize();
      for (int y = 0; y < side_; ++y) {
        for (int x = 0; x < side_; ++x) dark_.push_back(code.getModule(x, y));
      }
    } catch (const std::exception&) {  // too long for any code
      side_ = 0;
    }
  }
  updateGeometry();
  update();
  return side_ > 0;
}

QSize QrSquare::sizeHint() const {
  const int edge = std::max(least_edge, (side_ + 2 * quiet_zone) * least_square);
  return {edge, edge};
}

void QrSquare::paintEvent(QPaintEvent*) {
  if (side_ == 0) return;
  const Theme light(Shade::light, font());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(light.color(Role::surface));
  painter.drawRoundedRect(rect(), px(Radius::field), px(Radius::field));
  painter.setRenderHint(QPainter::Antialiasing, false);
  // Whole device pixels, so that every square is equally large and sharp.
  const double ratio = devicePixelRatioF();
  const double square = std::floor(width() * ratio / (side_ + 2 * quiet_zone)) / ratio;
  const double begin = std::floor((width() - square * side_) / 2 * ratio) / ratio;
  for (int y = 0; y < side_; ++y) {
    for (int x = 0; x < side_; ++x) {
      if (!dark_[static_cast<std::size_t>(y * side_ + x)]) continue;
      painter.fillRect(QRectF(begin + x * square, begin + y * square, square, square), light.color(Role::text));
    }
  }
}

}  // namespace werkbank
