#include "model/frame.h"

#include <gtest/gtest.h>

#include "model/recipe.h"

namespace {

TEST(FrameName, SortsByPicture) {
  EXPECT_EQ(model::frame_name(12, model::StillFormat::Png), "000012.png");
  EXPECT_EQ(model::frame_name(1234567, model::StillFormat::Jpeg95), "1234567.jpg");
}

}  // namespace
