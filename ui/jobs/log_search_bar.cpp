#include "ui/jobs/log_search_bar.h"

#include <algorithm>

#include <QLineEdit>
#include <QLocale>
#include <QTimer>

#include "ui/jobs/log_blocks.h"
#include "ui/jobs/log_view.h"

namespace werkbank {
namespace {

constexpr std::size_t most_found = 5'000;  // lines
constexpr int pause_ms = 200;              // after the last letter

}  // namespace

LogSearchBar::LogSearchBar(LogBlocks& blocks, LogView& view, QWidget* parent)
    : Page(parent),
      blocks_(blocks),
      view_(view),
      field_(new QLineEdit),
      count_(new Caption),
      previous_(new IconButton(QStringLiteral("arrow-left"))),
      next_(new IconButton(QStringLiteral("arrow-right"))),
      pause_(new QTimer(this)) {
  auto* layout = row(Space::small);
  setLayout(layout);
  layout->addWidget(field_, 1);
  layout->addWidget(count_);
  layout->addWidget(previous_);
  layout->addWidget(next_);
  field_->setObjectName(QStringLiteral("log_search"));
  count_->setObjectName(QStringLiteral("log_found"));
  previous_->setObjectName(QStringLiteral("log_previous"));
  next_->setObjectName(QStringLiteral("log_next"));
  field_->setClearButtonEnabled(true);
  count_->setWordWrap(false);
  pause_->setSingleShot(true);
  pause_->setInterval(pause_ms);
  connect(field_, &QLineEdit::textChanged, pause_, qOverload<>(&QTimer::start));
  connect(pause_, &QTimer::timeout, this, &LogSearchBar::search_all);
  connect(field_, &QLineEdit::returnPressed, this, [this] { go(true); });
  connect(previous_, &QPushButton::clicked, this, [this] { go(false); });
  connect(next_, &QPushButton::clicked, this, [this] { go(true); });
  connect(&view_, &LogView::current_changed, this, &LogSearchBar::show_count);
  retranslate();
}

void LogSearchBar::begin() {
  field_->setFocus(Qt::ShortcutFocusReason);
  field_->selectAll();
}

void LogSearchBar::begin_anew() {
  searching_ = going_ = 0;
  search_all();
}

/// Whatever was found before is of other words, or of another log.
void LogSearchBar::search_all() {
  pause_->stop();
  blocks_.background().forget(searching_);
  blocks_.background().forget(going_);
  words_ = field_->text().toStdString();
  found_ = {};
  searched_ = 0;
  searching_ = going_ = 0;
  progress_.reset();
  view_.mark(words_);
  log_changed();
  show_count();
}

void LogSearchBar::log_changed() {
  if (words_.empty() || searching_ != 0 || searched_ == blocks_.size()) return;
  // The block that was the last one then has grown since.
  search({blocks_.size(), std::max<std::size_t>(LogFile::blocks_in(searched_), 1) - 1});
}

void LogSearchBar::search(LogStretch stretch) {
  searching_ = blocks_.background().run<FoundLines>(
      blocks_.era(),
      [file = blocks_.file(), stretch, words = words_](const ProgressSink& sink, const std::stop_token& stop) {
        return find_text(file, stretch, Needle(words), most_found, sink, stop);
      },
      [this, stretch](const Result<FoundLines>& result) { came(result, stretch); },
      [this](const Progress& progress) {
        progress_ = progress;
        show_count();
      });
}

void LogSearchBar::came(const Result<FoundLines>& result, LogStretch stretch) {
  searching_ = 0;
  progress_.reset();
  if (result.failed()) emit failed(result.error());
  if (result.ok()) {
    renew(found_, *result, stretch.first_block);
    searched_ = stretch.size;
    log_changed();
  }
  show_count();
}

/// Where to go on from: the current line; when there is none, what is in view.
std::uint64_t LogSearchBar::from_here(bool forward) const {
  if (const auto current = view_.current_offset()) return *current;
  const auto& rows = view_.in_view();
  if (rows.empty()) return 0;
  return forward ? rows.front().place.offset : rows.back().end();
}

void LogSearchBar::go(bool forward) {
  if (pause_->isActive()) search_all();
  if (words_.empty()) return begin();
  const auto from = from_here(forward);
  const bool is_all = searching_ == 0 && !found_.more && searched_ == blocks_.size();
  if (!is_all) return go_in_file(from, forward, true);
  const auto& lines = found_.lines;
  if (lines.empty()) return;
  const auto after = std::ranges::upper_bound(lines, from, {}, &FoundLine::offset);
  const auto at = std::ranges::lower_bound(lines, from, {}, &FoundLine::offset);
  const auto& line =
      forward ? (after == lines.end() ? lines.front() : *after) : (at == lines.begin() ? lines.back() : *std::prev(at));
  emit going();
  view_.go_to_offset(line.offset);
}

/// Before all was searched, and when more is found than is kept.
void LogSearchBar::go_in_file(std::uint64_t from, bool forward, bool may_wrap) {
  blocks_.background().forget(going_);
  going_ = blocks_.background().run<std::optional<FoundLine>>(
      blocks_.era(),
      [file = blocks_.file(), size = blocks_.size(), words = words_, from, forward](const ProgressSink&,
                                                                                    const std::stop_token& stop) {
        return find_next(file, size, Needle(words), from, forward, stop);
      },
      [this, forward, may_wrap](const Result<std::optional<FoundLine>>& result) {
        going_ = 0;
        if (result.failed()) emit failed(result.error());
        if (!result.ok()) return;
        if (!*result && may_wrap) return go_in_file(forward ? 0 : blocks_.size(), forward, false);
        if (!*result) return;
        emit going();
        view_.go_to_offset((*result)->offset);
      });
}

void LogSearchBar::show_count() {
  const auto& lines = found_.lines;
  const auto current = view_.current_offset();
  const auto at = current ? std::ranges::lower_bound(lines, *current, {}, &FoundLine::offset) : lines.end();
  if (words_.empty()) {
    count_->setText({});
  } else if (progress_ && progress_->total > 0) {
    count_->setText(tr("Searching: %1 %").arg(100 * progress_->done / progress_->total));
  } else if (found_.more) {
    count_->setText(tr("More than %1 lines").arg(locale().toString(qulonglong(most_found))));
  } else if (at != lines.end() && at->offset == *current) {
    count_->setText(
        tr("%1 of %2")
            .arg(locale().toString(qlonglong(at - lines.begin() + 1)), locale().toString(qulonglong(lines.size()))));
  } else {
    count_->setText(tr("%n lines", nullptr, static_cast<int>(lines.size())));
  }
  const bool any = !words_.empty() && (!lines.empty() || searching_ != 0);
  previous_->setEnabled(any);
  next_->setEnabled(any);
}

void LogSearchBar::retranslate() {
  field_->setPlaceholderText(tr("Search the log"));
  field_->setAccessibleName(tr("Search the log"));
  previous_->set_name(tr("Previous place found (Shift+F3)"));
  next_->set_name(tr("Next place found (F3)"));
  show_count();
}

}  // namespace werkbank
