#include "ui/style/notices.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QVBoxLayout>

#include "ui/style/property.h"
#include "ui/style/surfaces.h"

namespace werkbank {
namespace {

const char* grading_word(Grading grading) {
  switch (grading) {
    case Grading::neutral:
      return "neutral";
    case Grading::accent:
      return "accent";
    case Grading::success:
      return "success";
    case Grading::warning:
      return "warning";
    case Grading::danger:
      return "danger";
  }
  return "neutral";
}

struct BannerLook {
  const char* word;
  const char* icon;
  Role role;
};

BannerLook look_of(BannerKind kind) {
  switch (kind) {
    case BannerKind::info:
      return {"info", "info", Role::accent};
    case BannerKind::success:
      return {"success", "check", Role::success};
    case BannerKind::warning:
      return {"warning", "warning", Role::warning};
    case BannerKind::error:
      return {"error", "error", Role::danger};
  }
  return {"info", "info", Role::accent};
}

}  // namespace

Role text_role(Grading grading) {
  switch (grading) {
    case Grading::neutral:
      return Role::muted;
    case Grading::accent:
      return Role::accent;
    case Grading::success:
      return Role::success;
    case Grading::warning:
      return Role::warning;
    case Grading::danger:
      return Role::danger;
  }
  return Role::muted;
}

Role ground_role(Grading grading) {
  switch (grading) {
    case Grading::neutral:
      return Role::raised;
    case Grading::accent:
      return Role::accent_soft;
    case Grading::success:
      return Role::success_soft;
    case Grading::warning:
      return Role::warning_soft;
    case Grading::danger:
      return Role::danger_soft;
  }
  return Role::raised;
}

StatusPill::StatusPill(QWidget* parent)
    : QFrame(parent), icon_(new IconLabel(QStringLiteral("clock"), Role::muted, px(Space::normal))), word_(new QLabel) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(px(Space::small), 0, px(Space::snug), 0);
  layout->setSpacing(px(Space::hair));
  layout->addWidget(icon_);
  layout->addWidget(word_);
  word_->setTextFormat(Qt::PlainText);
  word_->setProperty("textRole", QStringLiteral("strong"));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setFixedHeight(px(Space::wide));
}

void StatusPill::set(Grading grading, const QString& icon_name, const QString& word) {
  set_style_property(*this, "pill", QLatin1String(grading_word(grading)));
  set_style_property(*word_, "tone", grading == Grading::neutral ? "muted" : grading_word(grading));
  icon_->set(icon_name, text_role(grading));
  word_->setText(word);
  setAccessibleName(word);
  updateGeometry();
}

QString StatusPill::word() const { return word_->text(); }

Banner::Banner(BannerKind kind, QWidget* parent)
    : QFrame(parent),
      icon_(new IconLabel(QStringLiteral("info"), Role::accent)),
      sentence_(new Body),
      detail_(new Caption),
      action_(new SecondaryButton),
      close_(new IconButton(QStringLiteral("close"))) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(px(Space::normal), px(Space::snug), px(Space::normal), px(Space::snug));
  layout->setSpacing(px(Space::snug));
  layout->addWidget(icon_, 0, Qt::AlignTop);
  auto* texts = column(Space::hair);
  texts->addWidget(sentence_);
  texts->addWidget(detail_);
  layout->addLayout(texts, 1);
  layout->addWidget(action_, 0, Qt::AlignVCenter);
  layout->addWidget(close_, 0, Qt::AlignTop);
  detail_->hide();
  action_->hide();
  close_->hide();
  set_kind(kind);
  name_cross();
  connect(action_, &QPushButton::clicked, this, &Banner::action_pressed);
  connect(close_, &QPushButton::clicked, this, [this] {
    hide();
    emit closed();
  });
}

void Banner::set_kind(BannerKind kind) {
  const BannerLook look = look_of(kind);
  set_style_property(*this, "banner", QLatin1String(look.word));
  icon_->set(QLatin1String(look.icon), look.role);
}

void Banner::set_text(const QString& sentence, const QString& detail) {
  sentence_->setText(sentence);
  detail_->setText(detail);
  detail_->setVisible(!detail.isEmpty());
  // Beside one line the icon stands in its middle, also where a button makes the banner higher.
  layout()->setAlignment(icon_, detail.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop);
  setAccessibleName(sentence);
}

void Banner::set_action(const QString& text) {
  action_->setText(text);
  action_->setVisible(!text.isEmpty());
}

void Banner::set_closable(bool closable) { close_->setVisible(closable); }

void Banner::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) name_cross();
}

void Banner::name_cross() { close_->set_name(tr("Close this notice")); }

EmptyState::EmptyState(const QString& icon_name, QWidget* parent)
    : QWidget(parent), title_(new Title), sentence_(new Muted), button_(new PrimaryButton) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(px(Space::wide), px(Space::page), px(Space::wide), px(Space::page));
  layout->setSpacing(px(Space::snug));
  layout->addStretch();
  layout->addWidget(new IconLabel(icon_name, Role::accent, Size::icon_large), 0, Qt::AlignHCenter);
  title_->setAlignment(Qt::AlignHCenter);
  sentence_->setAlignment(Qt::AlignHCenter);
  layout->addWidget(title_);
  auto* narrow = row();
  sentence_->setMaximumWidth(Size::reading * 2 / 3);
  narrow->addStretch(1);
  narrow->addWidget(sentence_, 1000);
  narrow->addStretch(1);
  layout->addLayout(narrow);
  layout->addSpacing(px(Space::small));
  layout->addWidget(button_, 0, Qt::AlignHCenter);
  layout->addStretch();
  connect(button_, &QPushButton::clicked, this, &EmptyState::pressed);
}

void EmptyState::set(const QString& title, const QString& sentence, const QString& button) {
  title_->setText(title);
  sentence_->setText(sentence);
  button_->setText(button);
  button_->setVisible(!button.isEmpty());
}

Waiting::Waiting(QWidget* parent) : QWidget(parent), sentence_(new Muted) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(px(Space::small));
  auto* line = row(Space::small);
  line->addWidget(new IconLabel(QStringLiteral("clock"), Role::muted), 0, Qt::AlignTop);
  line->addWidget(sentence_, 1);
  layout->addLayout(line);
}

void Waiting::set_text(const QString& sentence) {
  sentence_->setText(sentence);
  setAccessibleName(sentence);
}

}  // namespace werkbank
