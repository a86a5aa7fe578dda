#include "base/unicode.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Unicode, ComposesAsUax15) {
  EXPECT_EQ(nfc("plain"), "plain");
  EXPECT_EQ(nfc("Mu\u0308ller"), "M\u00FCller");
  EXPECT_EQ(nfc("M\u00FCller"), "M\u00FCller");
  EXPECT_EQ(nfc("\u1100\u1161"), "\uAC00") << "Hangul";
  EXPECT_EQ(nfc("a\u0323\u0307"), nfc("a\u0307\u0323")) << "the order of marks";
  EXPECT_EQ(nfc("\uFB01"), "\uFB01") << "canonical, not compatible";
  EXPECT_EQ(nfc("bad \xFF\xC3"), "bad \xFF\xC3") << "not UTF-8: unchanged";
}

}  // namespace
}  // namespace base
