#include "core/slurm/cluster_facts.h"
#include "slurm_samples.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace cluster_facts_test {

class ClusterFactsTest : public QObject {
  Q_OBJECT
 private slots:
  void reads_partitions_and_their_nodes() {
    const auto groups = parse_sinfo(separated(sinfo_text));
    QCOMPARE(groups.size(), std::size_t(7));
    QCOMPARE(groups[0].gpus[0].type, std::string("h100"));
    QCOMPARE(groups[0].memory_gib, 500.0);
    QCOMPARE(groups[1].gpus.size(), std::size_t(2));
    QVERIFY(groups[1].usable);
    QCOMPARE(groups[4].cpus, 64);
    QCOMPARE(groups[4].gpus[0].count, 4);
    QVERIFY(!groups[4].usable);
    QVERIFY(!groups[5].limit_seconds);
    QVERIFY(!groups[6].up);
  }

  void reads_who_may_use_a_partition() {
    const auto rules = parse_partitions(partitions_text);
    QCOMPARE(rules.size(), std::size_t(6));
    QVERIFY(rules[0].allow_accounts.empty());
    QCOMPARE(rules[0].max_nodes, std::optional<int>(2));
    QCOMPARE(rules[1].deny_accounts, std::vector<std::string>{"tiny"});
    QVERIFY(rules[2].is_default);
    QCOMPARE(rules[3].qos, std::string("debug"));
    QCOMPARE(rules[4].allow_groups, (std::vector<std::string>{"staff", "root"}));
    QVERIFY(!rules[5].up);
  }

  void reads_accounts_and_limits() {
    const auto associations = parse_associations(associations_text);
    QCOMPARE(associations.size(), std::size_t(2));
    QCOMPARE(associations[1].qos.size(), std::size_t(4));
    QCOMPARE(associations[1].default_qos, std::string("normal"));
    const auto qos = parse_qos(qos_text);
    QCOMPARE(qos.size(), std::size_t(4));
    QCOMPARE(qos[1].limit_seconds, std::optional<double>(1800));
    QCOMPARE(qos[2].gpus_per_user, std::optional<int>(6));
    QCOMPARE(qos[3].gpus_per_user, std::optional<int>(2));
    QCOMPARE(parse_default_account("jan|project_465\n"), std::string("project_465"));
    QVERIFY(parse_enforces_accounts("AccountingStorageEnforce = associations,limits,qos\n"));
    QVERIFY(!parse_enforces_accounts("AccountingStorageEnforce = none\nAccountingStorageType = x\n"));
  }

  void reads_version_and_room() {
    QCOMPARE(parse_version("slurm-wlm 22.05.8\n"), std::string("22.05.8"));
    QCOMPARE(parse_version("slurm 24.11.5"), std::string("24.11.5"));
    QVERIFY(parse_version("command not found").empty());
    QCOMPARE(
        parse_free_bytes("Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/x y 200 100 80 56% /a b\n"),
        std::optional<std::uint64_t>(80 * 1024));
    QVERIFY(!parse_free_bytes("df: /x: No such file\n"));
    QVERIFY(!parse_free_bytes(""));
  }

  void survives_every_cut() {
    for (const auto& text :
         {separated(sinfo_text), std::string(partitions_text), std::string(associations_text), std::string(qos_text)}) {
      for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        const auto part = std::string_view(text).substr(0, cut);
        QVERIFY(parse_sinfo(part).size() <= 7);
        QVERIFY(parse_partitions(part).size() <= 6);
        QVERIFY(parse_associations(part).size() <= 4);
        QVERIFY(parse_qos(part).size() <= 4);
      }
    }
  }
};

}  // namespace cluster_facts_test

WERKBANK_TEST(cluster_facts_test::ClusterFactsTest);
#include "cluster_facts_test.moc"
