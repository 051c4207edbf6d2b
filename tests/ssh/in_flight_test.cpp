#include "core/ssh/in_flight.h"
#include "tests/runner/test_program.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <optional>

using namespace werkbank;
using namespace std::chrono_literals;

namespace in_flight_test {

/// That may always be sent.
constexpr std::size_t few_words = 16U << 10U;

/// A line in simulated time: it carries so many bytes a second after so long a way, and tells what it took in lumps.
class Line {
 public:
  Line(double bytes_a_second, InFlight::Clock::duration round_trip) : rate_(bytes_a_second), round_trip_(round_trip) {}

  /// Sends all that may be sent in one channel, for so long. Gives back the bytes that the line carried.
  std::uint64_t run(InFlight::Share& channel, InFlight::Clock::duration time, std::size_t most_at_once = SIZE_MAX) {
    constexpr auto step = 500us;
    std::uint64_t carried = 0;
    for (const auto end = now_ + time; now_ < end; now_ += step) {
      const auto room = std::min(channel.room(now_), most_at_once);
      if (room > 0) channel.sent(room, now_);
      waiting_ += static_cast<double>(room);
      most_waiting_ = std::max(most_waiting_, waiting_);
      const double goes = std::min(waiting_, rate_ * std::chrono::duration<double>(step).count());
      waiting_ -= goes;
      on_its_way_.push_back({now_ + round_trip_, goes});
      for (; !on_its_way_.empty() && on_its_way_.front().at <= now_; on_its_way_.pop_front())
        arrived_ += on_its_way_.front().bytes;
      constexpr double lump = 96 << 10;
      if (arrived_ < lump) continue;
      channel.taken(static_cast<std::size_t>(arrived_), now_);
      carried += static_cast<std::uint64_t>(arrived_);
      arrived_ = 0;
    }
    return carried;
  }

  double most_waiting() const { return most_waiting_; }
  void forget_most_waiting() { most_waiting_ = 0; }

 private:
  struct Part {
    InFlight::Clock::time_point at;
    double bytes;
  };
  double rate_;
  InFlight::Clock::duration round_trip_;
  InFlight::Clock::time_point now_ = InFlight::Clock::time_point(1h);
  double waiting_ = 0;
  double most_waiting_ = 0;
  double arrived_ = 0;
  std::deque<Part> on_its_way_;
};

class InFlightTest : public QObject {
  Q_OBJECT

 private slots:
  void without_a_round_trip_there_is_no_limit() {
    InFlight in_flight;
    InFlight::Share channel(in_flight);
    channel.sent(100U << 20U, {});
    QVERIFY(channel.room({}) > 1U << 30U);
  }

  void the_shortest_round_trip_counts() {
    InFlight in_flight;
    in_flight.measured(30ms);
    in_flight.measured(20ms);
    in_flight.measured(90ms);
    QCOMPARE(in_flight.round_trip(), InFlight::Clock::duration(20ms));
  }

  void a_line_is_filled_but_its_queue_stays_short_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("milliseconds");
    QTest::newRow("100 Mbit/s, 20 ms") << 12.5e6 << 20;
    QTest::newRow("1 Gbit/s, 60 ms") << 125e6 << 60;
    QTest::newRow("1 Gbit/s, 5 ms") << 125e6 << 5;
    QTest::newRow("400 MB/s, 1 ms") << 400e6 << 1;
  }
  void a_line_is_filled_but_its_queue_stays_short() {
    QFETCH(double, rate);
    QFETCH(int, milliseconds);
    const auto round_trip = std::chrono::milliseconds(milliseconds);
    InFlight in_flight;
    in_flight.measured(round_trip);
    InFlight::Share channel(in_flight);
    Line line(rate, round_trip);
    line.run(channel, std::max<InFlight::Clock::duration>(20 * round_trip, 1s));
    line.forget_most_waiting();
    const auto carried = line.run(channel, 2s);
    QVERIFY2(static_cast<double>(carried) > 0.97 * 2 * rate, qPrintable(QString::number(double(carried) / 2e6)));
    const double held = rate * std::chrono::duration<double>(round_trip).count();
    QVERIFY2(line.most_waiting() < 0.2 * held + (640 << 10), qPrintable(QString::number(line.most_waiting())));
  }

  void a_pause_of_the_sender_is_not_taken_for_a_slow_line() {
    InFlight in_flight;
    in_flight.measured(60ms);
    InFlight::Share channel(in_flight);
    Line line(125e6, 60ms);
    line.run(channel, 2s);
    line.run(channel, 3s, 100);  // next to nothing to send
    const auto carried = line.run(channel, 1s);
    QVERIFY2(static_cast<double>(carried) > 0.85 * 125e6, qPrintable(QString::number(double(carried) / 1e6)));
  }

  void what_a_channel_took_with_it_is_forgotten() {
    InFlight in_flight;
    in_flight.measured(1ms);
    const auto now = InFlight::Clock::time_point(1h);
    std::optional<InFlight::Share> first(in_flight);
    const auto all = first->room(now);
    first->sent(all, now);
    QCOMPARE(first->room(now), std::size_t{0});
    first.reset();
    QCOMPARE(InFlight::Share(in_flight).room(now), all);
  }

  void a_server_that_never_tells_what_it_took_is_not_waited_for() {
    InFlight in_flight;
    in_flight.measured(10ms);
    InFlight::Share channel(in_flight);
    const auto begin = InFlight::Clock::time_point(1h);
    channel.sent(channel.room(begin), begin);
    for (auto now = begin; now <= begin + 1s; now += 5ms) QCOMPARE(channel.room(now), std::size_t{0});
    QVERIFY(in_flight.holds_back());
    (void)channel.room(begin + 1100ms);
    QVERIFY(channel.room(begin + 1101ms) > 0);
    QVERIFY(!in_flight.holds_back());
  }

  void one_channel_sends_and_another_when_it_pauses() {
    InFlight in_flight;
    in_flight.measured(20ms);
    InFlight::Share first(in_flight);
    InFlight::Share second(in_flight);
    auto now = InFlight::Clock::time_point(1h);
    QVERIFY(first.room(now) > few_words);
    QCOMPARE(second.room(now), few_words);
    first.pause();
    QVERIFY(second.room(now) > few_words);
    QCOMPARE(first.room(now), few_words);
  }

  void a_few_words_get_through_beside_one_who_sends() {
    InFlight in_flight;
    in_flight.measured(20ms);
    InFlight::Share upload(in_flight);
    InFlight::Share wishes(in_flight);
    const auto begin = InFlight::Clock::time_point(1h);
    std::size_t said = 0;
    for (auto now = begin; now < begin + 900ms; now += 1ms) {
      if (const auto room = upload.room(now); room > 0) upload.sent(room, now);
      upload.taken(12'500, now);
      if (const auto room = wishes.room(now); room > 0) {
        wishes.sent(room, now);
        said += room;
      }
    }
    QVERIFY2(said > 200'000 && said < 500'000, qPrintable(QString::number(said)));
  }

  void each_gets_a_turn() {
    InFlight in_flight;
    in_flight.measured(20ms);
    InFlight::Share first(in_flight);
    InFlight::Share second(in_flight);
    const auto begin = InFlight::Clock::time_point(1h);
    std::array<int, 2> turns = {};
    for (int i = 0; i < 10'000; ++i) {
      const auto now = begin + i * 1ms;
      // As the session's thread does, it does not always begin with the same one.
      for (int k = 0; k < 2; ++k) {
        const int which = (i + k) % 2;
        turns[static_cast<std::size_t>(which)] += (which == 0 ? first : second).room(now) > few_words ? 1 : 0;
      }
    }
    QVERIFY2(turns[0] > 1000 && turns[1] > 1000, qPrintable(QString("%1 %2").arg(turns[0]).arg(turns[1])));
  }

  void a_channel_that_the_far_end_is_slow_with_does_not_keep_the_others_waiting() {
    InFlight in_flight;
    in_flight.measured(20ms);
    InFlight::Share first(in_flight);
    InFlight::Share second(in_flight);
    const auto begin = InFlight::Clock::time_point(1h);
    first.sent(first.room(begin), begin);
    auto now = begin;
    while (second.room(now) <= few_words && now < begin + 1s) {
      now += 1ms;
      QCOMPARE(first.room(now), std::size_t{0});
    }
    QVERIFY2(now - begin < 60ms, qPrintable(QString::number((now - begin).count() / 1'000'000)));
  }

  void what_a_silent_channel_sent_long_ago_is_not_on_the_way() {
    InFlight in_flight;
    in_flight.measured(20ms);
    {
      InFlight::Share learns(in_flight);
      Line(125e6, 20ms).run(learns, 1s);
    }
    InFlight::Share first(in_flight);
    InFlight::Share second(in_flight);
    auto now = InFlight::Clock::time_point(2h);
    const auto all = first.room(now);
    first.sent(all / 2, now);
    first.pause();
    QCOMPARE(second.room(now), all - all / 2);
    now += 200ms;
    QCOMPARE(first.room(now), few_words);
    QCOMPARE(second.room(now), all);
    // When it is told of after all, nothing is taken off twice.
    second.sent(all, now);
    first.taken(all / 2, now);
    QCOMPARE(second.room(now), std::size_t{0});
  }
};

}  // namespace in_flight_test

WERKBANK_TEST(in_flight_test::InFlightTest);
#include "in_flight_test.moc"
