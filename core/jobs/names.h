// Names that a person's words become: of a data set on the factory, and of the folder with results on this computer.
// Private to core/jobs.
#pragma once

#include <filesystem>
#include <string>

namespace werkbank {

/// The data set's name from the path of its file or folder: [a-z0-9._-], at most 40 characters, "data" when nothing
/// is left.
std::string dataset_name_of(const std::filesystem::path& path);

/// A folder name that every system can have, Windows included; empty when nothing is left of `title`.
std::string folder_name_of(const std::string& title);

/// `name` in `parent`, or "name (2)", "name (3)"... when that is taken.
std::filesystem::path free_folder(const std::filesystem::path& parent, const std::string& name);

}  // namespace werkbank
