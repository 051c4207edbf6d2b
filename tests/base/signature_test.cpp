#include <set>

#include "core/base/fingerprint_words.h"
#include "core/base/sha256.h"
#include "core/base/signature.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace signature_test {

std::string base64_of_hex(const char* hex) { return QByteArray::fromHex(hex).toBase64().toStdString(); }
std::string public_of(const char* hex) { return "ed25519 " + base64_of_hex(hex); }
Secret private_of(const char* hex) { return Secret("ed25519-private " + base64_of_hex(hex)); }

int edits_between(std::string_view a, std::string_view b) {
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int corner = row[0];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
      corner = above;
    }
  }
  return row[b.size()];
}

class SignatureTest : public QObject {
  Q_OBJECT
 private slots:
  /// RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc).
  void agrees_with_the_standard_data() {
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("empty") << QByteArray("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
                           << QByteArray("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
                           << QByteArray("")
                           << QByteArray(
                                  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                  "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    QTest::newRow("one byte") << QByteArray("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
                              << QByteArray("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
                              << QByteArray("72")
                              << QByteArray(
                                     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    QTest::newRow("two bytes") << QByteArray("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
                               << QByteArray("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
                               << QByteArray("af82")
                               << QByteArray(
                                      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                      "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    QTest::newRow("a digest") << QByteArray("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42")
                              << QByteArray("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf")
                              << QByteArray(
                                     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
                              << QByteArray(
                                     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                                     "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704");
  }

  void agrees_with_the_standard() {
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, signature);
    const auto bytes = QByteArray::fromHex(message).toStdString();
    const auto expected = base64_of_hex(signature.constData());
    const auto own = private_of(secret.constData());
    QCOMPARE(public_key_of(own).value(), public_of(key.constData()));
    QCOMPARE(sign_bytes(bytes, own).value(), expected);
    QVERIFY(verify_bytes(bytes, expected, public_of(key.constData())).ok());
  }

  void new_keys_sign_and_differ() {
    const auto one = make_signing_keys();
    const auto other = make_signing_keys();
    QVERIFY(one.ok() && other.ok());
    QVERIFY(one->public_key != other->public_key);
    QVERIFY(is_public_key(one->public_key));
    QCOMPARE(public_key_of(one->private_key).value(), one->public_key);
    const auto signature = sign_bytes("hello", one->private_key);
    QVERIFY(signature.ok());
    QVERIFY(verify_bytes("hello", *signature, one->public_key).ok());
    const auto wrong = verify_bytes("hello", *signature, other->public_key);
    QVERIFY(wrong.failed());
    QCOMPARE(wrong.error().code, ErrorCode::verification_failed);
  }

  void every_single_changed_bit_is_noticed() {
    const auto keys = make_signing_keys().value();
    std::string bytes = "every bit of this counts";
    const auto signature = sign_bytes(bytes, keys.private_key).value();
    auto raw = bytes_of_base64(signature).value();
    for (std::size_t bit = 0; bit < 8 * raw.size(); ++bit) {
      auto changed = raw;
      changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
      QVERIFY(
          verify_bytes(bytes, QByteArray::fromStdString(changed).toBase64().toStdString(), keys.public_key).failed());
    }
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
      auto changed = bytes;
      changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
      QVERIFY(verify_bytes(changed, signature, keys.public_key).failed());
    }
  }

  /// S + L signs the same in sloppy libraries: two signatures of one text.
  void a_second_spelling_of_a_signature_is_refused() {
    const auto keys = make_signing_keys().value();
    auto raw = bytes_of_base64(sign_bytes("x", keys.private_key).value()).value();
    const auto order = QByteArray::fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    int carry = 0;
    for (int i = 0; i < 32; ++i) {
      const auto at = static_cast<std::size_t>(32 + i);
      const int sum = static_cast<unsigned char>(raw[at]) + static_cast<unsigned char>(order[i]) + carry;
      raw[at] = static_cast<char>(sum & 0xff);
      carry = sum >> 8;
    }
    QVERIFY(verify_bytes("x", QByteArray::fromStdString(raw).toBase64().toStdString(), keys.public_key).failed());
  }

  void a_key_under_which_anybody_can_sign_is_no_key_data() {
    QTest::addColumn<QByteArray>("hex");
    for (const char* hex : {"0000000000000000000000000000000000000000000000000000000000000000",
                            "0100000000000000000000000000000000000000000000000000000000000000",
                            "0100000000000000000000000000000000000000000000000000000000000080",
                            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"})
      QTest::newRow(hex) << QByteArray(hex);
  }

  void a_key_under_which_anybody_can_sign_is_no_key() {
    QFETCH(QByteArray, hex);
    // R the neutral point, S zero: for the neutral key this verifies every text there is.
    const auto forged = base64_of_hex(
        "0100000000000000000000000000000000000000000000000000000000000000"
        "0000000000000000000000000000000000000000000000000000000000000000");
    QVERIFY(!is_public_key(public_of(hex.constData())));
    QVERIFY(verify_bytes("anything", forged, public_of(hex.constData())).failed());
    QVERIFY(key_fingerprint(public_of(hex.constData())).empty());
  }

  void what_is_no_key_is_refused_data() {
    QTest::addColumn<QByteArray>("key");
    const auto good = QByteArray::fromStdString(make_signing_keys().value().public_key);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("only the word") << QByteArray("ed25519 ");
    QTest::newRow("no word") << good.mid(8);
    QTest::newRow("two spaces") << QByteArray("ed25519  ") + good.mid(8);
    QTest::newRow("newline after it") << good + '\n';
    QTest::newRow("comment after it") << good + " me";
    QTest::newRow("no padding") << good.chopped(1);
    QTest::newRow("too short") << QByteArray("ed25519 AAAA");
    QTest::newRow("too long") << QByteArray("ed25519 ") + QByteArray(33, 'x').toBase64();
    QTest::newRow("of the web alphabet") << QByteArray("ed25519 ") +
                                                QByteArray(32, '\xff').toBase64(QByteArray::Base64UrlEncoding);
    QTest::newRow("a private one") << QByteArray("ed25519-private ") + good.mid(8);
    QTest::newRow("an SSH key") << QByteArray(
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMex5yh6XsEtf4gTQGkvQPPjN3+QwiNqOns4xwe6cLsB");
    QTest::newRow("NUL") << good + '\0';
    QTest::newRow("bad UTF-8") << QByteArray("ed25519 \xff\xfe");
    auto spare_bits = good;  // 32 bytes leave two bits of the last character over: another spelling of the same key
    const char last = spare_bits[spare_bits.size() - 2];
    spare_bits[spare_bits.size() - 2] = last == 'Z' || last == 'z' || last == '9' ? '+' : static_cast<char>(last + 1);
    QTest::newRow("spare bits set") << spare_bits;
  }

  void what_is_no_key_is_refused() {
    QFETCH(QByteArray, key);
    const auto text = key.toStdString();
    QVERIFY(!is_public_key(text));
    QVERIFY(key_fingerprint(text).empty());
    QVERIFY(verify_bytes("x", base64_of_hex(QByteArray(128, '0').constData()), text).failed());
    if (text.starts_with("ed25519-private ")) return;
    const auto signature = sign_bytes("x", Secret(text));
    QVERIFY(signature.failed());
    QCOMPARE(signature.error().code, ErrorCode::usage);
    QVERIFY(public_key_of(Secret(text)).failed());
  }

  void no_error_holds_the_private_key() {
    const auto keys = make_signing_keys().value();
    const auto broken = keys.private_key.reveal() + "x";
    const auto error = sign_bytes("x", Secret(broken)).error();
    const auto secret_part = keys.private_key.reveal().substr(16);
    QVERIFY(error.detail.find(secret_part) == std::string::npos);
    QVERIFY(error.message.english().find(secret_part) == std::string::npos);
  }

  void the_words_are_256_and_none_sounds_like_another() {
    const auto& list = fingerprint_word_list();
    for (std::size_t i = 0; i < list.size(); ++i) {
      QVERIFY2(list[i].size() >= 3 && list[i].size() <= 8, list[i].data());
      for (const char c : list[i]) QVERIFY2(c >= 'a' && c <= 'z', list[i].data());
      for (std::size_t j = 0; j < i; ++j) QVERIFY2(edits_between(list[i], list[j]) >= 2, list[i].data());
    }
  }

  /// People may have written words down: the list may not be put in another order.
  void the_words_never_change() {
    std::string all;
    for (const auto word : fingerprint_word_list()) all += std::string(word) + "\n";
    QCOMPARE(sha256_hex(all), std::string("e6d61862a7c8c7a473e44818f489e63c9b3ba8ffafb248619a259228d5a6b10b"));
  }

  void a_fingerprint_has_the_same_words_in_both_spellings() {
    const auto hex = sha256_hex("a key");
    const auto base64 = QByteArray::fromHex(QByteArray::fromStdString(hex)).toBase64(QByteArray::OmitTrailingEquals);
    const auto words = fingerprint_words(hex);
    QCOMPARE(words.size(), std::size_t(8));
    QCOMPARE(fingerprint_words("SHA256:" + base64.toStdString()), words);
    QCOMPARE(fingerprint_words(QByteArray::fromStdString(hex).toUpper().toStdString()), words);
    QCOMPARE(fingerprint_words(hex, 6), std::vector<std::string>(words.begin(), words.begin() + 6));
    QCOMPARE(fingerprint_words(hex, 99).size(), std::size_t(32));
    QCOMPARE(fingerprint_words(hex, -1).size(), std::size_t(1));
    QCOMPARE(fingerprint_words(std::string(62, '0') + "ff").at(0), std::string(fingerprint_word_list()[0]));
    QCOMPARE(fingerprint_words("ff" + std::string(62, '0')).at(0), std::string(fingerprint_word_list()[255]));
    QCOMPARE(QString::fromStdString(fingerprint_line(hex)).split(' ').size(), qsizetype(8));
  }

  void what_is_no_fingerprint_has_no_words() {
    for (const char* text :
         {"", "SHA256:", "SHA256:AAAA", "MD5:00:11", "xyz", "SHA256:qCFZThjRw8nf0CiZ9rU7b6Zirjq8slAIl5r0xWaVoD0=",
          "zz00000000000000000000000000000000000000000000000000000000000000"})
      QVERIFY2(fingerprint_words(text).empty(), text);
  }
};

}  // namespace signature_test

WERKBANK_TEST(signature_test::SignatureTest);
#include "signature_test.moc"
