#include "catalog/links.h"

#include <algorithm>

#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {
namespace {

std::vector<model::Link> read_links(store::Statement row) {
  std::vector<model::Link> all;
  while (row.step()) {
    const model::LinkKind kind = checked(model::link_kind_from(row.view(0)), "link", row.view(2), row.view(0));
    all.push_back({kind, row.text(1), row.text(2), row.text(3)});
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

void put_links(Catalog& catalog, const std::vector<model::LinkKind>& kinds, const std::vector<model::Link>& links) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  for (const model::LinkKind kind : kinds) {
    database.run("DELETE FROM link WHERE kind = ?", to_string(kind));
    database.run("INSERT INTO compared (kind) VALUES (?) ON CONFLICT DO NOTHING", to_string(kind));
  }
  for (const model::Link& link : links) {
    database.run("INSERT INTO link (kind, key, first, second) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                 to_string(link.kind), link.key, link.first, link.second);
  }
  transaction.commit();
}

std::vector<model::LinkKind> compared_kinds(Catalog& catalog) {
  std::vector<model::LinkKind> kinds;
  auto row = catalog.database().query("SELECT kind FROM compared");
  while (row.step()) {
    if (const auto kind = model::link_kind_from(row.view(0))) kinds.push_back(*kind);
  }
  return kinds;
}

void outdate_links(Catalog& catalog) { catalog.database().run("DELETE FROM compared"); }

void remove_link(Catalog& catalog, const model::Link& link) {
  catalog.database().run("DELETE FROM link WHERE kind = ? AND key = ? AND first = ? AND second = ?",
                         to_string(link.kind), link.key, link.first, link.second);
}

std::vector<model::Link> links(Catalog& catalog) {
  return read_links(catalog.database().query("SELECT kind, key, first, second FROM link"));
}

std::vector<model::Link> links_of(Catalog& catalog, std::string_view clip) {
  return read_links(
      catalog.database().query("SELECT kind, key, first, second FROM link WHERE first = ?1 OR second = ?1", clip));
}

}  // namespace catalog
