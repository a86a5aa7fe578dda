#include "catalog/work.h"

#include "catalog/now.h"
#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {
namespace {

constexpr std::string_view kSelectWork = "SELECT clip, state, reason, attempts FROM clip_now";

Work read_work(const store::Statement& row) {
  const State state = believed(state_from(row.view(1)), "clip_now", row.view(0), row.view(1));
  return {row.text(0), state, row.text(2), row.small(3)};
}

}  // namespace

std::string_view to_string(State state) {
  switch (state) {
    case State::Planned:
      return "planned";
    case State::Fetched:
      return "fetched";
    case State::Decoded:
      return "decoded";
    case State::Done:
      return "done";
    case State::Failed:
      return "failed";
  }
  return "planned";
}

std::optional<State> state_from(std::string_view text) {
  for (const State state : {State::Planned, State::Fetched, State::Decoded, State::Done, State::Failed}) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

std::vector<Work> work(Catalog& catalog) {
  std::vector<Work> all;
  auto row = catalog.database().query(std::string(kSelectWork) + " ORDER BY clip");
  while (row.step()) all.push_back(read_work(row));
  return all;
}

std::optional<Work> find_work(Catalog& catalog, std::string_view clip) {
  auto row = catalog.database().query(std::string(kSelectWork) + " WHERE clip = ?", clip);
  if (!row.step()) return std::nullopt;
  return read_work(row);
}

void set_state(Catalog& catalog, std::string_view clip, State state, std::string_view reason) {
  store::Database& database = catalog.database();
  database.run("UPDATE clip_now SET state = ?, reason = ?, attempts = attempts + ? WHERE clip = ?", to_string(state),
               reason, state == State::Failed, clip);
  if (database.changed_rows() == 0) no_such_clip(clip);
}

}  // namespace catalog
