#include "model/metadata_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace {

TEST(MetadataJson, WritesFractionsAsText) {
  const model::HeaderMetadata header = {"mov", "h264", "yuv420p", 0, 640, 480, 90, base::Rational(30000, 1001), {}};
  EXPECT_EQ(model::header_json(header).dump(),
            R"({"container":"mov","codec":"h264","pixel_format":"yuv420p","stream":0,"width":640,"height":480,)"
            R"("pictures":90,"rate_hz":"30000/1001","duration_s":"0"})");
  EXPECT_EQ(model::content_json({}).dump(),
            R"({"width":0,"height":0,"rotation_deg":0,"mirrored":false,"sample_aspect":"1","time_base":"1",)"
            R"("first_pts":0,"pictures":0,"pictures_counted":false,"interlaced":false,"field_order":"","alpha":false,)"
            R"("bit_depth":8,"grey":false})");
}

TEST(MetadataJson, WritesSeverityAndNextStepOfFindings) {
  EXPECT_EQ(
      model::finding_json("audio-only", "sound alone").dump(),
      R"({"code":"audio-only","severity":"error","message":"sound alone","next":"ask the source for the video"})");
}

}  // namespace
