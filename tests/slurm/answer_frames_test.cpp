#include "core/slurm/answer_frames.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace answer_frames_test {

const std::string whole("=queue 1 0 3\nabc\n=file:x/y 10 4 5\na\n\0\xff\n\n=end 0 0 0\n\n", 52);

class AnswerFramesTest : public QObject {
  Q_OBJECT
 private slots:
  void gives_back_the_bytes_as_they_were() {
    const auto answer = Answer::parse(whole);
    QVERIFY2(answer.ok(), answer.ok() ? "" : answer.error().detail.c_str());
    QCOMPARE(answer->parts().size(), std::size_t(2));
    QCOMPARE(answer->text("queue"), std::string_view("abc"));
    QVERIFY(!answer->succeeded("queue"));
    const auto* file = answer->find("file:x/y");
    QCOMPARE(file->first, std::uint64_t(10));
    QCOMPARE(file->second, std::uint64_t(4));
    QCOMPARE(file->bytes, std::string("a\n\0\xff\n", 5));
    QVERIFY(answer->find("nothing") == nullptr);
    QVERIFY(!answer->succeeded("nothing"));
  }

  void half_an_answer_is_no_answer() {
    for (std::size_t cut = 0; cut + 1 < whole.size(); ++cut) {
      const auto answer = Answer::parse(std::string_view(whole).substr(0, cut));
      QVERIFY2(answer.failed(), qPrintable(QString::number(cut)));
      QCOMPARE(answer.error().code, ErrorCode::answer_garbled);
    }
  }

  void nonsense_is_no_answer() {
    for (const auto* text : {"", "\n", "hello\n", "= 0 0 0\n\n", "=a 0 0\n\n", "=a 0 0 x\n\n", "=a 0 0 -1\n\n",
                             "=a 0 0 18446744073709551615\n\n", "=a 0 0 2\nabc\n=end 0 0 0\n\n", "=end 0 0 5\n\n"}) {
      QVERIFY2(Answer::parse(text).failed(), text);
    }
  }
};

}  // namespace answer_frames_test

WERKBANK_TEST(answer_frames_test::AnswerFramesTest);
#include "answer_frames_test.moc"
