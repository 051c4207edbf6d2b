// A signed catalogue: used as its maker signed it, and not at all otherwise.
#include <filesystem>

#include "core/base/local_files.h"
#include "core/base/signature.h"
#include "core/catalogue/catalogue_seal.h"
#include "sample_template.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace catalogue_seal_test {

class CatalogueSealTest : public QObject {
  Q_OBJECT

 private slots:
  void a_sealed_catalogue_is_accepted();
  void refuses_what_is_not_as_it_was_signed_data();
  void refuses_what_is_not_as_it_was_signed();
  void refuses_another_key_until_it_is_trusted();
  void refuses_one_that_is_over();
  void refuses_an_older_issue_than_one_before();
  void a_signature_of_something_else_is_none();
  void is_not_fooled_by_another_key_in_the_signature();
  void a_hostile_name_stays_one_line();
  void signs_again_after_a_change();
  void refuses_terms_that_cannot_be();

 private:
  SealTrust trust(std::int64_t least = 0) const { return {{{keys_.public_key, least}}, 1'000}; }
  SigningKeys keys_ = make_signing_keys().value();
  SealTerms terms_{"AI-fabriek \"Groningen\"", 7, 2'000};
};

namespace {

std::string english(const Result<CatalogueSeal>& result) {
  return result.failed() ? result.error().message.english() : "not refused";
}

}  // namespace

void CatalogueSealTest::a_sealed_catalogue_is_accepted() {
  const SampleCatalogue sample;
  sample.add("one");
  sample.write("shared/caf\xC3\xA9 'x'\n.py", "pass");
  QVERIFY(seal_catalogue(sample.folder(), terms_, keys_.private_key).ok());
  const auto seal = check_seal(sample.folder(), trust(7));
  QVERIFY2(seal.ok(), english(seal).c_str());
  QCOMPARE(seal->terms.name, terms_.name);
  QCOMPARE(seal->terms.number, 7);
  QCOMPARE(seal->public_key, keys_.public_key);
}

void CatalogueSealTest::refuses_what_is_not_as_it_was_signed_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<QByteArray>("content");  // null: removed
  QTest::addColumn<QString>("words");
  const auto row = [](const char* name, const char* file, const QByteArray& content, const char* words) {
    QTest::newRow(name) << file << content << words;
  };
  row("a script was changed", "one/train.py", "import os", "one/train.py was changed");
  row("a file was added", "one/more.py", "import os", "one/more.py was changed, added");
  row("a template was added", "two/manifest.json", "{}", "two/manifest.json was changed, added");
  row("a file was removed", "one/manifest.json", QByteArray(), "one/manifest.json was changed");
  row("the list was changed", "catalogue.json", "{}", "not what its maker signed");
  row("the list was removed", "catalogue.json", QByteArray(), "are not signed");
  row("the signature was removed", "catalogue.sig", QByteArray(), "are not signed");
  row("the signature was emptied", "catalogue.sig", "", "not what its maker signed");
  row("the signature is no signature", "catalogue.sig", "ed25519 AAAA\nBBBB\n", "not what its maker signed");
  row("the signature is binary", "catalogue.sig", QByteArray("\0\xFF\n\0", 4), "not what its maker signed");
}

void CatalogueSealTest::refuses_what_is_not_as_it_was_signed() {
  QFETCH(QString, file);
  QFETCH(QByteArray, content);
  QFETCH(QString, words);
  const SampleCatalogue sample;
  sample.add("one");
  QVERIFY(seal_catalogue(sample.folder(), terms_, keys_.private_key).ok());
  const auto place = sample.folder() / file.toStdString();
  if (content.isNull()) {
    std::filesystem::remove(place);
  } else {
    sample.write(file.toStdString(), content.toStdString());
  }
  const auto result = check_seal(sample.folder(), trust());
  QVERIFY(result.failed());
  QCOMPARE(result.error().code, ErrorCode::catalogue_invalid);
  QVERIFY2(english(result).find(words.toStdString()) != std::string::npos, english(result).c_str());
}

void CatalogueSealTest::refuses_another_key_until_it_is_trusted() {
  const SampleCatalogue sample;
  sample.add("one");
  const auto other = make_signing_keys().value();
  QVERIFY(seal_catalogue(sample.folder(), terms_, other.private_key).ok());
  const auto refused = check_seal(sample.folder(), trust());
  QVERIFY(refused.failed());
  QVERIFY(english(refused).find("does not know") != std::string::npos);
  QCOMPARE(read_seal(sample.folder(), 1'000)->public_key, other.public_key);
  QVERIFY(check_seal(sample.folder(), {{{keys_.public_key, 0}, {other.public_key, 0}}, 1'000}).ok());
}

void CatalogueSealTest::refuses_one_that_is_over() {
  const SampleCatalogue sample;
  sample.add("one");
  QVERIFY(seal_catalogue(sample.folder(), terms_, keys_.private_key).ok());
  auto later = trust();
  later.now = 2'001;
  QVERIFY(english(check_seal(sample.folder(), later)).find("was valid until") != std::string::npos);
  QVERIFY(read_seal(sample.folder(), later.now).failed());
}

void CatalogueSealTest::refuses_an_older_issue_than_one_before() {
  const SampleCatalogue sample;
  sample.add("one");
  QVERIFY(seal_catalogue(sample.folder(), terms_, keys_.private_key).ok());
  QVERIFY(check_seal(sample.folder(), trust(7)).ok());
  QVERIFY(english(check_seal(sample.folder(), trust(8))).find("older (number 7)") != std::string::npos);
}

void CatalogueSealTest::a_signature_of_something_else_is_none() {
  const SampleCatalogue sample;
  sample.add("one");
  QVERIFY(seal_catalogue(sample.folder(), terms_, keys_.private_key).ok());
  // The same key signed the same bytes, but not as a catalogue.
  const auto list = read_file(sample.folder() / "catalogue.json").value();
  sample.write("catalogue.sig", keys_.public_key + "\n" + sign_bytes(list, keys_.private_key).value() + "\n");
  QVERIFY(check_seal(sample.folder(), trust()).failed());
}

void CatalogueSealTest::is_not_fooled_by_another_key_in_the_signature() {
  const SampleCatalogue sample;
  sample.add("one");
  const auto other = make_signing_keys().value();
  QVERIFY(seal_catalogue(sample.folder(), terms_, other.private_key).ok());
  const auto theirs = read_file(sample.folder() / "catalogue.sig").value();
  sample.write("catalogue.sig", keys_.public_key + theirs.substr(theirs.find('\n')));
  QVERIFY(check_seal(sample.folder(), trust()).failed());
}

void CatalogueSealTest::a_hostile_name_stays_one_line() {
  const SampleCatalogue sample;
  sample.add("one");
  QVERIFY(seal_catalogue(sample.folder(), terms_, keys_.private_key).ok());
  sample.write("shared/\x1B[2J\n$(touch x)" + std::string(180, 'y') + ".py", "pass");
  const auto result = check_seal(sample.folder(), trust());
  QVERIFY(result.failed());
  for (const char c : english(result)) QVERIFY(static_cast<unsigned char>(c) >= 0x20);
}

void CatalogueSealTest::signs_again_after_a_change() {
  const SampleCatalogue sample;
  sample.add("one");
  QVERIFY(seal_catalogue(sample.folder(), terms_, keys_.private_key).ok());
  sample.add("two");
  QVERIFY(check_seal(sample.folder(), trust()).failed());
  terms_.number = 8;
  QVERIFY(seal_catalogue(sample.folder(), terms_, keys_.private_key).ok());
  QCOMPARE(check_seal(sample.folder(), trust(8))->terms.number, 8);
  terms_.number = 7;
}

void CatalogueSealTest::refuses_terms_that_cannot_be() {
  const SampleCatalogue sample;
  sample.add("one");
  for (const SealTerms& terms : {SealTerms{"", 1, 2'000}, SealTerms{std::string(300, 'x'), 1, 2'000},
                                 SealTerms{"name", 0, 2'000}, SealTerms{"name", -3, 2'000}}) {
    QCOMPARE(seal_catalogue(sample.folder(), terms, keys_.private_key).error().code, ErrorCode::usage);
  }
  QVERIFY(!std::filesystem::exists(sample.folder() / "catalogue.json"));
  QCOMPARE(seal_catalogue(sample.folder(), terms_, Secret("no key")).error().code, ErrorCode::usage);
}

}  // namespace catalogue_seal_test

WERKBANK_TEST(catalogue_seal_test::CatalogueSealTest);
#include "catalogue_seal_test.moc"
