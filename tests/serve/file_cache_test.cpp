#include "serve/media/file_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "support/support.h"

namespace serve {
namespace {

namespace fs = std::filesystem;

std::string key_of(const std::string& text) { return base::sha256(text).hex(); }

std::string content_of(const base::Descriptor& file) {
  std::string text(static_cast<std::size_t>(base::size_of(file.get(), "file")), '\0');
  base::read_at(file.get(), 0, text.data(), text.size(), "file");
  return text;
}

FileCache::Make text_maker(const std::string& text) {
  return [text](int to) { base::write_all(to, text, "file"); };
}

FileCache::Make no_making() {
  return [](int) { FAIL() << "it is made again"; };
}

std::size_t files_in(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder)) count += entry.is_regular_file() ? 1 : 0;
  return count;
}

TEST(FileCache, MakesAFileOnceAndKeepsIt) {
  const base::PrivateFolder folder = test::temporary_folder();
  const fs::path place = folder.path() / "a" / "cache";
  {
    FileCache cache(place, {});
    EXPECT_FALSE(cache.find(key_of("x")));
    EXPECT_EQ(content_of(cache.get(key_of("x"), text_maker("hello"))), "hello");
    EXPECT_EQ(content_of(cache.get(key_of("x"), no_making())), "hello");
    EXPECT_EQ(cache.bytes(), 5);
  }
  EXPECT_EQ(fs::status(place).permissions(), fs::perms::owner_all);
  FileCache again(place, {});
  EXPECT_EQ(again.bytes(), 5);
  EXPECT_EQ(content_of(again.get(key_of("x"), no_making())), "hello");
  fs::remove(place / key_of("x"));
  EXPECT_EQ(content_of(again.get(key_of("x"), text_maker("new"))), "new") << "a person removed it";
}

TEST(FileCache, RemovesWhatWasNotUsed) {
  const base::PrivateFolder folder = test::temporary_folder();
  FileCache cache(folder.path() / "cache", {.bytes = 10, .files = 3});
  for (const char* name : {"a", "b", "c"}) cache.get(key_of(name), text_maker("123"));
  EXPECT_TRUE(cache.find(key_of("a")));
  const base::Descriptor open = *cache.find(key_of("b"));
  EXPECT_TRUE(cache.find(key_of("a")));
  cache.get(key_of("d"), text_maker("1234"));
  EXPECT_FALSE(cache.find(key_of("c"))) << "it was used the longest time ago";
  EXPECT_TRUE(cache.find(key_of("a")));
  EXPECT_EQ(cache.bytes(), 10);
  cache.get(key_of("e"), text_maker("12345678"));
  EXPECT_EQ(files_in(folder.path() / "cache"), 1U);
  EXPECT_EQ(content_of(open), "123") << "who reads it reads on";
  cache.get(key_of("f"), text_maker(std::string(11, 'x')));
  EXPECT_EQ(cache.bytes(), 0) << "larger than the cache: given once, not kept";
}

TEST(FileCache, WhoAsksAtOnceWaitsForOne) {
  const base::PrivateFolder folder = test::temporary_folder();
  FileCache cache(folder.path() / "cache", {});
  std::atomic<int> made{0};
  std::atomic<int> served{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      const base::Descriptor file = cache.get(key_of("x"), [&](int to) {
        ++made;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        base::write_all(to, "hello", "file");
      });
      served += content_of(file) == "hello" ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(served, 16);
}

TEST(FileCache, AFailureLeavesNothing) {
  const base::PrivateFolder folder = test::temporary_folder();
  FileCache cache(folder.path() / "cache", {.makers = 1});
  const auto failing = [](int to) {
    base::write_all(to, "half", "file");
    throw base::Error(base::Code::Unsupported, "no");
  };
  std::atomic<int> failures{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      try {
        cache.get(key_of("x"), failing);
      } catch (const base::Error& error) {
        failures += error.code() == base::Code::Unsupported ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 4);
  EXPECT_EQ(files_in(folder.path() / "cache"), 0U);
  EXPECT_EQ(content_of(cache.get(key_of("x"), text_maker("whole"))), "whole");
}

TEST(FileCache, WorksWithoutAFolder) {
  const base::PrivateFolder folder = test::temporary_folder();
  base::write_atomically(folder.path() / "file", "x");
  FileCache cache(folder.path() / "file" / "cache", {});
  EXPECT_EQ(content_of(cache.get(key_of("x"), text_maker("hello"))), "hello");
  FileCache other(std::nullopt, {});
  EXPECT_EQ(content_of(other.get(key_of("x"), text_maker("hello"))), "hello");
}

}  // namespace
}  // namespace serve
