#include "serve/http/range.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "serve/made_request.h"
#include "support/support.h"

namespace serve {
namespace {

using test::made_request;

/// "STATUS Content-Range" of an answer for 100 bytes, and the part of the file.
std::string ranged(std::vector<Header> headers, const std::string& method = "GET") {
  const base::PrivateFolder folder = test::temporary_folder();
  base::write_atomically(folder.path() / "file", std::string(100, 'x'));
  Response whole = file_response("video/mp4", base::open_to_read(folder.path() / "file"));
  whole.set("ETag", "\"a\"");
  const Response response = in_range(made_request(method, "/", std::move(headers)), std::move(whole));
  std::string text =
      std::to_string(response.status) + " " + std::string(response.header("Content-Range").value_or("-"));
  if (const auto* file = std::get_if<FileRange>(&response.body)) {
    text += " " + std::to_string(file->offset) + "+" + std::to_string(file->size);
  }
  return text;
}

TEST(Range, OneRangeIsAnswered) {
  EXPECT_EQ(ranged({}), "200 - 0+100");
  EXPECT_EQ(ranged({{"Range", "bytes=0-0"}}), "206 bytes 0-0/100 0+1");
  EXPECT_EQ(ranged({{"Range", "bytes=10-"}}), "206 bytes 10-99/100 10+90");
  EXPECT_EQ(ranged({{"Range", "bytes=90-1000"}}), "206 bytes 90-99/100 90+10");
  EXPECT_EQ(ranged({{"Range", "bytes=-5"}}), "206 bytes 95-99/100 95+5");
  EXPECT_EQ(ranged({{"Range", "bytes=-1000"}}), "206 bytes 0-99/100 0+100");
  EXPECT_EQ(ranged({{"Range", "bytes=100-"}}), "416 bytes */100");
  EXPECT_EQ(ranged({{"Range", "bytes=-0"}}), "416 bytes */100");
}

TEST(Range, OthersAreIgnored) {
  for (const char* value : {"bytes=0-1,5-6", "bytes=", "bytes=-", "bytes=5-2", "items=0-1", "bytes=a-b", "bytes=+1-2",
                            "bytes=1-2x", "bytes=99999999999999999999-", "bytes 0-1"}) {
    EXPECT_EQ(ranged({{"Range", value}}), "200 - 0+100") << value;
  }
  EXPECT_EQ(ranged({{"Range", "bytes=0-1"}}, "HEAD"), "200 - 0+100");
}

TEST(Range, IfRangeMustBeTheTag) {
  EXPECT_EQ(ranged({{"Range", "bytes=0-1"}, {"If-Range", "\"a\""}}), "206 bytes 0-1/100 0+2");
  for (const char* tag : {"\"b\"", "W/\"a\"", "Fri, 27 Nov 2026 00:00:00 GMT", ""}) {
    EXPECT_EQ(ranged({{"Range", "bytes=0-1"}, {"If-Range", tag}}), "200 - 0+100") << tag;
  }
}

TEST(Range, OfAnEmptyFile) { EXPECT_FALSE(parse_range("bytes=0-", 0)->satisfiable); }

}  // namespace
}  // namespace serve
