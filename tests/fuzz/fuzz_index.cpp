// An untrusted index is rejected with its line, or its clips round-trip. Input that is not a gzip stream is compressed
// first, so that the fuzzer reaches the content.
#include <sys/mman.h>

#include <string>

#include "base/error.h"
#include "base/file.h"
#include "publish/gzip.h"
#include "publish/index.h"
#include "target.h"

namespace {

constexpr publish::IndexLimits kLimits{1 << 20, 1 << 22, 1 << 16, 1000, 10000};

std::vector<curate::KnownClip> read(std::string_view packed) {
  const base::Descriptor file(::memfd_create("index", MFD_CLOEXEC));
  base::write_all(file.get(), packed, "memfd");
  return publish::read_index("/proc/self/fd/" + std::to_string(file.get()), kLimits);
}

std::string packed(std::string_view text) {
  publish::GzipWriter writer;
  writer.add(text);
  return writer.finish();
}

}  // namespace

FUZZ_TARGET(index) {
  const std::string_view text = fuzz::text_of(data, size);
  try {
    const std::string index = publish::index_of(read(text.starts_with("\x1f\x8b") ? std::string(text) : packed(text)));
    fuzz::check(publish::index_of(read(index)) == index);
  } catch (const base::Error&) {
  }
  return 0;
}
