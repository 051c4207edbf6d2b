#include "ui/jobs/job_log.h"

#include <algorithm>

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

#include "core/base/local_files.h"
#include "core/job_log/log_text.h"
#include "ui/charts/export.h"
#include "ui/jobs/log_search_bar.h"
#include "ui/jobs/log_view.h"

namespace werkbank {
namespace {

constexpr std::size_t most_problems = 5'000;      // lines
constexpr std::uint64_t most_copied = 8U << 20U;  // bytes; what is more belongs in a file

}  // namespace

JobLog::JobLog(QWidget* parent)
    : Page(parent),
      blocks_(new LogBlocks(this)),
      view_(new LogView(*blocks_)),
      search_(new LogSearchBar(*blocks_, *view_)),
      only_problems_(new QCheckBox),
      follow_(new QCheckBox),
      filter_words_(new Caption),
      explanation_(new LinkButton({}, QStringLiteral("error"))),
      to_end_(new SecondaryButton({}, QStringLiteral("chevron-down"))),
      copy_(new SecondaryButton({}, QStringLiteral("copy"))),
      save_(new SecondaryButton({}, QStringLiteral("download"))),
      banner_(new Banner(BannerKind::error)),
      nothing_(new EmptyState(QStringLiteral("text"))),
      waiting_(new Waiting),
      body_(new QWidget) {
  auto* layout = column(Space::snug);
  layout->setContentsMargins(0, px(Space::normal), 0, 0);
  setLayout(layout);
  layout->addWidget(banner_);
  layout->addWidget(body_, 1);
  layout->addWidget(waiting_, 1);
  layout->addWidget(nothing_, 1);
  layout->addStretch(0);  // when there is only a banner
  build_bars();
  connect_all();
  banner_->hide();
  banner_->set_closable(true);
  ask_where_ = [this](QWidget& parent, const QString& suggestion, const std::function<void(const QString&)>& chosen) {
    ask_by_dialog(parent, tr("Save the log"), suggestion, tr("Text (*.log)"), chosen);
  };
  retranslate();
  show_state();
}

void JobLog::build_bars() {
  auto* inside = column(Space::snug);
  body_->setLayout(inside);
  auto* above = row(Space::normal);
  above->addWidget(search_, 1);
  above->addWidget(copy_);
  above->addWidget(save_);
  inside->addLayout(above);
  inside->addWidget(explanation_, 0, Qt::AlignLeft);
  inside->addWidget(view_, 1);
  auto* below = row(Space::normal);
  below->addWidget(follow_);
  below->addWidget(only_problems_);
  below->addWidget(filter_words_);
  below->addStretch(1);
  below->addWidget(to_end_);
  inside->addLayout(below);
  filter_words_->setWordWrap(false);
  follow_->setChecked(true);
  explanation_->hide();
  only_problems_->setObjectName(QStringLiteral("log_only_problems"));
  filter_words_->setObjectName(QStringLiteral("log_filter_words"));
  follow_->setObjectName(QStringLiteral("log_follow"));
  explanation_->setObjectName(QStringLiteral("log_explanation"));
  to_end_->setObjectName(QStringLiteral("log_to_end"));
  copy_->setObjectName(QStringLiteral("log_copy"));
  save_->setObjectName(QStringLiteral("log_save"));
}

void JobLog::connect_all() {
  connect(blocks_, &LogBlocks::begun_anew, this, &JobLog::begin_anew);
  connect(blocks_, &LogBlocks::looked, this, [this] {
    show_state();
    search_->log_changed();
    if (only_problems_->isChecked()) look_for_problems();
  });
  connect(follow_, &QCheckBox::toggled, view_, &LogView::follow);
  connect(view_, &LogView::following_changed, this, [this](bool on) {
    follow_->setChecked(on);
    to_end_->setVisible(!on);
  });
  connect(to_end_, &QPushButton::clicked, this, [this] {
    view_->follow(true);
    view_->setFocus();
  });
  connect(only_problems_, &QCheckBox::toggled, this, &JobLog::show_only_problems);
  connect(view_, &LogView::opened, this, [this](std::uint64_t offset) {
    only_problems_->setChecked(false);
    view_->go_to_offset(offset);
  });
  connect(search_, &LogSearchBar::going, this, [this] { only_problems_->setChecked(false); });
  connect(search_, &LogSearchBar::failed, this, [this](const Error& error) { say(error.message, BannerKind::error); });
  connect(explanation_, &QPushButton::clicked, this, &JobLog::go_to_explanation);
  connect(view_, &LogView::copy_wanted, this, &JobLog::copy_chosen);
  connect(copy_, &QPushButton::clicked, this, &JobLog::copy_chosen_or_all);
  connect(save_, &QPushButton::clicked, this, &JobLog::ask_where_to_save);
  const auto on_key = [this](const QKeySequence& keys, auto what) {
    auto* shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, what);
  };
  on_key(QKeySequence(QKeySequence::Find), [this] { search_->begin(); });
  on_key(QKeySequence(Qt::Key_F3), [this] { search_->go(true); });
  on_key(QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { search_->go(false); });
}

void JobLog::show_log(const std::filesystem::path& file, std::uint64_t explained_by) {
  explained_by_ = explained_by;
  explanation_->setVisible(explained_by > 0);
  if (file == blocks_->file().path()) {
    blocks_->look();
  } else {
    view_->follow(true);
    blocks_->open(file);
  }
  show_state();
}

/// Another log, or the same one from its begin.
void JobLog::begin_anew() {
  problems_.reset();
  problems_of_ = 0;
  looking_for_problems_ = 0;
  is_saving_ = false;
  save_->setEnabled(true);
  banner_->hide();
  only_problems_->setChecked(false);
  view_->follow(true);
  search_->begin_anew();
  show_state();
}

void JobLog::show_state() {
  const bool known = blocks_->is_known();
  const bool any = blocks_->size() > 0;
  body_->setVisible(any);
  waiting_->setVisible(!known && !any);
  nothing_->setVisible(known && !any && !blocks_->problem());
  to_end_->setVisible(!view_->is_following());
  if (says_problem_ && !blocks_->problem()) banner_->hide();
  says_problem_ = blocks_->problem().has_value();
  if (says_problem_) say(blocks_->problem()->message, BannerKind::error);
}

void JobLog::show_only_problems(bool on) {
  if (!on) {
    blocks_->background().forget(looking_for_problems_);
    looking_for_problems_ = 0;
    view_->show_only(nullptr);
  } else if (problems_) {
    view_->show_only(problems_);
    look_for_problems();
  } else {
    look_for_problems();
  }
  say_state_of_filter();
}

void JobLog::look_for_problems() {
  if (looking_for_problems_ != 0 || problems_of_ == blocks_->size()) return;
  const LogStretch stretch{blocks_->size(), std::max<std::size_t>(LogFile::blocks_in(problems_of_), 1) - 1};
  looking_for_problems_ = blocks_->background().run<FoundProblems>(
      blocks_->era(),
      [file = blocks_->file(), stretch](const ProgressSink& sink, const std::stop_token& stop) {
        return find_problems(file, stretch, most_problems, sink, stop);
      },
      [this, stretch](Result<FoundProblems> result) { problems_came(std::move(result), stretch); },
      [this](const Progress& progress) {
        if (!problems_ && looking_for_problems_ != 0)
          filter_words_->setText(
              tr("Searching: %1 %").arg(100 * progress.done / std::max<std::uint64_t>(progress.total, 1)));
      });
}

void JobLog::problems_came(Result<FoundProblems> result, LogStretch stretch) {
  looking_for_problems_ = 0;
  if (result.failed()) say(result.error().message, BannerKind::error);
  if (!result.ok()) return;
  auto all = problems_ ? std::make_shared<FoundProblems>(*problems_) : std::make_shared<FoundProblems>();
  renew(*all, *result, stretch.first_block);
  problems_ = std::move(all);
  problems_of_ = stretch.size;
  if (only_problems_->isChecked()) view_->show_only(problems_);
  say_state_of_filter();
}

void JobLog::say_state_of_filter() {
  if (!only_problems_->isChecked()) return filter_words_->setText({});
  if (!problems_) return filter_words_->setText(tr("Searching …"));
  const auto count = problems_->found.lines.size();
  filter_words_->setText(problems_->found.more
                             ? tr("The last %1 of them").arg(locale().toString(qulonglong(count)))
                             : (count == 0 ? tr("There are none") : tr("%n lines", nullptr, static_cast<int>(count))));
}

void JobLog::go_to_explanation() {
  only_problems_->setChecked(false);
  view_->go_to_line(explained_by_);
  view_->setFocus();
}

void JobLog::copy_chosen() {
  if (const auto chosen = view_->chosen()) copy_bytes(chosen->first, chosen->second);
}

void JobLog::copy_chosen_or_all() {
  if (view_->has_choice()) return copy_chosen();
  copy_bytes(0, blocks_->size());
}

/// Of the errors and warnings alone.
void JobLog::copy_shown(std::uint64_t from, std::uint64_t until) {
  QStringList lines;
  const auto problems = view_->rows().problems();
  for (const auto& line : problems->block.lines) {
    if (line.offset < from || line.offset >= until) continue;
    const auto words = problems->block.text_of(line);
    lines << QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
  }
  QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void JobLog::copy_bytes(std::uint64_t from, std::uint64_t until) {
  if (!view_->rows().shows_all()) return copy_shown(from, until);
  if (until - from > most_copied) {
    return say(Message(WERKBANK_TEXT("werkbank::JobLog",
                                     "This is too much to copy: %1. Choose fewer lines, or save the log as a file."),
                       {Bytes{until - from}}),
               BannerKind::info);
  }
  blocks_->background().run<std::string>(
      blocks_->era(),
      [file = blocks_->file(), from, until](const ProgressSink&, const std::stop_token&) -> Result<std::string> {
        WERKBANK_TRY(const auto bytes, file.read(from, until - from));
        return readable_log(bytes);
      },
      [this](const Result<std::string>& text) {
        if (text.failed()) say(text.error().message, BannerKind::error);
        if (text.ok()) QGuiApplication::clipboard()->setText(QString::fromStdString(*text));
      });
}

void JobLog::ask_where_to_save() {
  ask_where_(*this, QStringLiteral("job.log"), [this](const QString& path) { save_to(path); });
}

void JobLog::save_to(const QString& path) {
  if (path.isEmpty() || is_saving_) return;
  is_saving_ = true;
  save_->setEnabled(false);
  const auto to = path_from_text(path.toStdString());
  blocks_->background().run<Done>(
      blocks_->era(),
      [file = blocks_->file(), size = blocks_->size(), to](const ProgressSink& sink, const std::stop_token& stop) {
        return save_log(file, size, to, sink, stop);
      },
      [this, path](const Result<Done>& result) {
        is_saving_ = false;
        save_->setEnabled(true);
        if (result.failed()) say(result.error().message, BannerKind::error);
        if (result.ok()) {
          say(Message(WERKBANK_TEXT("werkbank::JobLog", "The log is saved: %1"), {path.toStdString()}),
              BannerKind::success);
        }
      });
}

void JobLog::say(const Message& message, BannerKind kind) {
  banner_->set_kind(kind);
  banner_->set_text(words(*this, message));
  banner_->show();
}

void JobLog::retranslate() {
  only_problems_->setText(tr("Only errors and warnings"));
  follow_->setText(tr("Follow new lines"));
  explanation_->setText(tr("Show the line that explains it"));
  to_end_->setText(tr("To the end"));
  copy_->setText(tr("Copy"));
  copy_->setToolTip(tr("The lines that you chose, or the whole log"));
  copy_->setAccessibleName(tr("Copy the log"));
  save_->setText(tr("Save the log as …"));
  view_->setAccessibleName(tr("Log of the job"));
  waiting_->set_text(tr("The log is being read …"));
  nothing_->set(tr("No log yet"), tr("What the job writes appears here as soon as it runs."));
  banner_->hide();
  say_state_of_filter();
}

}  // namespace werkbank
