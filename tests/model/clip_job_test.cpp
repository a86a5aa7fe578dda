#include "model/clip_job.h"

#include <gtest/gtest.h>

#include <chrono>
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
  EXPECT_FALSE(back.sector);
}

model::ClipResult result_with_sector() {
  model::ClipResult result = result_with_frames();
  result.sector = model::FoundSector{.sector = {.visible = {0, 0, 640, 480}}, .confidence_permille = 40, .pictures = 2};
  return result;
}

TEST(ClipResult, SectorRoundTrips) {
  const model::ClipResult result = result_with_sector();
  EXPECT_EQ(model::parse_clip_result(model::to_json(result)).sector, result.sector);
}

TEST(ClipResult, OverlaysRoundTrip) {
  model::ClipResult result = result_with_sector();
  const model::Overlay text{model::Overlay::Kind::Text, {600, 470, 40, 10}};
  result.overlays = {text, {model::Overlay::Kind::Ruler, {630, 0, 10, 480}}};
  EXPECT_EQ(model::parse_clip_result(model::to_json(result)).overlays, result.overlays);
  result.overlays = {{model::Overlay::Kind::Text, {601, 470, 40, 10}}};
  EXPECT_THROW(model::parse_clip_result(model::to_json(result)), base::Error);
  result.overlays = {{model::Overlay::Kind::Text, {0, 0, 0, 10}}};
  EXPECT_THROW(model::parse_clip_result(model::to_json(result)), base::Error);
  result.overlays.assign(model::kMaxOverlays, text);
  EXPECT_NO_THROW(model::parse_clip_result(model::to_json(result)));
  result.overlays.push_back(text);
  EXPECT_THROW(model::parse_clip_result(model::to_json(result)), base::Error);
}

// Metadata of files are untrusted twice: the file made them, and the worker may lie about them.
TEST(ClipResult, TagsRoundTripWithinLimits) {
  model::ClipResult result = result_with_frames();
  EXPECT_FALSE(model::parse_clip_result(model::to_json(result)).tags);
  const model::FileTag tag{"artist", "O. Dubois"};
  result.tags = model::FileTags{{tag, {"comment", std::string(model::kMaxTagBytes, 'x')}}, 3};
  EXPECT_EQ(model::parse_clip_result(model::to_json(result)).tags, result.tags);
  result.tags->tags.assign(model::kMaxTags, tag);
  EXPECT_NO_THROW(model::parse_clip_result(model::to_json(result)));
  result.tags->tags.push_back(tag);
  EXPECT_THROW(model::parse_clip_result(model::to_json(result)), base::Error);
  for (const model::FileTag& bad : {model::FileTag{"comment", std::string(model::kMaxTagBytes + 1, 'x')},
                                    model::FileTag{std::string(model::kMaxTagNameBytes + 1, 'x'), ""},
                                    model::FileTag{"comment", "a\x1b[31m"}, model::FileTag{"a\nb", ""}}) {
    result.tags = model::FileTags{{bad}, 0};
    EXPECT_THROW(model::parse_clip_result(model::to_json(result)), base::Error) << bad.name;
  }
  result.tags = model::FileTags{{}, -1};
  EXPECT_THROW(model::parse_clip_result(model::to_json(result)), base::Error);
}

// Frames are cropped to the sector unless the recipe has a region.
TEST(ClipResult, SectorIsTheOneThatWasAskedFor) {
  const model::ClipResult result = result_with_sector();
  model::ClipJob job;
  job.clip = "a";
  job.ticket = result.ticket;
  EXPECT_THROW(model::check_answer(result, job), base::Error);
  job.recipe.sectors = 1;
  EXPECT_NO_THROW(model::check_answer(result, job));
  EXPECT_THROW(model::check_answer(result_with_frames(), job), base::Error);
  model::ClipResult smaller = result;
  smaller.sector->sector.visible.width = 639;
  EXPECT_THROW(model::check_answer(smaller, job), base::Error);
  job.recipe.region = model::Region{0, 0, 640, 480};
  EXPECT_NO_THROW(model::check_answer(smaller, job));
  smaller.sector->sector.visible.width = 641;
  EXPECT_THROW(model::parse_clip_result(model::to_json(smaller)), base::Error);
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
  for (const std::string& bad : {std::string("nonsense"),
                                 std::string("[]"),
                                 std::string("{}"),
                                 with("\"picture\":0", "\"picture\":10"),
                                 with("\"picture\":0", "\"picture\":-1"),
                                 with("\"width\":640", "\"width\":\"x\""),
                                 with("\"channels\":1", "\"channels\":4"),
                                 with("wrong-extension", "no-such-code"),
                                 with("\"time_source\":\"pts\"", "\"time_source\":\"guess\""),
                                 with("4/3", "4/0"),
                                 with(",\"kind\":\"clip\"", ""),
                                 with("\"kind\":\"clip\"", "\"kind\":\"dance\""),
                                 with("\"kind\":\"clip\"", "\"kind\":1"),
                                 with("\"width\":640", "\"width\":640.0"),
                                 with("\"picture\":0", "\"picture\":3.0623e+19"),
                                 with("\"picture\":10", "\"picture\":11"),
                                 with("\"rotation_deg\":0", "\"rotation_deg\":77"),
                                 with("\"rotation_deg\":0", "\"rotation_deg\":true"),
                                 with("\"width\":640", "\"width\":4294967936"),
                                 with("\"pts\":0", "\"pts\":18446744073709551615"),
                                 with("\"pts\":0", "\"pts\":-9223372036854775808"),
                                 with("\"first_pts\":0", "\"first_pts\":9223372036854775807"),
                                 with("\"time_base\":\"1\"", "\"time_base\":\"0\""),
                                 with("\"time_base\":\"1\"", "\"time_base\":\"-1\""),
                                 with("\"file_bytes\":7", "\"file_bytes\":9223372036854775807"),
                                 with("\"brightness\":0", "\"brightness\":65281"),
                                 with("\"sharpness\":0", "\"sharpness\":-1"),
                                 with("\"hash\":18446744073709551615", "\"hash\":-1"),
                                 with("\"codec\":\"h264\"", "\"codec\":\"h 264\""),
                                 with("named .avi", "named \\u001b[31m"),
                                 with("\"mirrored\":false", "\"mirrored\":0"),
                                 with("\"ticket\":18446744073709551615", "\"ticket\":\"1\"")}) {
    EXPECT_THROW(model::parse_clip_result(bad), base::Error) << bad;
  }
}

// 3 MB of nested or many values once took minutes and gigabytes.
TEST(ClipResult, RejectsLargeTextsInLinearTime) {
  std::string many = "[";
  for (int i = 0; i < 1'000'000; ++i) many += "{},";
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& bad :
       {std::string(1 << 26, '['), many + "{}]", "{\"a\":" + many + "0]}", std::string(1 << 24, '1')}) {
    EXPECT_THROW(model::parse_clip_result(bad), base::Error);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

TEST(ClipResult, HasNoMoreFramesThanTheRecipeAllows) {
  const std::string text = model::to_json(result_with_frames());
  model::Sampling sampling;
  EXPECT_NO_THROW(model::parse_clip_result(text, sampling));
  sampling.maximum = 1;
  EXPECT_THROW(model::parse_clip_result(text, sampling), base::Error);
  sampling = {model::Sampling::Kind::Uniform, base::Rational(3), 1, 0, 0};
  EXPECT_THROW(model::parse_clip_result(text, sampling), base::Error);
}

TEST(ClipResult, AnswersOneJob) {
  model::ClipResult result = result_with_frames();
  model::ClipJob job;
  job.clip = "a";
  job.ticket = result.ticket;
  EXPECT_NO_THROW(model::check_answer(result, job));
  const auto refused = [&](auto change) {
    model::ClipResult other = result;
    model::ClipJob asked = job;
    change(other, asked);
    EXPECT_THROW(model::check_answer(other, asked), base::Error);
  };
  refused([](auto& answer, auto&) { answer.clip = "b"; });
  refused([](auto& answer, auto&) { answer.ticket ^= 1; });
  refused([](auto& answer, auto&) { answer.frames.clear(); });
  refused([](auto& answer, auto&) { answer.findings = {{"truncated", "clip", "a", ""}}; });
  refused([](auto& answer, auto&) { answer.findings[0].message = std::string(5000, 'x'); });
  refused([](auto&, auto& asked) { asked.recipe.region = model::Region{0, 0, 320, 480}; });
  refused([](auto&, auto& asked) { asked.max_pixels = 1000; });
}

// Frames with the longest values, as many as an answer may have, fit into a message.
TEST(ClipResult, LargestAnswerFits) {
  model::ClipResult result = result_with_frames();
  model::Frame frame = result.frames[1];
  frame.time_source = model::TimeSource::BestEffort;
  frame.pts = -(std::int64_t{1} << 62);
  frame.file_bytes = std::int64_t{1} << 40;
  frame.sharpness = std::int64_t{1} << 32;
  frame.brightness = 255 * 256;
  frame.width = frame.height = 65536;
  result.frames.assign(1000, frame);
  const std::size_t bytes = model::to_json(result).size() / 1000;
  const model::Sampling all{model::Sampling::Kind::All, base::Rational(3), 0, 0, 0};
  const auto most = static_cast<std::size_t>(model::max_frames(all));
  EXPECT_LE(bytes * most + (300 << 10), model::max_answer_bytes(all));
  EXPECT_LE(model::max_answer_bytes(all), std::size_t{64} << 20);
}

TEST(Times, ArePossibleIfTheyCanBeCalculatedWith) {
  EXPECT_TRUE(model::is_possible_time(1'700'000'000'000, base::Rational(1, 1000)));
  EXPECT_TRUE(model::is_possible_time(-5, base::Rational(1)));
  EXPECT_FALSE(model::is_possible_time(INT64_MIN, base::Rational(1, 90'000)));
  EXPECT_FALSE(model::is_possible_time(std::int64_t{1} << 62, base::Rational(1, 1000)));
  EXPECT_FALSE(model::is_possible_time(std::int64_t{1} << 40, base::Rational(2147483647, 1'000'000'000)));
}

}  // namespace
