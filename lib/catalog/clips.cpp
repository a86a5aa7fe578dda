#include "catalog/clips.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "catalog/derived.h"
#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {
namespace {

constexpr std::string_view kSelectClip =
    "SELECT name, manifest, recipe, object, source, path, url, sha256, stream, window_from_s, window_to_s,"
    " window_first_picture, window_end_picture, region_x, region_y, region_width, region_height, probe, subject,"
    " patient_case, licence, page, notes, line, auto_region FROM clip";

std::optional<base::Rational> optional_rational(const store::Statement& row, int column, std::string_view clip) {
  if (row.is_null(column)) return std::nullopt;
  return read_rational(row.view(column), "clip", clip);
}

std::optional<std::int64_t> optional_integer(const store::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.integer(column);
}

// All fields but attributes and labels.
ClipRow read_clip(const store::Statement& row) {
  ClipRow read;
  model::Clip& clip = read.clip;
  clip.id = read_id(row, 0, "clip");
  read.manifest = read_id(row, 1, "clip");
  read.recipe = row.digest(2);
  read.object = row.optional_digest(3);
  clip.source = row.text(4);
  clip.path = row.text(5);
  clip.url = row.text(6);
  clip.sha256 = row.optional_digest(7);
  if (!row.is_null(8)) clip.stream = row.small(8);
  clip.window = {optional_rational(row, 9, clip.id), optional_rational(row, 10, clip.id), optional_integer(row, 11),
                 optional_integer(row, 12)};
  if (!row.is_null(13)) clip.region = model::Region{row.small(13), row.small(14), row.small(15), row.small(16)};
  clip.auto_region = row.boolean(24);
  clip.probe = row.text(17);
  clip.subject = row.text(18);
  clip.clip_case = row.text(19);
  clip.licence = row.text(20);
  clip.page = row.text(21);
  clip.notes = row.text(22);
  clip.line = row.small(23);
  return read;
}

void read_label(ClipRow& clip, const store::Statement& row) {
  const model::Role role = checked(model::role_from(row.view(5)), "label", row.view(0), row.view(5));
  clip.clip.labels.push_back({row.text(1), row.text(2), row.text(3), row.text(4), role});
  if (row.is_null(6)) clip.manifest_says.push_back(clip.clip.labels.back());
}

// Adds rows, sorted by clip, to their clips.
template <typename Take>
void hand_out(std::vector<ClipRow>& clips, store::Statement rows, Take take) {
  auto clip = clips.begin();
  while (rows.step()) {
    const std::string_view id = rows.view(0);
    while (clip != clips.end() && clip->clip.id.compare(id) < 0) ++clip;
    if (clip == clips.end()) return;
    if (clip->clip.id == id) take(*clip, rows);
  }
}

void add_details(store::Database& database, std::vector<ClipRow>& clips, std::optional<std::string_view> only) {
  const std::string where = only ? " WHERE clip = ?" : "";
  const auto query = [&](const std::string& sql, const std::string& order) {
    return only ? database.query(sql + where + order, *only) : database.query(sql + order);
  };
  hand_out(clips, query("SELECT clip, name, value FROM clip_attribute", " ORDER BY clip, name"),
           [](ClipRow& clip, const store::Statement& row) { clip.clip.attributes[row.text(1)] = row.text(2); });
  hand_out(clips, query("SELECT clip, axis, value, author, evidence, role, decision FROM label", " ORDER BY clip"),
           read_label);
  for (ClipRow& row : clips) {
    std::sort(row.clip.labels.begin(), row.clip.labels.end());
    std::sort(row.manifest_says.begin(), row.manifest_says.end());
  }
}

// Curators' labels are decisions, added by add_label. The column of an entry is not stored.
void keep_what_manifests_say(model::Clip& clip) {
  clip.column = 0;
  std::erase_if(clip.labels, [](const model::Label& label) { return label.role == model::Role::Curator; });
  std::sort(clip.labels.begin(), clip.labels.end());
  clip.labels.erase(std::unique(clip.labels.begin(), clip.labels.end()), clip.labels.end());
}

void put_references(store::Database& database, std::string_view manifest, const model::Clip& clip,
                    const model::Recipe& recipe) {
  database.run("INSERT INTO recipe (digest, canonical) VALUES (?, ?) ON CONFLICT DO NOTHING", recipe.digest(),
               recipe.canonical());
  if (!clip.subject.empty()) {
    database.run("INSERT INTO subject (manifest, name) VALUES (?, ?) ON CONFLICT DO NOTHING", manifest, clip.subject);
  }
  if (!clip.clip_case.empty()) {
    database.run("INSERT INTO patient_case (manifest, name) VALUES (?, ?) ON CONFLICT DO NOTHING", manifest,
                 clip.clip_case);
  }
}

void put_row(store::Database& database, std::string_view manifest, const model::Clip& clip,
             const base::Digest& recipe) {
  const auto fraction = [](const std::optional<base::Rational>& value) {
    return value ? std::optional<std::string>(value->text()) : std::nullopt;
  };
  const auto side = [&clip](int model::Region::*which) {
    return clip.region ? std::optional<int>((*clip.region).*which) : std::nullopt;
  };
  database.run(
      "INSERT INTO clip (name, manifest, recipe, source, path, url, sha256, stream, window_from_s, window_to_s,"
      " window_first_picture, window_end_picture, region_x, region_y, region_width, region_height, probe, subject,"
      " patient_case, licence, page, notes, line, auto_region)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (name) DO UPDATE SET manifest = excluded.manifest, recipe = excluded.recipe,"
      " source = excluded.source, path = excluded.path, url = excluded.url, sha256 = excluded.sha256, stream = "
      "excluded.stream,"
      " window_from_s = excluded.window_from_s, window_to_s = excluded.window_to_s,"
      " window_first_picture = excluded.window_first_picture, window_end_picture = excluded.window_end_picture,"
      " region_x = excluded.region_x, region_y = excluded.region_y, region_width = excluded.region_width,"
      " region_height = excluded.region_height, probe = excluded.probe, subject = excluded.subject,"
      " patient_case = excluded.patient_case, licence = excluded.licence, page = excluded.page,"
      " notes = excluded.notes, line = excluded.line, auto_region = excluded.auto_region",
      clip.id, manifest, recipe, clip.source, clip.path, clip.url, clip.sha256, clip.stream,
      fraction(clip.window.from_s), fraction(clip.window.to_s), clip.window.first_picture, clip.window.end_picture,
      side(&model::Region::x), side(&model::Region::y), side(&model::Region::width), side(&model::Region::height),
      clip.probe, clip.subject, clip.clip_case, clip.licence, clip.page, clip.notes, clip.line, clip.auto_region);
}

void put_details(store::Database& database, const model::Clip& clip) {
  database.run("DELETE FROM clip_attribute WHERE clip = ?", clip.id);
  for (const auto& [name, value] : clip.attributes) {
    database.run("INSERT INTO clip_attribute (clip, name, value) VALUES (?, ?, ?)", clip.id, name, value);
  }
  database.run("DELETE FROM label WHERE clip = ? AND decision IS NULL", clip.id);
  for (const model::Label& label : clip.labels) {
    database.run("INSERT INTO label (clip, axis, value, author, evidence, role) VALUES (?, ?, ?, ?, ?, ?)", clip.id,
                 label.axis, label.value, label.by, label.evidence, to_string(label.role));
  }
  database.run(
      "INSERT INTO clip_state (clip, findings) SELECT ?1, (SELECT count(*) FROM finding WHERE about = 'clip'"
      " AND id = ?1 AND resolved_by = '') WHERE true ON CONFLICT DO NOTHING",
      clip.id);
  database.run("DELETE FROM removed_clip WHERE clip = ?", clip.id);
}

// Remembers what the clip's path or URL gave. If the manifest has a digest, the file may have come from elsewhere.
void remember_address(store::Database& database, std::string_view clip) {
  database.run(
      "INSERT INTO fetched_object (clip, manifest, path, url, object) SELECT name, manifest, path, url, object FROM "
      "clip"
      " WHERE name = ? AND sha256 IS NULL AND object IS NOT NULL ON CONFLICT DO UPDATE SET object = excluded.object"
      " WHERE object <> excluded.object",
      clip);
}

// Sets the clip's object and state by whether its wanted frames exist. An unchanged entry that was fetched or failed
// stays so. True if anything changed.
bool settle(store::Database& database, std::string_view clip, const std::optional<base::Digest>& object, bool same) {
  database.run(
      "UPDATE clip SET object = (SELECT s.object FROM frame_set s WHERE s.clip = clip.name AND s.recipe = clip.recipe"
      " AND s.object = ?1) WHERE name = ?2 AND object IS NOT (SELECT s.object FROM frame_set s"
      " WHERE s.clip = clip.name AND s.recipe = clip.recipe AND s.object = ?1)",
      object, clip);
  const std::string_view state = refresh_frames(database, clip) ? "done" : "planned";
  database.run(
      "UPDATE clip_state SET state = ?1, reason = '' WHERE clip = ?2 AND (state <> ?1 OR reason <> '')"
      " AND NOT (?3 AND ?1 = 'planned' AND state IN ('fetched', 'failed'))",
      state, clip, same);
  return database.changed_rows() > 0;
}

}  // namespace

model::Clip ClipRow::entry() const {
  model::Clip said = clip;
  said.labels = manifest_says;
  return said;
}

bool put_clip(Catalog& catalog, std::string_view manifest, const model::Clip& clip, const model::Recipe& recipe) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  const auto present = find_clip(catalog, clip.id);
  model::Clip wanted = clip;
  keep_what_manifests_say(wanted);
  const base::Digest digest = recipe.digest();
  bool changed = !present || present->manifest != manifest || present->recipe != digest || present->entry() != wanted;
  if (changed) {
    put_references(database, manifest, wanted, recipe);
    put_row(database, manifest, wanted, digest);
    put_details(database, wanted);
    refresh_labels(database, wanted.id);
    refresh_licence(database, wanted.id);
  }
  if (settle(database, wanted.id, known_object(catalog, manifest, wanted), !changed)) changed = true;
  if (changed) remember_address(database, wanted.id);
  transaction.commit();
  return changed;
}

std::optional<base::Digest> known_object(Catalog& catalog, std::string_view manifest, const model::Clip& clip) {
  if (clip.sha256) return clip.sha256;
  store::Database& database = catalog.database();
  auto own =
      database.query("SELECT object FROM fetched_object WHERE clip = ? AND manifest = ? AND path = ? AND url = ?",
                     clip.id, manifest, clip.path, clip.url);
  if (own.step()) return own.digest(0);
  auto others =
      database.query("SELECT DISTINCT object FROM fetched_object WHERE manifest = ? AND url = ? AND path = ? LIMIT 2",
                     manifest, clip.url, clip.path);
  if (!others.step()) return std::nullopt;
  const base::Digest only = others.digest(0);
  if (others.step()) return std::nullopt;
  return only;
}

std::optional<ClipRow> find_clip(Catalog& catalog, std::string_view id) {
  store::Database& database = catalog.database();
  auto row = database.query(std::string(kSelectClip) + " WHERE name = ?", id);
  if (!row.step()) return std::nullopt;
  std::vector<ClipRow> found;
  found.push_back(read_clip(row));
  add_details(database, found, id);
  return std::move(found.front());
}

std::vector<ClipRow> clips(Catalog& catalog, std::optional<std::string_view> manifest) {
  store::Database& database = catalog.database();
  const std::string sql = std::string(kSelectClip) + (manifest ? " WHERE manifest = ?" : "") + " ORDER BY name";
  auto row = manifest ? database.query(sql, *manifest) : database.query(sql);
  std::vector<ClipRow> all;
  while (row.step()) all.push_back(read_clip(row));
  add_details(database, all, std::nullopt);
  return all;
}

std::optional<std::string> manifest_of(Catalog& catalog, std::string_view clip) {
  auto row = catalog.database().query("SELECT manifest FROM clip WHERE name = ?", clip);
  return row.step() ? std::optional(row.text(0)) : std::nullopt;
}

std::vector<UndecidedLabels> undecided_labels(Catalog& catalog) {
  std::vector<UndecidedLabels> all;
  auto row = catalog.database().query(
      "SELECT l.clip, l.axis, l.value FROM label l LEFT JOIN label_in_effect e ON e.axis = l.axis AND e.clip = l.clip"
      " WHERE e.clip IS NULL ORDER BY 1, 2, 3");
  while (row.step()) {
    if (all.empty() || all.back().clip != row.view(0) || all.back().axis != row.view(1)) {
      all.push_back({row.text(0), row.text(1), {}});
    }
    all.back().values.insert(row.text(2));
  }
  return all;
}

void put_object(Catalog& catalog, const base::Digest& digest, std::int64_t size_bytes) {
  catalog.database().run(
      "INSERT INTO object (digest, size_bytes) VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET"
      " size_bytes = excluded.size_bytes WHERE size_bytes <> excluded.size_bytes",
      digest, size_bytes);
}

void set_object(Catalog& catalog, std::string_view clip, const base::Digest& object) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  database.run("UPDATE clip SET object = ? WHERE name = ?", object, clip);
  if (database.changed_rows() == 0) no_such_clip(clip);
  remember_address(database, clip);
  refresh_frames(database, clip);
  transaction.commit();
}

std::vector<ObjectRow> objects(Catalog& catalog) {
  std::vector<ObjectRow> all;
  auto row = catalog.database().query("SELECT digest, size_bytes FROM object ORDER BY digest");
  while (row.step()) all.push_back({row.digest(0), row.integer(1)});
  return all;
}

std::vector<ObjectRow> objects_between(Catalog& catalog, const base::Digest& first, const base::Digest& last) {
  std::vector<ObjectRow> all;
  auto row = catalog.database().query(
      "SELECT digest, size_bytes FROM object WHERE digest BETWEEN ? AND ? ORDER BY digest", first, last);
  while (row.step()) all.push_back({row.digest(0), row.integer(1)});
  return all;
}

std::optional<model::Recipe> find_recipe(Catalog& catalog, const base::Digest& digest) {
  auto row = catalog.database().query("SELECT canonical FROM recipe WHERE digest = ?", digest);
  if (!row.step()) return std::nullopt;
  try {
    return model::Recipe::parse(row.view(0));
  } catch (const base::Error& error) {
    throw base::Error(base::Code::Corrupt, fmt::format("catalog: recipe {}: {}", digest.hex(), error.what()));
  }
}

}  // namespace catalog
