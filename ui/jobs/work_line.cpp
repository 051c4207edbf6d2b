#include "ui/jobs/work_line.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QPainter>

#include "core/base/units.h"
#include "ui/style/page.h"

namespace werkbank {
namespace {

constexpr int blocks = 10;
constexpr int block_width = 12;
constexpr int block_height = 22;
constexpr int block_gap = 3;

Tone tone_of(GpuFinding finding) {
  switch (finding) {
    case GpuFinding::works_well:
    case GpuFinding::nearly_full:
      return Tone::success;
    case GpuFinding::idle:
      return Tone::danger;
    case GpuFinding::some_idle:
    case GpuFinding::waits_for_data:
    case GpuFinding::little_power:
    case GpuFinding::slowed_down:
    case GpuFinding::oversized:
      return Tone::warning;
    case GpuFinding::unknown:
    case GpuFinding::too_early:
      return Tone::plain;
  }
  return Tone::plain;
}

Role role_of(Tone tone) {
  switch (tone) {
    case Tone::success:
      return Role::success;
    case Tone::warning:
      return Role::warning;
    case Tone::danger:
      return Role::danger;
    case Tone::plain:
    case Tone::accent:
      return Role::accent;
  }
  return Role::accent;
}

}  // namespace

WorkBlocks::WorkBlocks(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setFocusPolicy(Qt::NoFocus);
}

void WorkBlocks::set(std::optional<double> share, Tone tone) {
  share_ = share;
  tone_ = tone;
  update();
}

QSize WorkBlocks::sizeHint() const { return {blocks * (block_width + block_gap) - block_gap, block_height}; }

void WorkBlocks::paintEvent(QPaintEvent*) {
  const Theme theme = current_theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  // A job that does a little is not a job that does nothing.
  const auto filled = static_cast<int>(std::ceil(share_.value_or(0) * blocks - 1e-9));
  for (int i = 0; i < blocks; ++i) {
    const QRectF block(i * (block_width + block_gap) + 0.5, 0.5, block_width - 1, block_height - 1);
    painter.setPen(QPen(theme.color(i < filled ? role_of(tone_) : Role::field_border), 1));
    painter.setBrush(i < filled ? QBrush(theme.color(role_of(tone_))) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(block, 2, 2);
  }
}

WorkLine::WorkLine(QWidget* parent)
    : Page(parent),
      blocks_(new WorkBlocks),
      caption_(new Caption),
      sentence_(new Strong),
      next_step_(new Muted),
      stop_(new SecondaryButton({}, QStringLiteral("stop"))) {
  auto* layout = row(Space::wide);
  setLayout(layout);
  auto* gauge = column(Space::hair);
  gauge->addWidget(caption_);
  gauge->addWidget(blocks_);
  gauge->addStretch(1);
  layout->addLayout(gauge);
  auto* says = column(Space::hair);
  says->addWidget(sentence_);
  says->addWidget(next_step_);
  says->addStretch(1);
  layout->addLayout(says, 1);
  layout->addWidget(stop_, 0, Qt::AlignVCenter);
  sentence_->setObjectName(QStringLiteral("work_sentence"));
  connect(stop_, &QPushButton::clicked, this, &WorkLine::stop_requested);
  retranslate();
}

void WorkLine::show_verdict(const GpuVerdict& verdict, bool is_over) {
  verdict_ = verdict;
  is_over_ = is_over;
  show_all();
}

void WorkLine::show_all() {
  const Message sentence = sentence_of(verdict_, is_over_);
  // Of a job that is over nobody needs to hear that it was too short to tell.
  setVisible(!sentence.empty() && !(is_over_ && verdict_.finding == GpuFinding::too_early));
  caption_->setText(is_over_ ? tr("Was it really working?") : tr("Is it really working?"));
  const Message next_step = next_step_of(verdict_, is_over_);
  sentence_->setText(words(*this, sentence));
  next_step_->setText(words(*this, next_step));
  next_step_->setVisible(!next_step.empty());
  stop_->setVisible(!is_over_ && verdict_.finding == GpuFinding::idle);
  const Tone tone = tone_of(verdict_.finding);
  const bool is_known = verdict_.work.has_value() && verdict_.finding != GpuFinding::too_early;
  blocks_->set(is_known ? verdict_.work : std::nullopt, tone);
  blocks_->setVisible(is_known);  // empty ones would say that it does nothing
  blocks_->setAccessibleName(tr("How much of the GPU is put to use"));
  const QString amount = locale_of(shown_language(*this)).toString(verdict_.work.value_or(0) * 100, 'f', 0);
  blocks_->setAccessibleDescription(is_known ? tr("%1 %").arg(amount) : tr("not known yet"));
  blocks_->setToolTip(plain_tool_tip(
      is_known
          ? tr("%1 % of the GPU is put to use: how busy it says it is, as far as its power bears that out.").arg(amount)
          : QString()));
}

void WorkLine::retranslate() {
  stop_->setText(tr("Stop and keep the results"));
  show_all();
}

}  // namespace werkbank
