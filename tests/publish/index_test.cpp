// Indexes are public: their bytes must be reproducible, and untrusted ones must do no harm.
#include "publish/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "publish/gzip.h"
#include "support/support.h"

namespace {

using curate::KnownClip;
using testing::HasSubstr;

std::vector<KnownClip> clips() {
  return {
      {"a", "m", base::sha256("1"), base::sha256("r"), {base::sha256("p"), base::sha256("q")}, {1, ~std::uint64_t{0}}},
      {"b", "m", base::sha256("2"), base::sha256("r"), {}, {}}};
}

const std::string kHead = R"({"format":"sonoset-index","version":1,"hash":"phash-dct","clips":1})";
const std::string kDigest(64, 'a');

std::string row(const std::string& id = "a", const std::string& pixels = "", const std::string& hashes = "") {
  return R"({"clip":")" + id + R"(","manifest":"m","object":")" + kDigest + R"(","recipe":")" + kDigest +
         R"(","pixels":[)" + pixels + R"(],"hashes":[)" + hashes + "]}";
}

class IndexTest : public testing::Test {
 protected:
  std::vector<KnownClip> read(const std::string& bytes, const publish::IndexLimits& limits = {}) {
    std::ofstream(file_, std::ios::binary) << bytes;
    return publish::read_index(file_, limits);
  }
  static std::string packed(const std::string& text) {
    publish::GzipWriter writer;
    writer.add(text);
    return writer.finish();
  }
  // The message about a rejected index.
  std::string refusal(const std::string& bytes, const publish::IndexLimits& limits = {}) {
    try {
      read(bytes, limits);
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::InvalidInput);
      return error.what();
    }
    return "was accepted";
  }

  base::PrivateFolder folder_ = test::temporary_folder();
  std::filesystem::path file_ = folder_.path() / "index.jsonl.gz";
};

TEST_F(IndexTest, RoundTrips) { EXPECT_EQ(read(publish::index_of(clips())), clips()); }

TEST_F(IndexTest, HasNeitherTimeNorName) {
  const std::string bytes = publish::index_of(clips());
  EXPECT_EQ(bytes, publish::index_of(clips()));
  // RFC 1952, 2.3: magic, deflate, no flags (no name), time 0.
  EXPECT_EQ(bytes.substr(0, 8), std::string("\x1f\x8b\x08\0\0\0\0\0", 8));
}

TEST_F(IndexTest, IsReadByGzip) {
  base::write_atomically(file_, packed(kHead + "\n" + row() + "\n"));
  const test::Run run = test::run("/bin/gzip", {"-dc", file_});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, kHead + "\n" + row() + "\n");
}

TEST_F(IndexTest, RejectsTruncatedAndDamagedFiles) {
  const std::string whole = publish::index_of(clips());
  for (std::size_t n = 0; n < whole.size(); ++n) {
    EXPECT_NE(refusal(whole.substr(0, n)), "it was read") << n;
  }
  // Only header bits that do not affect the content (time, system) may change.
  for (std::size_t n = 10; n < whole.size(); ++n) {
    std::string damaged = whole;
    damaged[n] ^= 0x10;
    EXPECT_NE(refusal(damaged), "it was read") << n;
  }
  EXPECT_THAT(refusal("not gzip at all"), HasSubstr("index.jsonl.gz:1: not gzip"));
}

TEST_F(IndexTest, RejectsInvalidRowsWithTheirLine) {
  const auto refused = [&](const std::string& second) { return refusal(packed(kHead + "\n" + second + "\n")); };
  EXPECT_NO_THROW(read(packed(kHead + "\n" + row() + "\n")));
  EXPECT_THAT(refused("nonsense"), HasSubstr("index.jsonl.gz:2: invalid JSON at byte"));
  EXPECT_THAT(refused("[]"), HasSubstr("not an object with six keys"));
  EXPECT_THAT(refused(row("../a")), HasSubstr("'clip' is not an id"));
  EXPECT_THAT(refused(row("a", "\"" + kDigest + "\"")), HasSubstr("of equal length"));
  EXPECT_THAT(refused(row("a", "\"x\"", "\"0123456789abcdef\"")), HasSubstr("invalid SHA-256"));
  EXPECT_THAT(refused(row("a", "\"" + kDigest + "\"", "\"-123456789abcdef\"")), HasSubstr("hexadecimal"));
  EXPECT_THAT(refused(row("a", "\"" + kDigest + "\"", "7")), HasSubstr("not a string"));
  EXPECT_THAT(refused(row("a", "[[[]]]", "1")), HasSubstr("nested deeper than 2"));
  EXPECT_THAT(refused(row() + "\n" + row()), HasSubstr("index.jsonl.gz:3: clips are not in order"));
  EXPECT_THAT(refused(row() + "\n" + row("b")), HasSubstr("2 clips instead of 1"));
  EXPECT_THAT(refusal(packed(kHead + "\n" + row())), HasSubstr("no line feed at the end of the last line"));
  EXPECT_THAT(refusal(packed("{}\n")), HasSubstr("not a sonoset index"));
  EXPECT_THAT(refusal(packed(R"({"format":"sonoset-index","version":2,"hash":"phash-dct","clips":0})"
                             "\n")),
              HasSubstr("another version"));
}

// Deep nesting must not overflow the stack, and a bomb must be rejected early.
TEST_F(IndexTest, RejectsBombs) {
  EXPECT_THAT(refusal(packed(std::string(1'000'000, '[') + "\n")), HasSubstr(":1: "));
  const std::string bomb = packed(kHead + "\n" + row("a", std::string(64 << 20, ' ')) + "\n");
  EXPECT_LT(bomb.size(), std::size_t{1} << 20);
  EXPECT_THAT(refusal(bomb), HasSubstr("line is longer than 8388608 bytes"));
  publish::IndexLimits small;
  small.bytes = 1'000'000;
  EXPECT_THAT(refusal(bomb, small), HasSubstr("unpacked file is larger"));
  small.packed_bytes = 100;
  EXPECT_THAT(refusal(bomb, small), HasSubstr(": file is larger than an index may be"));
}

TEST_F(IndexTest, RejectsTooManyClipsAndFrames) {
  const std::string bytes = publish::index_of(clips());
  publish::IndexLimits limits;
  limits.clips = 2;
  limits.frames = 2;
  EXPECT_EQ(read(bytes, limits).size(), 2U);
  limits.clips = 1;
  EXPECT_THAT(refusal(bytes, limits), HasSubstr("more clips or frames than an index may have"));
  limits = {};
  limits.frames = 1;
  EXPECT_THAT(refusal(bytes, limits), HasSubstr("more clips or frames than an index may have"));
}

TEST_F(IndexTest, ThrowsForAMissingFile) { EXPECT_THROW(publish::read_index(folder_.path() / "absent"), base::Error); }

}  // namespace
