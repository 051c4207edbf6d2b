#include "ui/new_job/check_step.h"

#include "core/base/units.h"

namespace werkbank {

CheckStep::CheckStep(JobDraft& draft, QWidget* parent)
    : NewJobStep(parent),
      draft_(draft),
      heading_(new PageHeading),
      data_(new CheckLine(QStringLiteral("data"))),
      answers_(new CheckLine(QStringLiteral("answers"))),
      signed_in_(new CheckLine(QStringLiteral("signed_in"))),
      sign_in_place_(column(Space::normal)),
      room_(new CheckLine(QStringLiteral("room"))),
      accepted_(new CheckLine(QStringLiteral("accepted"))),
      verdict_(new Banner) {
  auto* body = new ScrollBody;
  auto* outer = column(Space::hair);
  outer->addWidget(body);
  setLayout(outer);
  body->content().addWidget(heading_);
  auto* card = new Card;
  body->content().addWidget(card);
  for (CheckLine* line : {data_, answers_, signed_in_}) {
    card->content().addWidget(line);
    if (line != signed_in_) card->content().addWidget(new Line);
  }
  sign_in_place_->setContentsMargins(Size::icon + px(Space::normal), 0, 0, 0);
  card->content().addLayout(sign_in_place_);
  for (CheckLine* line : {room_, accepted_}) {
    card->content().addWidget(new Line);
    card->content().addWidget(line);
  }
  body->content().addWidget(verdict_);
  body->content().addStretch();
  connect(data_, &CheckLine::repair_wanted, this, [this] { emit repair_at(1); });
  connect(answers_, &CheckLine::repair_wanted, this, [this] { emit repair_at(2); });
  connect(room_, &CheckLine::repair_wanted, this, [this] { emit repair_at(1); });
  connect(accepted_, &CheckLine::repair_wanted, this, [this] {
    forget_rehearsal();
    refresh();
  });
  connect(&draft_, &JobDraft::changed, this, [this] {
    forget_rehearsal();
    if (is_watching_) refresh();
  });
  retranslate();
}

void CheckStep::watch() {
  is_watching_ = true;
  refresh();
}

void CheckStep::retranslate() {
  heading_->set(tr("Is everything ready?"),
                tr("Werkbank checks this before anything starts. What is not right yet you can repair here."));
  refresh();
}

void CheckStep::forget_rehearsal() {
  if (rehearsing_ != 0) draft_.live().background().forget(rehearsing_);
  rehearsing_ = 0;
  rehearsal_.reset();
}

void CheckStep::refresh() {
  place_sign_in();
  show_data();
  show_answers();
  show_sign_in();
  show_room();
  if (is_watching_ && !rehearsal_ && rehearsing_ == 0 && may_rehearse()) rehearse();
  show_rehearsal();
  const bool is_ready = obstacle().isEmpty();
  verdict_->set_kind(is_ready ? BannerKind::success : BannerKind::info);
  verdict_->set_text(is_ready ? tr("All lights are green. You can start.") : obstacle());
  emit lights_changed();
}

void CheckStep::place_sign_in() {
  LiveFactory* factory = draft_.live().current();
  if (factory == sign_in_of_ && (sign_in_ != nullptr || factory == nullptr)) return;
  delete sign_in_;
  sign_in_ = nullptr;
  sign_in_of_ = factory;
  if (factory == nullptr) return;
  sign_in_ = new SignInPanel(*factory, QStringLiteral("new_job"));
  sign_in_place_->addWidget(sign_in_);
}

void CheckStep::show_data() {
  const CheckedData& data = draft_.data();
  const QString title = tr("Your data");
  if (data.is_usable()) {
    data_->set(CheckLine::State::good, title, tr("Checked, and fit for use."));
  } else if (data.is_checking()) {
    data_->set(CheckLine::State::busy, title, tr("Werkbank is looking at it once more."));
  } else {
    data_->set(CheckLine::State::bad, title, tr("It cannot be used yet."), tr("Go to your data"));
  }
}

void CheckStep::show_answers() {
  const auto wrong = draft_.wrong_answer();
  const QString title = tr("Your answers");
  if (wrong) {
    answers_->set(CheckLine::State::bad, title, words(*this, wrong->message), tr("Go to the questions"));
  } else {
    answers_->set(CheckLine::State::good, title, tr("All questions are answered."));
  }
}

void CheckStep::show_sign_in() {
  LiveFactory* factory = draft_.live().current();
  const QString title = tr("Signed in");
  if (factory == nullptr) {
    signed_in_->set(CheckLine::State::bad, title, tr("There is no factory to send the job to."));
    return;
  }
  const QString name = QString::fromStdString(factory->profile().name.in(shown_language(*this)));
  const bool is_in = factory->state() == LiveFactory::State::signed_in;
  sign_in_->setVisible(!is_in);
  signed_in_->set(is_in ? CheckLine::State::good : CheckLine::State::bad, title,
                  is_in ? tr("You are signed in to %1.").arg(name)
                        : tr("You are not signed in to %1 yet. You can do that right here.").arg(name));
}

void CheckStep::show_room() {
  const LiveFactory* factory = draft_.live().current();
  const auto& report = draft_.data().report();
  const QString title = tr("Room on the factory");
  const Language language = shown_language(*this);
  if (factory == nullptr || factory->state() != LiveFactory::State::signed_in || !report) {
    room_->set(CheckLine::State::waiting, title, tr("Werkbank looks when you are signed in."));
  } else if (!factory->offer() || !factory->offer()->free_bytes) {
    room_->set(CheckLine::State::unknown, title, tr("Unknown: the factory does not say how much room there is."));
  } else if (*factory->offer()->free_bytes < report->size.bytes) {
    room_->set(
        CheckLine::State::bad, title,
        tr("Your data is %1, and only %2 is free. Delete old results on the factory, ask the help desk for more "
           "room, or use less data.")
            .arg(format_bytes(report->size.bytes, language), format_bytes(*factory->offer()->free_bytes, language)),
        tr("Go to your data"));
  } else {
    room_->set(
        CheckLine::State::good, title,
        tr("Your data is %1, and %2 is free.")
            .arg(format_bytes(report->size.bytes, language), format_bytes(*factory->offer()->free_bytes, language)));
  }
}

bool CheckStep::may_rehearse() const {
  const LiveFactory* factory = draft_.live().current();
  return factory != nullptr && factory->state() == LiveFactory::State::signed_in &&
         data_->state() == CheckLine::State::good && answers_->state() == CheckLine::State::good;
}

void CheckStep::rehearse() {
  auto work = [factory = draft_.live().current()->factory(), order = draft_.order(shown_language(*this))](
                  const ProgressSink&, const std::stop_token& stop) { return factory->rehearse(order, stop); };
  rehearsing_ = draft_.live().background().run<StartForecast>(this, work, [this](Result<StartForecast> result) {
    rehearsing_ = 0;
    rehearsal_ = std::move(result);
    LiveFactory* factory = draft_.live().current();
    const bool is_gone = rehearsal_->failed() && is_connection_gone(rehearsal_->error());
    if (is_gone && factory != nullptr) factory->lost(rehearsal_->error());
    refresh();
  });
}

void CheckStep::show_rehearsal() {
  const QString title = tr("Accepted by the factory");
  if (rehearsing_ != 0) {
    accepted_->set(CheckLine::State::busy, title, tr("Asking whether the factory would take this job…"));
  } else if (!rehearsal_ || !may_rehearse()) {
    accepted_->set(CheckLine::State::waiting, title, tr("Werkbank asks this when the lines above are in order."));
  } else if (rehearsal_->failed()) {
    accepted_->set(CheckLine::State::bad, title, words(*this, rehearsal_->error().message), tr("Ask again"));
  } else if (rehearsal_->ok()) {
    accepted_->set(CheckLine::State::good, title, forecast_words(rehearsal_->value()));
  }
}

QString CheckStep::forecast_words(const StartForecast& forecast) const {
  QString sentence = forecast.starts_at ? tr("The factory would take it. It expects to begin at about %1.")
                                              .arg(format_moment(*forecast.starts_at, shown_language(*this)))
                                        : tr("The factory would take it. When it begins is not known yet.");
  if (forecast.course == CourseUse::used) {
    sentence += QLatin1Char(' ') + tr("It runs on the GPUs that are kept for your course.");
  } else if (forecast.course == CourseUse::too_long) {
    sentence += QLatin1Char(' ') + tr("It may take longer than the GPUs are kept for your course, so it waits in the "
                                      "ordinary queue. With less time, it would run on the GPUs of your course.");
  }
  return sentence;
}

QString CheckStep::obstacle() const {
  for (const CheckLine* line : {data_, answers_, signed_in_, room_, accepted_}) {
    const auto state = line->state();
    if (state == CheckLine::State::bad) return tr("One line is not green yet. Repair it first.");
    if (state == CheckLine::State::busy || state == CheckLine::State::waiting) {
      return tr("Werkbank is still checking. One moment.");
    }
  }
  return {};
}

}  // namespace werkbank
