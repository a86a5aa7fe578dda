#include "fetch/download_folder.h"

#include <gtest/gtest.h>

#include "support/support.h"

namespace {

namespace fs = std::filesystem;
constexpr const char* kUrl = "https://e.org/a.mp4?x=1";

TEST(DownloadFolder, RoundTripsFacts) {
  const auto place = test::temporary_folder();
  const fetch::DownloadFolder folder(place.path() / "downloads");
  EXPECT_FALSE(folder.read(kUrl));
  const fetch::DownloadFacts facts{kUrl,   "\"e\"",           "date", "\"e\"",    7,   5,
                                   "boot", base::sha256("x"), 9,      "yt-dlp 1", "22"};
  folder.write(facts);
  EXPECT_EQ(folder.read(kUrl), facts);
  EXPECT_FALSE(folder.read("https://e.org/b.mp4"));
  folder.remove(kUrl);
  EXPECT_FALSE(folder.read(kUrl));
}

TEST(DownloadFolder, IgnoresDamagedFacts) {
  const auto place = test::temporary_folder();
  const fetch::DownloadFolder folder(place.path());
  for (const char* text : {"", "{", "[]", "{\"url\":5}", "{\"url\":\"https://e.org/other\"}"}) {
    base::write_atomically(folder.facts_file(kUrl), text);
    EXPECT_FALSE(folder.read(kUrl)) << text;
  }
  base::write_atomically(
      folder.facts_file(kUrl),
      std::string("{\"url\":\"") + kUrl + "\",\"size\":-5,\"total\":1e99,\"synced\":\"x\",\"sha256\":\"12\"}");
  const auto facts = folder.read(kUrl);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->size, 0);
  EXPECT_EQ(facts->synced, 0);
  EXPECT_FALSE(facts->total);
  EXPECT_FALSE(facts->digest);
}

TEST(DownloadFolder, RecognisesItsOwnFiles) {
  const std::string key = fetch::DownloadFolder::key_of(kUrl);
  for (const char* ending : {".json", ".part", ".tmp", ".new"}) {
    EXPECT_EQ(fetch::DownloadFolder::key_in("downloads/" + key + ending), key) << ending;
  }
  EXPECT_FALSE(fetch::DownloadFolder::key_in(key + ".exe"));
  EXPECT_FALSE(fetch::DownloadFolder::key_in(key));
  EXPECT_FALSE(fetch::DownloadFolder::key_in("a" + key + ".part"));
  EXPECT_FALSE(fetch::DownloadFolder::key_in("lock"));
}

}  // namespace
