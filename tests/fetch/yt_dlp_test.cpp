#include "fetch/yt_dlp.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <thread>

#include "support/support.h"

namespace {

namespace fs = std::filesystem;
using fetch::Outcome;

/// Puts a script named yt-dlp on PATH.
class YtDlpTest : public testing::Test {
 protected:
  YtDlpTest() : path_(std::getenv("PATH")) {
    ::setenv("PATH", place_.path().c_str(), 1);
    limits_.allow_yt_dlp = true;
    fs::create_directories(place_.path() / "100%");
  }
  ~YtDlpTest() override { ::setenv("PATH", path_.c_str(), 1); }

  // $out is the file to write, $url the last argument.
  void script(const std::string& body) {
    const fs::path file = place_.path() / "yt-dlp";
    fs::remove(file);
    base::write_atomically(file,
                           "#!/bin/sh\nPATH=/usr/bin:/bin\n[ \"$1\" = --version ] && { echo 2023.03.04; exit; }\n"
                           "while [ \"$1\" != -- ]; do [ \"$1\" = --output ] && out=$2; shift; done\nurl=$2\n" +
                               body);
    ::chmod(file.c_str(), 0755);
  }
  Outcome get(std::optional<base::Digest> sha256 = {}, const std::string& url = kUrl) {
    fetch::DownloadContext context{folder(), fetch::ObjectStore(place_.path() / "objects"), limits_, stop_, bytes_};
    return fetch::download_by_yt_dlp({url, sha256, false, true}, context);
  }
  std::string code(const Outcome& outcome) {
    const auto* failure = std::get_if<fetch::Failure>(&outcome);
    if (failure != nullptr) message_ = failure->message;
    return failure != nullptr ? failure->code : "";
  }
  fetch::DownloadFolder folder() const { return fetch::DownloadFolder(place_.path() / "100%/downloads"); }

  static constexpr const char* kUrl = "https://example.org/watch?v=a;touch+x";
  std::string path_;
  base::PrivateFolder place_ = test::temporary_folder();
  fetch::Limits limits_;
  fetch::Stop stop_;
  std::atomic<std::int64_t> bytes_{0};
  std::string message_;
};

TEST_F(YtDlpTest, RecordsVersionAndFormat) {
  // Unescapes the doubled '%' of the template, as yt-dlp does.
  script("out=$(printf %s \"$out\" | sed 's/%%/%/g'); printf video:%s \"$url\" > \"$out\"; echo 136\n");
  const Outcome outcome = get();
  ASSERT_TRUE(std::holds_alternative<fetch::Fetched>(outcome)) << code(outcome) << message_;
  EXPECT_EQ(base::read_text(std::get<fetch::Fetched>(outcome).file), std::string("video:") + kUrl)
      << "the address is one argument, not interpreted by a shell";
  const auto facts = folder().read(kUrl);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->by, "yt-dlp 2023.03.04");
  EXPECT_EQ(facts->format, "136");
  script("exit 1\n");
  EXPECT_TRUE(std::holds_alternative<fetch::Fetched>(get())) << "an existing copy is not downloaded again";
}

TEST_F(YtDlpTest, ContinuesAPartialDownload) {
  script(
      "out=$(printf %s \"$out\" | sed 's/%%/%/g'); [ -f \"$out.part\" ] || { echo half > \"$out.part\"; exit 3; }\n"
      "mv \"$out.part\" \"$out\"; echo 1\n");
  EXPECT_EQ(code(get()), "yt-dlp-failed");
  EXPECT_TRUE(std::holds_alternative<fetch::Fetched>(get()));
}

TEST_F(YtDlpTest, RejectsOtherFiles) {
  script("out=$(printf %s \"$out\" | sed 's/%%/%/g'); printf other > \"$out\"; echo 1\n");
  EXPECT_EQ(code(get(base::sha256("wanted"))), "digest-mismatch");
  EXPECT_FALSE(fs::exists(folder().body(kUrl)));
  script("out=$(printf %s \"$out\" | sed 's/%%/%/g'); echo '<html>' > \"$out\"; echo 1\n");
  EXPECT_EQ(code(get()), "html-page");
}

TEST_F(YtDlpTest, ReportsErrorsWithoutSecrets) {
  script(
      "echo 'WARNING: old' >&2; echo 'ERROR: no video at https://me:pw@example.org/watch?token=1 here' >&2; exit 1\n");
  EXPECT_EQ(code(get()), "yt-dlp-failed");
  EXPECT_EQ(message_,
            "'https://example.org/watch': yt-dlp failed with exit code 1: no video at https://example.org/watch here");
  script("exit 0\n");
  EXPECT_EQ(code(get()), "yt-dlp-failed") << "no file";
}

TEST_F(YtDlpTest, LimitsTimeAndSize) {
  limits_.time = std::chrono::milliseconds(300);
  script("sleep 60\n");
  EXPECT_EQ(code(get()), "fetch-limit");
  limits_ = {};
  limits_.allow_yt_dlp = true;
  limits_.max_bytes = 100'000;
  script("out=$(printf %s \"$out\" | sed 's/%%/%/g'); exec head -c 200000 /dev/zero > \"$out\"\n");
  EXPECT_EQ(code(get()), "fetch-limit") << message_;
}

TEST_F(YtDlpTest, ReportsAMissingProgramAndPrivateAddresses) {
  EXPECT_EQ(code(get()), "yt-dlp-missing");
  const std::string ran = place_.path() / "ran";
  script("touch '" + ran + "'\n");
  EXPECT_EQ(code(get({}, "http://127.0.0.1/a")), "address-refused");
  EXPECT_EQ(code(get({}, "http://no-such-host.invalid/a")), "yt-dlp-failed") << "a name that does not resolve";
  EXPECT_TRUE(fs::exists(ran));
}

TEST_F(YtDlpTest, RunsOnlyIfAllowed) {
  limits_.allow_yt_dlp = false;
  const std::string ran = place_.path() / "ran";
  // Not even to ask for its version.
  base::write_atomically(place_.path() / "yt-dlp", "#!/bin/sh\n: > '" + ran + "'\n");
  ::chmod((place_.path() / "yt-dlp").c_str(), 0755);
  EXPECT_EQ(code(get()), "yt-dlp-not-allowed");
  EXPECT_FALSE(fs::exists(ran));
  limits_.allow_yt_dlp = true;
  EXPECT_EQ(code(get()), "yt-dlp-failed");
  EXPECT_TRUE(fs::exists(ran));
}

TEST_F(YtDlpTest, GetsNoSecretsAndLeavesNothingRunning) {
  ::setenv("SONOSET_TEST_SECRET", "x", 1);
  script(
      "(setsid sh -c 'setsid sleep 86412 & sleep 86412' &)\nout=$(printf %s \"$out\" | sed 's/%%/%/g')\nenv > "
      "\"$out\"\n");
  const Outcome outcome = get();
  ASSERT_TRUE(std::holds_alternative<fetch::Fetched>(outcome)) << code(outcome) << message_;
  const std::string environment = base::read_text(std::get<fetch::Fetched>(outcome).file);
  EXPECT_EQ(environment.find("SECRET"), std::string::npos) << environment;
  EXPECT_EQ(environment.find("HOME="), std::string::npos) << environment;
  EXPECT_EQ(test::running("86412"), 0) << "its daemons end with it";
}

TEST_F(YtDlpTest, Stops) {
  script("sleep 60\n");
  std::thread later([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    stop_.set();
  });
  EXPECT_TRUE(std::holds_alternative<fetch::Stopped>(get()));
  later.join();
}

}  // namespace
