#include "serve/http/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace serve {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(Target, IsDecoded) {
  EXPECT_THAT(parse_target("/")->segments, IsEmpty());
  EXPECT_THAT(parse_target("/api/v1/p%31-l%C3%BC/")->segments, ElementsAre("api", "v1", "p1-lü", ""));
  EXPECT_THAT(parse_target("//a")->segments, ElementsAre("", "a"));
  EXPECT_THAT(parse_target("/a?x=1&&y&z=a+b%2B%3D=c")->query,
              ElementsAre(Pair("x", "1"), Pair("y", ""), Pair("z", "a b+==c")));
  EXPECT_THAT(parse_target("/?a=..%2F")->query, ElementsAre(Pair("a", "../")));
}

TEST(Target, OtherFormsAndUnprintableTextAreRefused) {
  for (const char* text : {"",
                           "*",
                           "a",
                           "http://localhost/",
                           "localhost:80",
                           "/..",
                           "/a/../b",
                           "/%2e%2e",
                           "/.",
                           "/%2E/a",
                           "/a%2fb",
                           "/a%5Cb",
                           "/a\\b",
                           "/a b",
                           "/a#b",
                           "/%",
                           "/%4",
                           "/%zz",
                           "/%00",
                           "/%0a",
                           "/\x7f",
                           "/\xc3\xbc",
                           "/%ff",
                           "/%C0%AE",
                           "/%E2%80%AE",
                           "/?%00",
                           "/?a=%80",
                           "/\t"}) {
    EXPECT_FALSE(parse_target(text)) << text;
  }
}

TEST(Target, HasLimits) {
  EXPECT_TRUE(parse_target("/" + std::string(kMaxTargetBytes - 1, 'a')));
  EXPECT_FALSE(parse_target("/" + std::string(kMaxTargetBytes, 'a')));
  std::string query = "/?";
  for (std::size_t i = 0; i < kMaxQueryValues; ++i) query += "a&";
  EXPECT_TRUE(parse_target(query));
  EXPECT_FALSE(parse_target(query + "a"));
}

}  // namespace
}  // namespace serve
