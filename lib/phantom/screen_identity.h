#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "phantom/screen_truth.h"

namespace phantom {

/// A text and what it says.
struct ScreenWord {
  std::string text;
  Meaning meaning = Meaning::Device;
};

/// Invented people and places as devices write them: the same device writes all in one form.
std::vector<ScreenWord> person_words(std::uint64_t seed);
std::vector<ScreenWord> hospital_words(std::uint64_t seed);
std::vector<ScreenWord> date_words(std::uint64_t seed);

}  // namespace phantom
