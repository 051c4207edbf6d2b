#include "ui/new_job/estimate_card.h"

#include <cmath>

#include "core/base/units.h"
#include "core/catalogue/tuning_cost.h"

namespace werkbank {
namespace {

QString amount(double value, const QLocale& locale) {
  if (value >= 10) return locale.toString(std::round(value), 'f', 0);
  if (value >= 1) return locale.toString(value, 'f', 1);
  return locale.toString(value, 'g', 1);
}

QString amount_range(const Range& range, const QLocale& locale) {
  const QString low = amount(range.low, locale);
  const QString high = amount(range.high, locale);
  return low == high ? high : QStringLiteral("%1 – %2").arg(low, high);
}

}  // namespace

QString duration_range(const Range& seconds, Language language) {
  // Nobody wants "61 s to 3 min 4 s" from a guess: whole minutes from one minute on.
  const auto rounded = [](double s) { return s < 60 ? std::ceil(s / 5) * 5 : std::round(s / 60) * 60; };
  const QString low = format_duration(rounded(seconds.low), language);
  const QString high = format_duration(rounded(seconds.high), language);
  return low == high ? high : QStringLiteral("%1 – %2").arg(low, high);
}

EstimateCard::EstimateCard(JobDraft& draft, QWidget* parent)
    : Page(parent),
      draft_(draft),
      title_(new Title),
      time_(new Figure),
      gpu_hours_(new Figure),
      memory_(new Figure),
      energy_(new Figure),
      note_(new Caption) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  auto* card = new Card;
  layout->addWidget(card);
  layout->addStretch(1);
  for (QWidget* part : std::initializer_list<QWidget*>{title_, time_, gpu_hours_, memory_, energy_, note_}) {
    card->content().addWidget(part);
  }
  time_->setObjectName(QStringLiteral("new_job.estimate_time"));
  memory_->setObjectName(QStringLiteral("new_job.estimate_memory"));
  connect(&draft_, &JobDraft::changed, this, [this] { retranslate(); });
  retranslate();
}

void EstimateCard::retranslate() {
  title_->setText(tr("What it will take"));
  const auto cost = draft_.cost();
  memory_->hide();
  if (cost && cost->ok()) return show_estimate(cost->value());
  const QString unknown = tr("unknown");
  time_->set(tr("Time"), unknown);
  gpu_hours_->set(tr("GPU-hours"), unknown);
  energy_->set(tr("Electricity"), unknown);
  note_->setText(cost && cost->failed() ? words(*this, cost->error().message)
                                        : tr("Werkbank can only estimate this when it has seen your data."));
}

QString EstimateCard::energy_words(const Range& kilowatt_hours) const {
  constexpr double hardly_anything = 0.01;
  if (kilowatt_hours.high <= 0) return tr("unknown");
  if (kilowatt_hours.high < hardly_anything) return tr("hardly any");
  return tr("%1 kWh").arg(amount_range(kilowatt_hours, locale()));
}

void EstimateCard::show_memory(const Estimate& estimate) {
  if (!estimate.gpu_memory_gib || estimate.tier.gpus == 0) return;
  const double card = smallest_gpu_gib(estimate.gpu_memory_gib->high);
  memory_->set(tr("GPU memory"), tr("%1 GB").arg(amount_range(*estimate.gpu_memory_gib, locale())),
               card > 0 ? tr("Fits on a GPU of %1 GB or more.").arg(locale().toString(card, 'f', 0))
                        : tr("Does not fit on one GPU. Choose a smaller model, or another way to teach it (QLoRA asks "
                             "the least)."));
  memory_->show();
}

void EstimateCard::show_estimate(const Estimate& estimate) {
  const Language language = shown_language(*this);
  const QString range = duration_range(estimate.seconds, language);
  // What was measured is known well enough for one figure; the range stands beside it.
  if (draft_.is_measured()) {
    time_->set(tr("Time"),
               duration_range({estimate.seconds.likely, estimate.seconds.likely, estimate.seconds.likely}, language),
               range);
  } else {
    time_->set(tr("Time"), range);
  }
  if (estimate.tier.gpus == 0) {
    gpu_hours_->set(tr("GPU-hours"), tr("none"), tr("This job does not need a GPU."));
  } else {
    gpu_hours_->set(tr("GPU-hours"), amount_range(estimate.gpu_hours, locale()),
                    tr("on %n GPUs", nullptr, estimate.tier.gpus * estimate.tier.nodes));
  }
  show_memory(estimate);
  energy_->set(tr("Electricity"), energy_words(estimate.kilowatt_hours));
  const QString limit = format_duration(estimate.walltime_minutes * 60.0, language);
  if (const int settings = draft_.variants(); settings > 0) {
    note_->setText(
        tr("For all %n settings together. Waiting for a place on the factory is not in it. A setting that takes "
           "longer than %1 is stopped; the others go on.",
           nullptr, settings)
            .arg(limit));
    return;
  }
  if (draft_.is_measured()) {
    note_->setText(tr("Measured by a trial run. Waiting for a place on the factory is not in it. After %1 the factory "
                      "stops the job.")
                       .arg(limit));
    return;
  }
  note_->setText(
      tr("An estimate before the start. Waiting for a place on the factory is not in it. After %1 the factory "
         "stops the job.")
          .arg(limit));
}

}  // namespace werkbank
