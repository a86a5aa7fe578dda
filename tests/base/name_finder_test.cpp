#include "base/name_finder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/support.h"

namespace base {
namespace {

namespace fs = std::filesystem;

// Systems write the same file name with different bytes.
TEST(NameFinder, FindsNamesInEitherForm) {
  const PrivateFolder folder = test::temporary_folder();
  fs::create_directories(folder.path() / "Mu\u0308ller");
  for (const char* name : {"Mu\u0308ller/e\u0301.mp4", "\u00FC.mp4", "plain.mp4"}) {
    std::ofstream(folder.path() / name) << "x";
  }
  NameFinder finder;
  EXPECT_EQ(finder.find(folder.path(), "plain.mp4"), "plain.mp4");
  EXPECT_EQ(finder.find(folder.path(), "M\u00FCller/\u00E9.mp4"), "Mu\u0308ller/e\u0301.mp4");
  EXPECT_EQ(finder.find(folder.path(), "Mu\u0308ller/\u00E9.mp4"), "Mu\u0308ller/e\u0301.mp4");
  EXPECT_EQ(finder.find(folder.path(), "u\u0308.mp4"), "\u00FC.mp4");
  EXPECT_EQ(finder.find(folder.path(), "u.mp4"), std::nullopt);
  EXPECT_EQ(finder.find(folder.path(), "\u00E4.mp4"), std::nullopt);
  std::ofstream(folder.path() / "u\u0308.mp4") << "y";
  EXPECT_EQ(NameFinder().find(folder.path(), "u\u0308.mp4"), "u\u0308.mp4") << "prefers the exact name";
}

}  // namespace
}  // namespace base
