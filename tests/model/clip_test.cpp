#include "model/clip.h"

#include <gtest/gtest.h>

namespace {

TEST(Clip, FileHasTheNameAtItsSource) {
  model::Clip clip;
  clip.url = "https://h.org/a/b%20c.mp4?x=/y.avi#z";
  EXPECT_EQ(model::file_name(clip), "b%20c.mp4");
  clip.path = "clips/d?e.mov";
  EXPECT_EQ(model::file_name(clip), "d?e.mov");
}

}  // namespace
