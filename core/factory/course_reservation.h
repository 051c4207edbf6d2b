// The reservation of a course, as profiles and invitations write it. Only for the readers of this folder.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/json_reader.h"
#include "core/factory/profile.h"

namespace werkbank {

/// Nothing when absent.
std::optional<CourseReservation> read_reservation(const JsonReader& reader);
nlohmann::ordered_json reservation_json(const CourseReservation& reservation);

}  // namespace werkbank
