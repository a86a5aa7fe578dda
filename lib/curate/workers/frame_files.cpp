#include "curate/workers/frame_files.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "base/folder.h"
#include "model/frame.h"
#include "model/recipe.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

constexpr const char* kOutput = "a worker's output";

// Copies the next `size` bytes of the output to a file; returns their digest.
base::Digest cut(int output, std::int64_t offset, std::int64_t size, int to) {
  constexpr std::int64_t kPiece = 1 << 18;
  std::string buffer(static_cast<std::size_t>(std::min(size, kPiece)), '\0');
  base::Hasher hasher;
  while (size > 0) {
    const auto piece = static_cast<std::size_t>(std::min(size, kPiece));
    if (base::read_at(output, offset, buffer.data(), piece, kOutput) < piece) {
      throw base::Error(base::Code::Corrupt, "frames are longer than the output");
    }
    const std::string_view bytes(buffer.data(), piece);
    hasher.add(bytes);
    base::write_all(to, bytes, "a frame");
    offset += static_cast<std::int64_t>(piece);
    size -= static_cast<std::int64_t>(piece);
  }
  return hasher.finish();
}

}  // namespace

base::Descriptor make_output(const fs::path& folder) {
  constexpr const char* kName = "output";
  const base::Folder files(folder);
  base::Descriptor file = files.create_file(kName, 0600, O_APPEND);
  // A file without a name is gone after a kill, and its blocks need not reach the disk once it is cut.
  files.remove_file(kName);
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
  const base::Folder parent(base::folder_of(folder));
  parent.make_folders(folder.filename());
  const base::Folder files = parent.below(folder.filename());
  std::int64_t at = 0;
  for (const model::Frame& frame : frames) {
    const base::Descriptor file = files.create_file(model::frame_name(frame.picture, format), 0444);
    if (cut(output, at, frame.file_bytes, file.get()) != frame.file) return frame.picture;
    at += frame.file_bytes;
  }
  return std::nullopt;
}

}  // namespace curate
