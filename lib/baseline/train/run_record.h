#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/digest.h"

namespace baseline {

/// run.json of a finished run: facts about the machine and date, which are kept apart from the model.
struct RunRecord {
  std::string ended;              ///< RFC 3339, UTC, with milliseconds: sorts by time
  std::filesystem::path weights;  ///< absolute path of the network's weights; empty if it needs none
  std::optional<base::Digest> weights_digest;
  std::optional<base::Digest> dataset;  ///< the catalog's digest; nothing for runs of older versions
};

/// The current time, in the format of RunRecord::ended.
std::string run_time();
void write_run_record(const std::filesystem::path& run, const RunRecord& record);
/// Nothing for runs of older versions, which have no run.json. Throws Corrupt.
std::optional<RunRecord> read_run_record(const std::filesystem::path& run);

/// The folder of the run in a dataset's baseline/ that finished last according to its run.json. If no run has one, that
/// with the newest model. Nothing if no run has finished.
std::optional<std::filesystem::path> last_run(const std::filesystem::path& dataset);

}  // namespace baseline
