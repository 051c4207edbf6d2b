#include "core/factory/course_reservation.h"

#include "core/factory/profile_words.h"

namespace werkbank {

std::optional<CourseReservation> read_reservation(const JsonReader& reader) {
  if (!reader.present()) return std::nullopt;
  reader.only({"name", "start", "end"});
  CourseReservation reservation;
  reservation.name = scheduler_word(reader.at("name"));
  if (reservation.name.empty()) reader.maybe("name").refuse("text that is not empty");
  reservation.start = reader.at("start").integer(0, last_moment);
  reservation.end = reader.at("end").integer(0, last_moment);
  if (reservation.end <= reservation.start) reader.maybe("end").refuse("after the start");
  return reservation;
}

nlohmann::ordered_json reservation_json(const CourseReservation& reservation) {
  return {{"name", reservation.name}, {"start", reservation.start}, {"end", reservation.end}};
}

}  // namespace werkbank
