#include <nlohmann/json.hpp>

#include "core/base/fingerprint_words.h"
#include "core/base/sha256.h"
#include "core/base/signature.h"
#include "core/factory/invitation.h"
#include "samples.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using Json = nlohmann::json;

namespace invitation_test {

constexpr std::int64_t issued = 1'790'000'000;
constexpr std::int64_t expires = issued + 14 * 24 * 3600;
constexpr double during = static_cast<double>(issued) + 3600;

const SigningKeys& coach() {
  static const auto keys = make_signing_keys().value();
  return keys;
}

InvitationContent sample_content() {
  InvitationContent content;
  content.issued_at = issued;
  content.expires_at = expires;
  content.issuer = "Anna de Vries, kenniscentrum";
  content.factory = sample_profile_with_ways_in();
  content.account = "project_465";
  content.reservation = CourseReservation{"course_9", issued + 3600, issued + 7200};
  content.data = {{"weld photos", "https://example.org/weld.tar", "", sha256_hex("a"), 1'234'567},
                  {"sensors", "", "/project/course/sensors", sha256_hex("b"), 0}};
  content.welcome = {"Welkom bij de cursus.", "Welcome to the course."};
  return content;
}

std::string sample_file() { return make_invitation(sample_content(), coach().private_key).value(); }

/// An envelope around `payload`, signed as it should be.
std::string sealed(const std::string& payload, const SigningKeys& keys = coach()) {
  const Json envelope = {{"werkbank_invitation", 1},
                         {"payload", payload},
                         {"signature", sign_bytes(payload, keys.private_key).value()},
                         {"public_key", keys.public_key}};
  return envelope.dump();
}

/// The sample's content with the value at `pointer` replaced (null removes it), and signed again.
std::string resealed(const std::string& pointer, const Json& value) {
  auto content = Json::parse(Json::parse(sample_file())["payload"].get<std::string>());
  const Json::json_pointer place(pointer);
  if (value.is_null()) {
    content.at(place.parent_pointer()).erase(place.back());
  } else {
    content[place] = value;
  }
  return sealed(content.dump());
}

InvitationFault fault_of(const std::string& file, double now = during) {
  auto fault = InvitationFault::none;
  const auto read = read_invitation(file, now, {coach().public_key}, &fault);
  // Every failure has a sentence with a next step, and no failure lets anything through.
  if (read.ok() != (fault == InvitationFault::none)) qFatal("fault and result disagree");
  if (read.failed() && read.error().message.english().size() < 40) qFatal("no sentence");
  return fault;
}

class InvitationTest : public QObject {
  Q_OBJECT
 private slots:
  void everything_that_was_put_in_comes_out() {
    const auto read = read_invitation(sample_file(), during, {coach().public_key});
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().detail.c_str());
    const auto& content = read->content;
    QCOMPARE(content.issued_at, issued);
    QCOMPARE(content.expires_at, expires);
    QCOMPARE(content.issuer, std::string("Anna de Vries, kenniscentrum"));
    QCOMPARE(content.account, std::string("project_465"));
    QVERIFY(content.reservation.has_value());
    QCOMPARE(content.reservation->name, std::string("course_9"));
    QCOMPARE(content.reservation->end - content.reservation->start, std::int64_t(3600));
    QCOMPARE(content.data.size(), std::size_t(2));
    QCOMPARE(content.data[0].url, std::string("https://example.org/weld.tar"));
    QCOMPARE(content.data[0].bytes, std::uint64_t(1'234'567));
    QCOMPARE(content.data[1].path, std::string("/project/course/sensors"));
    QCOMPARE(content.data[1].sha256, sha256_hex("b"));
    QCOMPARE(content.welcome.dutch, std::string("Welkom bij de cursus."));
    auto factory = sample_profile_with_ways_in();
    QVERIFY(!factory.listed && content.factory.listed);  // who is invited sees the factory
    factory.listed = true;
    QCOMPARE(profile_to_json(content.factory), profile_to_json(factory));
  }

  void the_least_there_can_be_is_enough() {
    InvitationContent content;
    content.issued_at = issued;
    content.expires_at = issued + 1;
    content.issuer = "A";
    content.factory = sample_profile();
    const auto file = make_invitation(content, coach().private_key);
    QVERIFY(file.ok());
    const auto read = read_invitation(*file, static_cast<double>(issued), {});
    QVERIFY(read.ok());
    QVERIFY(read->content.data.empty() && !read->content.reservation && read->content.welcome.english.empty());
  }

  void a_known_key_is_told_from_an_unknown_one() {
    const auto other = make_signing_keys().value();
    const auto known = read_invitation(sample_file(), during, {"", "nonsense", other.public_key, coach().public_key});
    QCOMPARE(known->trust, InvitationTrust::trusted_key);
    QCOMPARE(trust_sentence(*known).english(),
             std::string("This invitation is from Anna de Vries, kenniscentrum. Werkbank knows the signature."));
    for (const auto& trusted : {std::vector<std::string>{}, {other.public_key}, {coach().public_key + " "}}) {
      const auto unknown = read_invitation(sample_file(), during, trusted);
      QCOMPARE(unknown->trust, InvitationTrust::unknown_key);
      QCOMPARE(unknown->fingerprint, key_fingerprint(coach().public_key));
      QCOMPARE(unknown->words.size(), std::size_t(8));
      QCOMPARE(unknown->words, fingerprint_words(unknown->fingerprint));
      const auto sentence = trust_sentence(*unknown).english();
      QVERIFY(sentence.find("says that it is from Anna") != std::string::npos);
      QVERIFY(sentence.find(fingerprint_line(unknown->fingerprint)) != std::string::npos);
    }
  }

  void each_fault_is_told_from_the_others() {
    QCOMPARE(fault_of(sample_file()), InvitationFault::none);
    QCOMPARE(fault_of(std::string(largest_invitation + 1, ' ')), InvitationFault::too_large);
    QCOMPARE(fault_of(""), InvitationFault::damaged);
    QCOMPARE(fault_of("{}"), InvitationFault::damaged);
    QCOMPARE(fault_of(profile_to_json(sample_profile())), InvitationFault::damaged);
    QCOMPARE(fault_of(sample_file().substr(0, 900)), InvitationFault::damaged);
    QCOMPARE(fault_of(std::string("PK\x03\x04\0\0", 6)), InvitationFault::damaged);
    QCOMPARE(fault_of(sample_file(), static_cast<double>(expires)), InvitationFault::expired);
    QCOMPARE(fault_of(sample_file(), static_cast<double>(issued) - 3600), InvitationFault::not_yet_valid);
    QCOMPARE(fault_of(sample_file(), static_cast<double>(issued) - 60),
             InvitationFault::none);  // clocks differ a little
    auto envelope = Json::parse(sample_file());
    envelope["werkbank_invitation"] = 2;
    QCOMPARE(fault_of(envelope.dump()), InvitationFault::newer_schema);
    for (const char* schema : {"0", "-1", "1.5", "\"1\"", "null", "[]", "18446744073709551615"}) {
      envelope["werkbank_invitation"] = Json::parse(schema);
      QVERIFY2(fault_of(envelope.dump()) != InvitationFault::none, schema);
    }
  }

  void a_changed_letter_anywhere_is_noticed() {
    const auto file = sample_file();
    int taken = 0;
    for (std::size_t i = 0; i < file.size(); ++i) {
      auto changed = file;
      changed[i] = changed[i] == 'x' ? 'y' : 'x';
      taken += fault_of(changed) == InvitationFault::none ? 1 : 0;
    }
    // Only the white space between the fields of the envelope may be anything, and "x" is not white space.
    QCOMPARE(taken, 0);
    auto envelope = Json::parse(file);
    envelope["payload"] = envelope["payload"].get<std::string>() + " ";
    QCOMPARE(fault_of(envelope.dump()), InvitationFault::tampered);
  }

  void somebody_elses_key_in_the_envelope_does_not_help() {
    const auto other = make_signing_keys().value();
    auto envelope = Json::parse(sample_file());
    envelope["public_key"] = other.public_key;
    QCOMPARE(fault_of(envelope.dump()), InvitationFault::tampered);
    // Signed again by the other one it can be read, but never as the coach's.
    const auto read = read_invitation(sealed(envelope["payload"], other), during, {coach().public_key});
    QCOMPARE(read->trust, InvitationTrust::unknown_key);
    // A key under which every signature fits.
    envelope["public_key"] = "ed25519 " + QByteArray(1, '\1').append(QByteArray(31, '\0')).toBase64().toStdString();
    envelope["signature"] = QByteArray(1, '\1').append(QByteArray(63, '\0')).toBase64().toStdString();
    QCOMPARE(fault_of(envelope.dump()), InvitationFault::tampered);
  }

  void leaving_the_signature_out_is_not_a_way_in() {
    for (const char* field : {"signature", "public_key"}) {
      auto envelope = Json::parse(sample_file());
      envelope.erase(field);
      QCOMPARE(fault_of(envelope.dump()), InvitationFault::not_signed);
      envelope[field] = "";
      QCOMPARE(fault_of(envelope.dump()), InvitationFault::not_signed);
      envelope[field] = Json::array();
      QCOMPARE(fault_of(envelope.dump()), InvitationFault::damaged);
    }
    auto envelope = Json::parse(sample_file());
    envelope["run"] = "calc.exe";
    QCOMPARE(fault_of(envelope.dump()), InvitationFault::damaged);
  }

  void a_newer_content_in_an_older_envelope_is_refused() {
    QCOMPARE(fault_of(resealed("/schema", 2)), InvitationFault::downgraded);
    QCOMPARE(fault_of(resealed("/schema", 0)), InvitationFault::downgraded);
  }

  void a_signature_for_something_else_is_no_invitation() {
    QCOMPARE(fault_of(sealed(R"({"kind": "werkbank-catalogue", "schema": 1})")), InvitationFault::wrong_content);
    QCOMPARE(fault_of(sealed(profile_to_json(sample_profile()))), InvitationFault::wrong_content);
    QCOMPARE(fault_of(sealed("not JSON")), InvitationFault::wrong_content);
    QCOMPARE(fault_of(sealed(std::string(5000, '['))), InvitationFault::wrong_content);
    QCOMPARE(fault_of(resealed("/kind", nullptr)), InvitationFault::wrong_content);
  }

  void content_that_could_do_harm_is_refused_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, const char* pointer, const char* value) {
      QTest::newRow(name) << pointer << value;
    };
    row("no issuer", "/issuer", "null");
    row("issuer of two lines", "/issuer", R"("Anna\nSURF")");
    row("issuer written backwards", "/issuer", R"("\u202eannA")");
    row("issuer with invisible letters", "/issuer", R"("An\u200bna")");
    row("valid for ever", "/expires_at", "253402300799");
    row("ends before it begins", "/expires_at", "1789999999");
    row("times in words", "/issued_at", "\"today\"");
    row("time below zero", "/issued_at", "-1");
    row("no factory", "/factory", "null");
    row("factory that is a word", "/factory", "\"lumi\"");
    row("the practice factory", "/factory/id", "\"practice\"");
    row("a practice factory", "/factory/kind", "\"practice\"");
    row("factory with a wrong host", "/factory/host", "\"-oProxyCommand=x\"");
    row("factory that starts a shell", "/factory/sign_in/certificate/command/0", "\"bash\"");
    row("account that is an option", "/account", "\"--uid=0\"");
    row("account with a command", "/account", "\"$(id)\"");
    row("reservation that is an option", "/reservation/name", "\"-x\"");
    row("reservation without a name", "/reservation/name", "\"\"");
    row("reservation that ends first", "/reservation/end", "1");
    row("data without a name", "/data/0/name", "\"\"");
    row("data named to climb", "/data/0/name", "\"../../x\"");
    row("data named like a stream", "/data/0/name", "\"a:b\"");
    row("data named twice", "/data/0/name", "\"sensors\"");
    row("data from a plain web page", "/data/0/url", "\"http://example.org/x\"");
    row("data from a file here", "/data/0/url", "\"file:///etc/passwd\"");
    row("data at two places", "/data/0/path", "\"/x\"");
    row("data at no place", "/data/0/url", "null");
    row("data at a path that climbs", "/data/1/path", "\"/project/../etc\"");
    row("data at a path of here", "/data/1/path", "\"sensors\"");
    row("data at a path with a newline", "/data/1/path", R"("/a\nb")");
    row("data with a short hash", "/data/0/sha256", "\"abc\"");
    row("data with a hash in capitals", "/data/0/sha256",
        "\"CA978112CA1BBDCAFAC231B39A23DC4DA786EFF8147C4E72B9807785AFEE48BB\"");
    row("data of less than nothing", "/data/0/bytes", "-1");
    row("data of more than there is", "/data/0/bytes", "1000000000000001");
    row("welcome in one language", "/welcome", R"({"nl": "x"})");
    row("welcome of two lines", "/welcome/en", R"("a\nb")");
    row("something unknown", "/command", "\"x\"");
  }

  void content_that_could_do_harm_is_refused() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QCOMPARE(fault_of(resealed(pointer.toStdString(), Json::parse(value.toStdString()))),
             InvitationFault::wrong_content);
  }

  void much_too_much_is_refused() {
    Json many = Json::array();
    for (int i = 0; i < 201; ++i)
      many.push_back({{"name", "d" + std::to_string(i)}, {"path", "/x"}, {"sha256", sha256_hex("")}, {"bytes", 1}});
    QCOMPARE(fault_of(resealed("/data", many)), InvitationFault::wrong_content);
    many.erase(200);
    QCOMPARE(fault_of(resealed("/data", many)), InvitationFault::none);
    QCOMPARE(fault_of(resealed("/welcome/nl", std::string(501, 'a'))), InvitationFault::wrong_content);
    QCOMPARE(fault_of(resealed("/issuer", std::string(81, 'a'))), InvitationFault::wrong_content);
  }

  void nothing_is_made_that_could_not_be_read() {
    auto content = sample_content();
    content.issuer.clear();
    auto made = make_invitation(content, coach().private_key);
    QVERIFY(made.failed());
    QCOMPARE(made.error().code, ErrorCode::usage);
    QVERIFY(made.error().detail.find("issuer") != std::string::npos);
    content = sample_content();
    content.factory.kind = FactoryKind::practice;
    QVERIFY(make_invitation(content, coach().private_key).failed());
    content = sample_content();
    content.issuer = "bad \xff UTF-8";
    QVERIFY(make_invitation(content, coach().private_key).ok());  // the wrong byte became a replacement character
    content = sample_content();
    content.welcome.english = std::string(largest_invitation, 'a');
    QVERIFY(make_invitation(content, coach().private_key).failed());
    QCOMPARE(make_invitation(sample_content(), Secret("ed25519-private x")).error().code, ErrorCode::usage);
    QCOMPARE(make_invitation(sample_content(), Secret(coach().public_key)).error().code, ErrorCode::usage);
  }

  void the_file_holds_the_public_key_only() {
    const auto file = sample_file();
    QVERIFY(file.find(coach().public_key) != std::string::npos);
    QVERIFY(file.find(coach().private_key.reveal().substr(16)) == std::string::npos);
  }

  void an_older_one_than_was_accepted_is_refused() {
    const auto read = read_invitation(sample_file(), during, {});
    QVERIFY(check_not_older(*read, 0).ok());
    QVERIFY(check_not_older(*read, issued).ok());
    const auto older = check_not_older(*read, issued + 1);
    QVERIFY(older.failed());
    QVERIFY(older.error().message.english().find("Anna") != std::string::npos);
  }
};

}  // namespace invitation_test

WERKBANK_TEST(invitation_test::InvitationTest);
#include "invitation_test.moc"
