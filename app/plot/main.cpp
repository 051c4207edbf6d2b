// werkbank-plot: draws a job's charts into a PNG, for werkbank-cli, which has no widgets.

#include <iostream>

#include <QApplication>
#include <QCommandLineParser>

#include "app/assembly/places.h"
#include "app/assembly/translations.h"
#include "core/jobs/job_store.h"
#include "core/jobs/job_view.h"
#include "ui/charts/render.h"

namespace {

using namespace werkbank;

Result<Done> draw(const QCommandLineParser& parser, Language language, const Theme& theme) {
  const auto places = places_with(parser.value(QStringLiteral("home")).toStdString(), {}, {});
  WERKBANK_TRY(const auto store, JobStore::open(places.home));
  WERKBANK_TRY(const auto record, store->find(parser.value(QStringLiteral("job")).toStdString()));
  WERKBANK_TRY(const auto view, view_of(*store, record.uuid));
  return render_job_charts(view, language, theme, QSize(1200, 1500), parser.value(QStringLiteral("png")));
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("werkbank"));
  QApplication::setApplicationVersion(QStringLiteral(WERKBANK_VERSION));
  QCommandLineParser parser;
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addOptions({{QStringLiteral("home"), QStringLiteral("Werkbank's own folder"), QStringLiteral("folder")},
                     {QStringLiteral("lang"), QStringLiteral("nl or en"), QStringLiteral("code")},
                     {QStringLiteral("job"), QStringLiteral("the job's uuid"), QStringLiteral("uuid")},
                     {QStringLiteral("png"), QStringLiteral("the file to write"), QStringLiteral("file")},
                     {QStringLiteral("dark"), QStringLiteral("light text on a dark ground")}});
  parser.process(application);
  const auto language = language_of(parser.value(QStringLiteral("lang")).toStdString()).value_or(system_language());
  Translations translations;
  translations.use(language);
  const auto theme = theme_for(parser.isSet(QStringLiteral("dark")) ? ShadeChoice::dark : ShadeChoice::light);
  apply(application, theme);
  const auto drawn = draw(parser, language, theme);
  if (drawn.ok()) return 0;
  if (drawn.failed())
    std::cerr << drawn.error().message.in(language).toStdString() << '\n' << drawn.error().detail << '\n';
  return 1;
}
