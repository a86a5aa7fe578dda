#include "model/clip_job.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace {

model::ClipResult result_with_frames() {
  model::ClipResult result;
  result.clip = "a";
  result.ticket = ~std::uint64_t{0};
  result.header = {"mov", "h264", "yuv420p", 1, 640, 480, 90, base::Rational(30000, 1001), base::Rational(3)};
  result.content.width = 640;
  result.content.height = 480;
  result.content.pictures = 11;
  result.content.sample_aspect = base::Rational(4, 3);
  result.content.field_order = "tb";
  result.content.grey = true;
  for (const std::int64_t picture : {0, 10}) {
    model::Frame frame;
    frame.picture = picture;
    frame.pts = -picture;
    frame.width = 640;
    frame.height = 480;
    frame.pixels = base::sha256("pixels");
    frame.hash = ~std::uint64_t{0};
    frame.file = base::sha256("file");
    frame.file_bytes = 7;
    result.frames.push_back(frame);
  }
  result.findings = {{"wrong-extension", "clip", "a", "named .avi"}};
  return result;
}

TEST(ClipResult, RoundTrips) {
  const model::ClipResult result = result_with_frames();
  const model::ClipResult back = model::parse_clip_result(model::to_json(result));
  EXPECT_EQ(back.clip, result.clip);
  EXPECT_EQ(back.ticket, result.ticket);
  EXPECT_EQ(back.header, result.header);
  EXPECT_EQ(back.content, result.content);
  EXPECT_EQ(back.frames, result.frames);
  EXPECT_EQ(back.findings, result.findings);
}

TEST(ClipJob, RoundTrips) {
  model::ClipJob job;
  job.clip = "a";
  job.name = "a\xff.mp4";  // names need not be UTF-8
  job.recipe.region = model::Region{1, 2, 3, 4};
  job.every_picture = true;
  const model::ClipJob back = model::parse_clip_job(model::to_json(job));
  EXPECT_EQ(back.clip, "a");
  EXPECT_EQ(back.recipe, job.recipe);
  EXPECT_TRUE(back.every_picture);
  EXPECT_EQ(back.max_output_bytes, job.max_output_bytes);
}

// A compromised worker may answer anything.
TEST(ClipResult, RejectsImpossibleValues) {
  const std::string good = model::to_json(result_with_frames());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  EXPECT_NO_THROW(model::parse_clip_result(good));
  for (const std::string& bad :
       {std::string("nonsense"), std::string("[]"), std::string("{}"), with("\"picture\":0", "\"picture\":10"),
        with("\"picture\":0", "\"picture\":-1"), with("\"width\":640", "\"width\":\"x\""),
        with("\"channels\":1", "\"channels\":4"), with("wrong-extension", "no-such-code"),
        with("\"time_source\":\"pts\"", "\"time_source\":\"guess\""), with("4/3", "4/0"),
        with(",\"kind\":\"clip\"", ""), with("\"kind\":\"clip\"", "\"kind\":\"dance\""),
        with("\"kind\":\"clip\"", "\"kind\":1"), with("\"width\":640", "\"width\":640.0"),
        with("\"picture\":0", "\"picture\":3.0623e+19")}) {
    EXPECT_THROW(model::parse_clip_result(bad), base::Error) << bad;
  }
}

}  // namespace
