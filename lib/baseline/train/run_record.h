#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/digest.h"

namespace baseline {

/// What the run.json of a finished run says: what is of this machine and day, and so not of its model.
struct RunRecord {
  std::string ended;              ///< RFC 3339, UTC, with milliseconds: sorts by time
  std::filesystem::path weights;  ///< where the network's weights were, absolute; empty: it needs none
  std::optional<base::Digest> weights_digest;
};

/// Now.
std::string run_time();
void write_run_record(const std::filesystem::path& run, const RunRecord& record);
/// Nothing of runs of older versions, which wrote none. Throws Corrupt.
std::optional<RunRecord> read_run_record(const std::filesystem::path& run);

/// The folder of the run below a dataset's baseline/ that ended last, as their own files say; of runs of older
/// versions, which do not say, the one whose model was written last, where no other is there. Nothing where none has
/// ended.
std::optional<std::filesystem::path> last_run(const std::filesystem::path& dataset);

}  // namespace baseline
