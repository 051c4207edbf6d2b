#include <QStringList>

#include "core/slurm/batch_words.h"
#include "core/slurm/placement.h"
#include "slurm_samples.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace placement_test {

Need gpu_need(int gpus, double hours) {
  Need need;
  need.gpus = gpus;
  need.seconds = hours * 3600;
  return need;
}

Placement place(const ClusterFacts& facts, const Need& need) {
  auto placement = choose_placement(facts, lab_profile(), need);
  if (!placement.ok()) throw std::runtime_error(placement.error().message.english() + " / " + placement.error().detail);
  return *placement;
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> words_of(const JobOrder& order, const Profile& profile, const Placement& placement) {
  return batch_options(order, profile, placement, RemotePath::parse("/home/jan/werkbank/jobs/x").value());
}

class PlacementTest : public QObject {
  Q_OBJECT
 private slots:
  void offers_what_is_up_and_open_in_the_profile_s_order() {
    const auto partitions = usable_partitions(sample_facts(), lab_profile());
    QStringList names;
    for (const auto& one : partitions) names << QString::fromStdString(one.name);
    QCOMPARE(names, QStringList({"gpu_h100", "cpu", "gpu_mig", "debug"}));
    QCOMPARE(partitions[0].cpus_per_node, 64);
    QCOMPARE(partitions[1].memory_gib_per_node, 240.0);
    QCOMPARE(partitions[2].gpu_type, std::string("1g.12gb"));
    QCOMPARE(partitions[3].max_hours, 0.5);
  }

  void cpu_job_goes_to_a_partition_without_gpus() {
    const auto placement = place(sample_facts(), Need{});
    QCOMPARE(placement.partition, std::string("cpu"));
    QCOMPARE(placement.account, std::string("proj"));
    QVERIFY(placement.qos.empty());
    QCOMPARE(placement.gpus_per_node, 0);
  }

  void gpu_job_gets_the_cpus_and_memory_that_go_with_its_gpus() {
    const auto placement = place(sample_facts(), gpu_need(2, 5));
    QCOMPARE(placement.partition, std::string("gpu_h100"));
    QCOMPARE(placement.gpu_type, std::string("h100"));
    QCOMPARE(placement.gpus_per_node, 2);
    QCOMPARE(placement.cpus, 32);
    QCOMPARE(placement.memory_gib, 240.0);
  }

  void default_account_comes_first() {
    auto facts = sample_facts();
    QCOMPARE(usable_accounts(facts, lab_profile()), (std::vector<std::string>{"proj", "tiny"}));
    facts.default_account = "tiny";
    QCOMPARE(place(facts, Need{}).account, std::string("tiny"));
    auto profile = lab_profile();
    profile.account = "proj";  // what the person chose before
    QCOMPARE(usable_accounts(facts, profile).front(), std::string("proj"));
    profile.account = "of another factory";
    QCOMPARE(usable_accounts(facts, profile).front(), std::string("tiny"));
  }

  void another_account_is_taken_where_the_default_may_not_go() {
    auto facts = sample_facts();
    facts.default_account = "tiny";
    for (auto& rule : facts.rules) {
      if (rule.name == "gpu_h100") rule.allow_accounts = {"proj"};
    }
    QCOMPARE(place(facts, gpu_need(1, 1)).account, std::string("proj"));
  }

  void qos_is_named_only_when_the_default_does_not_do() {
    auto facts = sample_facts();
    QVERIFY(place(facts, gpu_need(1, 10)).qos.empty());
    facts.qos[0].limit_seconds = 3600;  // normal
    QCOMPARE(place(facts, gpu_need(1, 10)).qos, std::string("gpucap"));
    QCOMPARE(place(facts, gpu_need(4, 10)).qos, std::string("long"));
    for (auto& rule : facts.rules) rule.allow_qos = {"long"};
    QCOMPARE(place(facts, gpu_need(1, 1)).qos, std::string("long"));
  }

  void account_without_default_qos_gets_one_named() {
    auto facts = sample_facts();
    facts.associations = parse_associations("ehpc||acc_debug,acc_ehpc||\n");
    QCOMPARE(place(facts, Need{}).qos, std::string("acc_ehpc"));
  }

  void association_for_one_partition_counts_only_there() {
    auto facts = sample_facts();
    facts.associations = parse_associations("proj|gpu_h100|normal|normal|\n");
    QCOMPARE(place(facts, gpu_need(1, 1)).partition, std::string("gpu_h100"));
    const auto cpu = place(facts, Need{});
    QCOMPARE(cpu.partition, std::string("gpu_h100"));
  }

  void several_computers_are_asked_for_with_as_many_gpus_in_each() {
    auto order = lab_order();
    order.resources.gpus = 4;
    order.resources.nodes = 2;
    order.resources.launcher = "torchrun";
    const auto need = need_of(order);
    QCOMPARE(need.gpus, 8);
    const auto placement = place(sample_facts(), need);
    QCOMPARE(placement.gpus_per_node, 4);
    const auto words = words_of(order, lab_profile(), placement);
    QVERIFY(has(words, "--nodes=2"));
    QVERIFY(has(words, "--ntasks-per-node=1"));
    QVERIFY(has(words, "--gres=gpu:h100:4") || has(words, "--gres=gpu:4"));
    order.resources.gpus = 9;
    QVERIFY(choose_placement(sample_facts(), lab_profile(), need_of(order)).failed());
  }

  void says_what_does_not_fit_data() {
    QTest::addColumn<int>("gpus");
    QTest::addColumn<double>("hours");
    QTest::addColumn<double>("memory");
    QTest::addColumn<int>("nodes");
    QTest::addColumn<QString>("words");
    QTest::newRow("too many GPUs") << 9 << 1.0 << 4.0 << 1 << "at most 8";
    QTest::newRow("too long") << 1 << 100.0 << 4.0 << 1 << "The longest is 3 d";
    QTest::newRow("too much memory") << 0 << 1.0 << 4000.0 << 1 << "more memory";
    QTest::newRow("too many computers") << 12 << 1.0 << 400.0 << 3 << "more computers";
  }

  void says_what_does_not_fit() {
    QFETCH(int, gpus);
    QFETCH(double, hours);
    QFETCH(double, memory);
    QFETCH(int, nodes);
    QFETCH(QString, words);
    Need need = gpu_need(gpus, hours);
    need.memory_gib = memory;
    need.nodes = nodes;
    const auto placement = choose_placement(sample_facts(), lab_profile(), need);
    QVERIFY(placement.failed());
    QCOMPARE(placement.error().code, ErrorCode::scheduler_refused);
    const auto sentence = QString::fromStdString(placement.error().message.english());
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
  }

  void says_when_there_is_no_account() {
    auto facts = sample_facts();
    facts.associations.clear();
    const auto placement = choose_placement(facts, lab_profile(), Need{});
    QCOMPARE(placement.error().code, ErrorCode::no_such_account);
    facts.enforces_accounts = false;
    QVERIFY(choose_placement(facts, lab_profile(), Need{}).ok());
    auto profile = lab_profile();
    profile.account_rule = AccountRule::none;
    facts.enforces_accounts = true;
    QVERIFY(choose_placement(facts, profile, Need{})->account.empty());
  }

  void fixed_account_is_used_even_when_the_scheduler_keeps_silent() {
    auto profile = lab_profile();
    profile.account_rule = AccountRule::fixed;
    profile.account = "p200";
    auto facts = sample_facts();
    facts.associations.clear();
    facts.enforces_accounts = false;
    QCOMPARE(choose_placement(facts, profile, Need{})->account, std::string("p200"));
  }

  void fixed_account_of_somebody_else_is_refused_before_anything_is_sent() {
    auto profile = lab_profile();
    profile.account_rule = AccountRule::fixed;
    profile.account = "p200";
    auto facts = sample_facts();
    facts.enforces_accounts = true;
    QVERIFY(usable_accounts(facts, profile).empty());
    const auto placement = choose_placement(facts, profile, Need{});
    QVERIFY(placement.failed());
    QCOMPARE(placement.error().code, ErrorCode::no_such_account);
    profile.account = "proj";
    QCOMPARE(choose_placement(facts, profile, Need{})->account, std::string("proj"));
  }

  void sbatch_gets_every_word_it_needs() {
    const auto order = lab_order();
    const auto words = words_of(order, lab_profile(), place(sample_facts(), need_of(order)));
    for (const auto* word : {"--parsable", "--job-name=wb-11111111-2222-4333-8444-555555555555",
                             "--comment=werkbank:11111111-2222-4333-8444-555555555555", "--dependency=singleton",
                             "--chdir=/home/jan/werkbank/jobs/x", "--output=/home/jan/werkbank/jobs/x/logs/job.log",
                             "--open-mode=append", "--time=60", "--partition=cpu", "--account=proj", "--nodes=1",
                             "--ntasks=1", "--cpus-per-task=2", "--mem=1536M", "--no-requeue"}) {
      QVERIFY2(has(words, word), word);
    }
    for (const auto& word : words) {
      QVERIFY(word.starts_with("--"));
      QVERIFY(!word.starts_with("--qos") && !word.starts_with("--gres") && !word.starts_with("--signal") &&
              word != "--requeue");
    }
  }

  void asks_for_gpus_as_the_site_wants_it() {
    auto profile = lab_profile();
    auto placement = place(sample_facts(), gpu_need(2, 1));
    QVERIFY(has(words_of(lab_order(), profile, placement), "--gres=gpu:h100:2"));
    profile.gpu_request = GpuRequest::gres;
    QVERIFY(has(words_of(lab_order(), profile, placement), "--gres=gpu:2"));
    profile.gpu_request = GpuRequest::gpus_per_node;
    QVERIFY(has(words_of(lab_order(), profile, placement), "--gpus-per-node=2"));
    profile.gpu_request = GpuRequest::gres_typed;
    placement.gpu_type.clear();
    QVERIFY(has(words_of(lab_order(), profile, placement), "--gres=gpu:2"));
  }

  void sweep_is_one_array_of_which_so_many_run_at_once() {
    auto order = lab_order();
    const auto placement = place(sample_facts(), need_of(order));
    const auto once = words_of(order, lab_profile(), placement);
    order.variants = std::vector<ParameterValues>(8, order.values);
    order.variants_at_once = 3;
    const auto words = words_of(order, lab_profile(), placement);
    QVERIFY(has(words, "--array=0-7%3"));
    QVERIFY(has(words, "--dependency=singleton"));
    QCOMPARE(words.size(), once.size() + 1);
  }

  void resumable_job_is_warned_in_time_and_requeued() {
    auto order = lab_order();
    order.job_template.resources.resumable = true;
    order.job_template.resources.grace_seconds = 120;
    const auto placement = place(sample_facts(), need_of(order));
    const auto words = words_of(order, lab_profile(), placement);
    QVERIFY(has(words, "--requeue") && has(words, "--signal=B:USR1@180") && !has(words, "--no-requeue"));
    order.walltime_minutes = 2;
    QVERIFY(has(words_of(order, lab_profile(), placement), "--signal=B:USR1@60"));
  }

  void reservation_is_used_only_where_the_job_fits_into_its_time() {
    auto profile = lab_profile();
    QVERIFY(course_use(profile, 5000, 60) == CourseUse::none);
    profile.reservation = CourseReservation{"course_9", 1000, 5000};
    QVERIFY(course_use(profile, 1000, 60) == CourseUse::used);
    QVERIFY(course_use(profile, 4940, 60) == CourseUse::used);
    QVERIFY(course_use(profile, 999, 60) == CourseUse::none);       // not yet
    QVERIFY(course_use(profile, 4941, 60) == CourseUse::too_long);  // it would wait there for ever
    QVERIFY(course_use(profile, 5000, 60) == CourseUse::none);      // over
    auto placement = place(sample_facts(), Need{});
    const auto without = words_of(lab_order(), profile, placement);
    QVERIFY(std::none_of(without.begin(), without.end(), [](const auto& word) { return word.starts_with("--res"); }));
    placement.reservation = "course_9";
    QVERIFY(has(words_of(lab_order(), profile, placement), "--reservation=course_9"));
  }

  void percent_in_the_work_folder_is_no_pattern() {
    const auto folder = RemotePath::parse("/work/100%j").value();
    const auto words = batch_options(lab_order(), lab_profile(), place(sample_facts(), Need{}), folder);
    QVERIFY(has(words, "--output=/work/100%%j/logs/job.log"));
    QVERIFY(has(words, "--chdir=/work/100%j"));
  }
};

}  // namespace placement_test

WERKBANK_TEST(placement_test::PlacementTest);
#include "placement_test.moc"
