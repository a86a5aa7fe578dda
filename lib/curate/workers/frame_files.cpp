#include "curate/workers/frame_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "model/frame.h"
#include "model/recipe.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

constexpr const char* kOutput = "a worker's output";

}  // namespace

base::Descriptor make_output(const fs::path& folder) {
  const fs::path name = folder / "output";
  base::Descriptor file(::open(name.c_str(), O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) base::throw_errno("cannot create", name);
  // A file without a name is gone after a kill, and its blocks need not reach the disk once it is cut.
  if (::unlink(name.c_str()) != 0) base::throw_errno("cannot remove", name);
  return file;
}

void check_output(int output, const std::vector<model::Frame>& frames) {
  std::int64_t left = base::size_of(output, kOutput);
  for (const model::Frame& frame : frames) {
    if (frame.file_bytes > left) throw base::Error(base::Code::Corrupt, "frames are longer than the output");
    left -= frame.file_bytes;
  }
  if (left > 0) throw base::Error(base::Code::Corrupt, "the output has more bytes than its frames");
}

void check_room(int output, const fs::path& folder) {
  constexpr off_t kPiece = 1 << 20;
  errno = ::posix_fallocate(output, base::size_of(output, kOutput), kPiece);
  if (errno != 0) base::throw_errno("cannot write frames below", folder);
}

std::optional<std::int64_t> cut_frames(int output, const std::vector<model::Frame>& frames, model::StillFormat format,
                                       const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0) base::throw_errno("cannot create", folder);
  std::int64_t at = 0;
  for (const model::Frame& frame : frames) {
    const fs::path file = folder / model::frame_name(frame.picture, format);
    if (base::copy_range(output, at, frame.file_bytes, file, 0444) != frame.file) return frame.picture;
    at += frame.file_bytes;
  }
  return std::nullopt;
}

}  // namespace curate
