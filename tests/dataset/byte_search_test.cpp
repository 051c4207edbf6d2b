// Looking at many bytes at a time says the same as looking at one after the other.
#include "core/dataset/byte_search.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace byte_search_test {

class ByteSearchTest : public QObject {
  Q_OBJECT

 private slots:
  void the_first_is_found_wherever_it_is() {
    for (std::size_t size = 0; size <= 70; ++size) {
      for (std::size_t place = 0; place <= size; ++place) {
        auto text = std::string(size, 'x');
        if (place < size) text[place] = '7';
        for (std::size_t from = 0; from <= size; ++from)
          QCOMPARE(find_byte(text, from, is_digit), from <= place ? place : size);
      }
    }
  }

  void of_several_the_first_behind_the_place_is_found() {
    const auto text = std::string(40, 'x') + "1" + std::string(3, 'x') + "2" + std::string(70, 'x') + "3";
    QCOMPARE(find_byte(text, 0, is_digit), 40U);
    QCOMPARE(find_byte(text, 41, is_digit), 44U);
    QCOMPARE(find_byte(text, 45, is_digit), 115U);
    QCOMPARE(find_byte(text, 116, is_digit), text.size());
  }

  void all_are_counted_however_many_they_are() {
    for (const std::size_t size : {0U, 1U, 15U, 16U, 254U, 255U, 256U, 257U, 510U, 511U, 100'000U}) {
      QCOMPARE(count_bytes(std::string(size, '7'), is_digit), size);
      QCOMPARE(count_bytes(std::string(size, 'x') + '7' + std::string(size, '\xff'), is_digit), 1U);
    }
  }
};

}  // namespace byte_search_test

WERKBANK_TEST(byte_search_test::ByteSearchTest);
#include "byte_search_test.moc"
