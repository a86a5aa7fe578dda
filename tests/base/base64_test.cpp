#include "base/base64.h"

#include <gtest/gtest.h>

namespace {

std::vector<std::uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

// RFC 4648, section 10.
TEST(Base64, EncodesTestVectorsOfTheRfc) {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : vectors) {
    EXPECT_EQ(base::base64(bytes_of(plain)), coded);
    EXPECT_EQ(base::from_base64(coded), bytes_of(plain)) << coded;
  }
}

TEST(Base64, RoundTripsAllBytes) {
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<std::uint8_t>(i));
  EXPECT_EQ(base::from_base64(base::base64(bytes)), bytes);
}

TEST(Base64, RejectsInvalidText) {
  for (const char* text :
       {"Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm 9", "Zm9-", "Zm=v", "Zm9v    "}) {
    EXPECT_EQ(base::from_base64(text), std::nullopt) << text;
  }
}

}  // namespace
