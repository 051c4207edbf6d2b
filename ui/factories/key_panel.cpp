#include "ui/factories/key_panel.h"

namespace werkbank {

KeyPanel::KeyPanel(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      title_(new Title),
      what_(new Body),
      problem_(new Banner(BannerKind::error)),
      made_(new Banner(BannerKind::success)),
      waiting_(new Waiting),
      list_(column(Space::small)),
      another_(new SecondaryButton({}, QStringLiteral("plus"))),
      form_(new KeyForm(static_cast<bool>(live.workbench().keep_passphrase))),
      line_(new Line),
      hand_in_(new KeyHandIn(live, factory)),
      steps_(new KeySteps) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  for (QWidget* part : std::initializer_list<QWidget*>{title_, what_, problem_, made_, waiting_}) {
    layout->addWidget(part);
  }
  layout->addLayout(list_);
  layout->addWidget(another_, 0, Qt::AlignLeft);
  for (QWidget* part : std::initializer_list<QWidget*>{form_, line_, hand_in_, steps_}) layout->addWidget(part);
  problem_->setObjectName(QStringLiteral("keys.problem"));
  made_->setObjectName(QStringLiteral("keys.made"));
  another_->setObjectName(QStringLiteral("keys.another"));
  problem_->hide();
  made_->hide();
  connect(form_, &KeyForm::make_wanted, this, &KeyPanel::make_key);
  connect(steps_, &KeySteps::sign_in_wanted, this, &KeyPanel::sign_in_wanted);
  connect(hand_in_, &KeyHandIn::handed_in, this, &KeyPanel::show_steps);
  connect(&factory_, &LiveFactory::changed, this, &KeyPanel::show_steps);
  connect(another_, &QPushButton::clicked, this, [this] {
    wants_another_ = true;
    show_keys();
    begin_making();
  });
  retranslate();
}

void KeyPanel::read_keys() {
  const auto& list_keys = live_.workbench().list_keys;
  if (!list_keys) {
    are_known_ = true;
    return show_keys();
  }
  auto work = [list_keys, profile = factory_.profile()](const ProgressSink&, const std::stop_token&) {
    return list_keys(profile);
  };
  live_.background().run<std::vector<ShownKey>>(this, work, [this](Result<std::vector<ShownKey>> result) {
    are_known_ = true;
    problem_->hide();
    if (result.failed()) show_problem(result.error());
    if (result.ok()) keys_ = std::move(result).value();
    show_keys();
    if (result.ok()) emit keys_known(static_cast<int>(keys_.size()));
  });
}

void KeyPanel::begin_making() {
  for (QWidget* part : form_->findChildren<QWidget*>(QStringLiteral("keys.passphrase"))) part->setFocus();
}

void KeyPanel::make_key(const Secret& passphrase, bool is_to_be_kept) {
  makes_ = true;
  made_->hide();
  problem_->hide();
  show_keys();
  auto work = [make = live_.workbench().make_key, profile = factory_.profile(), passphrase](
                  const ProgressSink&, const std::stop_token&) { return make(profile, passphrase); };
  live_.background().run<ShownKey>(this, work, [this, passphrase, is_to_be_kept](const Result<ShownKey>& result) {
    makes_ = false;
    if (result.failed()) show_problem(result.error());
    if (result.ok()) made_key(result.value(), passphrase, is_to_be_kept);
    show_keys();
    if (result.ok()) emit keys_known(static_cast<int>(keys_.size()));
  });
}

void KeyPanel::made_key(const ShownKey& key, const Secret& passphrase, bool is_to_be_kept) {
  wants_another_ = false;
  keys_.insert(keys_.begin(), key);
  made_->show();
  if (!is_to_be_kept) return;
  auto work = [keep = live_.workbench().keep_passphrase, key, passphrase](const ProgressSink&, const std::stop_token&) {
    return keep(key, passphrase);
  };
  live_.background().run<Done>(this, work, [this](const Result<Done>& result) {
    if (result.failed()) show_problem(result.error());
  });
}

void KeyPanel::show_problem(const Error& error) {
  problem_->set_text(words(*this, error.message), QString::fromStdString(error.detail).left(300));
  problem_->show();
}

void KeyPanel::show_keys() {
  while (QLayoutItem* item = list_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    auto* card = new KeyCard(keys_[i], QStringLiteral("keys.copy.%1").arg(i));
    card->set_can_copy(keys_.size() > 1);
    list_->addWidget(card);
  }
  const bool can_make = static_cast<bool>(live_.workbench().make_key);
  waiting_->setVisible(!are_known_ || makes_);
  waiting_->set_text(makes_ ? tr("Making your key…") : tr("Looking for keys on this computer…"));
  form_->setVisible(can_make && are_known_ && (keys_.empty() || wants_another_));
  form_->set_busy(makes_);
  another_->setVisible(can_make && are_known_ && !keys_.empty() && !wants_another_);
  line_->setVisible(!keys_.empty());
  hand_in_->set(keys_.empty() ? std::optional<ShownKey>() : keys_.front());
  show_steps();
}

void KeyPanel::show_steps() {
  steps_->setVisible(!keys_.empty() && !hand_in_->is_done());
  if (keys_.empty()) return;
  steps_->set(keys_.front(), factory_.profile(), factory_.state() == LiveFactory::State::signed_in);
}

void KeyPanel::retranslate() {
  title_->setText(tr("My keys"));
  what_->setText(
      tr("A key opens the factory for you, instead of a password. It has two halves. The secret half stays on this "
         "computer, and Werkbank never shows it. The public half you give to the factory."));
  made_->set_text(tr("Your key is ready. Below is what to do with it."));
  another_->setText(tr("Make another key"));
  show_keys();
}

}  // namespace werkbank
