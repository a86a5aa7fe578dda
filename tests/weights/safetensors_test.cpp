// Safetensors: files round-trip, are deterministic, and are rejected if inconsistent.
#include "weights/safetensors.h"

#include <gmock/gmock.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "base/error.h"
#include "base/file.h"
#include "support/support.h"
#include "weights/half.h"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using weights::Safetensors;

std::string file_of(const std::string& header, const std::string& data) {
  const std::uint64_t length = header.size();
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &length, 8);
  return bytes + header + data;
}

std::string refusal(const std::string& bytes) {
  try {
    weights::parse_safetensors(bytes, "made.safetensors");
  } catch (const base::Error& error) {
    return error.what();
  }
  return "taken";
}

Safetensors small() {
  return {{{"b.weight", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"a", {}, {7}}, {"empty", {0, 4}, {}}}, {{"made", "by \"us\""}}};
}

TEST(SafetensorsFile, RoundTrips) {
  const auto folder = test::temporary_folder();
  const auto path = folder.path() / "net.safetensors";
  weights::write_safetensors(path, small());
  const Safetensors file = weights::read_safetensors(path);
  ASSERT_EQ(file.tensors.size(), 3U);
  EXPECT_EQ(file.tensors[0].name, "a");
  EXPECT_TRUE(file.tensors[0].shape.empty());
  EXPECT_THAT(file.find("b.weight")->values, ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(file.find("b.weight")->shape, ElementsAre(2, 3));
  EXPECT_EQ(file.find("c"), nullptr);
  EXPECT_EQ(file.metadata, small().metadata);
  const Safetensors some = weights::read_safetensors(path, [](std::string_view name) { return name == "a"; });
  EXPECT_EQ(some.tensors.size(), 1U);
}

TEST(SafetensorsFile, IgnoresTheOrderOfTensors) {
  Safetensors other = small();
  std::swap(other.tensors[0], other.tensors[1]);
  EXPECT_EQ(weights::safetensors_bytes(other), weights::safetensors_bytes(small()));
  EXPECT_EQ(weights::safetensors_bytes(small()).find('{') % 8, 0U);
}

// Values computed by hand from IEEE 754: one, a third, the largest, the smallest, minus zero, not a number.
TEST(SafetensorsFile, ConvertsHalfPrecision) {
  EXPECT_EQ(weights::from_half(0x3c00), 1.F);
  EXPECT_EQ(weights::from_half(0x3555), 0.333251953125F);
  EXPECT_EQ(weights::from_half(0x7bff), 65504.F);
  EXPECT_EQ(weights::from_half(0x0001), std::ldexp(1.F, -24));
  EXPECT_TRUE(std::signbit(weights::from_half(0x8000)));
  EXPECT_EQ(weights::from_half(0xfc00), -std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(weights::from_half(0x7e00)));
  EXPECT_EQ(weights::from_bfloat16(0x3f80), 1.F);
  EXPECT_EQ(weights::from_bfloat16(0xc049), -3.140625F);
  const auto file = weights::parse_safetensors(
      file_of(
          R"({"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[2,4]}})",
          {"\x00\x3c\x49\xc0", 4}),
      "made");
  EXPECT_THAT(file.find("h")->values, ElementsAre(1.F));
  EXPECT_THAT(file.find("b")->values, ElementsAre(-3.140625F));
}

TEST(SafetensorsFile, RejectsInvalidHeaders) {
  const auto header = [](const std::string& text, std::size_t bytes = 8) {
    return refusal(file_of(text, std::string(bytes, '\0')));
  };
  const std::string a = R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
  const auto b = [](const std::string& offsets) {
    return R"("b":{"dtype":"F32","shape":[1],"data_offsets":)" + offsets + "}";
  };
  EXPECT_EQ(header("{" + a + "," + b("[4,8]") + "}  "), "taken");
  EXPECT_THAT(header("{" + a + "," + b("[8,12]") + "}", 12), HasSubstr("gap or overlap"));
  EXPECT_THAT(header("{" + a + "," + b("[0,4]") + "}", 4), HasSubstr("gap or overlap"));
  EXPECT_THAT(header("{" + a + "," + b("[4,8]") + "}", 9), HasSubstr("describes 8 bytes of data, but the file has 9"));
  EXPECT_THAT(header("{" + a + "," + b("[4,8]") + "}", 7), HasSubstr("describes 8 bytes of data, but the file has 7"));
  EXPECT_THAT(header("{" + a + "," + a + "}", 4), HasSubstr("duplicate key 'a' in the header"));
  EXPECT_THAT(header(R"({"a":{"dtype":"F32","dtype":"F16","shape":[1],"data_offsets":[0,4]}})", 4),
              HasSubstr("duplicate key"));
  EXPECT_THAT(header("{" + b("[4,0]") + "}"), HasSubstr("does not match its bytes"));
  EXPECT_THAT(header("{" + b("[0,18446744073709551615]") + "}"), HasSubstr("invalid shape or invalid offsets"));
  EXPECT_THAT(header("{" + b("[0,4,8]") + "}"), HasSubstr("invalid shape or invalid offsets"));
  EXPECT_THAT(header("{" + b("[0,4.5]") + "}"), HasSubstr("invalid shape or invalid offsets"));
  EXPECT_THAT(header(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})"),
              HasSubstr("invalid shape or invalid offsets"));
  EXPECT_THAT(header(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 0),
              HasSubstr("does not match its bytes"));
  EXPECT_THAT(header(R"({"a":{"dtype":"F32","shape":[1]}})"), HasSubstr("must have dtype, shape"));
  EXPECT_THAT(header(R"({"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}})"), HasSubstr("'F99'"));
  EXPECT_THAT(header(R"({"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}})"), HasSubstr("F32, F16 and BF16"));
  EXPECT_THAT(header(R"({"a":[[[[1]]]]})"), HasSubstr("nested too deeply"));
  EXPECT_THAT(header(R"({"__metadata__":{"a":1}})", 0), HasSubstr("__metadata__"));
  EXPECT_THAT(header("[1]"), HasSubstr("does not start with '{'"));
  EXPECT_THAT(header("{\"a\":"), HasSubstr("not valid JSON"));
  EXPECT_THAT(refusal("short"), HasSubstr("'made.safetensors': too short"));
  EXPECT_THAT(refusal(std::string(8, '\xff')), HasSubstr("a header of 18446744073709551615 bytes"));
}

// Every shorter length is rejected; a file with a flipped bit is rejected with an Error or read.
TEST(SafetensorsFile, RejectsOrReadsDamagedFiles) {
  const std::string whole = weights::safetensors_bytes(small());
  ASSERT_EQ(refusal(whole), "taken");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_NE(refusal(whole.substr(0, length)), "taken") << length;
  }
  int refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      refused += refusal(damaged) == "taken" ? 0 : 1;
    }
  }
  EXPECT_GT(refused, 500);
}

TEST(SafetensorsFile, RejectsFoldersAndMissingFiles) {
  const auto folder = test::temporary_folder();
  EXPECT_THROW(weights::read_safetensors(folder.path()), base::Error);
  EXPECT_THROW(weights::read_safetensors(folder.path() / "none"), base::Error);
}

}  // namespace
