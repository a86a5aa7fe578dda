#include "media/colour.h"

#include <gtest/gtest.h>

#include <cstring>

#include "media/libav.h"
#include "media/libav_handles.h"
#include "model/picture.h"
#include "model/region.h"

namespace {

/// A picture of mid grey, 200 x 100, in 4:2:0.
media::UniqueFrame grey_frame() {
  media::UniqueFrame frame(av_frame_alloc());
  frame->format = AV_PIX_FMT_YUV420P;
  frame->width = 200;
  frame->height = 100;
  av_frame_get_buffer(frame.get(), 0);
  for (int plane = 0; plane < 3; ++plane) {
    std::memset(frame->data[plane], 128, static_cast<std::size_t>(frame->linesize[plane]) * (plane == 0 ? 100 : 50));
  }
  return frame;
}

constexpr model::Region kWhole{0, 0, 200, 100};

TEST(ColourRule, FourLevelsOfChromaAreGreyAndFiveAreNot) {
  auto frame = grey_frame();
  std::memset(frame->data[1], 132, static_cast<std::size_t>(frame->linesize[1]) * 50);
  EXPECT_TRUE(media::is_grey_planar(*frame, kWhole));
  std::memset(frame->data[2], 123, static_cast<std::size_t>(frame->linesize[2]) * 50);
  EXPECT_FALSE(media::is_grey_planar(*frame, kWhole));
}

TEST(ColourRule, OnlyTheRegionCounts) {
  auto frame = grey_frame();
  frame->data[1][0] = 200;
  // One of 100 x 50 chroma samples is more than 1 in 10,000.
  EXPECT_FALSE(media::is_grey_planar(*frame, kWhole));
  EXPECT_FALSE(media::is_grey_planar(*frame, {1, 1, 20, 20})) << "the sample also covers pixel 1, 1";
  EXPECT_TRUE(media::is_grey_planar(*frame, {2, 0, 20, 20}));
}

TEST(ColourRule, OneInTenThousandIsStillGrey) {
  model::Picture picture(100, 100, 3);
  picture.row(50)[0] = 9;
  EXPECT_TRUE(media::is_grey_rgb(picture));
  picture.row(51)[1] = 9;
  EXPECT_FALSE(media::is_grey_rgb(picture));
  picture.row(51)[1] = 8;
  EXPECT_TRUE(media::is_grey_rgb(picture));
}

TEST(ColourRule, RecognisesSupportedFormats) {
  EXPECT_TRUE(media::has_planar_chroma(AV_PIX_FMT_YUV420P));
  EXPECT_TRUE(media::has_planar_chroma(AV_PIX_FMT_YUV422P10LE));
  EXPECT_TRUE(media::has_planar_chroma(AV_PIX_FMT_GRAY8));
  EXPECT_FALSE(media::has_planar_chroma(AV_PIX_FMT_NV12));
  EXPECT_FALSE(media::has_planar_chroma(AV_PIX_FMT_GBRP));
  EXPECT_FALSE(media::has_planar_chroma(AV_PIX_FMT_PAL8));
}

}  // namespace
