// Tests both sides of each documented threshold.
#include "curate/import/picture_checks.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace {

using Edit = std::function<void(model::ClipResult&)>;

/// A good clip: ten frames that move.
model::ClipResult good() {
  model::ClipResult result;
  result.clip = "a";
  result.header.width = result.content.width = 640;
  result.header.height = result.content.height = 480;
  result.content.pictures = 90;
  for (int i = 0; i < 10; ++i) {
    model::Frame frame;
    frame.picture = i;
    frame.width = 640;
    frame.height = 480;
    frame.hash = std::uint64_t{0xff} << i;
    frame.brightness = 30 * 256 + 100 * i;
    frame.sharpness = 5000 + 100 * i;
    result.frames.push_back(frame);
  }
  return result;
}

std::vector<std::string> codes(const Edit& change) {
  model::ClipResult result = good();
  change(result);
  std::vector<std::string> codes;
  for (const model::Finding& finding : curate::check_pictures(result, {3, 128})) {
    EXPECT_EQ(finding.id, "a");
    codes.push_back(finding.code);
  }
  return codes;
}

Edit each_frame(const std::function<void(model::Frame&)>& change) {
  return [change](model::ClipResult& result) {
    for (model::Frame& frame : result.frames) change(frame);
  };
}

const std::vector<std::string> kNothing;

TEST(PictureChecks, AcceptAGoodClip) {
  EXPECT_EQ(codes([](auto&) {}), kNothing);
  EXPECT_EQ(codes([](model::ClipResult& result) { result.frames.clear(); }), kNothing) << "its media have a finding";
}

TEST(PictureChecks, NearBlackIsBelowLevel4) {
  const auto up_to = [](std::int64_t brightness) {
    return each_frame([brightness](model::Frame& frame) { frame.brightness = brightness - frame.picture; });
  };
  EXPECT_EQ(codes(up_to(4 * 256 - 1)), std::vector<std::string>{"near-black"});
  EXPECT_EQ(codes(up_to(4 * 256)), kNothing) << "the brightest frame decides";
}

TEST(PictureChecks, FrozenNeedsEveryMeasureUnchanged) {
  const auto still = [](int hash_bits, std::int64_t brightness, std::int64_t sharpness) {
    return each_frame([=](model::Frame& frame) {
      const bool last = frame.picture == 9;
      frame.hash = last ? (std::uint64_t{1} << hash_bits) - 1 : 0;
      frame.brightness = 30 * 256 + (last ? brightness : 0);
      frame.sharpness = 10'000 - (last ? sharpness : 0);
    });
  };
  EXPECT_EQ(codes(still(0, 0, 0)), std::vector<std::string>{"frozen"});
  EXPECT_EQ(codes(still(2, 16, 500)), std::vector<std::string>{"frozen"});
  EXPECT_EQ(codes(still(3, 0, 0)), kNothing);
  EXPECT_EQ(codes(still(0, 17, 0)), kNothing);
  EXPECT_EQ(codes(still(0, 0, 501)), kNothing);
}

TEST(PictureChecks, AStillIsNeitherFrozenNorShort) {
  EXPECT_EQ(codes([](model::ClipResult& result) {
              result.frames.resize(1);
              result.content.pictures = 1;
            }),
            kNothing);
}

TEST(PictureChecks, ReportFewAndSmallFrames) {
  EXPECT_EQ(codes([](model::ClipResult& result) { result.frames.resize(2); }),
            std::vector<std::string>{"too-few-frames"});
  EXPECT_EQ(codes([](model::ClipResult& result) { result.frames.resize(3); }), kNothing);
  EXPECT_EQ(codes(each_frame([](model::Frame& frame) { frame.height = 127; })), std::vector<std::string>{"too-small"});
  EXPECT_EQ(codes(each_frame([](model::Frame& frame) { frame.height = 128; })), kNothing);
}

TEST(PictureChecks, CompareTheSizeAsCoded) {
  EXPECT_EQ(codes([](model::ClipResult& result) { result.header.width = 720; }),
            std::vector<std::string>{"size-differs"});
  EXPECT_EQ(codes([](model::ClipResult& result) {
              result.content.rotation_deg = 90;
              std::swap(result.content.width, result.content.height);
            }),
            kNothing);
  EXPECT_EQ(codes([](model::ClipResult& result) { result.header.width = result.header.height = 0; }), kNothing)
      << "no size in the header";
}

TEST(PictureChecks, DarkAndUniformFramesAreNotInformative) {
  model::Frame frame = good().frames[0];
  EXPECT_TRUE(curate::is_informative(frame.brightness, frame.sharpness));
  frame.sharpness = 0;
  EXPECT_FALSE(curate::is_informative(frame.brightness, frame.sharpness));
  frame = good().frames[0];
  frame.brightness = 4 * 256 - 1;
  EXPECT_FALSE(curate::is_informative(frame.brightness, frame.sharpness));
}

}  // namespace
