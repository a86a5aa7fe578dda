#include "publish/gzip.h"

#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <new>

#include "base/error.h"

namespace publish {
namespace {

constexpr int kGzip = 16 + MAX_WBITS;  // tells zlib to use gzip's header and trailer
constexpr std::size_t kPiece = std::size_t{64} << 10;

Bytef* bytes_of(char* text) { return reinterpret_cast<Bytef*>(text); }

}  // namespace

struct GzipWriter::State {
  z_stream stream{};
  std::string packed;
};

GzipWriter::GzipWriter() : state_(std::make_unique<State>()) {
  // Level, memory and strategy determine the bytes.
  if (deflateInit2(&state_->stream, 9, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
}

GzipWriter::~GzipWriter() { deflateEnd(&state_->stream); }

void GzipWriter::pump(int flush) {
  std::array<char, kPiece> piece;
  z_stream& stream = state_->stream;
  do {
    stream.next_out = bytes_of(piece.data());
    stream.avail_out = piece.size();
    deflate(&stream, flush);
    state_->packed.append(piece.data(), piece.size() - stream.avail_out);
  } while (stream.avail_out == 0);
}

void GzipWriter::add(std::string_view text) {
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, kPiece);
    state_->stream.next_in = bytes_of(const_cast<char*>(piece.data()));  // zlib does not write to it
    state_->stream.avail_in = static_cast<uInt>(piece.size());
    pump(Z_NO_FLUSH);
    text.remove_prefix(piece.size());
  }
}

std::string GzipWriter::finish() {
  state_->stream.avail_in = 0;
  pump(Z_FINISH);
  return std::move(state_->packed);
}

struct GzipLines::State {
  z_stream stream{};
  std::array<char, kPiece> packed;
  bool ended = false;
};

GzipLines::GzipLines(base::Descriptor file, std::string name, const GzipLimits& limits)
    : file_(std::move(file)), name_(std::move(name)), left_(limits), state_(std::make_unique<State>()) {
  if (inflateInit2(&state_->stream, kGzip) != Z_OK) throw std::bad_alloc();
}

GzipLines::~GzipLines() { inflateEnd(&state_->stream); }

void GzipLines::refuse(const std::string& why) const {
  throw base::Error(base::Code::InvalidInput, fmt::format("{}:{}: {}", name_, line_ + 1, why));
}

// Unpacks one more piece; false at the end.
bool GzipLines::unpack() {
  if (state_->ended) return false;
  z_stream& stream = state_->stream;
  if (stream.avail_in == 0) {
    ssize_t n = 0;
    do {
      n = ::read(file_.get(), state_->packed.data(), state_->packed.size());
    } while (n < 0 && errno == EINTR);
    if (n < 0) base::throw_errno("cannot read", name_);
    if (n == 0) refuse("unexpected end of file; download it again");
    if (static_cast<std::size_t>(n) > left_.packed_bytes) refuse("file is larger than an index may be");
    left_.packed_bytes -= static_cast<std::size_t>(n);
    stream.next_in = bytes_of(state_->packed.data());
    stream.avail_in = static_cast<uInt>(n);
  }
  std::array<char, kPiece> piece;
  stream.next_out = bytes_of(piece.data());
  stream.avail_out = piece.size();
  const int result = inflate(&stream, Z_NO_FLUSH);
  if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
    refuse(fmt::format("not gzip, or damaged ({}); download it again",
                       stream.msg != nullptr ? stream.msg : "unknown error"));
  }
  state_->ended = result == Z_STREAM_END;
  text_.erase(0, at_);
  at_ = 0;
  const std::size_t unpacked = piece.size() - stream.avail_out;
  if (unpacked > left_.bytes) refuse("unpacked file is larger than an index may be");
  left_.bytes -= unpacked;
  text_.append(piece.data(), unpacked);
  return true;
}

std::optional<std::string> GzipLines::next() {
  std::size_t from = at_;
  for (;;) {
    const std::size_t end = text_.find('\n', from);
    const std::size_t length = (end == std::string::npos ? text_.size() : end) - at_;
    if (length > left_.line_bytes) refuse(fmt::format("line is longer than {} bytes", left_.line_bytes));
    if (end != std::string::npos) {
      std::string line = text_.substr(at_, length);
      at_ = end + 1;
      ++line_;
      return line;
    }
    const std::size_t seen = text_.size() - at_;
    if (!unpack()) break;
    from = at_ + seen;
  }
  if (at_ < text_.size()) refuse("no line feed at the end of the last line");
  return std::nullopt;
}

}  // namespace publish
