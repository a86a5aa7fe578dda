#include "manifest/lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file.h"
#include "support/support.h"

namespace manifest {
namespace {

Lock sample() {
  return {{{"clips/a.mp4", base::sha256("a"), 1}, {"https://a.org/x?y=\"z\"", base::sha256("b"), 4'000'000'000}}};
}

TEST(Lock, RoundTrips) {
  const std::string text = write_lock(sample());
  EXPECT_EQ(parse_lock(text, "lock"), sample());
  const auto folder = test::temporary_folder();
  base::write_atomically(folder.path() / "lock", text);
  EXPECT_EQ(read_lock(folder.path() / "lock"), sample());
  EXPECT_EQ(parse_lock(write_lock({}), "lock"), Lock{});
}

TEST(Lock, RecordsTheProgramThatChose) {
  Lock lock = sample();
  lock.entries[0].by = "yt-dlp 2023.03.04, format 136";
  const std::string text = write_lock(lock);
  EXPECT_NE(text.find("{\"by\":\"yt-dlp 2023.03.04, format 136\",\"from\":"), std::string::npos) << text;
  EXPECT_EQ(parse_lock(text, "lock"), lock);
  EXPECT_THROW(parse_lock("{\"format\":1}\n{\"by\":1,\"from\":\"a\",\"sha256\":\"" + base::sha256("a").hex() +
                              "\",\"size\":1}\n",
                          "lock"),
               base::Error);
}

TEST(Lock, IsIndependentOfOrder) {
  Lock turned = sample();
  std::swap(turned.entries[0], turned.entries[1]);
  turned.entries.push_back(turned.entries[0]);
  EXPECT_EQ(write_lock(turned), write_lock(sample()));
  EXPECT_EQ(sample().find("clips/a.mp4")->size, 1);
  EXPECT_EQ(sample().find("clips/b.mp4"), nullptr);
}

TEST(Lock, RejectsTwoDigestsOfOnePlace) {
  Lock two = sample();
  two.entries.push_back({"clips/a.mp4", base::sha256("c"), 1});
  EXPECT_THROW(write_lock(two), base::Error);
}

// A damaged or hostile lock is rejected as a whole, with the line.
TEST(Lock, RejectsInvalidLocks) {
  const std::string good = write_lock(sample());
  for (std::size_t n = 0; n < good.size(); ++n) {
    if (n > 0 && good[n - 1] == '\n') continue;
    EXPECT_THROW(parse_lock(good.substr(0, n), "lock"), base::Error) << n;
  }
  const std::string head = "{\"format\":1}\n";
  const std::string sha = base::sha256("a").hex();
  for (const std::string& line : std::vector<std::string>{
           std::string("[]"), std::string("null"), std::string("{"), "{\"from\":\"a\",\"sha256\":\"" + sha + "\"}",
           "{\"from\":\"a\",\"sha256\":\"" + sha + "\",\"size\":-1}",
           "{\"from\":\"a\",\"sha256\":\"" + sha + "\",\"size\":1.0}",
           "{\"from\":\"a\",\"sha256\":\"" + sha + "\",\"size\":18446744073709551615}",
           "{\"from\":\"a\",\"sha256\":\"" + sha + "\",\"size\":1,\"time\":2}",
           "{\"from\":\"a\",\"from\":\"a\",\"sha256\":\"" + sha + "\",\"size\":1}",
           "{\"from\":\"\",\"sha256\":\"" + sha + "\",\"size\":1}", "{\"from\":\"a\",\"sha256\":\"00\",\"size\":1}"}) {
    EXPECT_THROW(parse_lock(head + line + "\n", "lock"), base::Error) << line;
  }
  try {
    parse_lock(head + "x\n", "the-lock");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), testing::StartsWith("the-lock:2: "));
  }
}

}  // namespace
}  // namespace manifest
