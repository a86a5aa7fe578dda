#include "base/url.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using Parts = std::vector<std::string>;

TEST(PathSegments, DecodesUrls) {
  EXPECT_EQ(base::path_segments("https://h.org/a/b%2Bc%20d.gif?x=/y#z"), (Parts{"a", "b+c d.gif"}));
  EXPECT_EQ(base::path_segments("https://h.org//a//b"), (Parts{"a", "b"}));
  EXPECT_EQ(base::path_segments("https://h.org"), Parts{});
}

TEST(PathSegments, DoesNotDecodePaths) { EXPECT_EQ(base::path_segments("a/b%20c?.gif"), (Parts{"a", "b%20c?.gif"})); }

TEST(PathSegments, RejectsDotSegments) {
  for (const char* address : {"https://h/a/../b", "https://h/%2e%2e/b", "../b", "https://h/a%2Fb", "https://h/a%00b"}) {
    EXPECT_EQ(base::path_segments(address), Parts{}) << address;
  }
}

TEST(SplitUrl, SplitsIntoParts) {
  const auto parts = base::split_url("https://me@h.org:80/a/b?c=/d#e?/");
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->scheme, "https");
  EXPECT_EQ(parts->authority, "me@h.org:80");
  EXPECT_EQ(parts->path, "/a/b");
  EXPECT_EQ(parts->query, "?c=/d");
  EXPECT_EQ(base::split_url("https://h.org?x=/y")->authority, "h.org");
  EXPECT_EQ(base::split_url("clips/a.mp4"), std::nullopt);
}

TEST(SplitUrl, IgnoresColonsInBrackets) {
  const base::Authority authority = base::split_authority("me:pw@[::1]:80");
  EXPECT_EQ(authority.user, "me:pw@");
  EXPECT_EQ(authority.host, "[::1]");
  EXPECT_EQ(authority.port, "80");
  EXPECT_EQ(base::split_authority("[::1]").port, std::nullopt);
  EXPECT_EQ(base::split_authority("h.org:").port, "");
}

TEST(PercentEncoding, RoundTrips) {
  EXPECT_EQ(base::percent_encoded("a b/é", base::is_unreserved), "a%20b%2F%C3%A9");
  EXPECT_EQ(base::percent_decoded("a%20b%2F%C3%a9"), "a b/é");
  EXPECT_EQ(base::percent_decoded("%zz%4"), "%zz%4");
}

TEST(ShownUrl, RemovesSecrets) {
  EXPECT_EQ(base::shown_url("https://me:pw@host.org/a/b.mp4?token=1#x"), "https://host.org/a/b.mp4");
  EXPECT_EQ(base::shown_url("https://host.org/@a"), "https://host.org/@a");
  EXPECT_EQ(base::shown_url("https://host.org?x=a@b"), "https://host.org");
}

// Spellings that are equivalent by RFC 3986 must have one key: otherwise a video may be in two folds.
TEST(NormalisedUrl, UnifiesEquivalentSpellings) {
  const std::string plain = "https://example.org/a/b.mp4";
  for (const char* spelling :
       {"https://example.org/a/b.mp4", "HTTPS://Example.ORG/a/b.mp4", "https://example.org:443/a/b.mp4",
        "https://example.org:/a/b.mp4", "https://example.org/a/./b.mp4", "https://example.org/x/../a/b.mp4",
        "https://example.org/%61/b%2emp4", "https://example.org/a/b.mp4#t=3", " https://example.org/a/b.mp4\n",
        "https://example.org/x/%2e%2E/a/b.mp4", "http://example.org/a/b.mp4", "http://example.org:80/a/b.mp4"}) {
    EXPECT_EQ(base::normalised_url(spelling), plain) << spelling;
  }
}

TEST(NormalisedUrl, KeepsSignificantParts) {
  EXPECT_EQ(base::normalised_url("https://e.org/a?id=1"), "https://e.org/a?id=1");
  EXPECT_EQ(base::normalised_url("https://e.org?ID=%c3%a9"), "https://e.org/?ID=%C3%A9");
  EXPECT_EQ(base::normalised_url("https://e.org/A"), "https://e.org/A");
  EXPECT_EQ(base::normalised_url("https://e.org/a%2Fb"), "https://e.org/a%2Fb");
  EXPECT_EQ(base::normalised_url("https://e.org/a/"), "https://e.org/a/");
  EXPECT_EQ(base::normalised_url("https://e.org:8443/"), "https://e.org:8443/");
  EXPECT_EQ(base::normalised_url("https://User@E.org/"), "https://User@e.org/");
  EXPECT_EQ(base::normalised_url("http://[2001:DB8::1]:80/x"), "https://[2001:db8::1]/x");
  EXPECT_EQ(base::normalised_url("https://e.org/é x"), "https://e.org/%C3%A9%20x");
  EXPECT_EQ(base::normalised_url("ftp://e.org:21/x"), "ftp://e.org/x");
}

TEST(NormalisedUrl, AcceptsInvalidText) {
  EXPECT_EQ(base::normalised_url(""), "");
  EXPECT_EQ(base::normalised_url("clip 3.mp4"), "clip 3.mp4");
  EXPECT_EQ(base::normalised_url("://x"), "://x");
  EXPECT_EQ(base::normalised_url("https://"), "https:///");
  EXPECT_EQ(base::normalised_url("https://e.org/%"), "https://e.org/%");
  EXPECT_EQ(base::normalised_url("https://e.org/%4"), "https://e.org/%4");
  EXPECT_EQ(base::normalised_url("https://e.org/../../.."), "https://e.org/");
}

// Otherwise one address could have two keys.
TEST(NormalisedUrl, IsIdempotent) {
  for (const char* text : {"http://e.org/%41%2f..%2F", "https://E.org:/%zz/./", "http://a@b@C:80/?%7e#x", "x://y/..//z",
                           "https://e%4Frg/%", "HTTP://e.org//a/../..//b"}) {
    const std::string once = base::normalised_url(text);
    EXPECT_EQ(base::normalised_url(once), once) << text;
  }
}

}  // namespace
