#include "fetch/url.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using Parts = std::vector<std::string>;

TEST(PathSegments, are_those_of_a_url_decoded) {
  EXPECT_EQ(fetch::path_segments("https://h.org/a/b%2Bc%20d.gif?x=/y#z"), (Parts{"a", "b+c d.gif"}));
  EXPECT_EQ(fetch::path_segments("https://h.org//a//b"), (Parts{"a", "b"}));
  EXPECT_EQ(fetch::path_segments("https://h.org"), Parts{});
}

TEST(PathSegments, of_a_path_are_taken_as_they_are) {
  EXPECT_EQ(fetch::path_segments("a/b%20c?.gif"), (Parts{"a", "b%20c?.gif"}));
}

TEST(PathSegments, never_lead_anywhere_else) {
  for (const char* address : {"https://h/a/../b", "https://h/%2e%2e/b", "../b", "https://h/a%2Fb", "https://h/a%00b"}) {
    EXPECT_EQ(fetch::path_segments(address), Parts{}) << address;
  }
}

}  // namespace
