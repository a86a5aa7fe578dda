#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace publish {

/// Writes members of a tar file as a stream, in the USTAR format (POSIX.1-1988, IEEE Std 1003.1) with nothing of this
/// machine in it: mode 0644, time 0, user and group 0 without names. The same members give the same bytes, so that
/// several writers can make pieces of one file, which ends with `tar_end`.
class TarWriter {
 public:
  /// `write` gets the file piece by piece. Throws Unsupported if libarchive is not installed.
  explicit TarWriter(std::function<void(std::string_view)> write);
  ~TarWriter();
  TarWriter(TarWriter&&) noexcept;
  TarWriter& operator=(TarWriter&&) noexcept;

  /// Adds a file, complete and padded. Throws Io, and InvalidInput for a name that does not fit (100 bytes, or 255 with
  /// a slash).
  void add(const std::string& name, std::string_view content);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What follows the last member: two blocks of zeros.
std::string_view tar_end();

/// What a member takes in a tar file, in bytes.
std::int64_t tar_member_bytes(std::int64_t content_bytes);

}  // namespace publish
