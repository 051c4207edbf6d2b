#include "ui/data/data_page.h"

namespace werkbank {

DataPage::DataPage(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      data_(live.background()),
      heading_(new PageHeading),
      check_title_(new Title),
      purpose_(new QComboBox),
      purpose_row_(new FormRow(purpose_)),
      use_(new PrimaryButton({}, QStringLiteral("arrow-right"))),
      datasets_(new DatasetList(live)) {
  auto* outer = column(Space::hair);
  setLayout(outer);
  auto* body = new ScrollBody;
  outer->addWidget(body);
  body->content().addWidget(heading_);
  auto* card = new Card;
  card->content().addWidget(check_title_);
  card->content().addWidget(purpose_row_);
  card->content().addWidget(new DataPanel(data_, live.background(), QStringLiteral("data.path")));
  card->content().addWidget(use_, 0, Qt::AlignLeft);
  body->content().addWidget(card);
  body->content().addWidget(datasets_);
  body->content().addStretch();
  purpose_->setObjectName(QStringLiteral("data.purpose"));
  use_->setObjectName(QStringLiteral("data.use"));
  for (const JobTemplate& job_template : live_.catalogue().templates()) {
    purpose_->addItem(QString(), QString::fromStdString(job_template.id));
  }
  const auto choose = [this](int index) {
    data_.set_template(live_.catalogue().find(purpose_->itemData(index).toString().toStdString()));
  };
  connect(purpose_, &QComboBox::currentIndexChanged, this, choose);
  choose(purpose_->currentIndex());
  use_->hide();
  connect(&data_, &CheckedData::changed, this, [this] { use_->setVisible(data_.is_usable()); });
  connect(use_, &QPushButton::clicked, this, [this] { emit use_wanted(data_.job_template(), data_.path()); });
  retranslate();
}

void DataPage::retranslate() {
  heading_->set(tr("Data"),
                tr("Your data stays on this computer until you start a job. Then a copy goes to the factory."));
  check_title_->setText(tr("Is my data good enough?"));
  purpose_row_->set_label(tr("What do you want to do with it?"));
  use_->setText(tr("Use this data"));
  const auto& templates = live_.catalogue().templates();
  for (int i = 0; i < purpose_->count(); ++i) {
    const auto& title = templates[static_cast<std::size_t>(i)].title;
    purpose_->setItemText(i, QString::fromStdString(title.in(shown_language(*this))));
  }
}

}  // namespace werkbank
