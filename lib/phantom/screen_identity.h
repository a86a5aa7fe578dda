#pragma once

#include <cstdint>
#include <vector>

#include "phantom/screen_words.h"

namespace phantom {

/// Invented people and places as devices write them: the same device writes all in one form.
std::vector<ScreenWord> person_words(std::uint64_t seed);
std::vector<ScreenWord> hospital_words(std::uint64_t seed);
std::vector<ScreenWord> date_words(std::uint64_t seed);

}  // namespace phantom
