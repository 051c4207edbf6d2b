#include "ui/factories/factory_page.h"

#include "core/base/units.h"

namespace werkbank {

FactoryPage::FactoryPage(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      back_(new LinkButton({}, QStringLiteral("arrow-left"))),
      name_(new Headline),
      operator_(new Muted),
      use_(new SecondaryButton),
      in_use_(new StatusPill),
      reality_(new Banner),
      offer_title_(new Title),
      account_(new Body),
      room_(new Body),
      partitions_(new Body),
      help_title_(new Title),
      help_(new Body),
      host_(new Caption) {
  auto* body = new ScrollBody;
  auto* outer = column(Space::hair);
  outer->addWidget(body);
  setLayout(outer);
  auto& content = body->content();
  content.addWidget(back_, 0, Qt::AlignLeft);
  auto* top = row(Space::normal);
  auto* names = column(Space::hair);
  names->addWidget(name_);
  names->addWidget(operator_);
  top->addLayout(names, 1);
  top->addWidget(in_use_, 0, Qt::AlignTop);
  top->addWidget(use_, 0, Qt::AlignTop);
  content.addLayout(top);
  content.addWidget(reality_);
  auto* entry = new Card;
  entry->content().addWidget(new SignInPanel(factory_, QStringLiteral("factory")));
  content.addWidget(entry);
  auto* offer = new Card;
  for (QWidget* part : std::initializer_list<QWidget*>{offer_title_, account_, room_, partitions_}) {
    offer->content().addWidget(part);
  }
  content.addWidget(offer);
  auto* help = new Card;
  for (QWidget* part : std::initializer_list<QWidget*>{help_title_, help_, host_}) help->content().addWidget(part);
  help_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  content.addWidget(help);
  content.addStretch();
  back_->setObjectName(QStringLiteral("factory.back"));
  use_->setObjectName(QStringLiteral("factory.use"));
  connect(back_, &QPushButton::clicked, this, &FactoryPage::back_wanted);
  connect(use_, &QPushButton::clicked, this, [this] { live_.set_current(&factory_); });
  connect(&factory_, &LiveFactory::changed, this, [this] { retranslate(); });
  connect(&factory_, &LiveFactory::reality_changed, this, [this] { retranslate(); });
  connect(&live_, &LiveWorkbench::current_changed, this, [this] { retranslate(); });
  retranslate();
}

void FactoryPage::retranslate() {
  const Language language = shown_language(*this);
  const Profile& profile = factory_.profile();
  back_->setText(tr("All factories"));
  name_->setText(QString::fromStdString(profile.name.in(language)));
  operator_->setText(QString::fromStdString(profile.operator_name.in(language)));
  const bool is_current = live_.current() == &factory_;
  use_->setVisible(!is_current);
  use_->setText(tr("Send new jobs here"));
  in_use_->setVisible(is_current);
  in_use_->set(Grading::accent, QStringLiteral("check"), tr("New jobs go here"));
  const Reality reality = factory_.reality();
  reality_->setVisible(!reality.all_real());
  if (!reality.all_real()) reality_->set_text(words(*this, reality.sentence()));
  show_offer();
  show_help();
}

QString FactoryPage::partition_words(const Partition& partition) const {
  QString line = QStringLiteral("• ");
  if (partition.gpus_per_node > 0) {
    const QString type = QString::fromStdString(partition.gpu_type).toUpper();
    line += tr("Computers with %n GPUs each", nullptr, partition.gpus_per_node);
    if (!type.isEmpty()) line += QStringLiteral(" (%1)").arg(type);
  } else {
    line += tr("Computers without GPU");
  }
  if (partition.max_hours > 0) {
    line += tr(", for at most %1 a job").arg(format_duration(partition.max_hours * 3600, shown_language(*this)));
  }
  return line + tr(" (here called “%1”)").arg(QString::fromStdString(partition.name));
}

void FactoryPage::show_offer() {
  offer_title_->setText(tr("What you may use here"));
  const auto& offer = factory_.offer();
  room_->setVisible(offer.has_value());
  partitions_->setVisible(offer && !offer->partitions.empty());
  if (!offer) {
    account_->setText(factory_.state() == LiveFactory::State::signed_in ? tr("Werkbank is asking the factory.")
                                                                        : tr("You see this when you are signed in."));
    return;
  }
  account_->setText(offer->account.empty() ? tr("Your jobs need no account name here.")
                                           : tr("Your jobs count for the account “%1”. Werkbank fills that in for you.")
                                                 .arg(QString::fromStdString(offer->account)));
  room_->setText(offer->free_bytes
                     ? tr("Free room for your data: %1.").arg(format_bytes(*offer->free_bytes, shown_language(*this)))
                     : tr("Free room for your data: unknown. The factory does not say."));
  QStringList lines;
  for (const Partition& partition : offer->partitions) lines << partition_words(partition);
  partitions_->setText(lines.join(QLatin1Char('\n')));
}

void FactoryPage::show_help() {
  const Profile& profile = factory_.profile();
  help_title_->setText(tr("Help"));
  QStringList lines;
  if (!profile.help_phone.empty()) lines << tr("Phone: %1").arg(QString::fromStdString(profile.help_phone));
  if (!profile.help_email.empty()) lines << tr("E-mail: %1").arg(QString::fromStdString(profile.help_email));
  if (!profile.help_url.empty()) lines << tr("Website: %1").arg(QString::fromStdString(profile.help_url));
  if (lines.isEmpty()) lines << tr("This factory has no help desk. Look under Help in this window.");
  help_->setText(lines.join(QLatin1Char('\n')));
  host_->setVisible(!profile.host.empty());
  host_->setText(tr("Computer you sign in to: %1").arg(QString::fromStdString(profile.host)));
}

}  // namespace werkbank
