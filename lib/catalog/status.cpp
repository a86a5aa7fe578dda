#include "catalog/status.h"

#include <map>

#include "catalog/removed.h"
#include "catalog/work.h"
#include "store/database.h"

namespace catalog {
namespace {

std::int64_t count(Catalog& catalog, std::string_view sql) {
  auto row = catalog.database().query(sql);
  return row.step() ? row.integer(0) : 0;
}

// `column`: of an index.
LookedFor looked_for(Catalog& catalog, const std::string& column) {
  LookedFor counts;
  auto row = catalog.database().query("SELECT " + column + ", count(*) FROM clip_state GROUP BY 1");
  while (row.step()) {
    if (row.view(0) == "yes") counts.yes = row.integer(1);
    if (row.view(0) == "partly") counts.partly = row.integer(1);
    if (row.view(0) == "no") counts.no = row.integer(1);
  }
  return counts;
}

}  // namespace

Status status(Catalog& catalog) {
  constexpr std::string_view kOpen = "open:";
  Status status;
  std::map<std::string, std::int64_t, std::less<>> tally;
  store::Transaction transaction(catalog.database());
  auto row = catalog.database().query("SELECT name, n FROM tally");
  while (row.step()) tally.emplace(row.text(0), row.integer(1));
  status.manifests = count(catalog, "SELECT count(*) FROM manifest");
  status.sources = count(catalog, "SELECT count(*) FROM source");
  status.splits = count(catalog, "SELECT count(*) FROM split");
  status.stale_splits = count(catalog, "SELECT count(*) FROM split WHERE stale <> ''");
  status.removed_clips = count(catalog, "SELECT count(*) FROM removed_clip");
  status.text = looked_for(catalog, "text_read");
  status.metadata = looked_for(catalog, "metadata_read");
  transaction.commit();

  status.subjects = tally["subjects"];
  status.objects = tally["objects"];
  status.object_bytes = tally["object_bytes"];
  status.frames = tally["frames"];
  for (const State state : {State::Planned, State::Fetched, State::Done, State::Failed}) {
    const std::string name(to_string(state));
    status.clips_by_state.emplace_back(name, tally["state:" + name]);
    status.clips += tally["state:" + name];
  }
  for (const auto& [name, n] : tally) {
    if (!name.starts_with(kOpen) || n == 0) continue;
    status.findings_by_code.emplace_back(name.substr(kOpen.size()), n);
    status.open_findings += n;
  }
  return status;
}

}  // namespace catalog
