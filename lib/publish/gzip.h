#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/file.h"

namespace publish {

/// Writes a gzip stream (RFC 1952) piece by piece, without time or name: the same text gives the same bytes.
class GzipWriter {
 public:
  GzipWriter();
  ~GzipWriter();
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;
  void add(std::string_view text);
  /// Ends the stream; the writer cannot be used again.
  std::string finish();

 private:
  void pump(int flush);
  struct State;
  std::unique_ptr<State> state_;
};

/// Limits for untrusted gzip files.
struct GzipLimits {
  std::size_t packed_bytes;
  std::size_t bytes;  ///< unpacked
  std::size_t line_bytes;
};

/// Reads the lines of a gzip file, unpacking as needed.
class GzipLines {
 public:
  /// `name` is for messages.
  GzipLines(base::Descriptor file, std::string name, const GzipLimits& limits);
  ~GzipLines();
  GzipLines(const GzipLines&) = delete;
  GzipLines& operator=(const GzipLines&) = delete;

  /// The next line without its line feed; empty at the end. Throws InvalidInput if the stream is damaged, truncated or
  /// too large, or if its last line has no line feed.
  std::optional<std::string> next();
  /// The number of the last line, from 1.
  std::size_t line() const { return line_; }

 private:
  bool unpack();
  [[noreturn]] void refuse(const std::string& why) const;

  struct State;
  base::Descriptor file_;
  std::string name_;
  GzipLimits left_;
  std::unique_ptr<State> state_;
  std::string text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
};

}  // namespace publish
