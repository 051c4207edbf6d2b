// A factory more, by real clicks and keys: chosen from those that are known, or by an invitation.
#include "getting_in_test_case.h"

#include <QApplication>
#include <QCheckBox>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QTabBar>
#include <QUrl>

#include "tests/runner/test_program.h"
#include "ui/factories/factories_page.h"

namespace werkbank::adding_factories_test {

class AddingFactoriesTest : public GettingInTestCase {
  Q_OBJECT

 private slots:
  void gets_in_with_an_invitation_and_a_code_on_three_screens();
  void lists_only_what_is_used_and_adds_by_choosing();
  void says_why_a_factory_could_not_be_added();
  void uses_an_invitation_of_an_unknown_maker_only_after_the_words_were_heard();
  void refuses_an_invitation_that_was_changed();
  void takes_an_invitation_that_is_dropped_on_any_page();
  void opens_an_invitation_that_the_system_gave();
  void offers_nothing_that_nobody_can_do();
};

void AddingFactoriesTest::gets_in_with_an_invitation_and_a_code_on_three_screens() {
  bench().trusted = {bench().coach_key()};
  *bench().keys = {{"ssh-ed25519 AAAA jansen", "/home/jansen/.ssh/id_ed25519", "SHA256:x", true, false}};
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  QVERIFY(bench().click("factories.add"));  // 1
  bench().window->findChild<FactoriesPage*>()->open_invitation(bench().write_invitation());
  QVERIFY(wait_for([&] { return bench().is_there("invitation.use"); }));  // 2
  QVERIFY(wait_for([&] { return bench().text_on_page().contains("cursus-07"); }));
  QVERIFY(bench().text_on_page().contains("M. Visser, kenniscentrum Noord"));
  QVERIFY(bench().text_on_page().contains("Welcome to the course on Tuesday."));
  QVERIFY(bench().click("invitation.use"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_in"); }));  // 3
  QCOMPARE(bench().window->live().current()->profile().id, std::string("zuid"));
  QVERIFY(bench().ask());
  QVERIFY(bench().answer()->hasFocus());
  bench().give("123 456");
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_out"); }));
  QCOMPARE(bench().made.front()->told(), std::vector<std::string>{"123456"});
  QVERIFY(bench().window->live().factory("zuid")->state() == LiveFactory::State::signed_in);
}

void AddingFactoriesTest::lists_only_what_is_used_and_adds_by_choosing() {
  Profile far = north();
  far.id = "ver";
  far.name = {"Verre fabriek", "Far factory"};
  far.operator_name = {"Centrum Ver, Finland", "Centre Far, Finland"};
  far.listed = false;
  bench().workbench->known_factories = {far, north()};
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  QVERIFY(!bench().is_there("factories.open.ver"));
  QVERIFY(bench().click("factories.add"));
  QVERIFY(bench().text_on_page().contains("Centre Far, Finland"));
  QVERIFY(!bench().is_there("add.choose.noord"));  // is used already
  QVERIFY(bench().click("add.choose.ver"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_in"); }));
  QCOMPARE(bench().made.size(), std::size_t(1));
  QVERIFY(bench().made.front()->own_.listed);
  QVERIFY(bench().click("factory.back"));
  QVERIFY(bench().is_there("factories.open.ver"));
  QVERIFY(bench().click("factories.add"));
  QVERIFY(!bench().is_there("add.choose.ver"));
}

void AddingFactoriesTest::says_why_a_factory_could_not_be_added() {
  Profile far = north();
  far.id = "ver";
  bench().workbench->known_factories = {far};
  bench().workbench->add_factory = [](const Profile&) -> Result<std::shared_ptr<Factory>> {
    return Error{ErrorCode::local_file, Message(LocalText{"De schijf is vol.", "The disk is full."})};
  };
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  QVERIFY(bench().click("factories.add"));
  QVERIFY(bench().click("add.choose.ver"));
  QVERIFY(wait_for([&] { return bench().is_there("add.problem"); }));
  QVERIFY(bench().text_on_page().contains("The disk is full."));
  QVERIFY(wait_for([&] { return bench().is_there("add.choose.ver"); }));
}

void AddingFactoriesTest::uses_an_invitation_of_an_unknown_maker_only_after_the_words_were_heard() {
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  auto* page = bench().window->findChild<FactoriesPage*>();
  page->open_invitation(bench().write_invitation());
  QVERIFY(wait_for([&] { return bench().is_there("invitation.words"); }));
  QCOMPARE(bench().find<QLabel>("invitation.words")->text().split(' ', Qt::SkipEmptyParts).size(), 8);
  QVERIFY(!bench().click("invitation.use"));  // cannot be pressed
  auto* heard = bench().find<QCheckBox>("invitation.heard");
  QTest::keyClick(heard, Qt::Key_Space);
  QVERIFY(heard->isChecked());
  // The yes was about this file; the next one asks anew.
  page->open_invitation(bench().write_invitation("tweede.werkbank"));
  QVERIFY(wait_for([&] { return bench().is_there("invitation.words"); }));
  QVERIFY(!heard->isChecked());
  QTest::keyClick(heard, Qt::Key_Space);
  QVERIFY(bench().click("invitation.use"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_in"); }));
  QCOMPARE(bench().made.size(), std::size_t(1));
}

void AddingFactoriesTest::refuses_an_invitation_that_was_changed() {
  bench().trusted = {bench().coach_key()};
  const auto path = bench().write_invitation();
  QFile file(QString::fromStdString(path.string()));
  QVERIFY(file.open(QIODevice::ReadWrite));
  QByteArray bytes = file.readAll();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] == 'A' ? 'B' : 'A');
  file.seek(0);
  file.write(bytes);
  file.close();
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  bench().window->findChild<FactoriesPage*>()->open_invitation(path);
  QVERIFY(wait_for([&] { return bench().is_there("invitation.problem"); }));
  QVERIFY(!bench().is_there("invitation.use"));
  QVERIFY(bench().click("invitation.back"));
  QVERIFY(bench().is_there("factories.open.noord"));
}

void AddingFactoriesTest::takes_an_invitation_that_is_dropped_on_any_page() {
  bench().trusted = {bench().coach_key()};
  bench().open();
  QMimeData wrong;
  wrong.setUrls({QUrl::fromLocalFile(bench().good_table())});
  QDragEnterEvent no({10, 10}, Qt::CopyAction, &wrong, Qt::LeftButton, {});
  no.ignore();
  QApplication::sendEvent(bench().window.get(), &no);
  QVERIFY(!no.isAccepted());
  QMimeData right;
  right.setUrls({QUrl::fromLocalFile(QString::fromStdString(bench().write_invitation().string()))});
  for (const char* page : {"window.rail_start", "window.rail_jobs", "window.rail_factory"}) {
    QVERIFY(bench().click(page));
    QVERIFY(!bench().is_there("invitation.use"));
    QDragEnterEvent yes({10, 10}, Qt::CopyAction, &right, Qt::LeftButton, {});
    yes.ignore();
    QApplication::sendEvent(bench().window.get(), &yes);
    QVERIFY(yes.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &right, Qt::LeftButton, {});
    QApplication::sendEvent(bench().window.get(), &drop);
    QVERIFY(wait_for([&] { return bench().is_there("invitation.use"); }));
    QVERIFY(bench().find<QWidget>("invitation.use")->isEnabled());
    QVERIFY(bench().made.empty());  // nothing before the person says so
  }
}

void AddingFactoriesTest::opens_an_invitation_that_the_system_gave() {
  bench().trusted = {bench().coach_key()};
  bench().open();
  bench().window->open_invitation(bench().write_invitation());
  QVERIFY(wait_for([&] { return bench().is_there("invitation.use"); }));
  bench().workbench->read_invitation = {};
  QVERIFY(bench().click("window.rail_start"));
  bench().window->open_invitation(bench().write_invitation());
  QVERIFY(!bench().is_there("invitation.use"));
}

void AddingFactoriesTest::offers_nothing_that_nobody_can_do() {
  Workbench& bare = *bench().workbench;
  bare.list_keys = {};
  bare.make_key = {};
  bare.find_certificate = {};
  bare.check_connection = {};
  bare.add_factory = {};
  bare.read_invitation = {};
  bare.known_factories = {north()};
  QVERIFY(bench().open_factory());
  QCOMPARE(bench().find<QTabBar>("factory.tabs")->count(), 3);
  QVERIFY(bench().click("factory.back"));
  QVERIFY(!bench().is_there("factories.add"));
}

}  // namespace werkbank::adding_factories_test

WERKBANK_TEST(werkbank::adding_factories_test::AddingFactoriesTest);
#include "adding_factories_test.moc"
