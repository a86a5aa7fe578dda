#include "phantom/screen_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "phantom/exact_math.h"

namespace phantom {
namespace {

constexpr std::array<std::string_view, 14> kBrands = {"VOLUNA",   "Phyllion", "MINERVA", "sonaxis", "Clareo",
                                                      "Butterby", "SIENNA",   "Canoro",  "ESAVIA",  "Samara",
                                                      "Hitori",   "TELEMA",   "Pomelo",  "EchoNova"};
constexpr std::array<std::string_view, 8> kProbes = {"C5-1", "L12-3", "S4-2", "C60x", "P21", "9L", "SC6-1", "L15-7io"};
constexpr std::array<std::string_view, 8> kExams = {"Lung",  "Abdomen", "Adult Abd", "FAST",
                                                    "Chest", "General", "Thorax",    "Pleura"};
constexpr std::array<std::string_view, 4> kHeartExams = {"Cardiac", "Adult Echo", "TTE", "Heart"};
constexpr std::array<std::string_view, 12> kNotes = {"LUNG R1", "L3",    "RIGHT",  "Left base", "B-lines",  "Pleura",
                                                     "R4",      "LIVER", "SPLEEN", "LL post",   "BAT sign", "Zone 2"};
constexpr std::array<std::string_view, 12> kButtons = {"Freeze",  "Gain",    "Depth",  "Save",   "Clip",   "Text",
                                                       "Caliper", "Options", "B-Mode", "M-Mode", "Colour", "Menu"};

template <std::size_t N>
std::string_view one_of(Random& random, const std::array<std::string_view, N>& texts) {
  return texts[static_cast<std::size_t>(random.below(static_cast<int>(N)))];
}

/// `count` of these in random order.
std::vector<ScreenWord> some_of(Random& random, const std::vector<std::string>& texts, int count) {
  std::vector<ScreenWord> words;
  std::vector<std::string> left = texts;
  for (int i = 0; i < count && !left.empty(); ++i) {
    const auto at = random.below(static_cast<int>(left.size()));
    words.push_back({left[static_cast<std::size_t>(at)]});
    left.erase(left.begin() + at);
  }
  return words;
}

/// Tenths from `from` to `from + count`.
std::string decimal(Random& random, int from, int count) {
  const int tenths = from + random.below(count);
  return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

std::string distance(Random& random, int number) {
  const int hundredths = 80 + random.below(560);
  return fmt::format("{} Dist {}.{:02} cm", number, hundredths / 100, hundredths % 100);
}

std::vector<std::string> setting_texts(Random& random, double depth_mm) {
  const int tenths = static_cast<int>(depth_mm + 0.5);
  const int gain = 35 + random.below(50);
  const std::string depth = fmt::format("{}.{}", tenths / 10, tenths % 10);
  std::vector<std::string> texts;
  switch (random.below(4)) {
    case 0:
      texts = {"Frq " + fmt::format("{}.0", 2 + random.below(9)),
               fmt::format("Gn {}", gain),
               "D " + depth,
               fmt::format("DR {}", 50 + random.below(30)),
               fmt::format("FR {}", 15 + random.below(40)),
               fmt::format("AO% {}", 60 + 10 * random.below(5)),
               "S/A 2/1",
               "Map F/0",
               "CHI"};
      break;
    case 1:
      texts = {fmt::format("FR {}Hz", 15 + random.below(50)), depth + "cm", "2D",   fmt::format("{}%", gain),
               fmt::format("C {}", 40 + random.below(20)),    "P Low",      "HGen", "Pen"};
      break;
    case 2:
      texts = {"F " + decimal(random, 20, 80) + " MHz",
               fmt::format("D {} cm", depth),
               fmt::format("G {}", gain),
               fmt::format("FR {}", 15 + random.below(40)),
               fmt::format("DR {}", 50 + random.below(90)),
               fmt::format("iSoft {}", random.below(6)),
               "H-Res"};
      break;
    default:
      texts = {fmt::format("Gain: {}%", gain),
               fmt::format("Depth: {} cm", depth),
               decimal(random, 20, 80) + "MHz",
               "THI On",
               "Persist 3",
               "SC Off",
               fmt::format("{} fps", 15 + random.below(30)),
               "V2.1.4"};
  }
  return texts;
}

std::vector<ScreenWord> safety_words(Random& random) {
  const std::string index = decimal(random, 3, 12);
  const std::string heat = decimal(random, 1, 12);
  switch (random.below(4)) {
    case 0:
      return {{"MI " + index}, {"TIs " + heat}};
    case 1:
      return {{"TIS" + heat + " MI " + index}};
    case 2:
      return {{"MI:" + index}, {"TIS:" + heat}, {fmt::format("AP {}%", 50 + 10 * random.below(6))}};
    default:
      return {{"MI " + index}};
  }
}

}  // namespace

ScreenWords::ScreenWords(std::uint64_t seed, double depth_mm, bool heart, bool named) {
  if (named) {
    person_ = person_words(seed);
    hospital_ = hospital_words(seed);
    date_ = date_words(seed);
  }
  Random random(mix(seed, 0xd0));
  brand_ = one_of(random, kBrands);
  note_ = one_of(random, kNotes);
  safety_ = safety_words(random);
  const std::vector<std::string> settings = setting_texts(random, depth_mm);
  settings_ = some_of(random, settings, 3 + random.below(static_cast<int>(settings.size()) - 2));
  const std::string exam(heart ? one_of(random, kHeartExams) : one_of(random, kExams));
  const std::string probe(one_of(random, kProbes));
  preset_ =
      random.below(2) == 0 ? std::vector<ScreenWord>{{exam}, {probe}} : std::vector<ScreenWord>{{probe + " / " + exam}};
  buttons_ = some_of(random, {kButtons.begin(), kButtons.end()}, 4 + random.below(3));
  measured_ = {{distance(random, 1)}};
  if (random.below(2) == 0) measured_.push_back({distance(random, 2)});
  pulse_ = {{fmt::format("{}bpm", 50 + random.below(70))}};
}

}  // namespace phantom
