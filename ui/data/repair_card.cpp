#include "ui/data/repair_card.h"

#include "core/base/local_files.h"

namespace werkbank {

RepairCard::RepairCard(CheckedData& data, Background& background, QWidget* parent)
    : Page(parent),
      data_(data),
      background_(background),
      made_(new Banner(BannerKind::info)),
      problem_(new Banner(BannerKind::error)),
      card_(new Card),
      title_(new Title),
      intro_(new Body),
      lines_(column(Space::snug)),
      make_(new PrimaryButton),
      progress_(new ProgressLine) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  layout->addWidget(made_);
  layout->addWidget(problem_);
  layout->addWidget(card_);
  card_->content().addWidget(title_);
  card_->content().addWidget(intro_);
  card_->content().addLayout(lines_);
  card_->content().addWidget(progress_);
  card_->content().addWidget(make_, 0, Qt::AlignLeft);
  made_->setObjectName(QStringLiteral("data.repaired"));
  problem_->setObjectName(QStringLiteral("data.repair_problem"));
  make_->setObjectName(QStringLiteral("data.repair"));
  connect(make_, &QPushButton::clicked, this, &RepairCard::make_copy);
  connect(&data_, &CheckedData::changed, this, &RepairCard::data_changed);
  data_changed();
}

void RepairCard::retranslate() {
  title_->setText(tr("Werkbank can repair this for you"));
  intro_->setText(tr("In a copy of your data, this becomes different. Your own data stays as it is."));
  make_->setText(tr("Make a repaired copy"));
  const auto name = [](const std::filesystem::path& path) {
    return QString::fromStdString(path_text(path.filename()));
  };
  made_->setVisible(!copy_.empty() && data_.path() == copy_);
  made_->set_text(tr("You now use the repaired copy: %1").arg(name(copy_)),
                  tr("It lies beside your own data, %1, which stayed as it is.").arg(name(own_)));
  problem_->setVisible(error_.has_value());
  if (error_) problem_->set_text(words(*this, error_->message));
  card_->setVisible(has_offer());
  progress_->setVisible(copying_ != 0);
  make_->setEnabled(copying_ == 0);
  show_list();
}

void RepairCard::show_list() {
  empty(*lines_);
  if (!repairs_) return;
  for (const auto& repair : repairs_->lines()) {
    auto* widget = new QWidget;
    auto* line = row(Space::snug);
    widget->setLayout(line);
    line->addWidget(new IconLabel(QStringLiteral("check"), Role::success), 0, Qt::AlignTop);
    auto* sentence = new Body(words(*this, repair.sentence));
    sentence->setObjectName(QStringLiteral("data.repair_line"));
    line->addWidget(sentence, 1);
    lines_->addWidget(widget);
  }
}

// A new report, or none: what was found for an earlier one says nothing any more.
void RepairCard::data_changed() {
  forget();
  const auto& report = data_.report();
  if (!data_.is_checking() && report && may_be_repaired(*data_.item(), *report)) look();
  retranslate();
}

void RepairCard::forget() {
  if (looking_ != 0) background_.forget(looking_);
  if (copying_ != 0) background_.cancel(copying_);
  looking_ = copying_ = 0;
  repairs_.reset();
  error_.reset();
}

void RepairCard::look() {
  auto work = [item = *data_.item(), path = data_.path(), values = data_.values()](const ProgressSink& progress,
                                                                                   const std::stop_token& stop) {
    return find_repairs(item, path, values, progress, stop);
  };
  looking_ =
      background_.run<FoundRepairs>(this, work, [this](Result<FoundRepairs> repairs) { looked(std::move(repairs)); });
}

// What cannot be read at all is among the findings already.
void RepairCard::looked(Result<FoundRepairs> repairs) {
  if (repairs.ok()) repairs_ = std::move(repairs).value();
  retranslate();
  emit offer_changed();
}

void RepairCard::make_copy() {
  if (copying_ != 0 || !repairs_) return;
  error_.reset();
  const auto copy = name_of_copy(*repairs_, tr("repaired").toStdString());
  auto work = [repairs = repairs_, copy](const ProgressSink& progress, const std::stop_token& stop) {
    return repairs->write(copy, progress, stop);
  };
  copying_ = background_.run<Done>(
      this, work, [this, copy](const Result<Done>& outcome) { copied(copy, outcome); },
      [this](const Progress& now) {
        const auto total = static_cast<double>(now.total);
        progress_->set(now.total == 0 ? std::nullopt : std::optional(static_cast<double>(now.done) / total),
                       words(*this, now.what));
      });
  progress_->set(std::nullopt, tr("Writing the copy…"));
  retranslate();
}

void RepairCard::copied(const std::filesystem::path& copy, const Result<Done>& outcome) {
  copying_ = 0;
  if (outcome.failed()) {
    error_ = outcome.error();
    // What was found says nothing any more of data that is other data now.
    if (error_->code == ErrorCode::data_rejected) repairs_.reset();
    emit offer_changed();
  }
  if (!outcome.ok()) return retranslate();
  own_ = repairs_->data();
  copy_ = copy;
  data_.set_path(copy);
}

}  // namespace werkbank
