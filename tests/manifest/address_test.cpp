#include "manifest/address.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "support/support.h"

namespace manifest {
namespace {

// Manifests are untrusted: only plain http(s) addresses may be fetched.
TEST(Address, AcceptsHttpAndHttps) {
  for (const char* url : {"https://a.org", "http://a.org/x.mp4", "HTTPS://a.org:8080/x?y=z&w#f", "https://[::1]:80/x",
                          "https://a.org/Cov-Atlas%2B%2844%29.gif", "https://a.org/~user/+(1),x;y"}) {
    EXPECT_EQ(what_is_wrong_with_url(url), std::nullopt) << url;
  }
}

TEST(Address, RejectsOtherSchemesAndHiddenParts) {
  for (const char* url : {"",
                          "file:///etc/passwd",
                          "ftp://a.org/x",
                          "//a.org/x",
                          "javascript:alert(1)",
                          "https:/a.org",
                          "https://",
                          "https:///x",
                          "https://user@a.org/",
                          "https://user:pw@a.org/",
                          "https://a.org\\@b.org/",
                          "https://a.org/a b",
                          "https://a.org/\x01",
                          "https://a.org/\xC3\xA9",
                          "https://a.org/%zz",
                          "https://a.org/%2",
                          "https://a.org:port/",
                          "https://a.org:/",
                          "https://a.org:123456/",
                          "https://a.org/<x>",
                          "https://%2e/"}) {
    EXPECT_NE(what_is_wrong_with_url(url), std::nullopt) << url;
  }
  EXPECT_NE(what_is_wrong_with_url("https://a.org/" + std::string(3000, 'x')), std::nullopt);
}

// Manifests are untrusted: paths must not lead out of the folder.
TEST(Address, RejectsPathsOutOfTheFolder) {
  for (const char* path : {"a.mp4", "clips/a.mp4", "a b/ü.mp4", "..a/b..", "..."}) {
    EXPECT_EQ(what_is_wrong_with_path(path, {}), std::nullopt) << path;
  }
  for (const char* path : {"", "/etc/passwd", "../a", "a/../../b", "a/..", "a//b", "a/", "./a", "a\\b", "C:\\x"}) {
    EXPECT_NE(what_is_wrong_with_path(path, {}), std::nullopt) << path;
  }
  EXPECT_NE(what_is_wrong_with_path(std::string(2000, 'x'), {}), std::nullopt);
}

TEST(Address, RejectsLinksOutOfTheFolder) {
  namespace fs = std::filesystem;
  const auto place = test::temporary_folder();
  const fs::path folder = place.path() / "in";
  fs::create_directories(folder / "clips");
  base::write_atomically(place.path() / "out.mp4", "x");
  base::write_atomically(folder / "clips/a.mp4", "x");
  fs::create_symlink("../out.mp4", folder / "file");
  fs::create_directory_symlink("..", folder / "up");
  fs::create_directory_symlink("clips", folder / "down");
  fs::create_symlink("loop", folder / "loop");
  EXPECT_EQ(what_is_wrong_with_path("clips/a.mp4", folder), std::nullopt);
  EXPECT_EQ(what_is_wrong_with_path("down/a.mp4", folder), std::nullopt);
  EXPECT_EQ(what_is_wrong_with_path("clips/not-there.mp4", folder), std::nullopt);
  EXPECT_NE(what_is_wrong_with_path("file", folder), std::nullopt);
  EXPECT_NE(what_is_wrong_with_path("up/out.mp4", folder), std::nullopt);
  EXPECT_NE(what_is_wrong_with_path("up/not-there.mp4", folder), std::nullopt);
  EXPECT_NE(what_is_wrong_with_path("loop", folder), std::nullopt);
}

}  // namespace
}  // namespace manifest
