#include "ui/data/dataset_list.h"

#include <map>

#include <QJsonDocument>
#include <QJsonObject>

#include "core/base/units.h"

namespace werkbank {
namespace {

constexpr std::size_t most_shown_sets = 30;

KnownDataset read_receipt(const JobRecord& job) {
  const auto text = QByteArray::fromStdString(job.upload_receipt);
  const QJsonObject receipt = QJsonDocument::fromJson(text).object();
  KnownDataset dataset;
  dataset.name = job.dataset.empty() ? receipt["name"].toString().toStdString() : job.dataset;
  dataset.factory = job.factory;
  dataset.local_path = job.data_path;
  dataset.hash = receipt["manifest_sha256"].toString().toStdString();
  dataset.files = static_cast<std::uint64_t>(std::max(0.0, receipt["files"].toDouble()));
  dataset.bytes = static_cast<std::uint64_t>(std::max(0.0, receipt["bytes"].toDouble()));
  dataset.packed_files = static_cast<std::uint64_t>(std::max(0.0, receipt["packed"].toObject()["files"].toDouble()));
  dataset.at = receipt["at"].toDouble();
  return dataset;
}

}  // namespace

std::vector<KnownDataset> known_datasets(const std::vector<JobRecord>& jobs) {
  std::vector<KnownDataset> datasets;
  std::map<std::pair<std::string, std::string>, std::size_t> known;
  for (const JobRecord& job : jobs) {
    if (job.upload_receipt.empty()) continue;
    KnownDataset dataset = read_receipt(job);
    if (dataset.name.empty()) continue;
    const auto [entry, is_new] = known.try_emplace({dataset.factory, dataset.name}, datasets.size());
    if (is_new) datasets.push_back(std::move(dataset));
    ++datasets[entry->second].jobs;
  }
  return datasets;
}

DatasetList::DatasetList(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      title_(new Title),
      empty_(new EmptyState(QStringLiteral("data"))),
      lines_(column(Space::snug)) {
  auto* layout = column(Space::snug);
  layout->addWidget(title_);
  layout->addWidget(empty_);
  layout->addLayout(lines_);
  setLayout(layout);
  connect(&live_, &LiveWorkbench::jobs_changed, this, [this] { retranslate(); });
  retranslate();
}

void DatasetList::retranslate() {
  title_->setText(tr("Data that you brought to a factory"));
  empty_->set(
      tr("No data on a factory yet"),
      tr("When you start a job, your data goes to the factory. Here you then see a receipt: how much it was, and "
         "that every byte arrived."));
  while (QLayoutItem* item = lines_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const auto datasets = known_datasets(live_.jobs());
  empty_->setVisible(datasets.empty());
  for (std::size_t i = 0; i < std::min(most_shown_sets, datasets.size()); ++i) lines_->addWidget(card_of(datasets[i]));
}

QWidget* DatasetList::card_of(const KnownDataset& dataset) {
  const Language language = shown_language(*this);
  const QString name = QString::fromStdString(dataset.name);
  auto* card = new Card;
  auto* line = row(Space::normal);
  line->addWidget(new IconLabel(QStringLiteral("data"), Role::accent), 0, Qt::AlignTop);
  auto* texts = column(Space::hair);
  texts->addWidget(new Strong(name.section(QLatin1Char('@'), 0, 0)));
  const LiveFactory* factory = live_.factory(dataset.factory);
  const QString where = factory == nullptr ? QString::fromStdString(dataset.factory)
                                           : QString::fromStdString(factory->profile().name.in(language));
  texts->addWidget(new Body(tr("%1 in %2 on %3")
                                .arg(format_bytes(dataset.bytes, language),
                                     tr("%n files", nullptr, static_cast<int>(dataset.files)), where)));
  texts->addWidget(new Caption(tr("Brought there on %1, and checked at both ends. Used by %2.")
                                   .arg(format_moment(dataset.at, language), tr("%n jobs", nullptr, dataset.jobs))));
  if (dataset.packed_files > 0) {
    texts->addWidget(new Caption(tr("Kept there packed together, as %n files. Your jobs see them as they were.",
                                    nullptr, static_cast<int>(dataset.packed_files))));
  }
  texts->addWidget(new Caption(tr("On this computer: %1").arg(QString::fromStdString(dataset.local_path))));
  texts->addWidget(new Caption(tr("Its mark (SHA-256): %1").arg(QString::fromStdString(dataset.hash).left(16))));
  line->addLayout(texts, 1);
  auto* verified = new StatusPill;
  verified->set(Grading::success, QStringLiteral("check"), tr("Complete"));
  line->addWidget(verified, 0, Qt::AlignTop);
  card->content().addLayout(line);
  return card;
}

}  // namespace werkbank
