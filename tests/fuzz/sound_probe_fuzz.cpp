// Any bytes as a recording: the headers of WAV, FLAC, Ogg and MP3. What must hold is in the aborts.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/dataset/sound_probe.h"

using namespace werkbank;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  std::size_t reads = 0;
  const SoundSource source = [&](std::uint64_t place, std::size_t most) {
    if (++reads > 20'000) std::abort();  // a header may not keep us busy
    return place >= size ? std::string() : std::string(text.substr(static_cast<std::size_t>(place), most));
  };
  const auto facts = probe_sound(source, size);
  if (!std::isfinite(facts.seconds) || facts.channels < 0 || facts.hertz < 0) std::abort();
  const bool is_whole = facts.state == SoundFacts::State::whole;
  if (is_whole != facts.fault.english.empty()) std::abort();
  if (is_whole && (facts.kind.empty() || facts.channels == 0 || facts.hertz == 0)) std::abort();
  // Plain samples take room, so a small file cannot say that it is long.
  if (facts.kind == "wav" && facts.seconds > static_cast<double>(size)) std::abort();
  return 0;
}
