#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "catalog/entries.h"
#include "catalog/now.h"
#include "store/database.h"

namespace catalog {
namespace {

ManifestRow read_manifest(const store::Statement& row) {
  return {row.text(0), row.text(1), row.text(2), row.digest(3)};
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
      "INSERT INTO source (manifest, name, title, url, licence, licence_url, terms, citation)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (manifest, name) DO UPDATE SET title = excluded.title,"
      " url = excluded.url, licence = excluded.licence, licence_url = excluded.licence_url, terms = excluded.terms,"
      " citation = excluded.citation",
      manifest, source.id, source.title, source.url, source.licence, source.licence_url, source.terms, source.citation);
  refresh_licences(database, manifest, source.id);
  transaction.commit();
}

std::optional<model::Source> find_source(Catalog& catalog, std::string_view manifest, std::string_view source) {
  auto row = catalog.database().query(
      "SELECT name, title, url, licence, licence_url, terms, citation FROM source WHERE manifest = ? AND name = ?",
      manifest, source);
  if (!row.step()) return std::nullopt;
  return model::Source{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)};
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
  auto row = catalog.database().query(
      "SELECT name, title, url, redistribute, research, commercial, derivatives FROM licence"
      " WHERE manifest = ? AND name = ?",
      manifest, id);
  if (!row.step()) return std::nullopt;
  return model::Licence{row.text(0),    row.text(1),    row.text(2),   row.boolean(3),
                        row.boolean(4), row.boolean(5), row.boolean(6)};
}

void put_same_as(Catalog& catalog, const std::pair<std::string, std::string>& first,
                 const std::pair<std::string, std::string>& second) {
  if (first == second) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("same_as names subject '{}/{}' twice", first.first, first.second));
  }
  const auto& [low, high] = std::minmax(first, second);
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  for (const auto& side : {low, high}) {
    database.run("INSERT INTO subject (manifest, name) VALUES (?, ?) ON CONFLICT DO NOTHING", side.first, side.second);
  }
  database.run(
      "INSERT INTO same_as (first_manifest, first_subject, second_manifest, second_subject) VALUES (?, ?, ?, ?)"
      " ON CONFLICT DO NOTHING",
      low.first, low.second, high.first, high.second);
  transaction.commit();
}

std::vector<std::pair<std::pair<std::string, std::string>, std::pair<std::string, std::string>>> same_as(
    Catalog& catalog) {
  std::vector<std::pair<std::pair<std::string, std::string>, std::pair<std::string, std::string>>> all;
  auto row = catalog.database().query(
      "SELECT first_manifest, first_subject, second_manifest, second_subject FROM same_as ORDER BY 1, 2, 3, 4");
  while (row.step()) all.push_back({{row.text(0), row.text(1)}, {row.text(2), row.text(3)}});
  return all;
}

}  // namespace catalog
