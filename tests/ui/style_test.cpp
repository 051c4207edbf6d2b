// The design system: can it be read, does it name what it shows, does it treat data as data?
#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLineEdit>
#include <QPalette>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStringList>

#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/style/system_shade.h"
#include "ui/style/widgets.h"

using namespace werkbank;

namespace style_test {

class StyleTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { werkbank::apply(*qApp, theme_for(ShadeChoice::light)); }

  void every_text_can_be_read_on_every_ground_data() {
    QTest::addColumn<int>("shade");
    QTest::newRow("light") << static_cast<int>(Shade::light);
    QTest::newRow("dark") << static_cast<int>(Shade::dark);
  }
  void every_text_can_be_read_on_every_ground() {
    QFETCH(int, shade);
    const Theme theme(static_cast<Shade>(shade), QFont());
    const std::vector<std::pair<Role, std::vector<Role>>> pairs = {
        {Role::text,
         {Role::window, Role::surface, Role::raised, Role::border, Role::accent_soft, Role::success_soft,
          Role::warning_soft, Role::danger_soft}},
        {Role::muted,
         {Role::window, Role::surface, Role::raised, Role::accent_soft, Role::success_soft, Role::warning_soft,
          Role::danger_soft}},
        {Role::accent, {Role::window, Role::surface, Role::raised, Role::accent_soft}},
        {Role::accent_hover, {Role::window, Role::surface}},
        {Role::success, {Role::window, Role::surface, Role::success_soft}},
        {Role::warning, {Role::window, Role::surface, Role::warning_soft}},
        {Role::danger, {Role::window, Role::surface, Role::danger_soft}},
        {Role::on_accent, {Role::accent, Role::accent_hover}},
        {Role::on_danger, {Role::danger, Role::danger_hover}},
        {Role::chart_axis, {Role::surface}}};
    for (const auto& [text, grounds] : pairs) {
      for (const Role ground : grounds) {
        const double ratio = contrast(theme.color(text), theme.color(ground));
        QVERIFY2(ratio >= 4.5,
                 qPrintable(QStringLiteral("%1 on %2: %3").arg(role_name(text), role_name(ground)).arg(ratio)));
      }
    }
  }

  void edges_marks_and_lines_stand_out_data() { every_text_can_be_read_on_every_ground_data(); }
  void edges_marks_and_lines_stand_out() {
    QFETCH(int, shade);
    const Theme theme(static_cast<Shade>(shade), QFont());
    for (const Role ground : {Role::window, Role::surface}) {
      for (const Role mark : {Role::field_border, Role::focus, Role::accent}) {
        QVERIFY2(contrast(theme.color(mark), theme.color(ground)) >= 3.0, qPrintable(role_name(mark)));
      }
    }
    for (int i = 0; i < Theme::chart_colours; ++i) {
      QVERIFY2(contrast(theme.chart(i), theme.color(Role::surface)) >= 3.0,
               qPrintable(QStringLiteral("line %1").arg(i)));
      for (int j = 0; j < i; ++j) QVERIFY(theme.chart(i) != theme.chart(j));
    }
  }

  void contrast_is_that_of_wcag() {
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
    QVERIFY(std::abs(contrast(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
  }

  void follows_the_size_a_person_set_in_the_system() {
    QFont small;
    small.setPointSizeF(10);
    QFont large;
    large.setPointSizeF(20);
    for (const Type type : {Type::caption, Type::body, Type::title, Type::headline, Type::figure}) {
      QCOMPARE(Theme(Shade::light, large).font(type).pointSizeF(),
               2 * Theme(Shade::light, small).font(type).pointSizeF());
    }
  }

  void style_sheet_leaves_no_name_open() {
    for (const Shade shade : {Shade::light, Shade::dark}) {
      const QString sheet = Theme(shade, QFont()).style_sheet();
      QVERIFY(sheet.size() > 1000);
      QVERIFY2(!sheet.contains(QLatin1Char('@')), qPrintable(sheet.mid(sheet.indexOf(QLatin1Char('@')), 40)));
    }
  }

  void applied_theme_is_the_current_one() {
    const Theme dark = theme_for(ShadeChoice::dark);
    werkbank::apply(*qApp, dark);
    QCOMPARE(current_theme().shade(), Shade::dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), dark.color(Role::window));
    werkbank::apply(*qApp, theme_for(ShadeChoice::light));
    QCOMPARE(current_theme().shade(), Shade::light);
  }

  void looking_at_the_system_leaves_our_palette_alone() {
    const QPalette before = QApplication::palette();
    system_shade();
    QCOMPARE(QApplication::palette(), before);
  }

  void every_icon_is_drawn_in_the_colour_of_its_role() {
    QDir icons(QStringLiteral(":/icons"));
    const QStringList names = icons.entryList({QStringLiteral("*.svg")});
    QVERIFY(names.size() > 40);
    for (const QString& name : names) {
      const QImage picture = icon_pixmap(name.chopped(4), QColor(1, 2, 253), 24, 2.0).toImage();
      QCOMPARE(picture.size(), QSize(48, 48));
      if (name == QLatin1String("werkbank.svg")) continue;  // The mark has its own colours.
      bool drawn = false;
      for (int y = 0; y < picture.height() && !drawn; ++y) {
        for (int x = 0; x < picture.width() && !drawn; ++x) {
          drawn = qAlpha(picture.pixel(x, y)) > 200 && qBlue(picture.pixel(x, y)) > 240;
        }
      }
      QVERIFY2(drawn, qPrintable(name));
    }
  }

  void unknown_icon_is_empty() { QVERIFY(werkbank::icon(QStringLiteral("no-such-icon")).isNull()); }

  void the_mark_is_drawn_from_16_to_512() {
    for (const int size : {16, 32, 64, 128, 512}) {
      QCOMPARE(app_icon().pixmap(QSize(size, size), 1.0).width(), size);
    }
  }

  void text_from_outside_stays_text() {
    const QString hostile = QStringLiteral("<b>bold</b><img src='http://x'>");
    Body body(hostile);
    QCOMPARE(body.textFormat(), Qt::PlainText);
    QCOMPARE(body.text(), hostile);
    QVERIFY(plain_tool_tip(hostile).contains(QLatin1String("&lt;b&gt;")));
    QCOMPARE(plain_label(QStringLiteral("A & B")), QStringLiteral("A && B"));
    StatusPill pill;
    pill.set(Grading::danger, QStringLiteral("error"), hostile);
    for (const QLabel* label : pill.findChildren<QLabel*>()) {
      if (!label->text().isEmpty()) QCOMPARE(label->textFormat(), Qt::PlainText);
    }
  }

  void elided_label_keeps_its_whole_text() {
    Headline label;
    label.set_elided(true);
    const QString text = QStringLiteral("A title that is much longer than the room that there is for it");
    label.setText(text);
    label.resize(120, 40);
    example::settle(label);
    QVERIFY(label.QLabel::text().endsWith(QChar(0x2026)));
    QCOMPARE(label.text(), text);
    QVERIFY(label.toolTip().contains(text));
    QCOMPARE(label.accessibleName(), text);
  }

  void form_row_names_and_describes_its_control() {
    auto* field = new QLineEdit;
    FormRow form(field);
    form.set_label(QStringLiteral("User name"));
    form.set_help(QStringLiteral("As in the letter"));
    QCOMPARE(QAccessible::queryAccessibleInterface(field)->text(QAccessible::Name), QStringLiteral("User name"));
    QCOMPARE(field->accessibleDescription(), QStringLiteral("As in the letter"));
    form.set_error(QStringLiteral("It is empty"));
    QVERIFY(form.has_error());
    QVERIFY(field->accessibleDescription().startsWith(QLatin1String("It is empty")));
    form.set_error({});
    QVERIFY(!form.has_error());
    QCOMPARE(field->accessibleDescription(), QStringLiteral("As in the letter"));
  }

  void banner_can_be_closed_with_the_keyboard() {
    Banner banner(BannerKind::warning);
    banner.set_text(QStringLiteral("Something"));
    banner.set_closable(true);
    example::settle(banner);
    QCOMPARE(example::nameless_controls(banner), QStringList());
    QSignalSpy closed(&banner, &Banner::closed);
    auto* cross = banner.findChild<IconButton*>();
    cross->setFocus();
    QTest::keyClick(cross, Qt::Key_Return);
    QCOMPARE(closed.count(), 1);
    QVERIFY(!banner.isVisible());
  }

  void button_is_pressed_by_enter_and_by_space_once_each() {
    PrimaryButton button(QStringLiteral("Go"));
    example::settle(button);
    QSignalSpy clicked(&button, &QPushButton::clicked);
    QTest::keyClick(&button, Qt::Key_Return);
    QTest::keyClick(&button, Qt::Key_Space);
    QCOMPARE(clicked.count(), 2);
  }

  void focus_can_be_seen_on_every_kind_of_button() {
    for (QPushButton* button : std::initializer_list<QPushButton*>{
             new PrimaryButton(QStringLiteral("Go")), new SecondaryButton(QStringLiteral("Go")),
             new DangerButton(QStringLiteral("Go")), new LinkButton(QStringLiteral("Go")),
             new RailButton(QStringLiteral("Go"), QStringLiteral("jobs")), new IconButton(QStringLiteral("plus"))}) {
      QWidget page;
      auto* layout = new QVBoxLayout(&page);
      auto* other = new QLineEdit;
      layout->addWidget(other);
      layout->addWidget(button);
      example::settle(page);
      QVERIFY(QTest::qWaitForWindowActive(&page));
      other->setFocus();
      const QImage without = button->grab().toImage();
      button->setFocus();
      const QImage with = button->grab().toImage();
      QVERIFY(button->hasFocus());
      QVERIFY2(without != with, button->property("kind").toByteArray());
    }
  }

  void the_ring_of_the_keyboard_goes_with_the_pointer_and_comes_back_with_a_key() {
    QWidget page;
    auto* layout = new QVBoxLayout(&page);
    auto* first = new PrimaryButton(QStringLiteral("Go"));
    auto* second = new SecondaryButton(QStringLiteral("Stay"));
    layout->addWidget(first);
    layout->addWidget(second);
    example::settle(page);
    QVERIFY(QTest::qWaitForWindowActive(&page));
    QTest::keyClick(first, Qt::Key_Tab);
    QTest::mouseClick(second, Qt::LeftButton);
    QVERIFY(second->hasFocus());
    const QImage pointed = second->grab().toImage();
    second->clearFocus();
    QCOMPARE(second->grab().toImage(), pointed);
    QTest::mouseClick(second, Qt::LeftButton);
    QTest::keyClick(second, Qt::Key_Shift);
    QVERIFY(second->grab().toImage() != pointed);
    QTest::keyClick(second, Qt::Key_Tab);
    QVERIFY(first->hasFocus());
    QVERIFY(first->property("ring").toBool());
    QVERIFY(!second->property("ring").toBool());
  }

  void a_scroll_bar_moves_nothing() {
    ScrollBody body;
    body.resize(600, 300);
    auto* content = new QFrame;
    content->setFixedHeight(100);
    body.content().addWidget(content);
    example::settle(body);
    const int width = content->width();
    QVERIFY(body.viewport()->width() == body.width());
    content->setFixedHeight(2000);
    example::settle(body);
    QVERIFY(body.viewport()->width() < body.width());
    QCOMPARE(content->width(), width);
    QCOMPARE(content->mapTo(&body, QPoint()).x(), px(Space::section));
  }

  void no_page_writes_a_colour_or_a_font_size_of_its_own() {
    const QRegularExpression own(
        QStringLiteral("#[0-9a-fA-F]{6}\\b|\\bQColor\\(|Qt::(red|green|blue|white|black|gray|yellow|cyan|magenta)\\b|"
                       "setStyleSheet\\(|setPointSize|setPixelSize"));
    QDirIterator files(QStringLiteral(WERKBANK_SOURCE_DIR "/ui"), {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                       QDir::Files, QDirIterator::Subdirectories);
    int looked_at = 0;
    while (files.hasNext()) {
      QFile file(files.next());
      if (file.fileName().contains(QLatin1String("/ui/style/"))) continue;
      QVERIFY(file.open(QIODevice::ReadOnly));
      const auto found = own.match(QString::fromUtf8(file.readAll()));
      QVERIFY2(!found.hasMatch(), qPrintable(file.fileName() + QStringLiteral(": ") + found.captured()));
      ++looked_at;
    }
    QVERIFY(looked_at > 20);
  }
};

}  // namespace style_test

WERKBANK_TEST(style_test::StyleTest);
#include "style_test.moc"
