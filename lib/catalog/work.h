#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/finding.h"
#include "model/frame_set.h"

/// The state machine of the import, and the frames it ends in.
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

/// Inserts a set with its frames and what was noticed when it was made; replaces one of the same (clip, recipe,
/// object).
void put_frame_set(Catalog& catalog, const model::FrameSet& set, const std::vector<model::Finding>& findings = {});
/// What was noticed when a clip's current set was made; nothing where it has none.
std::vector<model::Finding> current_frame_set_findings(Catalog& catalog, std::string_view clip);
bool has_frame_set(Catalog& catalog, std::string_view clip, const base::Digest& recipe, const base::Digest& object);
/// The set that a clip's wanted recipe and object name, or nothing.
std::optional<model::FrameSet> current_frame_set(Catalog& catalog, std::string_view clip);
/// All sets without their frames, by (clip, recipe, object), those of removed clips too: for fsck and gc.
std::vector<model::FrameSet> frame_sets(Catalog& catalog);
std::vector<model::Frame> frames(Catalog& catalog, const model::FrameSet& set);
/// With its frames' rows. A clip that is Done with it goes back to Planned.
void remove_frame_set(Catalog& catalog, const model::FrameSet& set);

}  // namespace catalog
