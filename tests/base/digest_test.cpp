#include "base/digest.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "base/file.h"
#include "support/support.h"

namespace {

// Examples of FIPS 180-4.
constexpr const char* kEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Digest, IsSha256) {
  EXPECT_EQ(base::sha256("").hex(), kEmpty);
  EXPECT_EQ(base::sha256("abc").hex(), kAbc);
}

TEST(Digest, HashesPiecesAndRestarts) {
  base::Hasher hasher;
  EXPECT_EQ(hasher.add("a").add("bc").finish().hex(), kAbc);
  EXPECT_EQ(hasher.finish().hex(), kEmpty);
}

TEST(Digest, ParsesOnly64HexadecimalDigits) {
  EXPECT_EQ(base::Digest::from_hex(kAbc), base::sha256("abc"));
  EXPECT_FALSE(base::Digest::from_hex(std::string(kAbc) + "0"));
  EXPECT_FALSE(base::Digest::from_hex(std::string(63, 'a') + "g"));
  EXPECT_FALSE(base::Digest::from_hex(""));
}

TEST(Digest, OfAFileIgnoresTheFileOffset) {
  const auto folder = test::temporary_folder();
  const std::string text(1'000'000, 'x');
  base::write_atomically(folder.path() / "f", text);
  EXPECT_EQ(base::sha256_of_file(folder.path() / "f"), base::sha256(text));
  EXPECT_THROW(base::sha256_of_file(folder.path() / "absent"), base::Error);
}

}  // namespace
