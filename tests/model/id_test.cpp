#include "model/id.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

TEST(Id, AcceptsSafeNamesOnly) {
  for (const char* id : {"a", "0", "cov-atlas_day-1", "a-"}) EXPECT_TRUE(model::is_id(id)) << id;
  for (const char* id : {"", "-a", "_a", "A", "a.b", "a/b", "a b", "..", "é"}) EXPECT_FALSE(model::is_id(id)) << id;
  EXPECT_TRUE(model::is_id(std::string(64, 'a')));
  EXPECT_FALSE(model::is_id(std::string(65, 'a')));
  EXPECT_FALSE(model::is_id(std::string_view("a\0b", 3)));
}

TEST(Id, SuggestsValidIds) {
  for (const std::string& text :
       std::vector<std::string>{"Cov-Atlas-+(43)", "", "...", "Ärzte", std::string(200, 'X'), "-_-", "a/../b"}) {
    EXPECT_TRUE(model::is_id(model::suggest_id(text))) << text;
  }
  EXPECT_EQ(model::suggest_id("Cov-Atlas-+(43)"), "cov-atlas-43");
}

}  // namespace
