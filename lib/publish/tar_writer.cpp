#include "publish/tar_writer.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <array>
#include <cerrno>
#include <exception>
#include <utility>

#include "base/error.h"
#include "publish/libarchive.h"

namespace publish {
namespace {

constexpr std::int64_t kTarBlock = 512;
constexpr mode_t kMemberMode = 0644;

}  // namespace

struct TarWriter::State {
  explicit State(std::function<void(std::string_view)> writer) : write(std::move(writer)) {}
  ~State() {
    if (entry != nullptr) library.entry_free(entry);
    if (file != nullptr) library.write_free(file);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  static la_ssize_t pass_on(archive* /*file*/, void* state, const void* bytes, std::size_t size) {
    auto* self = static_cast<State*>(state);
    // Exceptions must not pass through C code. A destroyed writer is flushed too, which nobody wants.
    if (self->ended) return static_cast<la_ssize_t>(size);
    try {
      self->write({static_cast<const char*>(bytes), size});
      return static_cast<la_ssize_t>(size);
    } catch (...) {
      // For libarchive it is written: after an error of its client it would leak memory. `check` throws it.
      self->thrown = std::current_exception();
      self->ended = true;
      return static_cast<la_ssize_t>(size);
    }
  }

  void check(int result, const std::string& what) {
    if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
    if (result == ARCHIVE_OK) return;
    const char* why = library.error_string(file);
    throw base::Error(base::Code::InvalidInput, fmt::format("cannot write {} to a tar file: {}", what,
                                                            why != nullptr ? why : "libarchive gives no reason"));
  }

  const LibArchive& library = libarchive();
  std::function<void(std::string_view)> write;
  archive* file = library.write_new();
  archive_entry* entry = library.entry_new();
  std::exception_ptr thrown;
  bool ended = false;
};

TarWriter::TarWriter(std::function<void(std::string_view)> write) : state_(new State(std::move(write))) {
  State& state = *state_;
  if (state.file == nullptr || state.entry == nullptr) throw std::bad_alloc();
  state.check(state.library.write_set_format_ustar(state.file), "the format");
  // No buffer of its own: `write` has one.
  state.check(state.library.write_set_bytes_per_block(state.file, 0), "the format");
  state.check(state.library.write_open(state.file, &state, nullptr, &State::pass_on, nullptr), "the format");
}

TarWriter::~TarWriter() {
  if (state_) state_->ended = true;
}
TarWriter::TarWriter(TarWriter&&) noexcept = default;
TarWriter& TarWriter::operator=(TarWriter&&) noexcept = default;

void TarWriter::add(const std::string& name, std::string_view content) {
  State& state = *state_;
  const LibArchive& library = state.library;
  library.entry_clear(state.entry);
  library.entry_set_pathname(state.entry, name.c_str());
  library.entry_set_filetype(state.entry, AE_IFREG);
  library.entry_set_perm(state.entry, kMemberMode);
  library.entry_set_size(state.entry, static_cast<la_int64_t>(content.size()));
  library.entry_set_mtime(state.entry, 0, 0);
  state.check(library.write_header(state.file, state.entry), "'" + name + "'");
  const la_ssize_t written = library.write_data(state.file, content.data(), content.size());
  state.check(written == static_cast<la_ssize_t>(content.size()) ? ARCHIVE_OK : ARCHIVE_FATAL, "'" + name + "'");
  state.check(library.write_finish_entry(state.file), "'" + name + "'");
}

std::string_view tar_end() {
  static constexpr std::array<char, 2 * kTarBlock> kEnd{};
  return {kEnd.data(), kEnd.size()};
}

std::int64_t tar_member_bytes(std::int64_t content_bytes) {
  return kTarBlock + (content_bytes + kTarBlock - 1) / kTarBlock * kTarBlock;
}

}  // namespace publish
