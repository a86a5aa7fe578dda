// A worker's output becomes files only if it matches the worker's answer.
#include "curate/workers/frame_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/error.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;

std::vector<model::Frame> frames_of(const std::vector<std::int64_t>& sizes) {
  std::vector<model::Frame> frames;
  for (const std::int64_t size : sizes) {
    frames.emplace_back().picture = static_cast<std::int64_t>(frames.size()) * 10;
    frames.back().file_bytes = size;
  }
  return frames;
}

class FrameFilesTest : public testing::Test {
 protected:
  const base::PrivateFolder folder_ = test::temporary_folder();
  const base::Descriptor output_ = curate::make_output(folder_.path());
};

TEST_F(FrameFilesTest, CutsTheOutputIntoReadOnlyFiles) {
  EXPECT_TRUE(fs::is_empty(folder_.path())) << "the output has no name, so that nothing is left behind";
  const std::string large(700'000, 'b');
  base::write_all(output_.get(), "aaa", "output");
  base::write_all(output_.get(), large, "output");
  auto frames = frames_of({3, 700'000, 0});
  frames[0].file = base::sha256("aaa");
  frames[1].file = base::sha256(large);
  frames[2].file = base::sha256("");
  curate::check_output(output_.get(), frames);
  EXPECT_FALSE(curate::cut_frames(output_.get(), frames, model::StillFormat::Png, folder_.path() / "frames"));
  EXPECT_EQ(base::read_text(folder_.path() / "frames" / "000000.png"), "aaa");
  EXPECT_EQ(base::read_text(folder_.path() / "frames" / "000010.png"), large);
  EXPECT_EQ(base::read_text(folder_.path() / "frames" / "000020.png"), "");
  struct stat status {};
  ASSERT_EQ(::stat((folder_.path() / "frames" / "000000.png").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0222, 0U);
}

TEST_F(FrameFilesTest, NamesAFrameThatDiffersFromItsDigest) {
  base::write_all(output_.get(), "aaabbb", "output");
  auto frames = frames_of({3, 3});
  frames[0].file = base::sha256("aaa");
  frames[1].file = base::sha256("ccc");
  EXPECT_EQ(curate::cut_frames(output_.get(), frames, model::StillFormat::Png, folder_.path() / "frames"),
            frames[1].picture);
}

TEST_F(FrameFilesTest, RejectsWrongSizes) {
  base::write_all(output_.get(), "12345", "output");
  curate::check_output(output_.get(), frames_of({2, 3}));
  for (const auto& sizes : {std::vector<std::int64_t>{2, 4}, {2, 2}, {}, {INT64_MAX, INT64_MAX, 7}}) {
    EXPECT_THROW(curate::check_output(output_.get(), frames_of(sizes)), base::Error) << sizes.size();
  }
}

TEST_F(FrameFilesTest, ReportsAFullDisk) {
  EXPECT_NO_THROW(curate::check_room(output_.get(), folder_.path()));
  const base::Descriptor full(::open("/dev/full", O_RDWR | O_CLOEXEC));
  EXPECT_THROW(curate::check_room(full.get(), folder_.path()), base::Error);
}

}  // namespace
