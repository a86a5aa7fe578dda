#include "phantom/vector_font.h"

#include <gtest/gtest.h>

#include <set>

#include "phantom/screen_words.h"

namespace {

// The truth would name characters that nobody sees.
TEST(VectorFont, HasAllCharactersOfTheTexts) {
  std::set<char> seen;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const phantom::ScreenWords words(seed, 87, seed % 2 == 0, true);
    for (const auto* list : {&words.person(), &words.hospital(), &words.date(), &words.safety(), &words.settings(),
                             &words.preset(), &words.buttons(), &words.measurements(), &words.pulse()}) {
      for (const phantom::ScreenWord& word : *list) seen.insert(word.text.begin(), word.text.end());
    }
  }
  seen.erase(' ');
  EXPECT_GT(seen.size(), 60U);
  for (const char letter : seen) EXPECT_FALSE(phantom::vector_glyph(letter).pieces.empty()) << letter;
}

}  // namespace
