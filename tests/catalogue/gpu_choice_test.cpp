// On how many GPUs a job can run, of what there is.
#include "core/catalogue/gpu_choice.h"

#include "tests/runner/test_program.h"

namespace werkbank::gpu_choice_test {
namespace {

ResourceTier tier(int gpus, int nodes, const std::string& launcher) {
  ResourceTier one;
  one.gpus = gpus;
  one.nodes = nodes;
  one.launcher = launcher;
  one.cpu_only = launcher == "python";
  return one;
}

JobTemplate trained_on_many() {
  JobTemplate one;
  one.title = {"Leren", "Learning"};
  one.resources.tiers = {tier(1, 1, "python"),   tier(2, 1, "torchrun"), tier(4, 1, "torchrun"),
                         tier(4, 2, "torchrun"), tier(8, 1, "torchrun"), tier(8, 2, "torchrun")};
  return one;
}

QStringList shown(const std::vector<ResourceTier>& tiers) {
  QStringList words;
  for (const auto& one : tiers) words << QStringLiteral("%1x%2").arg(one.gpus).arg(one.nodes);
  return words;
}

}  // namespace

class GpuChoiceTest : public QObject {
  Q_OBJECT
 private slots:
  void no_more_than_a_machine_has_and_of_several_only_whole_ones_data();
  void no_more_than_a_machine_has_and_of_several_only_whole_ones();
  void a_question_of_the_template_decides_alone();
  void so_many_as_are_asked_for_on_as_few_machines_as_can_be();
  void what_cannot_be_is_said_with_what_can();
  void one_process_for_each_gpu_where_the_script_is_made_for_it();
};

void GpuChoiceTest::no_more_than_a_machine_has_and_of_several_only_whole_ones_data() {
  QTest::addColumn<std::vector<int>>("there");
  QTest::addColumn<QStringList>("choices");
  QTest::newRow("nothing") << std::vector<int>{} << QStringList();
  QTest::newRow("no GPUs") << std::vector<int>{0} << QStringList();
  QTest::newRow("one") << std::vector<int>{1} << QStringList{"1x1"};
  QTest::newRow("two") << std::vector<int>{2} << QStringList{"1x1", "2x1"};
  QTest::newRow("three") << std::vector<int>{3} << QStringList{"1x1", "2x1"};
  QTest::newRow("four") << std::vector<int>{4} << QStringList{"1x1", "2x1", "4x1", "4x2"};
  QTest::newRow("eight") << std::vector<int>{8} << QStringList{"1x1", "2x1", "4x1", "8x1", "8x2"};
  QTest::newRow("four and eight") << std::vector<int>{4, 0, 8} << QStringList{"1x1", "2x1", "4x1", "8x1", "8x2"};
}

void GpuChoiceTest::no_more_than_a_machine_has_and_of_several_only_whole_ones() {
  QFETCH(std::vector<int>, there);
  QFETCH(QStringList, choices);
  QCOMPARE(shown(gpu_choices(trained_on_many(), there)), choices);
}

void GpuChoiceTest::a_question_of_the_template_decides_alone() {
  auto own = trained_on_many();
  Parameter gpus;
  gpus.key = "gpus";
  own.parameters = {gpus};
  QVERIFY(gpu_choices(own, {4}).empty());
  QVERIFY(gpu_choice(own, {4}, 4, 0, "Noord").ok());
}

void GpuChoiceTest::so_many_as_are_asked_for_on_as_few_machines_as_can_be() {
  const auto one = trained_on_many();
  QCOMPARE(shown({gpu_choice(one, {4, 8}, 8, 0, "Noord").value()}), QStringList{"8x1"});
  QCOMPARE(shown({gpu_choice(one, {4, 8}, 8, 2, "Noord").value()}), QStringList{"4x2"});
  QCOMPARE(shown({gpu_choice(one, {4}, 8, 0, "Noord").value()}), QStringList{"4x2"});
  QCOMPARE(shown({gpu_choice(one, {4}, 1, 1, "Noord").value()}), QStringList{"1x1"});
}

void GpuChoiceTest::what_cannot_be_is_said_with_what_can() {
  const auto words = [](const Result<ResourceTier>& refused) {
    return QString::fromStdString(refused.error().message.english());
  };
  const auto one = trained_on_many();
  const auto three = gpu_choice(one, {4}, 3, 0, "Noord");
  QCOMPARE(three.error().code, ErrorCode::usage);
  QVERIFY2(words(three).contains("Noord") && words(three).contains("1, 2, 4, 8."), qPrintable(words(three)));
  QVERIFY(gpu_choice(one, {4}, 4, 2, "Noord").failed());
  const auto none = gpu_choice(one, {0}, 1, 0, "Noord");
  QVERIFY2(words(none).contains("--gpus"), qPrintable(words(none)));
}

void GpuChoiceTest::one_process_for_each_gpu_where_the_script_is_made_for_it() {
  QCOMPARE(processes_of(tier(4, 2, "torchrun")), 4);
  QCOMPARE(processes_of(tier(4, 1, "python")), 1);
  QCOMPARE(processes_of(tier(0, 1, "torchrun")), 1);
  QCOMPARE(gpus_in_all(tier(4, 2, "torchrun")), 8);
}

}  // namespace werkbank::gpu_choice_test

WERKBANK_TEST(werkbank::gpu_choice_test::GpuChoiceTest);
#include "gpu_choice_test.moc"
