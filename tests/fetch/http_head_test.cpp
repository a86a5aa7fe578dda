#include "fetch/http_head.h"

#include <gtest/gtest.h>

#include <chrono>

#include "fetch/retry.h"

namespace {

using fetch::ContentRange;
using fetch::HttpHead;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(ContentRange, IsParsedStrictly) {
  EXPECT_EQ(fetch::parse_content_range("bytes 10-99/100"), (ContentRange{10, 99, 100}));
  EXPECT_EQ(fetch::parse_content_range("BYTES 0-0/*"), (ContentRange{0, 0, std::nullopt}));
  EXPECT_EQ(fetch::parse_content_range("bytes */7"), (ContentRange{std::nullopt, std::nullopt, 7}));
  for (const char* text : {"", "bytes", "bytes 1-2", "bytes 2-1/9", "bytes 0-9/9", "bytes -1-2/9", "bytes a-b/c",
                           "bytes */*", "items 0-1/2", "bytes 0-1/99999999999999999999"}) {
    EXPECT_FALSE(fetch::parse_content_range(text)) << text;
  }
}

HttpHead head(std::initializer_list<const char*> lines) {
  HttpHead head;
  for (const char* line : lines) head.add(line);
  return head;
}

TEST(HttpHead, AcceptsStrongValidatorsOnly) {
  EXPECT_EQ(head({"etag: \"a\"\r\n"}).strong_validator(), "\"a\"");
  EXPECT_EQ(head({"ETag: W/\"a\"\r\n"}).strong_validator(), "");
  const char* modified = "Last-Modified: Tue, 03 Nov 2020 10:00:00 GMT\r\n";
  EXPECT_EQ(head({modified, "Date: Tue, 03 Nov 2020 10:00:01 GMT"}).strong_validator(),
            "Tue, 03 Nov 2020 10:00:00 GMT");
  EXPECT_EQ(head({modified, "Date: Tue, 03 Nov 2020 10:00:00 GMT"}).strong_validator(), "") << "the same second";
  EXPECT_EQ(head({modified}).strong_validator(), "") << "no date to compare with";
}

TEST(HttpHead, ReadsAnnouncedDigests) {
  const std::string hex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  const auto wanted = base::Digest::from_hex(hex);
  EXPECT_EQ(head({"Repr-Digest: md5=:abc=:, sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:"}).sha256, wanted);
  EXPECT_EQ(head({"Digest: SHA-256=n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="}).sha256, wanted);
  EXPECT_FALSE(head({"Repr-Digest: sha-256=:n4bQ=:"}).sha256);
}

TEST(LooksLikeHtml, RecognisesPagesOnly) {
  for (const char* text : {"<!DOCTYPE html>", "\xEF\xBB\xBF \n<HTML lang=en>", "<?xml version='1.0'?><html>",
                           "<!-- a --><head>", "<script>"}) {
    EXPECT_TRUE(fetch::looks_like_html(text)) << text;
  }
  for (const char* text : {"", "GIF89a", "RIFF",
                           "\0\0\0\x18"
                           "ftypmp42",
                           "<svg", "<htm"}) {
    EXPECT_FALSE(fetch::looks_like_html(text)) << text;
  }
}

TEST(RetryAfter, AcceptsSecondsAndDates) {
  EXPECT_EQ(fetch::parse_retry_after("120", 0), seconds(120));
  EXPECT_EQ(fetch::parse_retry_after(" 0 ", 0), seconds(0));
  EXPECT_EQ(fetch::parse_retry_after("99999999999999999999", 0), seconds(1'000'000'000));
  EXPECT_EQ(fetch::parse_retry_after("Thu, 01 Jan 1970 00:01:40 GMT", 40), seconds(60));
  EXPECT_EQ(fetch::parse_retry_after("Thu, 01 Jan 1970 00:01:40 GMT", 4000), seconds(0)) << "in the past";
  for (const char* text : {"", "-1", "soon"}) EXPECT_FALSE(fetch::parse_retry_after(text, 0)) << text;
}

TEST(WaitBeforeRetry, DoublesWithJitterAndHonoursTheServer) {
  fetch::Limits limits;
  std::minstd_rand random(1);
  for (int failures = 1; failures < 40; ++failures) {
    const auto most = failures > 6 ? limits.max_wait
                                   : std::min<milliseconds>(limits.max_wait, limits.first_wait * (1 << (failures - 1)));
    const auto wait = fetch::wait_before_retry(limits, failures, std::nullopt, random);
    ASSERT_TRUE(wait);
    EXPECT_LE(*wait, most) << failures;
    EXPECT_GE(*wait, most / 2 - milliseconds(1)) << failures;
  }
  EXPECT_EQ(fetch::wait_before_retry(limits, 1, seconds(60), random), milliseconds(60'000));
  EXPECT_FALSE(fetch::wait_before_retry(limits, 1, seconds(121), random));
}

}  // namespace
