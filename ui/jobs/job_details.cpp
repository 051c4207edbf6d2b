#include "ui/jobs/job_details.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QVBoxLayout>

#include "core/base/units.h"

namespace werkbank {
namespace {

QString value_text(const QJsonValue& value, const QLocale& locale) {
  if (value.isBool()) return value.toBool() ? JobDetails::tr("Yes") : JobDetails::tr("No");
  if (value.isDouble()) return locale.toString(value.toDouble(), 'g', 12);
  if (value.isString()) return value.toString().simplified();
  return QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("v"), value}}).toJson(QJsonDocument::Compact));
}

constexpr int term_width = 240;  // the same in all cards, so that the values stand under one another

QString one_line(const std::string& text) { return QString::fromStdString(text).simplified(); }

QJsonObject object_of(const std::string& json) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

}  // namespace

JobDetails::JobDetails(QWidget* parent)
    : Page(parent),
      job_title_(new Title),
      answers_title_(new Title),
      receipt_title_(new Title),
      job_(new QGridLayout),
      answers_(new QGridLayout),
      receipt_(new QGridLayout),
      answers_card_(new Card),
      receipt_card_(new Card),
      hint_(new Muted),
      evidence_(new SecondaryButton({}, QStringLiteral("help"))),
      copy_(new SecondaryButton({}, QStringLiteral("copy"))) {
  auto* layout = column(Space::normal);
  layout->setContentsMargins(0, px(Space::normal), 0, 0);
  setLayout(layout);
  auto* head = row(Space::normal);
  head->addWidget(hint_, 1);
  head->addWidget(evidence_);
  head->addWidget(copy_);
  layout->addLayout(head);
  auto* job_card = new Card;
  const auto fill_card = [&](Card& card, Title* title, QGridLayout* grid) {
    grid->setHorizontalSpacing(px(Space::wide));
    grid->setVerticalSpacing(px(Space::small));
    grid->setColumnStretch(1, 1);
    card.content().addWidget(title);
    card.content().addLayout(grid);
    layout->addWidget(&card);
  };
  fill_card(*job_card, job_title_, job_);
  fill_card(*answers_card_, answers_title_, answers_);
  fill_card(*receipt_card_, receipt_title_, receipt_);
  layout->addStretch();
  connect(evidence_, &QPushButton::clicked, this, &JobDetails::evidence_requested);
  connect(copy_, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(as_text()); });
  retranslate();
}

void JobDetails::show_job(const JobView& view, const JobSurroundings& surroundings) {
  view_.record = view.record;
  view_.training.device = view.training.device;
  view_.training.attempt = view.training.attempt;
  view_.training.last_step = view.training.last_step;
  view_.training.steps_total = view.training.steps_total;
  view_.training.last_checkpoint_step = view.training.last_checkpoint_step;
  factory_name_ = surroundings.factory_name;
  template_ = surroundings.job_template;
  fill();
}

std::vector<JobDetails::Fact> JobDetails::facts() const {
  std::vector<Fact> all = facts_of_factory();
  for (auto part : {facts_of_run(), facts_of_places()}) all.insert(all.end(), part.begin(), part.end());
  std::erase_if(all, [](const Fact& fact) { return fact.value.isEmpty(); });
  return all;
}

std::vector<JobDetails::Fact> JobDetails::facts_of_factory() const {
  const JobRecord& record = view_.record;
  const Language language = shown_language(*this);
  const QString memory = locale_of(language).toString(record.resources.memory_gib, 'f', 0);
  QString asked = tr("%1 GPUs, %2 processor cores, %3 GB of memory")
                      .arg(record.resources.gpus)
                      .arg(record.resources.cpus)
                      .arg(memory);
  if (record.resources.nodes > 1) asked = tr("%n computers, each with %1", nullptr, record.resources.nodes).arg(asked);
  return {
      {tr("Template"), one_line(record.template_id + ' ' + record.template_version),
       tr("The card from the catalogue that this job was made of, with its version.")},
      {tr("Factory"), factory_name_.isEmpty() ? one_line(record.factory) : factory_name_,
       tr("The AI factory that runs the job.")},
      {tr("Number at the factory"), one_line(record.scheduler_id),
       tr("Under this number the factory's own scheduler (Slurm) knows the job. The help desk asks for it.")},
      {tr("State at the factory"), record.scheduler_id.empty() ? QString() : one_line(record.reason),
       tr("The scheduler's own word for why the job waits or ended.")},
      {tr("Runs on"), one_line(record.place), tr("The name of the machine, or machines, inside the factory (nodes).")},
      {tr("Asked for"), record.template_id.empty() ? QString() : asked,
       tr("What the factory keeps free for this job while it runs.")},
      {tr("Time limit"),
       record.walltime_minutes > 0 ? format_duration(record.walltime_minutes * 60.0, language) : QString(),
       tr("After this time the factory stops the job (walltime). The job saves itself just before.")}};
}

QString JobDetails::expected_words() const {
  const JobRecord& record = view_.record;
  if (!record.expected_low || !record.expected_high) return {};
  const Language language = shown_language(*this);
  const QString low = format_duration(std::round(*record.expected_low), language);
  const QString high = format_duration(std::round(*record.expected_high), language);
  return record.tried_by.empty() ? tr("%1 to %2, guessed").arg(low, high) : tr("%1 to %2, measured").arg(low, high);
}

std::vector<JobDetails::Fact> JobDetails::facts_of_run() const {
  const JobRecord& record = view_.record;
  const TrainingRecord& training = view_.training;
  const Language language = shown_language(*this);
  const auto number = [&](std::int64_t value) { return locale_of(language).toString(static_cast<qlonglong>(value)); };
  const auto moment = [&](const std::optional<double>& at) { return at ? format_moment(*at, language) : QString(); };
  const QString steps = tr("%1 of %2").arg(number(training.last_step), number(training.steps_total));
  return {
      {tr("Handed in"), moment(record.submitted_at), {}},
      {tr("Started"), moment(record.started_at), {}},
      {tr("Ended"), moment(record.ended_at), {}},
      {tr("Expected time"), expected_words(),
       tr("How long the whole run was expected to work when this was sent: guessed, or measured by a trial run.")},
      {tr("Measured by"), one_line(record.tried_by),
       tr("The identity of the trial run that measured how long this job would take.")},
      {tr("Exit code"), record.exit_code ? QString::number(*record.exit_code) : QString(),
       tr("What the program said when it ended; 0 means without an error.")},
      {tr("Begun anew"), record.restarts > 0 ? number(record.restarts) : QString(),
       tr("How often the factory interrupted the job and began it again (requeue). It goes on from its last saved "
          "state.")},
      {tr("Began with the work of"), one_line(record.continues),
       tr("The identity of the job whose saved state this one was given to go on from.")},
      {tr("Computes with"), one_line(training.device),
       tr("The device that the training itself reports: cuda is an NVIDIA GPU, cpu is the processor.")},
      {tr("Steps"), training.last_step > 0 ? steps : QString(),
       tr("One step is one small portion of your data that the model learnt from.")},
      {tr("Last saved at step"), training.last_checkpoint_step >= 0 ? number(training.last_checkpoint_step) : QString(),
       tr("From here the job would go on after an interruption (checkpoint).")}};
}

std::vector<JobDetails::Fact> JobDetails::facts_of_places() const {
  const JobRecord& record = view_.record;
  return {{tr("Data on this computer"), QString::fromStdString(record.data_path), {}},
          {tr("Data at the factory"), one_line(record.dataset),
           tr("The name of your data there, with a fingerprint of its content.")},
          {tr("Result on this computer"), QString::fromStdString(record.fetched_to), {}},
          {tr("Identity"), one_line(record.uuid),
           tr("Werkbank's own number of this job; the same everywhere, so that nothing runs twice.")},
          {tr("Last problem"), QString::fromStdString(record.problem),
           tr("In the words of the program, for whoever helps you.")}};
}

QString JobDetails::answer_text(const Parameter& parameter, const QJsonValue& answer) const {
  const Language language = shown_language(*this);
  const QString text = value_text(answer, locale_of(language));
  if (text.isEmpty()) return parameter.type == ParameterType::column ? tr("the last column") : tr("left empty");
  for (const ParameterChoice& choice : parameter.choices) {
    if (answer.toString().toStdString() == choice.value) return QString::fromStdString(choice.label.in(language));
  }
  if (parameter.type == ParameterType::duration && answer.isDouble()) {
    return format_duration(answer.toDouble(), language);
  }
  const QString unit = QString::fromStdString(parameter.unit.in(language));
  return unit.isEmpty() || !answer.isDouble() ? text : QStringLiteral("%1 %2").arg(text, unit);
}

/// In the order in which they were asked. What the catalogue does not know any more keeps the name it was kept under.
std::vector<JobDetails::Fact> JobDetails::facts_of_answers() const {
  std::vector<Fact> all;
  const Language language = shown_language(*this);
  QJsonObject answers = object_of(view_.record.values_json);
  if (template_ != nullptr) {
    for (const Parameter& parameter : template_->parameters) {
      const QJsonValue answer = answers.take(QString::fromStdString(parameter.key));
      if (answer.isUndefined()) continue;
      all.push_back({QString::fromStdString(parameter.label.in(language)), answer_text(parameter, answer),
                     QString::fromStdString(parameter.help.in(language))});
    }
  }
  for (auto answer = answers.begin(); answer != answers.end(); ++answer) {
    all.push_back({answer.key().simplified(), value_text(answer.value(), locale_of(language)), {}});
  }
  return all;
}

std::vector<JobDetails::Fact> JobDetails::facts_of_receipt() const {
  const QJsonObject receipt = object_of(view_.record.upload_receipt);
  if (receipt.isEmpty()) return {};
  const Language language = shown_language(*this);
  const QLocale locale = locale_of(language);
  const auto number = [&](const char* key) { return receipt.value(QLatin1String(key)).toDouble(); };
  const double packed = receipt.value(QLatin1String("packed")).toObject().value(QLatin1String("files")).toDouble();
  std::vector<Fact> all{
      {tr("Files"), locale.toString(number("files"), 'f', 0), {}},
      {tr("Kept as"), packed > 0 ? tr("%1 files, packed together").arg(locale.toString(packed, 'f', 0)) : QString(),
       tr("This factory keeps few large files better than many small ones. Your job unpacks them before it begins.")},
      {tr("Size"), format_bytes(static_cast<std::uint64_t>(std::max(0.0, number("bytes"))), language), {}},
      {tr("Fingerprint"), receipt.value(QLatin1String("manifest_sha256")).toString(),
       tr("Worked out on both ends from every file (SHA-256). It was the same: what arrived is what you sent.")},
      {tr("Lies in"), receipt.value(QLatin1String("place")).toString(), {}},
      {tr("Verified"), number("at") > 0 ? format_moment(number("at"), language) : QString(), {}}};
  std::erase_if(all, [](const Fact& fact) { return fact.value.isEmpty(); });
  return all;
}

void JobDetails::put(QGridLayout& grid, const std::vector<Fact>& facts) {
  while (QLayoutItem* item = grid.takeAt(0)) {
    delete item->widget();
    delete item;
  }
  int line = 0;
  for (const Fact& fact : facts) {
    auto* term = new Muted(fact.term);
    auto* value = new Body(fact.value);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setAccessibleDescription(fact.meaning);
    term->setFixedWidth(term_width);
    term->setToolTip(plain_tool_tip(fact.meaning));
    value->setToolTip(plain_tool_tip(fact.meaning));
    grid.addWidget(term, line, 0, Qt::AlignTop);
    grid.addWidget(value, line, 1);
    ++line;
  }
}

void JobDetails::fill() {
  const auto job = facts();
  const auto answers = facts_of_answers();
  const auto receipt = facts_of_receipt();
  std::vector<Fact> all = job;
  all.insert(all.end(), answers.begin(), answers.end());
  all.insert(all.end(), receipt.begin(), receipt.end());
  if (all == shown_) return;
  shown_ = all;
  put(*job_, job);
  put(*answers_, answers);
  put(*receipt_, receipt);
  answers_card_->setVisible(!answers.empty());
  receipt_card_->setVisible(!receipt.empty());
}

QString JobDetails::as_text() const {
  QString text;
  for (const Fact& fact : shown_) text += fact.term + QStringLiteral(": ") + fact.value + u'\n';
  return text;
}

void JobDetails::retranslate() {
  hint_->setText(tr("For those who want to know, and for the help desk. Point at a line to read what it means."));
  evidence_->setText(tr("File for an adviser"));
  copy_->setText(tr("Copy all"));
  job_title_->setText(tr("The job"));
  answers_title_->setText(tr("Your answers"));
  receipt_title_->setText(tr("Receipt of your data"));
  fill();
}

}  // namespace werkbank
