#include "catalog/removed.h"

#include "catalog/derived.h"
#include "store/database.h"

// Rows that nothing uses any more.
namespace catalog {
namespace {

// What paths and URLs gave, for clips that exist and still have them.
constexpr std::string_view kAsked =
    "SELECT b.clip, b.manifest, b.path, b.url, b.object FROM fetched_object b JOIN clip c ON c.name = b.clip"
    " AND c.manifest = b.manifest AND c.path = b.path AND c.url = b.url";

std::string unused_objects_sql() {
  return "SELECT digest FROM object WHERE digest NOT IN (SELECT object FROM clip WHERE object IS NOT NULL"
         " UNION SELECT sha256 FROM clip WHERE sha256 IS NOT NULL UNION SELECT object FROM (" +
         std::string(kAsked) + "))";
}

}  // namespace

void remove_clip(Catalog& catalog, std::string_view id) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  database.run("INSERT INTO removed_clip (clip, manifest) SELECT name, manifest FROM clip WHERE name = ?", id);
  if (database.changed_rows() == 0) no_such_clip(id);
  database.run("DELETE FROM link WHERE first = ?1 OR second = ?1", id);
  database.run("DELETE FROM finding WHERE about = 'clip' AND id = ?", id);
  database.run("DELETE FROM clip WHERE name = ?", id);
  transaction.commit();
}

void remove_unnamed(Catalog& catalog) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  database.run(
      "DELETE FROM subject WHERE NOT EXISTS (SELECT 1 FROM clip c WHERE c.manifest = subject.manifest"
      " AND c.known_subject = subject.name) AND NOT EXISTS (SELECT 1 FROM same_as s"
      " WHERE s.first_manifest = subject.manifest AND s.first_subject = subject.name) AND NOT EXISTS (SELECT 1"
      " FROM same_as s WHERE s.second_manifest = subject.manifest AND s.second_subject = subject.name)");
  database.run(
      "DELETE FROM patient_case WHERE NOT EXISTS (SELECT 1 FROM clip c WHERE c.manifest = patient_case.manifest"
      " AND c.known_case = patient_case.name)");
  transaction.commit();
}

std::vector<RemovedClip> removed_clips(Catalog& catalog) {
  std::vector<RemovedClip> all;
  auto row = catalog.database().query(
      "SELECT r.clip, r.manifest, ifnull(sum(s.frames), 0) FROM removed_clip r LEFT JOIN frame_set s ON s.clip = r.clip"
      " GROUP BY r.clip ORDER BY r.clip");
  while (row.step()) all.push_back({row.text(0), row.text(1), row.integer(2)});
  return all;
}

std::vector<base::Digest> unused_objects(Catalog& catalog) {
  std::vector<base::Digest> all;
  auto row = catalog.database().query(unused_objects_sql() + " ORDER BY digest");
  while (row.step()) all.push_back(row.digest(0));
  return all;
}

void forget_unused(Catalog& catalog, const std::set<base::Digest>& needed) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  database.run("DELETE FROM removed_clip");
  database.run("DELETE FROM fetched_object WHERE (clip, manifest, path, url, object) NOT IN (" + std::string(kAsked) +
               ")");
  for (const base::Digest& object : unused_objects(catalog)) {
    if (!needed.contains(object)) database.run("DELETE FROM object WHERE digest = ?", object);
  }
  database.run(
      "DELETE FROM recipe WHERE digest NOT IN (SELECT recipe FROM clip) AND digest NOT IN (SELECT recipe FROM "
      "frame_set)");
  transaction.commit();
}

}  // namespace catalog
