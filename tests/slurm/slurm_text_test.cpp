#include "core/slurm/slurm_text.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace slurm_text_test {

class SlurmTextTest : public QObject {
  Q_OBJECT
 private slots:
  void reads_time_limits() {
    QCOMPARE(parse_time_limit("3-00:00:00"), std::optional<double>(259200));
    QCOMPARE(parse_time_limit("8:00:00"), std::optional<double>(28800));
    QCOMPARE(parse_time_limit("30:00"), std::optional<double>(1800));
    QCOMPARE(parse_time_limit("90"), std::optional<double>(5400));
    QCOMPARE(parse_time_limit("2-4"), std::optional<double>(2 * 86400 + 4 * 3600));
    QCOMPARE(parse_time_limit("2-4:30"), std::optional<double>(2 * 86400 + 4.5 * 3600));
    for (const auto* none : {"UNLIMITED", "infinite", "INVALID", "NOT_SET", "", "-", "1:2:3:4", "1:-2", "n/a",
                             "99999999999999999999", "1::2"}) {
      QVERIFY2(!parse_time_limit(none), none);
    }
  }

  void reads_moments_as_seconds_or_as_utc_dates() {
    QCOMPARE(parse_moment("1795481371"), std::optional<double>(1795481371));
    QCOMPARE(parse_moment("2026-11-24T00:49:31"), std::optional<double>(1795481371));
    for (const auto* none : {"N/A", "Unknown", "None", "", "0", "4294967294", "2026-13-24T00:00:00",
                             "2026-02-30T00:00:00", "-5", "2026-11-24T24:00:00", "99999999999999999999999"}) {
      QVERIFY2(!parse_moment(none), none);
    }
  }

  void reads_gpus_however_a_site_writes_them() {
    const auto mig = parse_gpus("gpu:1g.12gb:8,gpu:3g.47gb:2");
    QCOMPARE(mig.size(), std::size_t(2));
    QCOMPARE(mig[1].type, std::string("3g.47gb"));
    QCOMPARE(mig[1].count, 2);
    QCOMPARE(parse_gpus("gpu:4")[0].count, 4);
    QVERIFY(parse_gpus("gpu:4")[0].type.empty());
    const auto sockets = parse_gpus("craynetwork:4,gpu:a100:4(S:0,2-3),shard:16");
    QCOMPARE(sockets.size(), std::size_t(1));
    QCOMPARE(sockets[0].type, std::string("a100"));
    for (const auto* none : {"(null)", "", "gpu", "gpu:", "gpu:x", "gpu:h100:0", "gpu:a:b:4", "gpu:-1",
                             "gpu:99999999999", "((((", "))),gpu"}) {
      QVERIFY2(parse_gpus(none).empty(), none);
    }
  }

  void takes_only_numbers_for_job_ids() {
    QCOMPARE(clean_job_id(" 123\r"), std::string("123"));
    QCOMPARE(clean_job_id("10_3"), std::string("10_3"));
    for (const auto* none : {"", "12;rm", "-1", "10_[2-9%2]", "_3", "10_", "123456789012345678901", "abc"})
      QVERIFY2(clean_job_id(none).empty(), none);
  }

  void splits_whatever_it_is_given() {
    QCOMPARE(split("", '|').size(), std::size_t(1));
    QCOMPARE(split("||", '|').size(), std::size_t(3));
    QCOMPARE(lines_of("a\r\n\n  \nb").size(), std::size_t(2));
    QCOMPARE(lines_of("a\r\n")[0], std::string_view("a"));
    QVERIFY(trim(" \t\r").empty());
    QCOMPARE(parse_count("64+"), std::optional<std::uint64_t>(64));
    QVERIFY(!parse_count("6 4"));
    QVERIFY(!parse_count("18446744073709551616"));
  }
};

}  // namespace slurm_text_test

WERKBANK_TEST(slurm_text_test::SlurmTextTest);
#include "slurm_text_test.moc"
