#include "fetch/mirror.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;

class MirrorTest : public testing::Test {
 protected:
  void put(const fs::path& relative, const std::string& content) {
    fs::create_directories((folder_.path() / relative).parent_path());
    base::write_atomically(folder_.path() / relative, content);
  }
  // Relative to the mirror.
  std::vector<std::string> candidates(const std::string& address, const std::optional<base::Digest>& digest = {}) {
    std::vector<std::string> names;
    for (const auto& file : fetch::Mirror(folder_.path()).candidates(address, digest)) {
      names.push_back(file.lexically_relative(folder_.path()).string());
    }
    return names;
  }
  const base::PrivateFolder folder_ = test::temporary_folder();
};

using Names = std::vector<std::string>;

TEST_F(MirrorTest, FindsTheLongestCommonEnd) {
  put("convex/a.gif", "1");
  put("linear/a.gif", "2");
  EXPECT_EQ(candidates("https://h/x/linear/a.gif"), Names{"linear/a.gif"});
  EXPECT_EQ(candidates("https://h/x/convex/a.gif"), Names{"convex/a.gif"});
  EXPECT_EQ(candidates("https://h/x/convex/b.gif"), Names{});
}

TEST_F(MirrorTest, DecodesUrls) {
  put("Day+1 (2).gif", "1");
  EXPECT_EQ(candidates("https://h/Day%2B1%20%282%29.gif"), Names{"Day+1 (2).gif"});
}

TEST_F(MirrorTest, FindsFilesNamedByDigest) {
  const base::Digest digest = base::sha256("x");
  put("ab/" + digest.hex(), "x");
  EXPECT_EQ(candidates("https://h/other", digest), Names{"ab/" + digest.hex()});
}

TEST_F(MirrorTest, UsesSha256sumsForExistingFilesOnly) {
  put("renamed.mp4", "x");
  put("SHA256SUMS",
      base::sha256("x").hex() + "  renamed.mp4\n" + base::sha256("y").hex() + "  ../../outside\nnonsense\n");
  EXPECT_EQ(candidates("https://h/other", base::sha256("x")), Names{"renamed.mp4"});
  EXPECT_EQ(candidates("https://h/other", base::sha256("y")), Names{});
}

TEST_F(MirrorTest, ReadsFilesThatAreNotInSha256sums) {
  put("deep/renamed", "x");
  fetch::Mirror mirror(folder_.path());
  EXPECT_EQ(mirror.find_by_content(base::sha256("x")), folder_.path() / "deep/renamed");
  EXPECT_FALSE(mirror.find_by_content(base::sha256("y")));
}

TEST_F(MirrorTest, IgnoresLinks) {
  const auto outside = test::temporary_folder();
  base::write_atomically(outside.path() / "secret.mp4", "x");
  fs::create_symlink(outside.path() / "secret.mp4", folder_.path() / "secret.mp4");
  fs::create_directory_symlink(outside.path(), folder_.path() / "out");
  EXPECT_EQ(candidates("https://h/secret.mp4"), Names{});
}

TEST_F(MirrorTest, RejectsAMissingFolder) { EXPECT_THROW(fetch::Mirror(folder_.path() / "absent"), base::Error); }

}  // namespace
