#include "sampling/pixels_digest.h"

#include <gtest/gtest.h>

#include "base/digest.h"
#include "model/picture.h"

namespace {

TEST(PixelsDigest, CoversSizeAndPixelsWithoutPadding) {
  model::Picture picture(2, 1, 1);
  picture.row(0)[0] = 'a';
  picture.row(0)[1] = 'b';
  picture.row(0)[2] = 'x';
  EXPECT_EQ(sampling::pixels_digest(picture), base::sha256("2 1 1\nab"));
}

}  // namespace
