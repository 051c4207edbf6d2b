// The reservation of a course, as profiles and invitations write it.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/json_reader.h"
#include "core/factory/profile.h"

namespace werkbank {

/// The end of the year 9999, in s since 1970: no time in a profile or an invitation is later.
constexpr std::int64_t last_moment = 253402300799;

/// Nothing when absent.
std::optional<CourseReservation> read_reservation(const JsonReader& reader);
nlohmann::ordered_json reservation_json(const CourseReservation& reservation);

}  // namespace werkbank
