#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"

/// The states of clips during imports.
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

/// Every clip has one state. put_clip sets it to Done if there is a frame set for the clip's (recipe, known_object),
/// else to Planned; Fetched and Failed stay if the entry is unchanged.
std::vector<Work> work(Catalog& catalog);
std::optional<Work> find_work(Catalog& catalog, std::string_view clip);
/// `reason` is for Failed. Failed counts an attempt, and leaves the clip without object and frames.
void set_state(Catalog& catalog, std::string_view clip, State state, std::string_view reason = {});

/// The outcome of importing a clip.
struct Outcome {
  std::string clip;
  State state = State::Planned;
  std::string reason;                  ///< of a failure: the finding's code
  base::Digest recipe;                 ///< of the wanted frames
  std::optional<base::Digest> object;  ///< what its frames are made from
};
/// The outcomes of a manifest's clips, by clip.
std::vector<Outcome> outcomes(Catalog& catalog, std::string_view manifest);

/// A failed reading of an object in a worker.
struct FailedReading {
  std::string clip;
  base::Digest object;
  base::Digest recipe;
  std::string reader;  ///< the program and its limits
  std::string code;    ///< the finding's
  int attempts = 0;    ///< in a row, with this object, recipe and reader
  bool operator==(const FailedReading&) const = default;
};
/// Stores the last failed reading of each clip. Counts `attempts` itself.
void put_failed_reading(Catalog& catalog, const FailedReading& reading);
std::vector<FailedReading> failed_readings(Catalog& catalog);  ///< by clip
void forget_failed_reading(Catalog& catalog, std::string_view clip);

}  // namespace catalog
