#include "app/assembly/places.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

std::filesystem::path from(const QString& path) { return path_from_text(path.toStdString()); }

std::filesystem::path shipped_resources() {
  const auto programs = from(QCoreApplication::applicationDirPath());
#ifdef __APPLE__
  const auto bundled = programs / ".." / "Resources" / "werkbank";
#else
  const auto bundled = programs / ".." / "share" / "werkbank";
#endif
  return bundled.lexically_normal();
}

}  // namespace

Places usual_places() {
  Places places;
  places.resources = shipped_resources();
  const auto own = qEnvironmentVariable("WERKBANK_HOME");
  const auto data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/werkbank");
  places.home = from(own.isEmpty() ? data : own);
  const auto documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  places.results = own.isEmpty() && !documents.isEmpty() ? from(documents) / "Werkbank" : places.home / "results";
  return places;
}

Places places_with(const std::string& home, const std::vector<std::string>& catalogues,
                   const std::vector<std::string>& profiles) {
  auto places = usual_places();
  if (!home.empty()) {
    places.home = path_from_text(home);
    places.results = places.home / "results";
  }
  for (const auto& folder : catalogues) places.catalogues.push_back(path_from_text(folder));
  for (const auto& folder : profiles) places.profiles.push_back(path_from_text(folder));
  return places;
}

}  // namespace werkbank
