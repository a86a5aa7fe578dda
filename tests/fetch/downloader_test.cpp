#include "fetch/downloader.h"

#include <gtest/gtest.h>

#include <set>

#include "base/error.h"
#include "fetch/bad_server.h"
#include "support/support.h"

namespace {

using std::chrono::milliseconds;

fetch::Limits local() {
  fetch::Limits limits;
  limits.allow_private = true;
  return limits;
}

TEST(HostQueue, LimitsTasksPerHost) {
  std::atomic<int> a{0};
  std::atomic<int> most_a{0};
  std::atomic<int> all{0};
  std::atomic<int> most_all{0};
  std::atomic<int> done{0};
  const auto raise = [](std::atomic<int>& most, int value) {
    for (int before = most; value > before && !most.compare_exchange_weak(before, value);) {
    }
  };
  fetch::HostQueue queue(4, 2, local());
  for (int i = 0; i < 12; ++i) {
    queue.add(i < 8 ? "http://a.org/x" : "http://b.org/x", [&, i](fetch::HttpSession&) {
      raise(most_all, ++all);
      if (i < 8) raise(most_a, ++a);
      std::this_thread::sleep_for(milliseconds(20));
      if (i < 8) --a;
      --all;
      ++done;
    });
  }
  while (!queue.idle()) queue.wait(milliseconds(1000));
  EXPECT_EQ(done, 12);
  EXPECT_EQ(most_a, 2);
  EXPECT_GE(most_all, 3) << "b.org must not wait for a.org";
}

TEST(HostQueue, RethrowsExceptionsOfTasks) {
  fetch::HostQueue queue(1, 1, local());
  queue.add("http://a.org/", [](fetch::HttpSession&) { throw base::Error(base::Code::Io, "full"); });
  EXPECT_THROW(queue.wait(milliseconds(5000)), base::Error);
}

TEST(Downloader, SkipsUnreachableHosts) {
  const auto place = test::temporary_folder();
  fetch::Limits limits = local();
  limits.tries = 3;
  limits.first_wait = milliseconds(300);
  fetch::Downloader downloader(fetch::DownloadFolder(place.path() / "downloads"),
                               fetch::ObjectStore(place.path() / "objects"), limits, 4, 1);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 30; ++i) {
    downloader.add({"http://127.0.0.1:1/" + std::to_string(i), std::nullopt, false, false});
  }
  int failures = 0;
  while (failures < 30) {
    for (const auto& arrival : downloader.take(milliseconds(5000))) {
      const auto& failure = std::get<fetch::Failure>(arrival.outcome);
      EXPECT_EQ(failure.message, "'" + arrival.url + "': cannot connect to the host");
      ++failures;
    }
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(6000))
      << "all attempts for thirty addresses take twice that";
}

TEST(Downloader, DownloadsManyFilesAndStopsWhenDestroyed) {
  const test::BadServer server;
  const auto place = test::temporary_folder();
  const fetch::DownloadFolder folder(place.path() / "downloads");
  const fetch::ObjectStore store(place.path() / "objects");
  std::set<std::string> arrived;
  {
    fetch::Downloader downloader(folder, store, local(), 4, 4);
    for (int i = 1; i <= 20; ++i) {
      downloader.add({server.url("ok/" + std::to_string(i * 1000) + ".bin"), std::nullopt, false, false});
    }
    while (arrived.size() < 20) {
      for (const auto& arrival : downloader.take(milliseconds(5000))) {
        EXPECT_TRUE(std::holds_alternative<fetch::Fetched>(arrival.outcome)) << arrival.url;
        arrived.insert(arrival.url);
      }
    }
    EXPECT_EQ(downloader.bytes(), 210'000);
    downloader.add({server.url("crawl/9000000.bin"), std::nullopt, false, false});
    while (downloader.bytes() == 210'000) downloader.take(milliseconds(50));
  }
  EXPECT_GT(std::filesystem::file_size(folder.body(server.url("crawl/9000000.bin"))), 0U);
}

}  // namespace
