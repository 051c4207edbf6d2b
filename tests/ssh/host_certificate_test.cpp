// Host certificates as ssh-keygen makes them: which of them say that a key belongs to a host, and that no other does.
#include <openssl/evp.h>

#include <QCryptographicHash>

#include <chrono>

#include "core/ssh/certificate_fields.h"
#include "core/ssh/host_certificate.h"
#include "core/ssh/key_signature.h"
#include "core/ssh/wire_reader.h"
#include "core/ssh/wire_writer.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_authority.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace host_certificate_test {

using Outcome = HostCertificateVerdict::Outcome;
using Terms = TestAuthority::Terms;

std::int64_t now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

std::string wire(std::initializer_list<std::string> fields) {
  WireWriter writer;
  for (const auto& field : fields) writer.text(field);
  return writer.bytes();
}

HostCertificateTerms terms_of(const TestAuthority& authority) { return {"127.0.0.1", {authority.line()}, {}, now()}; }

/// The names of the kinds of key that a host can have, with their sizes.
struct Kind {
  const char* type;
  const char* bits;
};
constexpr Kind kinds[] = {{"ed25519", ""},  {"rsa", "2048"},  {"rsa", "3072"},
                          {"ecdsa", "256"}, {"ecdsa", "384"}, {"ecdsa", "521"}};

class HostCertificateTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    make_host_key(key(), "ed25519");
    QVERIFY(key_in(key().string() + ".pub").starts_with("ssh-ed25519 "));
  }

  void every_kind_of_authority_certifies_every_kind_of_key() {
    for (const auto& of_authority : kinds) {
      const TestAuthority authority(of_authority.type, of_authority.bits);
      for (const auto& of_key : kinds) {
        const auto path = folder_.path() / "some_key";
        make_host_key(path, of_key.type, of_key.bits);
        const auto verdict = judge_host_certificate(bytes_in(authority.certify(path)), terms_of(authority));
        const auto what = std::string(of_authority.type) + of_authority.bits + " for " + of_key.type + of_key.bits;
        QVERIFY2(verdict.outcome == Outcome::good, (what + ": " + verdict.why).c_str());
        QCOMPARE(verdict.key, key_in(path.string() + ".pub"));
      }
    }
  }

  void no_byte_of_it_can_be_changed() {
    for (const auto& kind : kinds) {
      const TestAuthority authority(kind.type, kind.bits);
      const auto bytes = bytes_in(authority.certify(key()));
      const auto terms = terms_of(authority);
      QCOMPARE(judge_host_certificate(bytes, terms).outcome, Outcome::good);
      for (std::size_t i = 0; i < bytes.size(); ++i) {
        for (const int change : {0x01, 0x80, 0xff}) {
          auto changed = bytes;
          changed[i] = static_cast<char>(changed[i] ^ change);
          const auto verdict = judge_host_certificate(changed, terms);
          QVERIFY2(verdict.outcome == Outcome::does_not_count, (std::string(kind.type) + std::to_string(i)).c_str());
          QVERIFY(verdict.key.empty() && !verdict.why.empty());
        }
        QCOMPARE(judge_host_certificate(bytes.substr(0, i), terms).outcome, Outcome::does_not_count);
      }
      QCOMPARE(judge_host_certificate(bytes + "x", terms).outcome, Outcome::does_not_count);
    }
  }

  void a_key_and_a_signature_end_where_they_end() {
    for (const auto& kind : kinds) {
      const TestAuthority authority(kind.type, kind.bits);
      const auto bytes = bytes_in(authority.certify(key()));
      std::string problem;
      const auto fields = fields_of_certificate(bytes, problem);
      QVERIFY(fields);
      const std::string signer(fields->authority);
      const std::string signature(fields->signature);
      QVERIFY(is_signed_by(signer, fields->signed_part, signature));
      QVERIFY(!is_signed_by(signer + "x", fields->signed_part, signature));
      QVERIFY(!is_signed_by(signer, fields->signed_part, signature + "x"));
      WireReader parts(signature);
      const std::string way(parts.text());
      const std::string value(parts.text());
      QVERIFY(is_signed_by(signer, fields->signed_part, wire({way, value})));
      QVERIFY(!is_signed_by(signer, fields->signed_part, wire({way, value + "x"})));
      QVERIFY(!is_signed_by(signer, fields->signed_part, wire({way, ""})));
      QVERIFY(
          !is_signed_by(signer, fields->signed_part, wire({way == "ssh-ed25519" ? "ssh-rsa" : "ssh-ed25519", value})));
    }
  }

  void names_are_whole_or_have_wildcards() {
    const struct {
      std::string names;
      std::string host;
      bool good;
    } rows[] = {
        {"login.example.org", "login.example.org", true},
        {"a.example.org,login.example.org", "login.example.org", true},
        {"login.example.org", "LOGIN.example.org", true},
        {"*.example.org", "login.example.org", true},
        {"login?.example.org", "login7.example.org", true},
        {"*.example.org", "example.org", false},
        {"*.example.org", "login.example.org.evil.net", false},
        {"login.example.org", "login.example.or", false},
        {"login.example.org", "xlogin.example.org", false},
        {"other.example.org", "login.example.org", false},
        {"!login.example.org", "login.example.org", false},
        {"", "login.example.org", false},
        {"", "", false},
    };
    for (const auto& row : rows) {
      auto terms = terms_of(authority_);
      terms.host = row.host;
      const auto verdict = judge_host_certificate(certified({row.names}), terms);
      QVERIFY2((verdict.outcome == Outcome::good) == row.good, (row.names + " for " + row.host).c_str());
    }
  }

  void it_is_valid_from_its_first_second_to_before_its_last() {
    const auto bytes = certified({"127.0.0.1", "20260101000000Z:20260102000000Z"});
    const auto at = [this, &bytes](std::int64_t seconds) {
      auto terms = terms_of(authority_);
      terms.unix_seconds = seconds;
      return judge_host_certificate(bytes, terms).outcome;
    };
    QCOMPARE(at(1767225599), Outcome::does_not_count);
    QCOMPARE(at(1767225600), Outcome::good);
    QCOMPARE(at(1767311999), Outcome::good);
    QCOMPARE(at(1767312000), Outcome::does_not_count);
    QCOMPARE(judge_host_certificate(certified({"127.0.0.1", "always:forever"}), terms_of(authority_)).outcome,
             Outcome::good);
  }

  void one_of_another_authority_does_not_count() {
    const TestAuthority other;
    const auto bytes = certified({});
    QCOMPARE(judge_host_certificate(bytes, terms_of(authority_)).outcome, Outcome::good);
    QCOMPARE(judge_host_certificate(bytes, terms_of(other)).outcome, Outcome::does_not_count);
    auto none = terms_of(authority_);
    none.authorities.clear();
    QCOMPARE(judge_host_certificate(bytes, none).outcome, Outcome::does_not_count);
    auto both = terms_of(other);
    both.authorities.push_back(authority_.line());
    QCOMPARE(judge_host_certificate(bytes, both).outcome, Outcome::good);
  }

  void one_for_people_does_not_count() {
    const auto verdict = judge_host_certificate(certified({"127.0.0.1", "-1m:+1h", false}), terms_of(authority_));
    QCOMPARE(verdict.outcome, Outcome::does_not_count);
    QVERIFY2(verdict.why.starts_with("it is not for hosts"), verdict.why.c_str());
  }

  void one_with_conditions_does_not_count() {
    const auto bytes = certified({"127.0.0.1", "-1m:+1h", true, {"-O", "critical:only-on@example.org=mondays"}});
    std::string problem;
    QVERIFY(!fields_of_certificate(bytes, problem)->critical_options.empty());
    QVERIFY(judge_host_certificate(bytes, terms_of(authority_)).why.find("conditions") != std::string::npos);
    // Extensions bind nobody.
    const auto extended = certified({"127.0.0.1", "-1m:+1h", true, {"-O", "extension:hint@example.org=x"}});
    QCOMPARE(judge_host_certificate(extended, terms_of(authority_)).outcome, Outcome::good);
  }

  void a_revoked_key_or_authority_is_told_apart() {
    for (const auto& revoked : {authority_.line(), key_in(key().string() + ".pub")}) {
      auto terms = terms_of(authority_);
      terms.revoked = {"ssh-ed25519 AAAAother", revoked};
      QCOMPARE(judge_host_certificate(certified({}), terms).outcome, Outcome::revoked);
      // Also when it would not have counted anyway.
      QCOMPARE(judge_host_certificate(certified({"other.example.org"}), terms).outcome, Outcome::revoked);
      terms.authorities.clear();
      QCOMPARE(judge_host_certificate(certified({}), terms).outcome, Outcome::revoked);
    }
  }

  void an_rsa_authority_signs_with_sha2_and_at_least_2048_bits() {
    const TestAuthority rsa("rsa", "2048");
    for (const std::string way : {"rsa-sha2-256", "rsa-sha2-512"})
      QCOMPARE(judge_host_certificate(signed_by(rsa, way), terms_of(rsa)).outcome, Outcome::good);
    const auto old = signed_by(rsa, "ssh-rsa");
    QVERIFY(old.find("ssh-rsa", old.size() - 300) != std::string::npos);  // ssh-keygen did as it was told
    QCOMPARE(judge_host_certificate(old, terms_of(rsa)).outcome, Outcome::does_not_count);
    const TestAuthority small("rsa", "1024");
    const auto weak = signed_by(small, "rsa-sha2-512");
    QVERIFY(weak.size() > 300);
    QCOMPARE(judge_host_certificate(weak, terms_of(small)).outcome, Outcome::does_not_count);
  }

  void a_key_in_a_fido_token_certifies_nothing() {
    // As a token signs (PROTOCOL.u2f), made without one: the signature is right, and of a kind that does not count.
    EVP_PKEY* pair = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    std::string point(32, '\0');
    auto size = point.size();
    EVP_PKEY_get_raw_public_key(pair, reinterpret_cast<unsigned char*>(point.data()), &size);
    const auto sign = [pair](const std::string& message) {
      EVP_MD_CTX* context = EVP_MD_CTX_new();
      std::string value(64, '\0');
      auto length = value.size();
      EVP_DigestSignInit(context, nullptr, nullptr, nullptr, pair);
      EVP_DigestSign(context, reinterpret_cast<unsigned char*>(value.data()), &length,
                     reinterpret_cast<const unsigned char*>(message.data()), message.size());
      EVP_MD_CTX_free(context);
      return value;
    };
    const auto sha256 = [](const std::string& text) {
      return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).toStdString();
    };
    const std::string counter("\x01\0\0\0\x01", 5);  // somebody touched it, once
    QVERIFY(is_signed_by(wire({"ssh-ed25519", point}), "words", wire({"ssh-ed25519", sign("words")})));
    const std::string type = "sk-ssh-ed25519@openssh.com";
    const auto by_token = wire({type, sign(sha256("ssh:") + counter + sha256("words"))}) + counter;
    QVERIFY(!is_signed_by(wire({type, point, "ssh:"}), "words", by_token));
    QVERIFY(!is_signed_by(wire({"ssh-ed25519", point}), "words", by_token));
    EVP_PKEY_free(pair);
  }

  void what_is_no_certificate_does_not_count() {
    for (const auto& bytes : {std::string(), std::string("x"), std::string(100, '\0'), std::string(100, '\xff'),
                              bytes_in(key().string() + ".pub")})
      QCOMPARE(judge_host_certificate(bytes, terms_of(authority_)).outcome, Outcome::does_not_count);
  }

 private:
  std::filesystem::path key() const { return folder_.path() / "host_key"; }
  std::string certified(const Terms& terms) const { return bytes_in(authority_.certify(key(), terms)); }
  std::string signed_by(const TestAuthority& authority, const std::string& way) const {
    return bytes_in(authority.certify(key(), {"127.0.0.1", "-1m:+1h", true, {"-t", way}}));
  }

  TestFolder folder_;
  TestAuthority authority_;
};

}  // namespace host_certificate_test

WERKBANK_TEST(host_certificate_test::HostCertificateTest);
#include "host_certificate_test.moc"
