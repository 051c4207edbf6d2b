#include <set>

#include "core/factory/factory.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace reality_test {

class RealityTest : public QObject {
  Q_OBJECT
 private slots:
  void says_nothing_when_all_is_real() { QVERIFY(Reality{}.sentence().empty()); }

  void says_something_else_for_every_kind_of_practice() {
    std::set<std::string> sentences;
    int kinds = 0;
    for (const bool queue : {false, true}) {
      for (const bool here : {false, true}) {
        for (const bool gpu : {false, true}) {
          const Reality reality{queue, here, false, gpu};
          if (reality.all_real() || (here && !queue)) continue;
          ++kinds;
          const auto sentence = reality.sentence().english();
          QVERIFY(!sentence.empty());
          QCOMPARE(sentence.find("GPU figures") != std::string::npos, gpu);
          QCOMPARE(sentence.find("queue") != std::string::npos, queue);
          QCOMPARE(sentence.find("this computer") != std::string::npos, here);
          sentences.insert(sentence);
        }
      }
    }
    QCOMPARE(static_cast<int>(sentences.size()), kinds);
  }

  void recording_is_never_called_a_run() {
    const Reality reality{true, true, true, true};
    QVERIFY(reality.sentence().english().find("recording") != std::string::npos);
    QVERIFY(reality.sentence().english().find("really runs") == std::string::npos);
  }

  void only_ends_are_ends() {
    for (const auto alive : {JobState::unknown, JobState::pending, JobState::running, JobState::completing})
      QVERIFY(!is_over(alive));
    for (const auto over : {JobState::completed, JobState::failed, JobState::timed_out, JobState::cancelled,
                            JobState::out_of_memory, JobState::node_failed, JobState::preempted}) {
      QVERIFY(is_over(over));
    }
  }

  void has_gpu_when_one_partition_has() {
    Offer offer;
    QVERIFY(!offer.has_gpu());
    offer.partitions.resize(2);
    QVERIFY(!offer.has_gpu());
    offer.partitions[1].gpus_per_node = 1;
    QVERIFY(offer.has_gpu());
  }
};

}  // namespace reality_test

WERKBANK_TEST(reality_test::RealityTest);
#include "reality_test.moc"
