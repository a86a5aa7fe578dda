#include "baseline/data/frame_file.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "still/decoder.h"

namespace baseline {

model::Picture read_frame(const std::filesystem::path& dataset, const SampleFrame& frame) {
  const std::filesystem::path path = dataset / frame.file;
  const std::string bytes = base::read_text(path);
  if (base::sha256(bytes) != frame.facts.file) {
    throw base::Error(base::Code::Corrupt,
                      fmt::format("'{}' has changed since it was imported; run 'sonoset fsck --deep'", path.string()));
  }
  return still::decode({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, path.string());
}

}  // namespace baseline
