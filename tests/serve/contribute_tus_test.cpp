#include "serve/contribute/tus.h"

#include <gtest/gtest.h>

#include "serve/made_request.h"

namespace serve {
namespace {

using test::made_request;

TEST(Tus, ReadsTheNameOfAFile) {
  EXPECT_EQ(file_name_of("filename Y2xpcC5tcDQ=,filetype dmlkZW8vbXA0"), "clip.mp4");
  EXPECT_EQ(file_name_of("name YQ==, is_confidential"), "a");
  EXPECT_EQ(file_name_of("name YQ==,filename Yg=="), "b");
  EXPECT_EQ(file_name_of(""), "");
  EXPECT_EQ(file_name_of("filename CgA="), "\\x0a\\x00");
  EXPECT_EQ(file_name_of("filename Li4vLi4="), "../..") << "a text, not a path";
}

TEST(Tus, RefusesOtherMetadata) {
  for (const char* text : {"filename ***", "filename YQ", "filename YQ==,filename Yg==", " ,",
                           "filename  YQ==", "a YQ==,,b YQ==", "\x01 YQ=="}) {
    EXPECT_FALSE(file_name_of(text)) << text;
  }
  EXPECT_FALSE(file_name_of(metadata_of(std::string(kMaxFileNameBytes + 1, 'x'))));
  EXPECT_TRUE(file_name_of(metadata_of(std::string(kMaxFileNameBytes, 'x'))));
  EXPECT_FALSE(file_name_of("a " + std::string(5000, 'A')));
}

TEST(Tus, NumbersHaveDigitsOnly) {
  const auto number = [](std::vector<Header> headers) {
    return number_header(made_request("PATCH", "/", std::move(headers)), "Upload-Offset");
  };
  EXPECT_EQ(number({{"upload-offset", "070"}}), 70);
  for (const char* text : {"", "-1", "+1", "1 ", "0x1", "1e3", "9999999999999999999"}) {
    EXPECT_FALSE(number({{"Upload-Offset", text}})) << text;
  }
  EXPECT_FALSE(number({{"Upload-Offset", "1"}, {"Upload-Offset", "1"}}));
}

TEST(Tus, OtherVersionsAreTold) {
  EXPECT_FALSE(check_tus(made_request("HEAD", "/", {{"Tus-Resumable", "1.0.0"}})));
  const auto refusal = check_tus(made_request("HEAD", "/", {{"Tus-Resumable", "0.2"}}));
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 412);
  EXPECT_EQ(refusal->header("Tus-Version"), "1.0.0");
}

TEST(Tus, WritesTimesOfHttp) { EXPECT_EQ(http_time(1'795'798'800), "Fri, 27 Nov 2026 17:00:00 GMT"); }

}  // namespace
}  // namespace serve
