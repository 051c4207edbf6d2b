// What a job writes about its notebook, whoever wrote it.
#include "core/factory/open_notebook.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace open_notebook_test {

const std::string token(64, 'a');

std::string place(const std::string& more) { return R"({"v":1,"token":")" + token + "\"" + more + "}"; }

}  // namespace open_notebook_test

// Once more, because moc counts the braces in raw strings.
namespace open_notebook_test {

class OpenNotebookTest : public QObject {
  Q_OBJECT
 private slots:
  void reads_where_it_is() {
    const auto at_port = parse_notebook_place(place(R"(,"job":"","port":8888)"));
    QVERIFY(at_port.ok());
    QCOMPARE(at_port->port, std::uint16_t{8888});
    QCOMPARE(at_port->scheduler_id, std::string());
    const auto at_socket = parse_notebook_place(place(R"(,"job":"4711","socket":"notebook.sock")"));
    QVERIFY(at_socket.ok());
    QCOMPARE(at_socket->port, std::uint16_t{0});
    QCOMPARE(at_socket->scheduler_id, std::string("4711"));
    QCOMPARE(at_socket->token, token);
  }

  void refuses_all_else_with_a_sentence_that_holds_no_secret_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) {
      QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("nothing", "");
    row("no JSON", "token=" + token);
    row("a list", "[1]");
    row("not UTF-8", place(",\"job\":\"\xff\xfe\""));
    row("no token", R"({"v":1,"job":"1","port":1})");
    row("a short token", R"({"v":1,"token":"abc","job":"1"})");
    row("a token that is an address",
        R"({"v":1,"token":"http://evil.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})");
    row("control codes in the token", R"({"v":1,"token":")" + std::string(63, 'a') + R"(\n"})");
    row("a job that is an option", place(R"(,"job":"--wrap=x")"));
    row("a job with a line feed", place(R"(,"job":"1\n2")"));
    row("a port that is text", place(R"(,"port":"8888")"));
    row("a negative port", place(R"(,"port":-1)"));
    row("port 0", place(R"(,"port":0)"));
    row("a large port", place(R"(,"port":65536)"));
    row("half a port", place(R"(,"port":80.5)"));
    row("far too much", place(R"(,"x":")" + std::string(1'000'000, 'x') + "\""));
    row("deep", std::string(4000, '['));
  }
  void refuses_all_else_with_a_sentence_that_holds_no_secret() {
    QFETCH(QByteArray, text);
    const auto read = parse_notebook_place(text.toStdString());
    QVERIFY(read.failed());
    QVERIFY(read.error().code == ErrorCode::answer_garbled);
    QVERIFY(!read.error().message.empty());
    QVERIFY(read.error().detail.find(token) == std::string::npos);
  }

  void the_address_is_of_this_computer() {
    QCOMPARE(notebook_address(1234, "abc"), std::string("http://127.0.0.1:1234/?token=abc"));
  }
};

}  // namespace open_notebook_test

WERKBANK_TEST(open_notebook_test::OpenNotebookTest);
#include "open_notebook_test.moc"
