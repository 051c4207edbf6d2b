#include "core/base/fingerprint_words.h"

#include <algorithm>

#include "core/base/signature.h"

namespace werkbank {
namespace {

constexpr std::size_t digest_size = 32;

// Chosen so that no two sound alike: each differs from every other in at least two letters (a test holds them to it).
constexpr std::array<std::string_view, 256> word_list = {
    "accent",   "agenda",   "album",    "alfa",    "amber",   "ananas",  "arena",   "aroma",   "aster",   "atlas",
    "aurora",   "auto",     "avocado",  "azalea",  "badge",   "ballet",  "banjo",   "baron",   "bingo",   "bistro",
    "blender",  "bolero",   "bonus",    "bravo",   "buffet",  "cabaret", "cactus",  "cadet",   "camera",  "camping",
    "campus",   "canon",    "canvas",   "caravan", "cargo",   "casino",  "cello",   "chalet",  "circus",  "clown",
    "cobra",    "cola",     "concert",  "condor",  "cosmos",  "coupon",  "cowboy",  "cricket", "curry",   "delta",
    "denim",    "dessert",  "diesel",   "diploma", "disco",   "dollar",  "domino",  "donut",   "duet",    "dynamo",
    "echo",     "eland",    "espresso", "eureka",  "extra",   "falcon",  "ferry",   "fiesta",  "film",    "finale",
    "fjord",    "flamingo", "flipper",  "flora",   "focus",   "fondue",  "forum",   "gadget",  "gala",    "garage",
    "gazelle",  "gekko",    "golf",     "gong",    "gorilla", "grill",   "hamster", "harp",    "hippo",   "hobby",
    "hockey",   "hotel",    "ibis",     "iglo",    "index",   "jaguar",  "jazz",    "jeep",    "jersey",  "joker",
    "judo",     "jumbo",    "jungle",   "karaoke", "karate",  "kebab",   "kilo",    "kimono",  "kiosk",   "kiwi",
    "koala",    "lama",     "laser",    "lasso",   "limbo",   "logo",    "lolly",   "lotto",   "lotus",   "lunch",
    "lynx",     "magma",    "mambo",    "mango",   "mantra",  "matrix",  "menu",    "meteor",  "metro",   "mimosa",
    "mini",     "model",    "monitor",  "motor",   "museum",  "musical", "nacho",   "nectar",  "neon",    "nylon",
    "omega",    "opera",    "orca",     "orion",   "oscar",   "otter",   "oven",    "paella",  "palm",    "panda",
    "papaya",   "paprika",  "paradox",  "parasol", "pasta",   "pesto",   "piano",   "pilot",   "pixel",   "pizza",
    "plaza",    "podium",   "polder",   "polka",   "polo",    "poncho",  "pony",    "poster",  "pudding", "puma",
    "pulsar",   "pyjama",   "python",   "quasar",  "quiz",    "radar",   "radio",   "rally",   "regatta", "risotto",
    "robot",    "rodeo",    "rugby",    "safari",  "saga",    "salami",  "salon",   "salsa",   "samba",   "sandwich",
    "sauna",    "scanner",  "scooter",  "scout",   "script",  "sector",  "sherpa",  "sitar",   "slalom",  "snack",
    "sofa",     "sonar",    "sorbet",   "sprint",  "squash",  "stereo",  "storm",   "studio",  "surf",    "sushi",
    "taco",     "talent",   "tandem",   "tapir",   "taxi",    "tempo",   "tennis",  "tent",    "terra",   "tiara",
    "tipi",     "titan",    "toast",    "tofu",    "toga",    "tonic",   "tornado", "totem",   "tractor", "trio",
    "trombone", "tuba",     "tulp",     "tunnel",  "turbo",   "tweed",   "twist",   "ultra",   "urban",   "vega",
    "velcro",   "video",    "villa",    "vinyl",   "vista",   "wasabi",  "water",   "watt",    "wifi",    "wigwam",
    "winter",   "yeti",     "yucca",    "zebra",   "zigzag",  "zone"};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string bytes_of_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    const int high = hex_value(hex[i]);
    const int low = hex_value(hex[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

/// The 32 bytes; empty when `sha256` is no fingerprint.
std::string digest_of(std::string_view sha256) {
  constexpr std::string_view openssh = "SHA256:";
  if (sha256.size() == 2 * digest_size) return bytes_of_hex(sha256);
  if (!sha256.starts_with(openssh)) return {};
  // OpenSSH leaves out the padding of the base64.
  auto bytes = bytes_of_base64(std::string(sha256.substr(openssh.size())) + "=");
  return bytes && bytes->size() == digest_size ? *bytes : std::string();
}

}  // namespace

const std::array<std::string_view, 256>& fingerprint_word_list() { return word_list; }

std::vector<std::string> fingerprint_words(std::string_view sha256, int count) {
  std::vector<std::string> words;
  const auto digest = digest_of(sha256);
  const auto wanted = static_cast<std::size_t>(std::clamp(count, 1, static_cast<int>(digest_size)));
  for (const char byte : digest.substr(0, wanted)) words.emplace_back(word_list[static_cast<unsigned char>(byte)]);
  return words;
}

std::string fingerprint_line(std::string_view sha256, int count) {
  std::string line;
  for (const auto& word : fingerprint_words(sha256, count)) line += (line.empty() ? "" : " ") + word;
  return line;
}

}  // namespace werkbank
