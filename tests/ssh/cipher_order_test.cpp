#include "core/ssh/cipher_order.h"
#include "tests/runner/test_program.h"

#include <chrono>

using namespace werkbank;

namespace cipher_order_test {

class CipherOrderTest : public QObject {
  Q_OBJECT

 private slots:
  void the_quicker_one_comes_first_and_a_little_does_not_count_data() {
    QTest::addColumn<double>("aes");
    QTest::addColumn<double>("chacha20");
    QTest::addColumn<QString>("first");
    QTest::newRow("instructions for AES") << 3e9 << 1.2e9 << "aes128-gcm@openssh.com";
    QTest::newRow("none") << 1e8 << 3.5e8 << "chacha20-poly1305@openssh.com";
    QTest::newRow("nearly the same") << 3.6e9 << 3.8e9 << "aes128-gcm@openssh.com";
    QTest::newRow("no AES-GCM at all") << 0.0003 << 3e8 << "chacha20-poly1305@openssh.com";
  }
  void the_quicker_one_comes_first_and_a_little_does_not_count() {
    QFETCH(double, aes);
    QFETCH(double, chacha20);
    QFETCH(QString, first);
    const auto names = QString::fromStdString(cipher_order(aes, chacha20)).split(',');
    QCOMPARE(names.front(), first);
    QCOMPARE(names.size(), 5);
    QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 5);
  }

  void this_computer_is_measured_once() {
    const auto begin = std::chrono::steady_clock::now();
    const auto& first = ciphers_by_speed();
    const auto measured = std::chrono::steady_clock::now();
    QCOMPARE(&ciphers_by_speed(), &first);
    const auto again = std::chrono::steady_clock::now();
    QVERIFY(again - measured < measured - begin);
    qInfo("%s, measured in %.1f ms", first.c_str(),
          std::chrono::duration<double, std::milli>(measured - begin).count());
  }
};

}  // namespace cipher_order_test

WERKBANK_TEST(cipher_order_test::CipherOrderTest);
#include "cipher_order_test.moc"
