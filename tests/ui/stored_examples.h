// What a factory might keep: a data set of every kind of use, job folders and a left-over, with little room left.
#pragma once

#include "core/base/stored.h"

namespace werkbank::example {

inline Stored stored_things() {
  constexpr double now = 1'795'870'000;
  Stored stored;
  stored.at = now;
  stored.room.bytes = RoomLimit{84'000'000'000, 200'000'000'000, "quota user"};
  stored.room.files = RoomLimit{212'430, 1'000'000, "quota user"};
  const std::string job = "11111111-2222-4333-8444-555555555555";
  StoredThing photos{StoredKind::dataset, "lasnaden@1123456789abcdef", 61'200'000'000, 48'210};
  photos.used_at = now - 86'400 * 3;
  photos.jobs = {job};
  photos.has_receipt = true;
  photos.verified_at = now - 86'400 * 4;
  StoredThing wine{StoredKind::dataset, "wijn@0123456789abcdef", 1'800'000'000, 3'412};
  wine.used_at = now - 86'400 * 60;
  wine.has_receipt = true;
  wine.verified_at = now - 86'400 * 61;
  StoredThing run{StoredKind::job, job, 740'000'000, 57};
  run.used_at = now - 86'400 * 2;
  run.dataset = photos.name;
  StoredThing part{StoredKind::broken_upload, ".part-5f0c2a", 12'400'000'000, 9'021};
  part.used_at = now - 86'400 * 5;
  StoredThing young{StoredKind::broken_job, ".part-77", 4'000, 6};
  young.used_at = now - 60;
  stored.things = {photos, part, wine, run, young};
  return stored;
}

}  // namespace werkbank::example
