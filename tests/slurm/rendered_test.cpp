// What is handed to the scheduler and to the job wrapper at each site, as files that people who know the site have
// read. After a wanted change: WERKBANK_WRITE_RENDERED=1 build/dev/tests/slurm_rendered_test, and read what became
// different.
#include <QDir>

#include "core/base/local_files.h"
#include "core/catalogue/catalogue.h"
#include "core/slurm/batch_words.h"
#include "core/slurm/placement.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace rendered_test {

const std::filesystem::path source = WERKBANK_SOURCE_DIR;

/// What a scheduler could say at a site. Partitions and QoS are real names; accounts are made up in the site's manner.
struct Site {
  std::string id;
  std::string account;
  std::vector<std::string> qos;
  std::string work;
  std::string cpu_partition;  ///< empty: there is none
  int cpus = 128;             ///< of a computer there
  std::string cpu_qos = {};   ///< the only one there, where each partition has its own
};

const std::vector<Site>& sites() {
  static const std::vector<Site> all = {
      {"snellius", "eufs1234", {"normal"}, "/home/jjansen", "genoa", 192},
      {"lumi", "project_465001234", {"normal"}, "/scratch/project_465001234/jjansen", "small", 128},
      {"leonardo", "EUHPC_A01_123", {"normal"}, "/leonardo_scratch/large/userexternal/jjansen00", "dcgp_usr_prod", 112},
      {"jupiter", "aifactory1", {"normal"}, "/e/project1/aifactory1/jansen1", "", 0},
      {"marenostrum5",
       "ehpc123",
       {"acc_ehpc", "acc_debug", "gp_ehpc"},
       "/gpfs/scratch/ehpc123/ehpc123456",
       "gpp",
       112,
       "gp_ehpc"},
      {"meluxina", "p200123", {"default", "short", "test"}, "/project/home/p200123/u101234", "cpu", 128},
  };
  return all;
}

struct Case {
  std::string name;
  std::string job_template;
  int gpus = 0;
  int nodes = 1;  ///< several are whole ones: then `gpus` is not asked
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {{"no-gpu", "tabular-boost", 0},
                                        {"one-gpu", "image-classify", 1},
                                        {"four-gpus", "own-script", 4},
                                        {"two-nodes", "llm-sft", 0, 2}};
  return all;
}

Profile profile_of(const std::string& id) {
  const auto file = source / "resources/factories" / (id + ".json");
  return parse_profile(read_file(file).value(), id).value();
}

ClusterFacts facts_of(const Site& site, const Profile& profile) {
  ClusterFacts facts;
  for (const auto& partition : profile.partitions) {
    NodeGroup group;
    group.partition = partition.name;
    group.up = true;
    group.nodes = 10;
    group.cpus = partition.cpus_per_node;
    group.gpus = {{partition.gpu_type, partition.gpus_per_node}};
    facts.groups.push_back(group);
  }
  if (!site.cpu_partition.empty()) {
    NodeGroup group;
    group.partition = site.cpu_partition;
    group.up = true;
    group.nodes = 10;
    group.cpus = site.cpus;
    facts.groups.push_back(group);
  }
  if (!site.cpu_qos.empty()) {
    for (const auto& group : facts.groups) {
      PartitionRule rule;
      rule.name = group.partition;
      rule.up = true;
      if (group.partition == site.cpu_partition) rule.allow_qos = {site.cpu_qos};
      if (group.partition != site.cpu_partition) rule.deny_qos = {site.cpu_qos};
      facts.rules.push_back(rule);
    }
  }
  Association association;
  association.account = site.account;
  association.qos = site.qos;
  association.default_qos = site.qos.front();
  facts.associations = {association};
  facts.default_account = site.account;
  facts.enforces_accounts = true;
  return facts;
}

JobOrder order_of(const Case& one, const Profile& profile, const Catalogue& catalogue) {
  const auto* job_template = catalogue.find(one.job_template);
  if (job_template == nullptr) qFatal("no such template");
  JobOrder order;
  order.uuid = "11111111-2222-4333-8444-555555555555";
  order.job_template = *job_template;
  order.resources = job_template->resources.tiers.front();
  order.resources.gpus = one.gpus;
  if (one.nodes > 1) {
    order.resources.gpus = profile.partitions.front().gpus_per_node;
    order.resources.nodes = one.nodes;
    order.resources.launcher = "torchrun";
  }
  return order;
}

std::string rendered(const Site& site, const Case& one, const Catalogue& catalogue) {
  const auto profile = profile_of(site.id);
  const auto order = order_of(one, profile, catalogue);
  const auto placement = choose_placement(facts_of(site, profile), profile, need_of(order)).value();
  const auto folder = RemotePath::parse(site.work + "/werkbank/jobs/" + order.uuid).value();
  std::string text = "# " + site.id + ", " + one.job_template + ", " + std::to_string(order.resources.gpus) + " GPUs" +
                     (one.nodes > 1 ? " on each of " + std::to_string(one.nodes) + " nodes" : "") + "\n\n# sbatch\n";
  for (const auto& word : batch_options(order, profile, placement, folder)) text += word + "\n";
  text += folder.text() + "/job.sh\n";
  const auto count = environments_that_fit(order.job_template, profile);
  for (int number = 0; number < count; ++number) {
    auto with = order;
    with.environment = number;
    text += "\n# run.conf" + (number == 0 ? std::string() : ", other software " + std::to_string(number)) + "\n";
    const auto files = job_files(with, profile, source / "resources/remote").value();
    for (const auto& file : files) {
      if (file.path == "run.conf") text += file.content;
    }
  }
  return text;
}

class RenderedTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    auto read = Catalogue::read({source / "resources/catalogue"});
    QVERIFY(read.ok());
    catalogue_ = std::move(*read);
  }

  void every_job_is_sent_as_it_was_read_and_found_good_data() {
    QTest::addColumn<int>("site");
    QTest::addColumn<int>("which");
    for (std::size_t site = 0; site < sites().size(); ++site) {
      for (std::size_t which = 0; which < cases().size(); ++which)
        QTest::newRow((sites()[site].id + "-" + cases()[which].name).c_str()) << int(site) << int(which);
    }
  }

  void every_job_is_sent_as_it_was_read_and_found_good() {
    QFETCH(int, site);
    QFETCH(int, which);
    const auto text = rendered(sites()[std::size_t(site)], cases()[std::size_t(which)], catalogue_);
    const auto file = source / "tests/slurm/rendered" / (std::string(QTest::currentDataTag()) + ".txt");
    if (qEnvironmentVariableIsSet("WERKBANK_WRITE_RENDERED")) QVERIFY(write_file(file, text).ok());
    const auto expected = read_file(file);
    QVERIFY2(expected.ok(), "write it by WERKBANK_WRITE_RENDERED=1");
    QCOMPARE(QString::fromStdString(text).split('\n'), QString::fromStdString(*expected).split('\n'));
  }

  void every_file_is_of_a_job_that_is_still_there() {
    const QDir folder(QString::fromStdString((source / "tests/slurm/rendered").string()));
    QCOMPARE(folder.entryList(QDir::Files).size(), qsizetype(sites().size() * cases().size()));
  }

  void one_template_runs_with_all_software_of_every_site_without_a_word_changed_in_it() {
    for (const auto& site : sites()) {
      const auto profile = profile_of(site.id);
      for (const auto& job_template : catalogue_.templates()) {
        const bool any = job_template.environments.front().kind == "any";
        const auto fit = static_cast<std::size_t>(environments_that_fit(job_template, profile));
        QVERIFY2(any ? fit == profile.environments.size() : fit > 0, (job_template.id + " at " + site.id).c_str());
      }
    }
  }

 private:
  Catalogue catalogue_;
};

}  // namespace rendered_test

WERKBANK_TEST(rendered_test::RenderedTest);
#include "rendered_test.moc"
