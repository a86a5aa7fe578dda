#include "catalog/contributions/uploads.h"

namespace catalog {
namespace {

using store::Database;

Upload upload_in(const store::Statement& row) {
  return {row.text(0), row.text(1), row.text(2), row.integer(3), row.integer(4), row.integer(5)};
}

HeldFiles held_in(store::Statement row) {
  row.step();
  return {row.integer(0), row.integer(1)};
}

std::vector<Upload> uploads_in(store::Statement row) {
  std::vector<Upload> all;
  while (row.step()) all.push_back(upload_in(row));
  return all;
}

}  // namespace

void add_upload(Database& db, const Upload& upload) {
  db.run("INSERT INTO upload (id, person, name, bytes, created, expires) VALUES (?, ?, ?, ?, ?, ?)", upload.id,
         upload.person, upload.name, upload.bytes, upload.created, upload.expires);
}

std::optional<Upload> find_upload(Database& db, std::string_view id) {
  auto row = db.query("SELECT id, person, name, bytes, created, expires FROM upload WHERE id = ?", id);
  if (!row.step()) return std::nullopt;
  return upload_in(row);
}

std::vector<Upload> uploads(Database& db, std::string_view person) {
  return uploads_in(db.query(
      "SELECT id, person, name, bytes, created, expires FROM upload WHERE person = ? ORDER BY created, id", person));
}

void set_upload_expires(Database& db, std::string_view id, std::int64_t expires) {
  db.run("UPDATE upload SET expires = ? WHERE id = ?", expires, id);
}

bool remove_upload(Database& db, std::string_view id) {
  db.run("DELETE FROM upload WHERE id = ?", id);
  return db.changed_rows() > 0;
}

std::vector<Upload> expired_uploads(Database& db, std::int64_t now) {
  return uploads_in(db.query("SELECT id, person, name, bytes, created, expires FROM upload WHERE expires <= ?", now));
}

HeldFiles held_by(Database& db, std::string_view person) {
  return held_in(db.query(
      "SELECT (SELECT count(*) FROM upload WHERE person = ?1), (SELECT coalesce(sum(bytes), 0) FROM upload WHERE "
      "person = ?1) + (SELECT coalesce(sum(f.bytes), 0) FROM contributed_file f JOIN contribution c ON c.id = "
      "f.contribution WHERE c.person = ?1 AND f.kept = 1)",
      person));
}

HeldFiles held_by_all(Database& db) {
  return held_in(
      db.query("SELECT (SELECT count(*) FROM upload), (SELECT coalesce(sum(bytes), 0) FROM upload) + (SELECT "
               "coalesce(sum(bytes), 0) FROM contributed_file WHERE kept = 1)"));
}

std::vector<std::string> held_ids(Database& db) {
  std::vector<std::string> ids;
  auto row = db.query("SELECT id FROM upload UNION SELECT id FROM contributed_file WHERE kept = 1 ORDER BY 1");
  while (row.step()) ids.push_back(row.text(0));
  return ids;
}

}  // namespace catalog
