#include "ui/jobs/job_log.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QVBoxLayout>

namespace werkbank {
namespace {

constexpr int most_marked = 500;

}  // namespace

JobLog::JobLog(QWidget* parent)
    : Page(parent),
      search_(new QLineEdit),
      found_(new Caption),
      previous_(new IconButton(QStringLiteral("arrow-left"))),
      next_(new IconButton(QStringLiteral("arrow-right"))),
      follow_(new QCheckBox),
      copy_(new SecondaryButton({}, QStringLiteral("copy"))),
      text_(new QPlainTextEdit),
      nothing_(new EmptyState(QStringLiteral("text"))),
      body_(new QWidget) {
  auto* layout = column(Space::snug);
  layout->setContentsMargins(0, px(Space::normal), 0, 0);
  setLayout(layout);
  auto* inside = column(Space::snug);
  body_->setLayout(inside);
  auto* bar = row(Space::small);
  bar->addWidget(search_, 1);
  bar->addWidget(found_);
  bar->addWidget(previous_);
  bar->addWidget(next_);
  bar->addWidget(follow_);
  bar->addWidget(copy_);
  found_->setWordWrap(false);
  inside->addLayout(bar);
  inside->addWidget(text_, 1);
  layout->addWidget(body_, 1);
  layout->addWidget(nothing_, 1);
  search_->setClearButtonEnabled(true);
  text_->setObjectName(QStringLiteral("log_text"));
  text_->setReadOnly(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  text_->setProperty("textRole", QStringLiteral("mono"));
  text_->setLineWrapMode(QPlainTextEdit::NoWrap);
  text_->setUndoRedoEnabled(false);
  follow_->setChecked(true);
  body_->hide();
  connect(search_, &QLineEdit::textChanged, this, &JobLog::find_all);
  connect(search_, &QLineEdit::returnPressed, this, [this] { go(true); });
  connect(previous_, &QPushButton::clicked, this, [this] { go(false); });
  connect(next_, &QPushButton::clicked, this, [this] { go(true); });
  connect(follow_, &QCheckBox::toggled, this, [this](bool on) {
    if (on) to_end();
  });
  connect(copy_, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text_->toPlainText()); });
  retranslate();
}

void JobLog::show_log(const std::string& text) {
  body_->setVisible(!text.empty());
  nothing_->setVisible(text.empty());
  if (text == shown_) return;
  const int place = text_->verticalScrollBar()->value();
  const int across = text_->horizontalScrollBar()->value();
  const bool grew = !shown_.empty() && text.starts_with(shown_);
  if (grew) {
    QTextCursor end(text_->document());
    end.movePosition(QTextCursor::End);
    end.insertText(QString::fromStdString(text.substr(shown_.size())));
  } else {
    text_->setPlainText(QString::fromStdString(text));
  }
  shown_ = text;
  if (follow_->isChecked()) {
    to_end();
  } else {
    text_->verticalScrollBar()->setValue(place);
    text_->horizontalScrollBar()->setValue(across);
  }
  if (!search_->text().isEmpty()) find_all();
}

void JobLog::to_end() {
  text_->verticalScrollBar()->setValue(text_->verticalScrollBar()->maximum());
  text_->horizontalScrollBar()->setValue(0);
}

void JobLog::find_all() {
  const Theme theme = current_theme();
  QList<QTextEdit::ExtraSelection> marks;
  QTextCursor at(text_->document());
  while (!search_->text().isEmpty() && marks.size() < most_marked) {
    at = text_->document()->find(search_->text(), at);
    if (at.isNull()) break;
    QTextEdit::ExtraSelection mark;
    mark.cursor = at;
    mark.format.setBackground(theme.color(Role::warning_soft));
    mark.format.setForeground(theme.color(Role::text));
    mark.format.setFontUnderline(true);
    marks.append(mark);
  }
  text_->setExtraSelections(marks);
  const int count = static_cast<int>(marks.size());
  found_->setText(search_->text().isEmpty() ? QString() : tr("%n found", nullptr, count));
  previous_->setEnabled(count > 0);
  next_->setEnabled(count > 0);
}

void JobLog::go(bool forward) {
  if (search_->text().isEmpty()) return;
  follow_->setChecked(false);
  const auto flags = forward ? QTextDocument::FindFlags() : QTextDocument::FindFlags(QTextDocument::FindBackward);
  if (text_->find(search_->text(), flags)) return;
  text_->moveCursor(forward ? QTextCursor::Start : QTextCursor::End);
  text_->find(search_->text(), flags);
}

void JobLog::retranslate() {
  search_->setPlaceholderText(tr("Search the log"));
  search_->setAccessibleName(tr("Search the log"));
  previous_->set_name(tr("Previous place found"));
  next_->set_name(tr("Next place found"));
  follow_->setText(tr("Follow new lines"));
  copy_->setText(tr("Copy"));
  copy_->setAccessibleName(tr("Copy the log"));
  text_->setAccessibleName(tr("Log of the job"));
  nothing_->set(tr("No log yet"), tr("What the job writes appears here as soon as it runs."));
  find_all();
}

}  // namespace werkbank
