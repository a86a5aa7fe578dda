#include "model/recipe.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "base/error.h"

namespace {

using model::Recipe;
using model::Sampling;

std::vector<Recipe> different_recipes() {
  std::vector<Recipe> recipes(15);
  recipes[1].sampling.rate_hz = base::Rational(5);
  recipes[2].sampling.maximum = 0;
  recipes[3].sampling = {Sampling::Kind::Uniform, base::Rational(3), 8, 0, 0};
  recipes[4].sampling = {Sampling::Kind::Every, base::Rational(3), 0, 8, 0};
  recipes[5].sampling = {Sampling::Kind::All, base::Rational(3), 0, 0, 0};
  recipes[6].channels = model::Channels::Rgb;
  recipes[7].format = model::StillFormat::Jpeg95;
  recipes[8].stream = 1;
  recipes[9].window.from_s = base::Rational(3, 2);
  recipes[10].window.first_picture = 3;
  recipes[11].region = model::Region{1, 2, 3, 4};
  recipes[12].allow_truncated = true;
  recipes[13].auto_region = 1;
  recipes[14].sectors = 1;
  return recipes;
}

TEST(Recipe, DigestCoversAllThatChangesFrames) {
  std::set<base::Digest> digests;
  for (const Recipe& recipe : different_recipes()) digests.insert(recipe.digest());
  EXPECT_EQ(digests.size(), different_recipes().size());
}

TEST(Recipe, RoundTrips) {
  for (const Recipe& recipe : different_recipes()) EXPECT_EQ(Recipe::parse(recipe.canonical()), recipe);
}

// Existing datasets depend on the digest of the default recipe: it must not change by accident.
TEST(Recipe, CanonicalTextDoesNotChange) {
  EXPECT_EQ(
      Recipe().canonical(),
      R"({"channels":"auto","colour_rule":"chroma-4-in-1e4","format":"png","sampling":{"maximum":30,"rate_hz":"3"}})");
}

TEST(Recipe, RejectsInvalidText) {
  for (const char* text : {"", "{}", "[]", R"({"sampling":{"rate_hz":"0"},"channels":"auto","format":"png"})",
                           R"({"sampling":{"every":0},"channels":"auto","format":"png"})",
                           R"({"sampling":{"all":true},"channels":"cmyk","format":"png"})"}) {
    EXPECT_THROW(Recipe::parse(text), base::Error) << text;
  }
}

}  // namespace
