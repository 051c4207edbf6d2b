#include "ui/factories/profile_editor.h"

#include <chrono>

#include "ui/live/asking_person.h"

namespace werkbank {
namespace {

constexpr auto pause_in_typing = std::chrono::milliseconds(250);
constexpr int longest_profile = 200'000;  // characters; a profile has some thousands
constexpr int shown_lines = 18;

Error wrong(const Message& message) { return {ErrorCode::profile_invalid, message, {}, Grade::ask_person}; }

}  // namespace

ProfileEditor::ProfileEditor(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      title_(new Title),
      what_(new Body),
      text_(new NumberedEdit),
      problem_(new Banner(BannerKind::error)),
      saved_(new Banner(BannerKind::success)),
      findings_title_(new Strong),
      list_(new QGridLayout),
      save_(new SecondaryButton({}, QStringLiteral("check"))),
      undo_(new SecondaryButton({}, QStringLiteral("refresh"))),
      close_(new SecondaryButton) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  for (QWidget* part : std::initializer_list<QWidget*>{new Line, title_, what_, text_, problem_, saved_}) {
    layout->addWidget(part);
  }
  layout->addLayout(make_buttons());
  layout->addWidget(findings_title_);
  layout->addLayout(list_);
  list_->setHorizontalSpacing(px(Space::normal));
  list_->setVerticalSpacing(px(Space::snug));
  list_->setColumnStretch(1, 1);
  text_->setMinimumHeight(shown_lines * text_->fontMetrics().lineSpacing());
  text_->setObjectName(QStringLiteral("profile.text"));
  problem_->setObjectName(QStringLiteral("profile.problem"));
  saved_->setObjectName(QStringLiteral("profile.saved"));
  saved_->hide();
  pause_.setSingleShot(true);
  pause_.setInterval(pause_in_typing);
  connect_parts();
  show_text(factory_.kept_profile());
  retranslate();
}

QHBoxLayout* ProfileEditor::make_buttons() {
  auto* buttons = row(Space::snug);
  for (QWidget* button : std::initializer_list<QWidget*>{save_, undo_, close_}) buttons->addWidget(button);
  buttons->addStretch();
  save_->setObjectName(QStringLiteral("profile.save"));
  undo_->setObjectName(QStringLiteral("profile.undo"));
  close_->setObjectName(QStringLiteral("profile.close"));
  undo_->setVisible(static_cast<bool>(live_.workbench().shipped_profile));
  return buttons;
}

void ProfileEditor::connect_parts() {
  connect(text_, &QPlainTextEdit::textChanged, this, [this] {
    saved_->hide();
    save_->setEnabled(false);  // until it was looked at
    pause_.start();
  });
  connect(&pause_, &QTimer::timeout, this, &ProfileEditor::look);
  connect(save_, &QPushButton::clicked, this, &ProfileEditor::save);
  connect(undo_, &QPushButton::clicked, this, &ProfileEditor::undo);
  connect(close_, &QPushButton::clicked, this, [this] {
    show_text(factory_.kept_profile());
    emit closed();
  });
}

void ProfileEditor::begin() { text_->setFocus(); }

void ProfileEditor::show_text(const Profile& profile) {
  text_->setPlainText(QString::fromStdString(profile_to_json(profile)));
  look();
}

void ProfileEditor::look() {
  pause_.stop();
  profile_.reset();
  error_.reset();
  findings_.clear();
  const auto read =
      text_->document()->characterCount() > longest_profile
          ? Result<Profile>(wrong(Message(WERKBANK_TEXT("werkbank::ProfileEditor",
                                                        "This text is much too long to be the profile of a factory."))))
          : parse_profile(text_->toPlainText().toStdString(), factory_.profile().id + ".json");
  if (read.failed()) {
    error_ = read.error();
  } else if (read.ok() && (read->id != factory_.profile().id || read->kind != factory_.profile().kind)) {
    error_ = wrong(Message(WERKBANK_TEXT("werkbank::ProfileEditor",
                                         "The fields \"id\" and \"kind\" must stay as they are: they say which "
                                         "factory this is.")));
  } else if (read.ok()) {
    profile_ = read.value();
    findings_ = lint_profile(*profile_);
  }
  is_text_wrong_ = error_.has_value();
  retranslate();
}

void ProfileEditor::save() {
  look();
  if (!profile_ || is_busy_) return;
  is_busy_ = true;
  retranslate();
  auto work = [keep = live_.workbench().save_profile, profile = *profile_](
                  const ProgressSink&, const std::stop_token&) { return keep(profile); };
  live_.background().run<Done>(this, work, [this, profile = *profile_](const Result<Done>& result) {
    is_busy_ = false;
    if (result.failed()) return fail(result.error());
    if (result.ok()) factory_.keep_from_now_on(profile);
    retranslate();
    saved_->setVisible(result.ok());
  });
}

void ProfileEditor::undo() {
  if (is_busy_) return;
  is_busy_ = true;
  retranslate();
  auto work = [shipped = live_.workbench().shipped_profile, id = factory_.profile().id](
                  const ProgressSink&, const std::stop_token&) { return shipped(id); };
  live_.background().run<Profile>(this, work, [this](const Result<Profile>& result) {
    is_busy_ = false;
    if (result.failed()) return fail(result.error());
    if (result.ok()) show_text(result.value());
    retranslate();
  });
}

void ProfileEditor::fail(const Error& error) {
  error_ = error;
  is_text_wrong_ = false;
  retranslate();
}

void ProfileEditor::retranslate() {
  title_->setText(tr("Edit this factory (for experts)"));
  what_->setText(tr(
      "This is all that Werkbank knows of this factory. What you change counts on this computer only. Werkbank looks "
      "at it while you type, and says below what is wrong or missing."));
  text_->setAccessibleName(tr("The profile of this factory, as text"));
  problem_->setVisible(error_.has_value());
  if (error_) {
    const QString sentence = words(*this, error_->message);
    const QString detail = outside_text(error_->detail, 300);
    if (is_text_wrong_ && !detail.isEmpty()) {
      problem_->set_text(tr("This is not right yet, so it cannot be saved."), detail);
    } else {
      problem_->set_text(sentence, detail);
    }
  }
  saved_->set_text(tr("Saved. It counts from the next time you start Werkbank."));
  save_->setText(tr("Save"));
  save_->setEnabled(profile_.has_value() && !is_busy_ && live_.workbench().save_profile);
  undo_->setText(tr("Put back what Werkbank came with"));
  undo_->setEnabled(!is_busy_);
  const bool is_kept = profile_ && profile_to_json(*profile_) == profile_to_json(factory_.kept_profile());
  close_->setText(is_kept ? tr("Close") : tr("Close without saving"));
  show_findings();
}

void ProfileEditor::show_findings() {
  while (QLayoutItem* item = list_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  findings_title_->setVisible(profile_.has_value());
  findings_title_->setText(findings_.empty() ? tr("Nothing is missing, and nothing is doubtful.")
                                             : tr("This can be saved. Look at this first:"));
  int line = 0;
  for (const ProfileFinding& finding : findings_) add_finding(finding, line++);
}

void ProfileEditor::add_finding(const ProfileFinding& finding, int line) {
  auto* pill = new StatusPill;
  switch (finding.weight) {
    case ProfileFinding::Weight::missing:
      pill->set(Grading::neutral, QStringLiteral("minus"), tr("Missing"));
      break;
    case ProfileFinding::Weight::doubtful:
      pill->set(Grading::warning, QStringLiteral("help"), tr("Doubtful"));
      break;
    case ProfileFinding::Weight::risk:
      pill->set(Grading::danger, QStringLiteral("warning"), tr("Risk"));
      break;
  }
  list_->addWidget(pill, line, 0, Qt::AlignTop | Qt::AlignLeft);
  auto* said = new QWidget;
  said->setObjectName(QStringLiteral("profile.finding.%1").arg(line));
  auto* texts = column(Space::hair);
  said->setLayout(texts);
  texts->addWidget(new Label(Type::mono, outside_text(finding.field, 200)));
  texts->addWidget(new Body(words(*this, finding.message)));
  list_->addWidget(said, line, 1);
}

}  // namespace werkbank
