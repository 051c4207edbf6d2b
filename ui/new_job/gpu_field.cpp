#include "ui/new_job/gpu_field.h"

#include "core/base/units.h"
#include "core/catalogue/gpu_choice.h"
#include "ui/new_job/estimate_card.h"
#include "ui/new_job/number_field.h"

namespace werkbank {

GpuField::GpuField(JobDraft& draft, QWidget* parent)
    : Page(parent), draft_(draft), count_(new QComboBox), row_(new FormRow(count_)) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  for (QWidget* part : std::initializer_list<QWidget*>{new Line, row_}) layout->addWidget(part);
  count_->setObjectName(QStringLiteral("new_job.gpus"));
  leave_wheel_to_page(*count_);
  connect(count_, &QComboBox::activated, this, &GpuField::choose);
  connect(&draft_, &JobDraft::changed, this, &GpuField::refresh);
  retranslate();
}

void GpuField::choose() { draft_.set_gpus(count_->currentData().toInt()); }

/// `least`: what the fewest cards take.
QString GpuField::words_of(const Estimate& offer, const Estimate& least) const {
  QString cards = tr("%n graphics cards", nullptr, gpus_in_all(offer.tier));
  if (offer.tier.nodes > 1) cards = tr("%1 in %n computers", nullptr, offer.tier.nodes).arg(cards);
  if (!draft_.data().report()) return cards;
  const double likely = offer.seconds.likely;
  const QString time = duration_range({likely, likely, likely}, shown_language(*this));
  constexpr double noticeable = 1.05;
  const bool costs_more = offer.gpu_hours.likely > noticeable * least.gpu_hours.likely;
  // Of little work the cards would mostly wait for one another.
  if (costs_more && offer.seconds.likely >= least.seconds.likely)
    return tr("%1, about %2; not ready sooner, and costs more").arg(cards, time);
  return costs_more ? tr("%1, about %2; costs more").arg(cards, time) : tr("%1, about %2").arg(cards, time);
}

void GpuField::refresh() {
  const auto offers = draft_.gpu_offers();
  setVisible(!offers.empty());
  if (offers.empty()) return;
  const QSignalBlocker quiet(count_);
  while (count_->count() > static_cast<int>(offers.size())) count_->removeItem(count_->count() - 1);
  while (count_->count() < static_cast<int>(offers.size())) count_->addItem(QString());
  for (int i = 0; i < count_->count(); ++i) {
    const Estimate& offer = offers[static_cast<std::size_t>(i)];
    count_->setItemText(i, words_of(offer, offers.front()));
    count_->setItemData(i, gpus_in_all(offer.tier));
  }
  count_->setCurrentIndex(std::max(0, count_->findData(draft_.gpus())));
}

void GpuField::retranslate() {
  row_->set_label(tr("How many graphics cards?"));
  row_->set_help(
      tr("More cards share the work: much work is ready sooner, and the result is the same. It costs more GPU-hours, "
         "because the cards also wait for one another. For a first try, one is enough."));
  refresh();
}

}  // namespace werkbank
