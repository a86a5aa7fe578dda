#include "curate/validate/check_sources.h"

#include <gtest/gtest.h>

namespace {

using curate::SourceQuestion;
using fetch::SourceState;

SourceQuestion known() {
  return {"https://e.org/a.mp4",           {"a", "b"}, base::sha256("file"), 1000, "\"tag\"",
          "Tue, 03 Nov 2020 10:00:00 GMT", false};
}

SourceState good_state() {
  SourceState state;
  state.result.head.status = 200;
  state.result.head.content_type = "video/mp4";
  state.result.url = "https://e.org/a.mp4";
  state.size = 1000;
  return state;
}

// The codes of the findings, joined.
std::string codes(const SourceQuestion& question, const SourceState& state) {
  std::string text;
  for (const auto& finding : curate::judge(question, state)) text += (text.empty() ? "" : " ") + finding.code;
  return text;
}

TEST(JudgeSource, FindsNothingForUnchangedOrUnknownFiles) {
  EXPECT_EQ(codes(known(), good_state()), "");
  SourceState silent = good_state();
  silent.size.reset();
  EXPECT_EQ(codes(known(), silent), "");
  EXPECT_EQ(codes({"https://e.org/a.mp4", {"a"}, {}, {}, "", "", false}, good_state()), "");
}

TEST(JudgeSource, DistinguishesGoneRefusedAndFailed) {
  for (const auto& [status, code] : std::vector<std::pair<long, std::string>>{{404, "source-gone"},
                                                                              {410, "source-gone"},
                                                                              {401, "source-refuses"},
                                                                              {403, "source-refuses"},
                                                                              {451, "source-refuses"},
                                                                              {500, "fetch-failed"},
                                                                              {400, "fetch-failed"}}) {
    SourceState state = good_state();
    state.result.head.status = status;
    EXPECT_EQ(codes(known(), state), code) << status;
  }
  SourceState state;
  state.result.trouble = fetch::HttpResult::Trouble::Refused;
  EXPECT_EQ(codes(known(), state), "address-refused");
  state.result.trouble = fetch::HttpResult::Trouble::Broken;
  EXPECT_EQ(codes(known(), state), "fetch-failed");
}

TEST(JudgeSource, NoticesChangesByDigestSizeEtagOrDate) {
  SourceState state = good_state();
  state.size = 999;
  EXPECT_EQ(codes(known(), state), "source-changed");
  state.result.head.sha256 = base::sha256("file");
  EXPECT_EQ(codes(known(), state), "") << "the digest takes precedence over the size";
  state = good_state();
  state.result.head.sha256 = base::sha256("other");
  EXPECT_EQ(codes(known(), state), "source-changed");
  state = good_state();
  state.result.head.etag = "\"other\"";
  EXPECT_EQ(codes(known(), state), "source-changed");
  state.result.head.etag = "\"tag\"";
  state.result.head.last_modified = "Wed, 04 Nov 2020 10:00:00 GMT";
  EXPECT_EQ(codes(known(), state), "") << "the ETag takes precedence over the date";
  state.result.head.etag.clear();
  EXPECT_EQ(codes(known(), state), "source-changed");
}

TEST(JudgeSource, ReportsPagesAndRedirects) {
  SourceState state = good_state();
  state.result.head.content_type = "text/html; charset=utf-8";
  EXPECT_EQ(codes(known(), state), "html-page");
  state.result.moved = true;
  state.result.url = "https://new.org/a.mp4?token=secret";
  EXPECT_EQ(codes(known(), state), "source-moved html-page");
  EXPECT_EQ(curate::judge(known(), state).front().message, "redirects permanently to 'https://new.org/a.mp4'");
  SourceQuestion page = known();
  page.yt_dlp = true;
  EXPECT_EQ(codes(page, state), "source-moved");
}

}  // namespace
