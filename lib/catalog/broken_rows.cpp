#include "catalog/broken_rows.h"

#include <fmt/format.h>

#include <map>

#include "base/error.h"
#include "catalog/label_in_effect.h"
#include "catalog/rows.h"
#include "model/clip.h"
#include "model/clip_job.h"
#include "store/database.h"

namespace catalog {
namespace {

constexpr std::int64_t kMaxOfAKind = 100;

/// Invariants that rows must not break: each SELECT returns ids of broken things, for the placeholder in the message.
struct Invariant {
  std::string_view message;
  std::string_view sql;
};

constexpr Invariant kInvariants[] = {
    {"'{}' is not an id",
     "SELECT name FROM (SELECT name FROM clip UNION ALL SELECT name FROM manifest UNION ALL SELECT name FROM split"
     " UNION ALL SELECT clip FROM frame_set) WHERE name GLOB '*[^a-z0-9_-]*' OR name GLOB '[_-]*'"
     " OR length(name) NOT BETWEEN 1 AND 64 OR typeof(name) <> 'text'"},
    {"clip '{}' has no state", "SELECT name FROM clip WHERE name NOT IN (SELECT clip FROM clip_state)"},
    {"clip '{}' is done but has no frames", "SELECT clip FROM clip_state WHERE state = 'done' AND frame_set IS NULL"},
    {"clip '{}' refers to frames of another recipe or object",
     "SELECT c.name FROM clip c JOIN clip_state n ON n.clip = c.name"
     " LEFT JOIN frame_set s ON s.clip = c.name AND s.recipe = c.recipe AND s.object = c.object"
     " WHERE n.frame_set IS NOT s.id OR n.frames <> ifnull(s.frames, 0) OR n.codec <> ifnull(s.header_codec, '')"
     " OR n.container <> ifnull(s.header_container, '') OR n.width <> ifnull(s.content_width, 0)"
     " OR n.height <> ifnull(s.content_height, 0) OR n.pictures <> ifnull(s.content_pictures, 0)"},
    {"a frame set of clip '{}' has a wrong number of frames",
     "SELECT clip FROM frame_set s WHERE frames <> (SELECT count(*) FROM frame WHERE frame_set = s.id)"},
    {"the sector of clip '{}' differs from its description",
     "SELECT s.clip FROM sector e JOIN frame_set s ON s.id = e.frame_set WHERE NOT json_valid(e.found)"
     " OR e.kind IS NOT json_extract(e.found, '$.geometry.kind')"
     " OR e.confidence_permille IS NOT json_extract(e.found, '$.confidence_permille')"},
    {"an overlay of clip '{}' is outside of its pictures",
     "SELECT s.clip FROM overlay o JOIN frame_set s ON s.id = o.frame_set"
     " WHERE o.x + o.width > s.content_width OR o.y + o.height > s.content_height"},
    {"the text that was read in clip '{}' is not readable",
     "SELECT s.clip FROM read_text t JOIN frame_set s ON s.id = t.frame_set WHERE NOT json_valid(t.found)"},
    {"the metadata of clip '{}' are not readable",
     "SELECT s.clip FROM file_tags t JOIN frame_set s ON s.id = t.frame_set WHERE NOT json_valid(t.found)"},
    {"the licence stored for clip '{}' is neither its own nor its source's",
     "SELECT c.name FROM clip c JOIN clip_state n ON n.clip = c.name"
     " JOIN source s ON s.manifest = c.manifest AND s.name = c.source"
     " WHERE n.licence <> iif(c.licence <> '', c.licence, s.licence)"},
    {"the number of open findings stored for clip '{}' is wrong",
     "SELECT clip FROM clip_state n WHERE findings <> (SELECT count(*) FROM finding"
     " WHERE about = 'clip' AND id = n.clip AND resolved_by = '')"},
    {"split '{}' has a wrong number of clips or groups",
     "SELECT name FROM split s WHERE clips <> (SELECT count(*) FROM split_clip WHERE split = s.name)"
     " OR groups <> (SELECT count(*) FROM split_group WHERE split = s.name)"},
    {"a finding is about clip '{}', which does not exist",
     "SELECT id FROM finding WHERE about = 'clip' AND id NOT IN (SELECT name FROM clip)"},
    {"the stored count '{}' is wrong",
     "SELECT name FROM tally WHERE n <> CASE"
     " WHEN name = 'subjects' THEN (SELECT count(*) FROM subject)"
     " WHEN name = 'objects' THEN (SELECT count(*) FROM object)"
     " WHEN name = 'object_bytes' THEN (SELECT ifnull(sum(size_bytes), 0) FROM object)"
     " WHEN name = 'frames' THEN (SELECT ifnull(sum(frames), 0) FROM clip_state)"
     " WHEN name LIKE 'state:%' THEN (SELECT count(*) FROM clip_state WHERE state = substr(name, 7))"
     " WHEN name LIKE 'open:%' THEN"
     " (SELECT count(*) FROM finding WHERE code = substr(name, 6) AND resolved_by = '')"
     " ELSE -1 END"},
};

void check_file(store::Database& database, bool deep, std::vector<std::string>& broken) {
  auto row = database.query(deep ? "PRAGMA integrity_check" : "PRAGMA quick_check");
  while (row.step()) {
    if (row.view(0) != "ok") broken.push_back(fmt::format("SQLite: {}", row.view(0)));
  }
  auto key = database.query("PRAGMA foreign_key_check");
  while (key.step()) {
    broken.push_back(
        fmt::format("a row of table '{}' refers to a missing row of table '{}'", key.view(0), key.view(2)));
  }
}

void check_invariants(store::Database& database, std::vector<std::string>& broken) {
  for (const Invariant& invariant : kInvariants) {
    auto row = database.query(fmt::format("{} ORDER BY 1 LIMIT {}", invariant.sql, kMaxOfAKind));
    while (row.step()) broken.push_back(fmt::format(fmt::runtime(invariant.message), row.view(0)));
  }
}

// Compares label_in_effect with the rule.
void check_labels(store::Database& database, std::vector<std::string>& broken) {
  std::map<std::pair<std::string, std::string>, std::vector<model::Label>> said;
  auto row = database.query("SELECT clip, axis, value, author, role FROM label ORDER BY clip, decision, id");
  while (row.step()) {
    const auto role = checked(model::role_from(row.view(4)), "label", row.view(0), row.view(4));
    said[{row.text(0), row.text(1)}].push_back({row.text(1), row.text(2), row.text(3), {}, role});
  }
  auto now = database.query("SELECT clip, axis, value FROM label_in_effect ORDER BY clip, axis");
  while (now.step()) {
    const auto labels = said.find({now.text(0), now.text(1)});
    const bool right = labels != said.end() && label_in_effect(labels->second) == now.text(2);
    if (!right)
      broken.push_back(fmt::format("the label stored for clip '{}' on axis '{}' is wrong", now.view(0), now.view(1)));
    if (labels != said.end()) said.erase(labels);
  }
  for (const auto& [key, labels] : said) {
    if (label_in_effect(labels))
      broken.push_back(
          fmt::format("no label is stored for clip '{}' on axis '{}', but it has one", key.first, key.second));
  }
}

void check_times(store::Database& database, std::vector<std::string>& broken) {
  auto row = database.query(
      "SELECT s.clip, s.content_time_base, min(f.pts), max(f.pts) FROM frame_set s JOIN frame f ON f.frame_set = s.id"
      " GROUP BY s.id ORDER BY s.clip");
  while (row.step()) {
    const base::Rational time_base = read_rational(row.view(1), "frame_set", row.view(0));
    if (model::is_possible_time(row.integer(2), time_base) && model::is_possible_time(row.integer(3), time_base))
      continue;
    broken.push_back(fmt::format("a frame of clip '{}' has a time out of range; run 'sonoset rebuild'", row.view(0)));
  }
}

}  // namespace

std::optional<std::string> quick_check(Catalog& catalog) {
  auto row = catalog.database().query("PRAGMA quick_check(1)");
  if (!row.step() || row.view(0) == "ok") return std::nullopt;
  // Behind a line that names the database.
  const std::string_view text = row.view(0);
  return std::string(text.substr(text.rfind('\n') + 1));
}

std::vector<std::string> broken_rows(Catalog& catalog, bool deep) {
  std::vector<std::string> broken;
  store::Database& database = catalog.database();
  try {
    check_file(database, deep, broken);
    check_invariants(database, broken);
    check_labels(database, broken);
    check_times(database, broken);
  } catch (const base::Error& error) {
    if (error.code() != base::Code::Corrupt) throw;
    broken.emplace_back(error.what());
  }
  return broken;
}

}  // namespace catalog
