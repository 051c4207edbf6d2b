#include "ui/style/labels.h"

#include <QEvent>
#include <QResizeEvent>
#include <QStyle>

#include "ui/style/icons.h"
#include "ui/style/page.h"
#include "ui/style/property.h"

namespace werkbank {
namespace {

const char* type_word(Type type) {
  switch (type) {
    case Type::caption:
      return "caption";
    case Type::body:
      return "body";
    case Type::strong:
      return "strong";
    case Type::title:
      return "title";
    case Type::headline:
      return "headline";
    case Type::figure:
      return "figure";
    case Type::mono:
      return "mono";
  }
  return "body";
}

const char* tone_word(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::accent:
      return "accent";
    case Tone::success:
      return "success";
    case Tone::warning:
      return "warning";
    case Tone::danger:
      return "danger";
  }
  return "";
}

}  // namespace

Label::Label(Type type, QWidget* parent) : QLabel(parent) {
  setTextFormat(Qt::PlainText);
  setWordWrap(true);
  setProperty("textRole", QLatin1String(type_word(type)));
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

Label::Label(Type type, const QString& text, QWidget* parent) : Label(type, parent) { setText(text); }

void Label::set_tone(Tone tone) { set_style_property(*this, "tone", QLatin1String(tone_word(tone))); }

void Label::set_elided(bool elided) {
  const QString kept = text();
  elided_ = elided;
  setWordWrap(!elided);
  setSizePolicy(elided ? QSizePolicy::Ignored : QSizePolicy::Preferred, QSizePolicy::Minimum);
  setText(kept);
}

void Label::setText(const QString& text) {
  if (!elided_) {
    QLabel::setText(text);
    return;
  }
  full_ = text;
  setAccessibleName(text);
  elide();
  updateGeometry();
}

void Label::elide() {
  ensurePolished();
  const QString shown = fontMetrics().elidedText(full_, Qt::ElideRight, width());
  if (shown != QLabel::text()) QLabel::setText(shown);
  setToolTip(shown == full_ ? QString() : plain_tool_tip(full_));
}

QSize Label::minimumSizeHint() const {
  const QSize hint = QLabel::minimumSizeHint();
  return elided_ ? QSize(fontMetrics().averageCharWidth() * 4, hint.height()) : hint;
}

QSize Label::sizeHint() const {
  const QSize hint = QLabel::sizeHint();
  if (!elided_) return hint;
  return QSize(fontMetrics().horizontalAdvance(full_) + 1, hint.height());
}

void Label::resizeEvent(QResizeEvent* event) {
  QLabel::resizeEvent(event);
  if (elided_) elide();
}

void Label::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (elided_ && event->type() == QEvent::FontChange) elide();
}

Muted::Muted(const QString& text, QWidget* parent) : Label(Type::body, text, parent) {
  setProperty("textRole", QStringLiteral("muted"));
}

IconLabel::IconLabel(const QString& name, Role role, int size, QWidget* parent)
    : QLabel(parent), name_(name), role_(role), size_(size) {
  setFixedSize(size, size);
  setAlignment(Qt::AlignCenter);
  setProperty("tile", size >= Size::icon_large);
  draw();
}

void IconLabel::set(const QString& name, Role role) {
  if (name == name_ && role == role_) return;
  name_ = name;
  role_ = role;
  draw();
}

void IconLabel::draw() {
  const int size = property("tile").toBool() ? size_ * 7 / 12 : size_;
  setPixmap(icon_pixmap(name_, current_theme().color(role_), size, devicePixelRatioF()));
}

void IconLabel::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (event->type() == QEvent::StyleChange) draw();
}

bool IconLabel::event(QEvent* event) {
  if (event->type() == QEvent::ScreenChangeInternal || event->type() == QEvent::Show) draw();
  return QLabel::event(event);
}

}  // namespace werkbank
