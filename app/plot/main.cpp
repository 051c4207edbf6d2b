// werkbank-plot: draws a job's charts into a PNG, for werkbank-cli, which has no widgets.

#include <iostream>

#include <QApplication>
#include <QCommandLineParser>

#include "app/assembly/catalogue_trust.h"
#include "app/assembly/places.h"
#include "app/assembly/translations.h"
#include "core/base/clock.h"
#include "core/base/units.h"
#include "core/catalogue/catalogue.h"
#include "core/jobs/job_store.h"
#include "core/jobs/job_view.h"
#include "core/jobs/sweep.h"
#include "ui/charts/render.h"
#include "ui/jobs/sweep_card.h"

namespace {

using namespace werkbank;

/// What each setting of a sweep tries, in the words of its template.
std::map<int, QString> settings_of(const JobView& view, const Places& places, Language language) {
  if (!is_sweep(view.record)) return {};
  std::vector<Error> left_out;
  const auto catalogue = Catalogue::read(usable_catalogues(places, SystemClock().now(), left_out));
  QWidget unseen;
  SweepCard card(&unseen);
  static_cast<QWidget&>(card).setLocale(locale_of(language));
  card.show_job(view, catalogue.ok() ? catalogue->find(view.record.template_id) : nullptr);
  return card.settings();
}

Result<Done> draw(const QCommandLineParser& parser, Language language, const Theme& theme) {
  std::vector<std::string> catalogues;
  for (const auto& folder : parser.values(QStringLiteral("catalogue"))) catalogues.push_back(folder.toStdString());
  const auto places = places_with(parser.value(QStringLiteral("home")).toStdString(), catalogues, {});
  WERKBANK_TRY(const auto store, JobStore::open(places.home));
  WERKBANK_TRY(const auto record, store->find(parser.value(QStringLiteral("job")).toStdString()));
  WERKBANK_TRY(const auto view, view_of(*store, record.uuid));
  // One chart more, and a line of words for each setting.
  const QSize size(1200, view.variants.size() > 1 ? 2000 : 1500);
  return render_job_charts(view, language, theme, size, parser.value(QStringLiteral("png")),
                           settings_of(view, places, language));
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("werkbank"));
  QApplication::setApplicationVersion(QStringLiteral(WERKBANK_VERSION));
  QCommandLineParser parser;
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addOptions(
      {{QStringLiteral("home"), QStringLiteral("Werkbank's own folder"), QStringLiteral("folder")},
       {QStringLiteral("lang"), QStringLiteral("nl or en"), QStringLiteral("code")},
       {QStringLiteral("job"), QStringLiteral("the job's uuid"), QStringLiteral("uuid")},
       {QStringLiteral("catalogue"), QStringLiteral("a further folder of templates"), QStringLiteral("folder")},
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
