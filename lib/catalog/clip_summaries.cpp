#include "catalog/clip_summaries.h"

#include <algorithm>
#include <map>

#include "base/names.h"
#include "catalog/manifests.h"
#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {
namespace {

std::string person(std::string_view manifest, std::string_view subject) {
  return std::string(manifest).append("/").append(subject);
}

/// For pseudonyms joined by `same_as`, the first pseudonym of that person.
class People {
 public:
  explicit People(Catalog& catalog) {
    for (const auto& [first, second] : same_as(catalog)) {
      const std::string a = first_of(person(first.first, first.second));
      const std::string b = first_of(person(second.first, second.second));
      const auto& [low, high] = std::minmax(a, b);
      if (low != high) same_[high] = low;
    }
  }

  std::string first_of(std::string name) const {
    for (auto next = same_.find(name); next != same_.end(); next = same_.find(name)) name = next->second;
    return name;
  }

 private:
  std::map<std::string, std::string> same_;  // to an earlier one
};

constexpr auto kLookedNames =
    base::names<Looked>({{Looked::No, "no"}, {Looked::Partly, "partly"}, {Looked::Yes, "yes"}});

// Of clips with frames; a catalog may have anything, which is then taken for the worst.
Looked looked(std::string_view column) { return base::value_of(kLookedNames, column).value_or(Looked::No); }

/// Appends the labels of one more axis; `all` is sorted by clip.
void add_values(Catalog& catalog, std::string_view axis, std::vector<ClipSummary>& all) {
  auto row = catalog.database().query("SELECT clip, value FROM label_in_effect WHERE axis = ? ORDER BY clip", axis);
  bool more = row.step();
  for (ClipSummary& summary : all) {
    while (more && row.view(0) < summary.clip) more = row.step();
    summary.value += ',';
    if (more && row.view(0) == summary.clip) summary.value += row.view(1);
  }
}

}  // namespace

std::string_view to_string(Looked looked) { return base::name_of(kLookedNames, looked); }

std::vector<ClipSummary> clip_summaries(Catalog& catalog, std::string_view axes) {
  const People people(catalog);
  // Reads all tables in order of clips, without the long rows of clip; '+' keeps SQLite from choosing another plan.
  auto row = catalog.database().query(
      "SELECT c.name, c.manifest, c.source, c.subject, c.patient_case, l.value, n.licence, n.frames,"
      " c.probe, n.text_read, n.metadata_read"
      " FROM clip_state n CROSS JOIN clip c INDEXED BY clip_unit ON c.name = n.clip"
      " LEFT JOIN label_in_effect l ON l.axis = ? AND l.clip = n.clip"
      " WHERE +n.state = 'done' AND +n.frame_set IS NOT NULL ORDER BY n.clip",
      axes.substr(0, axes.find(',')));
  std::vector<ClipSummary> all;
  while (row.step()) {
    ClipSummary summary;
    summary.clip = read_id(row, 0, "clip");
    summary.manifest = read_id(row, 1, "clip");
    summary.source = row.text(2);
    if (!row.view(3).empty()) summary.subject = people.first_of(person(summary.manifest, row.view(3)));
    if (!row.view(4).empty()) summary.clip_case = person(summary.manifest, row.view(4));
    if (!row.is_null(5)) summary.value = row.text(5);
    summary.licence = row.text(6);
    summary.frames = row.integer(7);
    summary.probe = row.text(8);
    summary.text = looked(row.view(9));
    summary.metadata = looked(row.view(10));
    all.push_back(std::move(summary));
  }
  for (std::size_t comma = axes.find(','); comma != std::string_view::npos;) {
    const std::size_t next = axes.find(',', comma + 1);
    add_values(catalog, axes.substr(comma + 1, next == std::string_view::npos ? next : next - comma - 1), all);
    comma = next;
  }
  return all;
}

}  // namespace catalog
