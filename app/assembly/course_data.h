// The data sets of a course: remembered when an invitation is accepted, and fetched to this computer when the person
// wants them.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "app/assembly/places.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/factory/course_data.h"

namespace werkbank {

/// What the last accepted invitation of this factory named; nothing when there was none.
std::vector<CourseData> course_data(const Places& places, const std::string& factory);

/// Error: local_file, local_disk_full.
Result<Done> keep_course_data(const Places& places, const std::string& factory, const std::vector<CourseData>& list);

/// Where fetched ones lie.
std::filesystem::path course_data_folder(const Places& places);

/// Brings a data set that has a url into `folder` and says where it lies: the file or, for a packed folder, the folder.
/// Nothing is there under its name before every byte was compared with the size and the SHA-256 that the coach signed.
/// What was fetched before and still is what it was, is not fetched again. Takes the calling thread until it is done.
/// Errors: host_unreachable, verification_failed, data_rejected (no packed folder), usage (no url), local_file (also
/// when something else has its name), local_disk_full.
Result<std::filesystem::path> fetch_course_data(const CourseData& data, const std::filesystem::path& folder,
                                                const ProgressSink& progress, const std::stop_token& stop);

}  // namespace werkbank
