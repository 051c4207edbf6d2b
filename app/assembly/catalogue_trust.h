// Which makers of catalogues this computer trusts, and the newest issue that it had of each:
// <home>/catalogue-trust.json.
#pragma once

#include <filesystem>
#include <vector>

#include "app/assembly/places.h"
#include "core/base/result.h"
#include "core/catalogue/catalogue_seal.h"

namespace werkbank {

/// The catalogue folders that may be read: what came with the program, those named on the command line, and the
/// person's own. A sealed one must be as its maker sealed it, and its maker be trusted; one that is not sealed counts
/// only where somebody named it on the command line or allowed it (allow_unsigned()). What may not be read is told in
/// `problems`.
std::vector<std::filesystem::path> usable_catalogues(const Places& places, double now, std::vector<Error>& problems);

/// From now on catalogues by the maker of this one are used. Errors: as read_seal(); local_file.
Result<CatalogueSeal> trust_maker(const Places& places, const std::filesystem::path& folder, double now);

/// Whether the person's own folder of templates (<home>/catalogue) is used without a signature. Error: local_file.
Result<Done> allow_unsigned(const Places& places, bool allowed);

}  // namespace werkbank
