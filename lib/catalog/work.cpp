#include "catalog/work.h"

#include "base/names.h"
#include "catalog/derived.h"
#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {
namespace {

constexpr std::string_view kSelectWork = "SELECT clip, state, reason, attempts FROM clip_state";

Work read_work(const store::Statement& row) {
  const State state = checked(state_from(row.view(1)), "clip_state", row.view(0), row.view(1));
  return {read_id(row, 0, "clip_state"), state, row.text(2), row.small(3)};
}

constexpr auto kStateNames = base::names<State>(
    {{State::Planned, "planned"}, {State::Fetched, "fetched"}, {State::Done, "done"}, {State::Failed, "failed"}});

}  // namespace

std::string_view to_string(State state) { return base::name_of(kStateNames, state); }

std::optional<State> state_from(std::string_view text) { return base::value_of(kStateNames, text); }

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
  store::Transaction transaction(database);
  database.run("UPDATE clip_state SET state = ?, reason = ?, attempts = attempts + ? WHERE clip = ?", to_string(state),
               reason, state == State::Failed, clip);
  if (database.changed_rows() == 0) no_such_clip(clip);
  if (state == State::Failed) {
    database.run("UPDATE clip SET object = NULL WHERE name = ? AND object IS NOT NULL", clip);
    refresh_frames(database, clip);
  }
  transaction.commit();
}

std::vector<Outcome> outcomes(Catalog& catalog, std::string_view manifest) {
  std::vector<Outcome> all;
  auto row = catalog.database().query(
      "SELECT c.name, n.state, n.reason, c.recipe, c.object FROM clip c JOIN clip_state n ON n.clip = c.name"
      " WHERE c.manifest = ? ORDER BY c.name",
      manifest);
  while (row.step()) {
    const State state = checked(state_from(row.view(1)), "clip_state", row.view(0), row.view(1));
    all.push_back({read_id(row, 0, "clip"), state, row.text(2), row.digest(3), row.optional_digest(4)});
  }
  return all;
}

void put_failed_reading(Catalog& catalog, const FailedReading& reading) {
  catalog.database().run(
      "INSERT INTO failed_reading (clip, object, recipe, reader, code, attempts) VALUES (?, ?, ?, ?, ?, 1)"
      " ON CONFLICT (clip) DO UPDATE SET object = excluded.object, recipe = excluded.recipe, reader = excluded.reader,"
      " code = excluded.code, attempts = 1 + CASE WHEN (object, recipe, reader) ="
      " (excluded.object, excluded.recipe, excluded.reader) THEN attempts ELSE 0 END",
      reading.clip, reading.object, reading.recipe, reading.reader, reading.code);
}

std::vector<FailedReading> failed_readings(Catalog& catalog) {
  std::vector<FailedReading> all;
  auto row =
      catalog.database().query("SELECT clip, object, recipe, reader, code, attempts FROM failed_reading ORDER BY clip");
  while (row.step()) {
    all.push_back(
        {read_id(row, 0, "failed_reading"), row.digest(1), row.digest(2), row.text(3), row.text(4), row.small(5)});
  }
  return all;
}

void forget_failed_reading(Catalog& catalog, std::string_view clip) {
  catalog.database().run("DELETE FROM failed_reading WHERE clip = ?", clip);
}

}  // namespace catalog
