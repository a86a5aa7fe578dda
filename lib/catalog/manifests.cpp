#include "catalog/manifests.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "catalog/derived.h"
#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {
namespace {

ManifestRow read_manifest(const store::Statement& row) {
  return {read_id(row, 0, "manifest"), row.text(1), row.text(2), row.digest(3)};
}

constexpr std::string_view kSelectSource =
    "SELECT name, title, url, licence, licence_url, terms, citation, fetch FROM source WHERE manifest = ?";

model::Source read_source(const store::Statement& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7)};
}

constexpr std::string_view kSelectLicence =
    "SELECT name, title, url, redistribute, research, commercial, derivatives FROM licence WHERE manifest = ?";

model::Licence read_licence(const store::Statement& row) {
  return {row.text(0), row.text(1), row.text(2), row.boolean(3), row.boolean(4), row.boolean(5), row.boolean(6)};
}

}  // namespace

void put_manifest(Catalog& catalog, const ManifestRow& manifest) {
  catalog.database().run(
      "INSERT INTO manifest (name, title, taxonomy, digest) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
      " title = excluded.title, taxonomy = excluded.taxonomy, digest = excluded.digest",
      manifest.name, manifest.title, manifest.taxonomy, manifest.digest);
}

std::optional<ManifestRow> find_manifest(Catalog& catalog, std::string_view name) {
  auto row = catalog.database().query("SELECT name, title, taxonomy, digest FROM manifest WHERE name = ?", name);
  if (!row.step()) return std::nullopt;
  return read_manifest(row);
}

std::vector<ManifestRow> manifests(Catalog& catalog) {
  std::vector<ManifestRow> all;
  auto row = catalog.database().query("SELECT name, title, taxonomy, digest FROM manifest ORDER BY name");
  while (row.step()) all.push_back(read_manifest(row));
  return all;
}

void put_source(Catalog& catalog, std::string_view manifest, const model::Source& source) {
  if (find_source(catalog, manifest, source.id) == source) return;
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  database.run(
      "INSERT INTO source (manifest, name, title, url, licence, licence_url, terms, citation, fetch)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (manifest, name) DO UPDATE SET title = excluded.title,"
      " url = excluded.url, licence = excluded.licence, licence_url = excluded.licence_url, terms = excluded.terms,"
      " citation = excluded.citation, fetch = excluded.fetch",
      manifest, source.id, source.title, source.url, source.licence, source.licence_url, source.terms, source.citation,
      source.fetch);
  refresh_licences(database, manifest, source.id);
  transaction.commit();
}

std::optional<model::Source> find_source(Catalog& catalog, std::string_view manifest, std::string_view source) {
  auto row = catalog.database().query(std::string(kSelectSource) + " AND name = ?", manifest, source);
  if (!row.step()) return std::nullopt;
  return read_source(row);
}

std::vector<model::Source> sources(Catalog& catalog, std::string_view manifest) {
  std::vector<model::Source> all;
  auto row = catalog.database().query(std::string(kSelectSource) + " ORDER BY name", manifest);
  while (row.step()) all.push_back(read_source(row));
  return all;
}

void remove_source(Catalog& catalog, std::string_view manifest, std::string_view source) {
  catalog.database().run("DELETE FROM source WHERE manifest = ? AND name = ?", manifest, source);
}

void put_licence(Catalog& catalog, std::string_view manifest, const model::Licence& licence) {
  catalog.database().run(
      "INSERT INTO licence (manifest, name, title, url, redistribute, research, commercial, derivatives)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (manifest, name) DO UPDATE SET title = excluded.title,"
      " url = excluded.url, redistribute = excluded.redistribute, research = excluded.research,"
      " commercial = excluded.commercial, derivatives = excluded.derivatives",
      manifest, licence.id, licence.title, licence.url, licence.redistribute, licence.research, licence.commercial,
      licence.derivatives);
}

std::optional<model::Licence> find_licence(Catalog& catalog, std::string_view manifest, std::string_view id) {
  auto row = catalog.database().query(std::string(kSelectLicence) + " AND name = ?", manifest, id);
  if (!row.step()) return std::nullopt;
  return read_licence(row);
}

std::vector<model::Licence> licences(Catalog& catalog, std::string_view manifest) {
  std::vector<model::Licence> all;
  auto row = catalog.database().query(std::string(kSelectLicence) + " ORDER BY name", manifest);
  while (row.step()) all.push_back(read_licence(row));
  return all;
}

void remove_licence(Catalog& catalog, std::string_view manifest, std::string_view id) {
  catalog.database().run("DELETE FROM licence WHERE manifest = ? AND name = ?", manifest, id);
}

void put_same_as(Catalog& catalog, std::string_view said_by, const std::vector<SamePerson>& pairs) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  // An older schema did not record the manifest. A pair between two manifests may come from the other one and is kept:
  // an extra link is better than one person in two folds.
  database.run(
      "DELETE FROM same_as WHERE said_by = ?1 OR (said_by = '' AND first_manifest = ?1 AND second_manifest = ?1)",
      said_by);
  for (const auto& [first, second] : pairs) {
    if (first == second) {
      throw base::Error(base::Code::InvalidInput,
                        fmt::format("same_as lists subject '{}/{}' twice", first.first, first.second));
    }
    const auto& [low, high] = std::minmax(first, second);
    for (const auto& side : {low, high}) {
      database.run("INSERT INTO subject (manifest, name) VALUES (?, ?) ON CONFLICT DO NOTHING", side.first,
                   side.second);
    }
    database.run(
        "DELETE FROM same_as WHERE said_by = '' AND first_manifest = ? AND first_subject = ? AND second_manifest = ?"
        " AND second_subject = ?",
        low.first, low.second, high.first, high.second);
    database.run(
        "INSERT INTO same_as (first_manifest, first_subject, second_manifest, second_subject, said_by)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        low.first, low.second, high.first, high.second, said_by);
  }
  transaction.commit();
}

std::vector<SamePerson> same_as(Catalog& catalog, std::optional<std::string_view> said_by) {
  std::vector<SamePerson> all;
  const std::string sql = std::string(
                              "SELECT DISTINCT first_manifest, first_subject, second_manifest, second_subject"
                              " FROM same_as") +
                          (said_by ? " WHERE said_by = ?" : "") + " ORDER BY 1, 2, 3, 4";
  auto row = said_by ? catalog.database().query(sql, *said_by) : catalog.database().query(sql);
  while (row.step()) all.push_back({{row.text(0), row.text(1)}, {row.text(2), row.text(3)}});
  return all;
}

}  // namespace catalog
