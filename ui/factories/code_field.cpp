#include "ui/factories/code_field.h"

#include <QEvent>
#include <QValidator>

#include "ui/style/property.h"

namespace werkbank {
namespace {

constexpr qsizetype longest_code = 64;
constexpr int figures_in_view = 9;

QChar kept_as(QChar c) {
  if (c.isDigit() && c.digitValue() >= 0) return QChar(u'0' + c.digitValue());
  const bool is_letter = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
  return is_letter ? c : QChar();
}

/// Leaves out of a field what no code has, instead of refusing the key or the whole paste.
class CodeOnly : public QValidator {
 public:
  explicit CodeOnly(CodeField* field) : QValidator(field), field_(field) {}

  State validate(QString& input, int& cursor) const override {
    const QString kept = code_in(input);
    if (kept == input) return Acceptable;
    cursor = static_cast<int>(code_in(input.left(cursor)).size());
    for (const QChar c : input) {
      if (!c.isSpace() && kept_as(c).isNull()) {
        emit field_->left_out();
        break;
      }
    }
    input = kept;
    return Acceptable;
  }

 private:
  CodeField* field_;
};

}  // namespace

QString code_in(const QString& typed) {
  QString code;
  for (const QChar c : typed) {
    const QChar kept = kept_as(c);
    if (!kept.isNull() && code.size() < longest_code) code += kept;
  }
  return code;
}

CodeField::CodeField(QWidget* parent) : QLineEdit(parent) {}

void CodeField::set_takes_code(bool takes_code) {
  if (takes_code == takes_code_) return;
  takes_code_ = takes_code;
  const QValidator* before = validator();
  setValidator(takes_code ? new CodeOnly(this) : nullptr);
  delete before;
  const auto plain = Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase;
  setInputMethodHints(takes_code ? plain : Qt::ImhNone);
  set_style_property(*this, "textRole", takes_code ? QStringLiteral("code") : QString());
  take_font();
  updateGeometry();
}

QSize CodeField::sizeHint() const {
  QSize hint = QLineEdit::sizeHint();
  if (takes_code_) hint.setWidth(fontMetrics().horizontalAdvance(u'0') * figures_in_view + 2 * px(Space::wide));
  return hint;
}

void CodeField::take_font() {
  QFont own = font();
  own.setFamilies({(takes_code_ ? current_theme().font(Type::mono) : current_theme().font(Type::body)).family()});
  if (own.families() != font().families()) setFont(own);
}

void CodeField::changeEvent(QEvent* event) {
  QLineEdit::changeEvent(event);
  if (event->type() == QEvent::StyleChange) take_font();
}

}  // namespace werkbank
