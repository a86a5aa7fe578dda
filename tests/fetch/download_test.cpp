#include "fetch/download.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "base/error.h"
#include "fetch/bad_server.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;
using fetch::Fetched;
using fetch::Outcome;
using std::chrono::milliseconds;

fetch::Limits quick() {
  fetch::Limits limits;
  limits.allow_private = true;
  limits.first_wait = milliseconds(5);
  limits.max_wait = milliseconds(20);
  limits.tries = 3;
  return limits;
}

/// Downloads from a misbehaving server.
class DownloadTest : public testing::Test {
 protected:
  Outcome get(const std::string& path, std::optional<base::Digest> sha256 = {}, bool ask = false) {
    fetch::DownloadContext context{folder(), store(), limits_, stop_, bytes_};
    fetch::HttpSession session(limits_);
    return fetch::download({server_.url(path), sha256, ask, false}, session, context);
  }
  // The code of a failure, or "".
  std::string code(const Outcome& outcome) {
    const auto* failure = std::get_if<fetch::Failure>(&outcome);
    if (failure != nullptr) last_message_ = failure->message;
    return failure != nullptr ? failure->code : "";
  }
  void expect_file(const Outcome& outcome, const std::string& content) {
    ASSERT_TRUE(std::holds_alternative<Fetched>(outcome)) << code(outcome) << " " << last_message_;
    const auto& fetched = std::get<Fetched>(outcome);
    EXPECT_EQ(fetched.digest, base::sha256(content));
    EXPECT_EQ(fetched.size_bytes, static_cast<std::int64_t>(content.size()));
    EXPECT_EQ(base::read_text(fetched.file), content);
  }
  void expect_failure(const std::string& path, const std::string& expected, const std::string& says = "") {
    const Outcome outcome = get(path);
    EXPECT_EQ(code(outcome), expected) << path;
    EXPECT_NE(last_message_.find(says), std::string::npos) << path << ": " << last_message_;
    EXPECT_FALSE(fs::exists(folder().body(server_.url(path)))) << path << ": no file may be kept";
  }
  std::int64_t body_bytes(const std::string& path) const {
    std::error_code error;
    const auto size = fs::file_size(folder().body(server_.url(path)), error);
    return error ? 0 : static_cast<std::int64_t>(size);
  }
  fetch::DownloadFolder folder() const { return fetch::DownloadFolder(place_.path() / "downloads"); }
  fetch::ObjectStore store() const { return fetch::ObjectStore(place_.path() / "objects"); }

  test::BadServer server_;
  base::PrivateFolder place_ = test::temporary_folder();
  fetch::Limits limits_ = quick();
  fetch::Stop stop_;
  std::atomic<std::int64_t> bytes_{0};
  std::string last_message_;
};

TEST_F(DownloadTest, DownloadsAFile) {
  expect_file(get("ok/100000.bin", base::sha256(test::bin_file(100000))), test::bin_file(100000));
  EXPECT_EQ(bytes_, 100000);
}

TEST_F(DownloadTest, FollowsRedirects) { expect_file(get("found/5000.bin"), test::bin_file(5000)); }

TEST_F(DownloadTest, ContinuesAnInterruptedDownload) {
  expect_file(get("cut/90000.bin"), test::bin_file(90000));
  EXPECT_EQ(server_.sent(), 90000);
  EXPECT_GE(server_.requests().size(), 3U);
}

TEST_F(DownloadTest, StartsOverWithoutRangesAndGivesUp) {
  expect_failure("cut_no_range/30000.bin", "short-file", "before the announced length");
  EXPECT_EQ(server_.requests().size(), 3U) << "the maximum of attempts";
}

TEST_F(DownloadTest, ReportsAWrongLengthAsShortFile) {
  expect_failure("long/3000.bin", "short-file", "before the announced length");
  expect_failure("chunked_cut/3000.bin", "short-file");
}

TEST_F(DownloadTest, StartsOverIfTheFileChanged) { expect_file(get("changed/40000.bin"), test::bin_file(40000, 1)); }

TEST_F(DownloadTest, DoesNotJoinPartsOfTwoFiles) {
  expect_file(get("changed_badly/40000.bin"), test::bin_file(40000, 1));
  expect_file(get("changed_silently/40000.bin"), test::bin_file(40000, 1));
}

TEST_F(DownloadTest, StartsOverAfter416) { expect_file(get("416/40000.bin"), test::bin_file(40000)); }

TEST_F(DownloadTest, HonoursRetryAfter) {
  const auto start = std::chrono::steady_clock::now();
  expect_file(get("429/1000.bin"), test::bin_file(1000));
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(1000));
  expect_file(get("429_date/1000.bin"), test::bin_file(1000));
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(1900));
}

TEST_F(DownloadTest, RejectsLongRetryAfter) { expect_failure("429_long/1.bin", "fetch-failed", "more than 120 s"); }

TEST_F(DownloadTest, RetriesAfter503) {
  expect_file(get("503/1000.bin"), test::bin_file(1000));
  EXPECT_EQ(server_.requests().size(), 2U);
}

TEST_F(DownloadTest, ReportsTheHttpStatus) {
  expect_failure("404/1.bin", "source-gone", "404");
  expect_failure("410/1.bin", "source-gone", "410");
  expect_failure("403/1.bin", "source-refuses", "403");
  EXPECT_EQ(server_.requests().size(), 3U) << "permanent errors are not retried";
  expect_failure("500/1.bin", "fetch-failed", "500");
  EXPECT_EQ(server_.requests().size(), 6U);
}

TEST_F(DownloadTest, RejectsWebPagesAndEmptyBodies) {
  expect_failure("html/1.bin", "html-page", "web page");
  expect_failure("empty/1.bin", "empty-file", "empty");
  expect_failure("204/1.bin", "empty-file", "204");
}

TEST_F(DownloadTest, RemovesAWrongFileAndDoesNotDownloadItAgain) {
  const auto other = base::sha256("another");
  EXPECT_EQ(code(get("ok/50000.bin", other)), "digest-mismatch");
  EXPECT_NE(last_message_.find(other.hex()), std::string::npos);
  EXPECT_EQ(body_bytes("ok/50000.bin"), 0);
  EXPECT_EQ(code(get("ok/50000.bin", other)), "digest-mismatch");
  EXPECT_EQ(server_.sent(), 50000) << "the second request was conditional";
  expect_file(get("ok/50000.bin", base::sha256(test::bin_file(50000))), test::bin_file(50000));
}

TEST_F(DownloadTest, UsesACompleteCopy) {
  for (const char* path : {"ok/20000.bin", "dated/20000.bin"}) {
    const std::size_t before = server_.requests().size();
    expect_file(get(path), test::bin_file(20000));
    expect_file(get(path), test::bin_file(20000));
    EXPECT_EQ(server_.requests().size(), before + 1) << path;
    expect_file(get(path, {}, true), test::bin_file(20000));
    EXPECT_EQ(server_.requests().size(), before + 2) << path;
    EXPECT_TRUE(server_.requests().back().conditional) << path;
    EXPECT_EQ(server_.requests().back().sent, 0) << path;
  }
}

TEST_F(DownloadTest, RejectsAnAlteredCopy) {
  expect_file(get("ok/20000.bin"), test::bin_file(20000));
  base::write_atomically(folder().body(server_.url("ok/20000.bin")), "altered");
  expect_file(get("ok/20000.bin"), test::bin_file(20000));
}

TEST_F(DownloadTest, EndsRedirectLoops) {
  expect_failure("loop/1.bin", "fetch-failed", "redirect loop");
  expect_failure("deeper/1.bin", "fetch-failed", "more than 10 redirects");
}

TEST_F(DownloadTest, RejectsRedirectsToOtherProtocolsOrWithCredentials) {
  expect_failure("to_file/1.bin", "fetch-failed", "not http or https");
  expect_failure("to_ftp/1.bin", "fetch-failed", "not http or https");
  expect_failure("to_user/1.bin", "fetch-failed", "user name or password");
  EXPECT_EQ(last_message_.find("secret"), std::string::npos);
}

TEST_F(DownloadTest, RejectsPrivateAddresses) {
  limits_.allow_private = false;
  expect_failure("ok/1.bin", "address-refused", "private or local");
  EXPECT_EQ(server_.requests().size(), 0U);
}

TEST_F(DownloadTest, RejectsBombsAndLargeFiles) {
  expect_failure("gzip_bomb/1.bin", "fetch-limit", "more than 100 times its size");
  EXPECT_LT(bytes_, 64 << 20);
  limits_.max_bytes = 1000;
  expect_failure("ok/1001.bin", "fetch-limit", "larger than 1000 bytes");
  expect_failure("gzip/1001.bin", "fetch-limit", "larger than 1000 bytes");
  expect_file(get("ok/1000.bin"), test::bin_file(1000));
}

TEST_F(DownloadTest, DecodesUnrequestedEncodings) { expect_file(get("gzip/50000.bin"), test::bin_file(50000)); }

TEST_F(DownloadTest, ContinuesAfterTheTimeLimit) {
  limits_.time = milliseconds(700);
  EXPECT_EQ(code(get("slow/100000.bin")), "fetch-limit");
  const std::int64_t here = body_bytes("slow/100000.bin");
  EXPECT_GT(here, 1000);
  limits_.time = milliseconds(60'000);
  limits_.slow_bytes_per_s = 1;
  expect_file(get("slow/100000.bin"), test::bin_file(100000));
  const auto requests = server_.requests();
  EXPECT_TRUE(std::ranges::any_of(
      requests, [&](const auto& request) { return request.range == "bytes=" + std::to_string(here) + "-"; }));
}

TEST_F(DownloadTest, ClosesSlowConnections) {
  limits_.tries = 1;
  limits_.slow_bytes_per_s = 100'000;
  limits_.slow_time = std::chrono::seconds(1);
  EXPECT_EQ(code(get("crawl/900000.bin")), "fetch-failed");
  EXPECT_NE(last_message_.find("too slow"), std::string::npos) << last_message_;
}

TEST_F(DownloadTest, StopsAndKeepsThePart) {
  std::thread later([this] {
    std::this_thread::sleep_for(milliseconds(500));
    stop_.set();
  });
  const Outcome outcome = get("slow/300000.bin");
  later.join();
  EXPECT_TRUE(std::holds_alternative<fetch::Stopped>(outcome));
  EXPECT_GT(body_bytes("slow/300000.bin"), 0);
}

TEST_F(DownloadTest, TrustsOnlySyncedBytesAfterAReboot) {
  limits_.time = milliseconds(500);
  EXPECT_EQ(code(get("slow/100000.bin")), "fetch-limit");
  auto facts = folder().read(server_.url("slow/100000.bin"));
  ASSERT_TRUE(facts);
  EXPECT_GT(folder().trusted_bytes(*facts), 1000);
  facts->boot = "another";
  facts->synced = 1000;
  EXPECT_EQ(folder().trusted_bytes(*facts), 1000);
}

TEST_F(DownloadTest, ReportsAnUnreachableHost) {
  fetch::DownloadContext context{folder(), store(), limits_, stop_, bytes_};
  fetch::HttpSession session(limits_);
  const auto outcome = fetch::download({"http://127.0.0.1:1/a.mp4", {}, false, false}, session, context);
  EXPECT_EQ(code(outcome), "fetch-failed");
  EXPECT_EQ(last_message_, "'http://127.0.0.1:1/a.mp4': cannot connect to the host");
}

TEST_F(DownloadTest, ThrowsIfTheDiskCannotBeWritten) {
  base::write_atomically(place_.path() / "downloads", "a file where the folder should be");
  EXPECT_ANY_THROW(get("ok/1.bin"));
}

}  // namespace
