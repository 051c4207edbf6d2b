// Where things lie: what came with the program, what the person made, and what Werkbank remembers.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace werkbank {

struct Places {
  std::filesystem::path resources;                ///< catalogue/, factories/, remote/ as shipped
  std::filesystem::path home;                     ///< jobs, practice factory, own factories/ and catalogue/
  std::filesystem::path results;                  ///< where fetched results go unless said otherwise
  std::vector<std::filesystem::path> catalogues;  ///< further catalogue folders, later ones win
  std::vector<std::filesystem::path> profiles;    ///< further folders of profiles, later ones win

  std::filesystem::path own_profiles() const { return home / "factories"; }
};

/// The usual places: resources beside the program (../share/werkbank), home in the person's data folder or, when it is
/// set, where the environment variable WERKBANK_HOME says. Needs a QCoreApplication.
Places usual_places();

/// The usual places, with Werkbank's own folder and further folders of templates and profiles as the person asked for
/// on the command line; an empty `home` leaves the usual one.
Places places_with(const std::string& home, const std::vector<std::string>& catalogues,
                   const std::vector<std::string>& profiles);

}  // namespace werkbank
