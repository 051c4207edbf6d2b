#include "core/base/kept_as.h"

namespace werkbank {

const char* word_of(PackedBecause because) {
  switch (because) {
    case PackedBecause::asked:
      return "asked";
    case PackedBecause::profile:
      return "profile";
    case PackedBecause::quota:
      return "quota";
  }
  return "";
}

Message PackedAs::sentence(std::uint64_t originals) const {
  const auto count = [](std::uint64_t number) { return static_cast<std::int64_t>(number); };
  switch (because) {
    case PackedBecause::asked:
      break;
    case PackedBecause::profile:
      return {
          WERKBANK_TEXT("base",
                        "%1 files are packed together as %2 files, because this factory wants that from %3 files on. "
                        "Your jobs see them as they were."),
          {count(originals), count(files), count(limit)}};
    case PackedBecause::quota:
      return {WERKBANK_TEXT("base",
                            "%1 files are packed together as %2 files, because this factory lets you keep only %3 more "
                            "files. Your jobs see them as they were."),
              {count(originals), count(files), count(limit)}};
  }
  return {
      WERKBANK_TEXT("base", "%1 files are packed together as %2 files, as you asked. Your jobs see them as they were."),
      {count(originals), count(files)}};
}

}  // namespace werkbank
