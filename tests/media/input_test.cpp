#include "media/input.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file.h"
#include "support/support.h"

namespace {

bool playlist(std::string_view text) {
  return media::is_playlist({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

TEST(Playlist, RecognisesScriptsThatReferToOtherFiles) {
  EXPECT_TRUE(playlist("#EXTM3U\n#EXT-X-VERSION:3\n"));
  EXPECT_TRUE(playlist("\xef\xbb\xbf  #extm3u\n"));
  EXPECT_TRUE(playlist("ffconcat version 1.0\nfile /etc/passwd\n"));
  EXPECT_TRUE(playlist("[playlist]\nFile1=http://x\n"));
  EXPECT_TRUE(playlist("<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash\">"));
  EXPECT_TRUE(playlist("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n"));
}

TEST(Playlist, IgnoresOtherText) {
  EXPECT_FALSE(playlist(""));
  EXPECT_FALSE(playlist("<!DOCTYPE html><html>404</html>"));
  EXPECT_FALSE(playlist("<?xml version=\"1.0\"?><svg/>"));
  EXPECT_FALSE(playlist("\n\n"));
}

TEST(Input, ReadsAtAPositionAndStopsAtTheEnd) {
  const auto folder = test::temporary_folder();
  base::write_atomically(folder.path() / "f", "0123456789");
  const auto file = base::open_to_read(folder.path() / "f");
  const media::Input input(file.get());
  EXPECT_EQ(input.size(), 10);
  std::uint8_t bytes[8] = {};
  EXPECT_EQ(input.read_at(7, bytes), 3U);
  EXPECT_EQ(bytes[0], '7');
  EXPECT_EQ(input.read_at(100, bytes), 0U);
}

TEST(Input, RejectsFolders) {
  const base::Descriptor folder(::open("/", O_RDONLY | O_DIRECTORY));
  EXPECT_THROW(media::Input(folder.get()), base::Error);
}

}  // namespace
