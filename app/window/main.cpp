// werkbank: the window.

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>

#include "app/assembly/assembly.h"
#include "app/assembly/no_core_dump.h"
#include "app/assembly/translations.h"
#include "app/window/workbench_of.h"
#include "core/base/local_files.h"
#include "ui/window/main_window.h"

namespace {

using namespace werkbank;

struct Arguments {
  QCommandLineParser parser;
  QCommandLineOption language{QStringLiteral("lang"), QStringLiteral("nl or en"), QStringLiteral("code")};
  QCommandLineOption home{QStringLiteral("home"), QStringLiteral("Werkbank's own folder"), QStringLiteral("folder")};
  QCommandLineOption catalogue{QStringLiteral("catalogue"), QStringLiteral("a further folder of templates"),
                               QStringLiteral("folder")};
  QCommandLineOption profiles{QStringLiteral("profiles"), QStringLiteral("a further folder of factory profiles"),
                              QStringLiteral("folder")};
  QCommandLineOption first_job{QStringLiteral("first-job"),
                               QStringLiteral("open with the first job prepared, one click away")};

  void parse(const QApplication& application) {
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({language, home, catalogue, profiles, first_job});
    parser.addPositionalArgument(QStringLiteral("invitation"), QStringLiteral("an invitation to open: name.werkbank"),
                                 QStringLiteral("[invitation]"));
    parser.process(application);
  }

  // As the desktop gives it when a file of ours is opened.
  std::optional<std::filesystem::path> invitation() const {
    const auto words = parser.positionalArguments();
    if (words.isEmpty()) return std::nullopt;
    return path_from_text(words.front().toStdString());
  }

  std::vector<std::string> values(const QCommandLineOption& option) const {
    std::vector<std::string> list;
    for (const auto& value : parser.values(option)) list.push_back(value.toStdString());
    return list;
  }
};

}  // namespace

int main(int argc, char** argv) {
  forbid_core_dumps();
  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("werkbank"));
  QApplication::setApplicationDisplayName(QStringLiteral("Werkbank"));
  QApplication::setApplicationVersion(QStringLiteral(WERKBANK_VERSION));
  QApplication::setDesktopFileName(QStringLiteral("werkbank"));
  QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/werkbank.svg")));
  Arguments arguments;
  arguments.parse(application);

  Translations translations;
  const auto named = language_of(arguments.parser.value(arguments.language).toStdString());
  translations.use(named.value_or(system_language()));
  auto assembly = assemble(places_with(arguments.parser.value(arguments.home).toStdString(),
                                       arguments.values(arguments.catalogue), arguments.values(arguments.profiles)),
                           AssembledFor::window);
  if (!assembly.ok()) {
    std::cerr << assembly.error().message.in(system_language()).toStdString() << '\n'
              << assembly.error().detail << '\n';
    return 1;
  }

  const auto settings_file = QString::fromStdString(path_text(assembly->places.home / "window.ini"));
  QSettings settings(settings_file, QSettings::IniFormat);
  if (named) settings.setValue(QStringLiteral("language"), QString::fromLatin1(language_code(*named).data()));
  settings.sync();
  WindowCallbacks callbacks;
  callbacks.set_language = [&translations](Language language) { translations.use(language); };
  callbacks.set_shade = [&application](ShadeChoice choice) { apply(application, theme_for(choice)); };
  const int shade =
      std::clamp(settings.value(QStringLiteral("shade"), 0).toInt(), 0, static_cast<int>(ShadeChoice::dark));
  apply(application, theme_for(static_cast<ShadeChoice>(shade)));
  MainWindow window(workbench_of(*assembly), settings, std::move(callbacks));
  window.show();
  if (arguments.parser.isSet(arguments.first_job)) window.open_first_job();
  if (const auto file = arguments.invitation()) window.open_invitation(*file);
  return QApplication::exec();
}
