#include "ui/factories/stored_panel.h"

#include <algorithm>
#include <limits>

#include "core/base/units.h"
#include "core/jobs/dataset_verify.h"
#include "ui/factories/stored_row.h"

namespace werkbank {
namespace {

/// Lines that are made at a time: each is a handful of widgets, and the window stays quick.
constexpr std::size_t lines_at_a_time = 20;

}  // namespace

StoredPanel::StoredPanel(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      title_(new Title),
      what_(new Body),
      room_(new RoomLines),
      waiting_(new Waiting),
      problem_line_(new Banner(BannerKind::error)),
      done_line_(new Banner(BannerKind::success)),
      head_(new QWidget),
      summary_(new Strong),
      refresh_(new SecondaryButton({}, QStringLiteral("refresh"))),
      list_(column(Space::normal)),
      more_(new SecondaryButton({}, QStringLiteral("chevron-down"))),
      empty_(new EmptyState(QStringLiteral("data"))) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  for (QWidget* part : std::initializer_list<QWidget*>{title_, what_, room_, waiting_, problem_line_, done_line_})
    layout->addWidget(part);
  build_list();
  connect(refresh_, &QPushButton::clicked, this, &StoredPanel::ask);
  connect(more_, &QPushButton::clicked, this, &StoredPanel::add_rows);
  connect(problem_line_, &Banner::action_pressed, this, &StoredPanel::ask);
  connect(done_line_, &Banner::closed, this, [this] {
    done_.clear();
    show_state();
  });
  connect(&factory_, &LiveFactory::changed, this, &StoredPanel::factory_changed);
  connect(&live_, &LiveWorkbench::jobs_changed, this, &StoredPanel::advise_rows);
  retranslate();
}

void StoredPanel::build_list() {
  auto* across = row(Space::normal);
  head_->setLayout(across);
  across->addWidget(summary_, 1);
  across->addWidget(refresh_, 0, Qt::AlignTop);
  layout()->addWidget(head_);
  layout()->addWidget(empty_);
  static_cast<QVBoxLayout*>(layout())->addLayout(list_);
  static_cast<QVBoxLayout*>(layout())->addWidget(more_, 0, Qt::AlignLeft);
  done_line_->set_closable(true);
  refresh_->setObjectName(QStringLiteral("stored.refresh"));
  problem_line_->setObjectName(QStringLiteral("stored.problem"));
  done_line_->setObjectName(QStringLiteral("stored.done"));
  empty_->setObjectName(QStringLiteral("stored.empty"));
  more_->setObjectName(QStringLiteral("stored.more"));
}

void StoredPanel::showEvent(QShowEvent* event) {
  Page::showEvent(event);
  factory_changed();
}

void StoredPanel::factory_changed() {
  if (!is_in()) {
    if (asking_ != 0) live_.background().forget(std::exchange(asking_, 0));
    return show_state();
  }
  // Counting may be much work for the factory: once a sign-in, and not before anybody looks.
  if (isVisible() && asking_ == 0 && connection_ != factory_.connection()) return ask();
  show_state();
}

void StoredPanel::ask() {
  if (asking_ != 0 || !is_in()) return;
  problem_.reset();
  connection_ = factory_.connection();
  auto work = [factory = factory_.factory()](const ProgressSink&, const std::stop_token& stop) {
    return factory->stored(stop);
  };
  asking_ = live_.background().run<Stored>(this, work, [this](Result<Stored> result) { answered(std::move(result)); });
  show_state();
}

void StoredPanel::answered(Result<Stored> result) {
  asking_ = 0;
  if (result.ok()) {
    stored_ = std::move(result).value();
    fill();
  } else if (result.failed()) {
    problem_ = result.error();
    if (is_connection_gone(result.error())) factory_.lost(result.error());
  }
  show_state();
}

void StoredPanel::fill() {
  for (StoredRow* row : rows_) row->hide();
  empty(*list_);
  rows_.clear();
  const auto wanted = std::max(lines_at_a_time, shown_);
  shown_ = 0;
  while (shown_ < std::min(wanted, stored_->things.size())) add_rows();
  room_->set(stored_->room);
}

void StoredPanel::add_rows() {
  const auto end = std::min(stored_->things.size(), shown_ + lines_at_a_time);
  for (; shown_ < end; ++shown_) {
    if (shown_ > 0) list_->addWidget(new Line);
    auto* row = new StoredRow(stored_->things[shown_]);
    rows_.push_back(row);
    list_->addWidget(row);
    connect(row, &StoredRow::check_wanted, this, [this, row] { check(*row); });
    connect(row, &StoredRow::stop_wanted, this, [this] { live_.background().cancel(acting_); });
    connect(row, &StoredRow::remove_wanted, this, [this, row] { remove(*row); });
  }
  advise_rows();
  show_busy();
  show_state();
}

void StoredPanel::advise_rows() {
  if (!stored_ || stored_->things.empty()) return;
  count();
  const double largest = std::max(1.0, static_cast<double>(stored_->things.front().bytes));
  for (StoredRow* row : rows_) {
    const StoredThing& thing = row->thing();
    row->set(advise(thing, factory_.profile().id, live_.jobs(), stored_->at),
             static_cast<double>(thing.bytes) / largest);
  }
  summary_->setText(summary());
}

StoredRow* StoredPanel::row_of(const std::string& name) const {
  const auto found =
      std::find_if(rows_.begin(), rows_.end(), [&name](const StoredRow* row) { return row->thing().name == name; });
  return found == rows_.end() ? nullptr : *found;
}

void StoredPanel::check(StoredRow& row) {
  if (acting_ != 0) return;
  const std::string name = row.thing().name;
  auto work = [factory = factory_.factory(), name, jobs = live_.jobs()](const ProgressSink& sink,
                                                                        const std::stop_token& stop) {
    return verify_with_originals(*factory, name, jobs, sink, stop);
  };
  acting_ = live_.background().run<DatasetCheck>(
      this, work, [this, name](const CheckOutcome& outcome) { checked(name, outcome); },
      [this, name](const Progress& progress) {
        if (StoredRow* shown = row_of(name)) shown->set_checking(progress);
      });
  row.set_checking(Progress{});
  show_busy();
}

void StoredPanel::checked(const std::string& name, const CheckOutcome& outcome) {
  acting_ = 0;
  if (stored_ && outcome.ok() && outcome->whole) {
    for (StoredThing& thing : stored_->things) {
      if (thing.name == name) thing.verified_at = outcome->at;
    }
  }
  show_busy();
  if (StoredRow* row = row_of(name)) {
    row->set_checking({});
    row->set_outcome(outcome);
  }
  if (outcome.failed() && is_connection_gone(outcome.error())) factory_.lost(outcome.error());
}

void StoredPanel::remove(StoredRow& row) {
  if (acting_ != 0) return;
  done_.clear();
  auto work = [factory = factory_.factory(), removal = removal_of(row.thing(), factory_.profile().id, live_.jobs())](
                  const ProgressSink&, const std::stop_token& stop) { return factory->remove_stored(removal, stop); };
  acting_ = live_.background().run<Done>(
      this, work, [this, thing = row.thing()](const Result<Done>& result) { removed(thing, result); });
  row.set_removing(true);
  show_busy();
  show_state();
}

void StoredPanel::removed(const StoredThing& thing, const Result<Done>& result) {
  acting_ = 0;
  StoredRow* row = row_of(thing.name);
  if (row != nullptr) row->set_removing(false);
  if (result.ok()) {
    done_ = thing.name;
    done_bytes_ = thing.bytes;
    std::erase_if(stored_->things,
                  [&thing](const StoredThing& one) { return one.kind == thing.kind && one.name == thing.name; });
    fill();
    refresh_->setFocus();
    ask();  // how much room there is now
  } else if (result.failed() && row != nullptr) {
    row->set_refusal(result.error());
  }
  show_busy();
  show_state();
  if (result.failed() && is_connection_gone(result.error())) factory_.lost(result.error());
}

void StoredPanel::show_busy() {
  for (StoredRow* row : rows_) row->set_busy(acting_ != 0 || !is_in());
}

void StoredPanel::count() {
  bytes_ = 0;
  spare_bytes_ = 0;
  for (const StoredThing& thing : stored_->things) {
    bytes_ += thing.bytes;
    const auto advice = advise(thing, factory_.profile().id, live_.jobs(), stored_->at);
    if (advice.risk == RemovalRisk::none) spare_bytes_ += thing.bytes;
  }
}

QString StoredPanel::summary() const {
  if (!stored_) return {};
  const Language language = shown_language(*this);
  QString text =
      tr("%1 in %2.").arg(format_bytes(bytes_, language), tr("%n folders", nullptr, plural(stored_->things.size())));
  if (spare_bytes_ > 0)
    text += QLatin1Char(' ') + tr("%1 of it can go without harm.").arg(format_bytes(spare_bytes_, language));
  if (stored_->left_out > 0)
    text += QLatin1Char(' ') + tr("There are %n more that are not counted here.", nullptr, plural(stored_->left_out));
  return text;
}

void StoredPanel::show_state() {
  const bool is_asking = asking_ != 0;
  const bool has_list = is_in() && stored_.has_value();
  const bool has_things = has_list && !stored_->things.empty();
  what_->setText(is_in() ? tr("Copies of your data and the folders of your jobs, the largest first. Your own files on "
                              "this computer are not in this list, and nothing here changes them.")
                         : tr("You see this when you are signed in."));
  room_->setVisible(has_list);
  waiting_->setVisible(is_in() && is_asking);
  waiting_->set_text(stored_ ? tr("Counting again…")
                             : tr("The factory counts what is stored there. With much data "
                                  "this takes a few minutes."));
  problem_line_->setVisible(is_in() && problem_.has_value());
  if (problem_) problem_line_->set_text(words(*this, problem_->message), outside_text(problem_->detail, 300));
  problem_line_->set_action(tr("Try again"));
  done_line_->setVisible(is_in() && !done_.empty());
  done_line_->set_text(tr("Removed. %1 is free again.").arg(format_bytes(done_bytes_, shown_language(*this))),
                       tr("Your own files on this computer are untouched."));
  head_->setVisible(has_list);
  summary_->setVisible(has_things);
  summary_->setText(summary());
  empty_->setVisible(has_list && !has_things);
  more_->setVisible(has_list && shown_ < stored_->things.size());
  for (int i = 0; i < list_->count(); ++i) list_->itemAt(i)->widget()->setVisible(has_list);
}

void StoredPanel::retranslate() {
  title_->setText(tr("What is stored here"));
  refresh_->setText(tr("Count again"));
  more_->setText(tr("Show more"));
  empty_->set(tr("Nothing is stored here"),
              tr("When you start a job, a copy of your data comes here. Then you see how much room it takes, and you "
                 "can remove it again."));
  show_state();
}

}  // namespace werkbank
