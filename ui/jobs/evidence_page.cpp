#include "ui/jobs/evidence_page.h"

#include <algorithm>

#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/base/units.h"

namespace werkbank {
namespace {

constexpr int parts_width = 320;
/// More of it than anyone reads; the file has all.
constexpr qsizetype most_shown_text = 200'000;

}  // namespace

EvidencePage::EvidencePage(QWidget* parent)
    : Page(parent),
      ask_file_(ask_by_dialog),
      back_(new LinkButton({}, QStringLiteral("arrow-left"))),
      title_(new Headline),
      says_(new Body),
      taken_out_(new Banner(BannerKind::info)),
      result_(new Banner(BannerKind::success)),
      waiting_(new Waiting),
      body_(new QWidget),
      parts_(new QListWidget),
      text_(new QPlainTextEdit),
      save_(new PrimaryButton({}, QStringLiteral("download"))) {
  setObjectName(QStringLiteral("evidence_page"));
  auto* layout = column(Space::normal);
  layout->setContentsMargins(px(Space::section), px(Space::normal), px(Space::section), px(Space::normal));
  setLayout(layout);
  layout->addWidget(back_, 0, Qt::AlignLeft);
  auto* head = row(Space::wide);
  auto* words_of_head = column(Space::hair);
  words_of_head->addWidget(title_);
  words_of_head->addWidget(says_);
  head->addLayout(words_of_head, 1);
  head->addWidget(save_, 0, Qt::AlignVCenter);
  layout->addLayout(head);
  layout->addWidget(result_);
  layout->addWidget(waiting_);
  layout->addWidget(body_, 1);
  auto* inside = column(Space::normal);
  body_->setLayout(inside);
  inside->addWidget(taken_out_);
  inside->addWidget(build_parts(), 1);
  result_->set_closable(true);
  connect(back_, &QPushButton::clicked, this, &EvidencePage::back_requested);
  connect(save_, &QPushButton::clicked, this, &EvidencePage::save);
  connect(parts_, &QListWidget::currentRowChanged, this, &EvidencePage::choose);
  connect(parts_, &QListWidget::itemChanged, this, &EvidencePage::toggled);
  connect(result_, &Banner::action_pressed, this,
          [this] { emit open_folder_requested(QFileInfo(saved_in_).absolutePath()); });
  show_waiting();
  retranslate();
}

QWidget* EvidencePage::build_parts() {
  auto* card = new Card;
  auto* line = row(Space::normal);
  parts_->setFixedWidth(parts_width);
  parts_->setObjectName(QStringLiteral("evidence_parts"));
  parts_->setFrameShape(QFrame::NoFrame);
  text_->setReadOnly(true);
  text_->setObjectName(QStringLiteral("evidence_text"));
  text_->setProperty("textRole", QStringLiteral("mono"));
  text_->setLineWrapMode(QPlainTextEdit::NoWrap);
  text_->setUndoRedoEnabled(false);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  line->addWidget(parts_);
  line->addWidget(text_, 1);
  card->content().addLayout(line, 1);
  return card;
}

void EvidencePage::show_waiting() {
  evidence_ = {};
  body_->hide();
  result_->hide();
  save_->setEnabled(false);
  waiting_->show();
}

void EvidencePage::show(Evidence evidence) {
  evidence_ = std::move(evidence);
  waiting_->hide();
  body_->show();
  fill();
  parts_->setCurrentRow(0);
  choose(0);
}

void EvidencePage::show_problem(const Error& error) {
  waiting_->hide();
  result_->set_kind(BannerKind::error);
  result_->set_text(words(*this, error.message));
  result_->set_action({});
  result_->show();
}

void EvidencePage::fill() {
  const QSignalBlocker quiet(parts_);
  const Language language = shown_language(*this);
  const int chosen = std::max(parts_->currentRow(), 0);
  parts_->clear();
  for (const auto& part : evidence_.parts) {
    auto* item = new QListWidgetItem(words(*this, part.title) + u'\n' + QString::fromStdString(part.name) +
                                     QStringLiteral(" · ") + format_bytes(part.text.size(), language));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(part.wanted ? Qt::Checked : Qt::Unchecked);
    parts_->addItem(item);
  }
  parts_->setCurrentRow(std::min(chosen, parts_->count() - 1));
  const auto& out = evidence_.redacted;
  const QLocale locale = locale_of(language);
  const auto number = [&](std::size_t count) { return locale.toString(static_cast<qulonglong>(count)); };
  taken_out_->set_text(
      tr("Taken out: %1 passwords and keys, %2 addresses and account numbers, %3 names and folders.")
          .arg(number(out.secrets), number(out.addresses), number(out.names)),
      tr("A program does not recognise everything. Look it through, and untick what should not go along."));
  save_->setEnabled(std::any_of(evidence_.parts.begin(), evidence_.parts.end(),
                                [](const EvidencePart& part) { return part.wanted; }));
}

void EvidencePage::choose(int row) {
  if (row < 0 || static_cast<std::size_t>(row) >= evidence_.parts.size()) return text_->clear();
  const auto text = QString::fromStdString(evidence_.parts[static_cast<std::size_t>(row)].text);
  text_->setPlainText(text.size() <= most_shown_text ? text : text.left(most_shown_text) + QStringLiteral("\n…"));
}

void EvidencePage::toggled(QListWidgetItem* item) {
  const auto row = static_cast<std::size_t>(parts_->row(item));
  if (row >= evidence_.parts.size()) return;
  evidence_.parts[row].wanted = item->checkState() == Qt::Checked;
  save_->setEnabled(std::any_of(evidence_.parts.begin(), evidence_.parts.end(),
                                [](const EvidencePart& part) { return part.wanted; }));
}

void EvidencePage::save() {
  const auto done = [this](const QString& path) {
    const auto written = write_evidence(evidence_, std::filesystem::path(path.toStdU16String()));
    if (written.failed()) return show_problem(written.error());
    saved_in_ = path;
    result_->set_kind(BannerKind::success);
    result_->set_text(tr("Saved in %1").arg(path), tr("Send this file yourself to whoever helps you."));
    result_->set_action(tr("Open the folder"));
    result_->show();
  };
  ask_file_(*this, tr("Save the file for the adviser"), tr("werkbank-help.zip"), tr("Zip file (*.zip)"), done);
}

void EvidencePage::retranslate() {
  back_->setText(tr("Back to the job"));
  title_->setText(tr("A file for whoever helps you"));
  says_->setText(
      tr("An adviser finds in it what is needed to help with this job. Nothing is sent: you save it, and you "
         "decide who gets it."));
  waiting_->set_text(tr("The file is put together …"));
  save_->setText(tr("Save the file"));
  parts_->setAccessibleName(tr("Parts of the file"));
  text_->setAccessibleName(tr("What is in the chosen part"));
  if (!evidence_.parts.empty()) fill();
}

}  // namespace werkbank
