#include "ui/data/data_panel.h"

#include <algorithm>

#include "core/dataset/document_check.h"

namespace werkbank {
namespace {

std::optional<double> fraction_of(const Progress& progress) {
  if (progress.total == 0) return std::nullopt;
  return static_cast<double>(progress.done) / static_cast<double>(progress.total);
}

}  // namespace

DataPanel::DataPanel(CheckedData& data, Background& background, const QString& name, QWidget* parent)
    : Page(parent),
      data_(data),
      help_(new Body),
      drop_(new DropZone(name)),
      progress_(new ProgressLine),
      verdict_(new Banner),
      repair_(new RepairCard(data, background)),
      findings_card_(new Card),
      findings_title_(new Title),
      findings_(new FindingList),
      preview_card_(new Card),
      preview_(new DataPreview(background)) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  layout->addWidget(help_);
  layout->addWidget(drop_);
  layout->addWidget(progress_);
  layout->addWidget(verdict_);
  layout->addWidget(repair_);
  findings_card_->content().addWidget(findings_title_);
  findings_card_->content().addWidget(findings_);
  layout->addWidget(findings_card_);
  preview_card_->content().addWidget(preview_);
  layout->addWidget(preview_card_);
  verdict_->setObjectName(QStringLiteral("data.verdict"));
  connect(drop_, &DropZone::chosen, &data_, &CheckedData::set_path);
  connect(verdict_, &Banner::action_pressed, &data_, &CheckedData::check_again);
  connect(&data_, &CheckedData::changed, this, &DataPanel::refresh);
  connect(repair_, &RepairCard::offer_changed, this, &DataPanel::show_verdict);
  connect(&data_, &CheckedData::progressed, this, &DataPanel::show_progress);
  refresh();
  retranslate();
}

void DataPanel::retranslate() {
  findings_title_->setText(tr("What we noticed"));
  const DataItem* item = data_.item();
  help_->setText(item == nullptr ? QString() : QString::fromStdString(item->help.in(shown_language(*this))));
  help_->setVisible(item != nullptr);
  show_progress();
  show_verdict();
}

void DataPanel::refresh() {
  if (data_.item() != nullptr) drop_->set_kind(data_.item()->kind, asks_documents(*data_.item()));
  drop_->show_path(data_.path());
  const auto& report = data_.report();
  findings_card_->setVisible(report && !report->findings.empty());
  preview_card_->setVisible(report &&
                            (!report->table.header.empty() || !report->classes.empty() || !report->kinds.empty()));
  if (report) {
    findings_->show_findings(report->findings);
    preview_->show_report(*report, data_.path());
  }
  progress_->setVisible(data_.is_checking());
  retranslate();
}

void DataPanel::show_progress() {
  if (!data_.is_checking()) return;
  const QString what = words(*this, data_.progress().what);
  progress_->set(fraction_of(data_.progress()), what.isEmpty() ? tr("Looking at your data…") : what);
}

void DataPanel::show_verdict() {
  const auto& report = data_.report();
  drop_->set_wrong(data_.error().has_value());
  verdict_->set_action(data_.is_empty() || data_.is_checking() || data_.is_usable() ? QString() : tr("Check again"));
  verdict_->setVisible(!data_.is_checking() && (data_.error() || report));
  if (data_.error()) {
    verdict_->set_kind(BannerKind::error);
    verdict_->set_text(words(*this, data_.error()->message));
    return;
  }
  if (!report) return;
  const auto errors = std::count_if(report->findings.begin(), report->findings.end(),
                                    [](const Finding& f) { return f.severity == Severity::error; });
  const auto notes = static_cast<int>(report->findings.size()) - static_cast<int>(errors);
  if (errors > 0) {
    verdict_->set_kind(BannerKind::error);
    verdict_->set_text(
        tr("Your data cannot be used yet: %n things must be repaired first.", nullptr, static_cast<int>(errors)),
        repair_->has_offer()
            ? tr("Let Werkbank repair what it can, below. Or do it in your own file: save it, and press "
                 "“Check again”.")
            : tr("Repair them in your file and save it. Then press “Check again”."));
  } else {
    verdict_->set_kind(BannerKind::success);
    verdict_->set_text(tr("Your data can be used."),
                       notes == 0 ? QString() : tr("There are %n things to note. You may go on.", nullptr, notes));
  }
}

}  // namespace werkbank
