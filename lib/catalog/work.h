#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"

/// The state machine of the import.
namespace catalog {

enum class State { Planned, Fetched, Done, Failed };
std::string_view to_string(State state);
std::optional<State> state_from(std::string_view text);

struct Work {
  std::string clip;
  State state = State::Planned;
  std::string reason;  ///< of a failure: the finding's code
  int attempts = 0;
};

/// Every clip has one row of work, made by put_clip as Planned. put_clip puts it back to Planned where the clip's
/// wanted (recipe, known_object) has no frame set, to Done where it has one; Fetched and Failed stay where the entry is
/// as it was.
std::vector<Work> work(Catalog& catalog);
std::optional<Work> find_work(Catalog& catalog, std::string_view clip);
/// `reason` goes with Failed. Failed counts an attempt, and leaves the clip without object and frames.
void set_state(Catalog& catalog, std::string_view clip, State state, std::string_view reason = {});

/// What an import of a clip ended in.
struct Outcome {
  std::string clip;
  State state = State::Planned;
  std::string reason;                  ///< of a failure: the finding's code
  base::Digest recipe;                 ///< of the frames that are wanted
  std::optional<base::Digest> object;  ///< what its frames are made from
};
/// Of the clips of a manifest, by clip.
std::vector<Outcome> outcomes(Catalog& catalog, std::string_view manifest);

/// A reading of an object that failed in a worker.
struct FailedReading {
  std::string clip;
  base::Digest object;
  base::Digest recipe;
  std::string reader;  ///< the program and its limits
  std::string code;    ///< the finding's
  int attempts = 0;    ///< in a row, with this object, recipe and reader
  bool operator==(const FailedReading&) const = default;
};
/// Keeps the last one of each clip. Counts `attempts` itself.
void put_failed_reading(Catalog& catalog, const FailedReading& reading);
std::vector<FailedReading> failed_readings(Catalog& catalog);  ///< by clip
void forget_failed_reading(Catalog& catalog, std::string_view clip);

}  // namespace catalog
