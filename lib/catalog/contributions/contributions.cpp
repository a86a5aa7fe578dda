#include "catalog/contributions/contributions.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/names.h"

namespace catalog {
namespace {

using store::Database;
using store::Statement;

constexpr auto kFileStates = base::names<FileState>({{FileState::Received, "received"},
                                                     {FileState::Checking, "checking"},
                                                     {FileState::Quarantined, "quarantined"},
                                                     {FileState::Refused, "refused"},
                                                     {FileState::Accepting, "accepting"},
                                                     {FileState::Accepted, "accepted"},
                                                     {FileState::Rejected, "rejected"},
                                                     {FileState::Withdrawn, "withdrawn"}});

constexpr const char* kFileColumns =
    "id, contribution, place, name, bytes, said, state, reason, findings, facts, object, decided_by, decided, entry, "
    "clip, withdrawal_wanted, remove_after, kept";
constexpr const char* kContributionColumns = "id, person, created, licence, consent_version, consent";

Contribution contribution_in(const Statement& row) {
  return {row.text(0), row.text(1), row.integer(2), row.text(3), row.integer(4), row.text(5)};
}

std::optional<Contribution> first_contribution(Statement row) {
  if (!row.step()) return std::nullopt;
  return contribution_in(row);
}

std::optional<std::int64_t> time_in(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.integer(column));
}

ContributedFile file_in(const Statement& row) {
  const auto state = file_state_from(row.view(6));
  if (!state) throw base::Error(base::Code::Corrupt, "a contributed file has an unknown state");
  return {row.text(0),      row.text(1),  row.integer(2), row.text(3),      row.integer(4),          row.text(5),
          *state,           row.text(7),  row.text(8),    row.text(9),      row.optional_digest(10), row.text(11),
          time_in(row, 12), row.text(13), row.text(14),   time_in(row, 15), time_in(row, 16),        row.boolean(17)};
}

std::vector<ContributedFile> files_in(Statement row) {
  std::vector<ContributedFile> all;
  while (row.step()) all.push_back(file_in(row));
  return all;
}

std::string select_files(std::string_view rest) {
  return fmt::format("SELECT {} FROM contributed_file {}", kFileColumns, rest);
}

}  // namespace

std::string_view to_string(FileState state) { return base::name_of(kFileStates, state); }
std::optional<FileState> file_state_from(std::string_view text) { return base::value_of(kFileStates, text); }

void add_contribution(Database& db, const Contribution& contribution, const base::Digest& receipt) {
  db.run(
      "INSERT INTO contribution (id, receipt, person, created, licence, consent_version, consent) VALUES (?, ?, ?, ?, "
      "?, ?, ?)",
      contribution.id, receipt, contribution.person, contribution.created, contribution.licence,
      contribution.consent_version, contribution.consent);
}

void add_contributed_file(Database& db, const ContributedFile& file) {
  db.run(
      "INSERT INTO contributed_file (id, contribution, place, name, bytes, said, state) VALUES (?, ?, ?, ?, ?, ?, ?)",
      file.id, file.contribution, file.place, file.name, file.bytes, file.said, to_string(file.state));
}

std::optional<Contribution> find_contribution(Database& db, std::string_view id) {
  return first_contribution(
      db.query(fmt::format("SELECT {} FROM contribution WHERE id = ?", kContributionColumns), id));
}

std::optional<Contribution> find_receipt(Database& db, const base::Digest& receipt) {
  return first_contribution(
      db.query(fmt::format("SELECT {} FROM contribution WHERE receipt = ?", kContributionColumns), receipt));
}

std::vector<Contribution> contributions(Database& db, const ContributionQuery& query) {
  std::vector<Contribution> all;
  auto row = db.query(
      fmt::format("SELECT {} FROM contribution c WHERE (?1 = '' OR person = ?1) AND (?2 = '' OR EXISTS (SELECT 1 FROM "
                  "contributed_file f WHERE f.contribution = c.id AND f.state = ?2)) AND (?3 = 0 OR EXISTS (SELECT 1 "
                  "FROM contributed_file f WHERE f.contribution = c.id AND f.withdrawal_wanted IS NOT NULL)) AND (?4 = "
                  "'' OR (created, id) < (SELECT created, id FROM contribution WHERE id = ?4)) ORDER BY created DESC, "
                  "id DESC LIMIT ?5",
                  kContributionColumns),
      query.person, query.state ? to_string(*query.state) : std::string_view(), query.withdrawal_wanted ? 1 : 0,
      query.after, query.limit);
  while (row.step()) all.push_back(contribution_in(row));
  return all;
}

std::vector<ContributedFile> contributed_files(Database& db, std::string_view contribution) {
  return files_in(db.query(select_files("WHERE contribution = ? ORDER BY place"), contribution));
}

std::optional<ContributedFile> find_contributed_file(Database& db, std::string_view id) {
  auto row = db.query(select_files("WHERE id = ?"), id);
  if (!row.step()) return std::nullopt;
  return file_in(row);
}

std::vector<ContributedFile> files_in_state(Database& db, FileState state, int limit) {
  return files_in(
      db.query(select_files("WHERE state = ? ORDER BY (SELECT created FROM contribution c WHERE c.id = contribution), "
                            "contribution, place LIMIT ?"),
               to_string(state), limit));
}

bool is_held_elsewhere(Database& db, const ContributedFile& file) {
  if (!file.object) return false;
  auto row = db.query(
      "SELECT 1 FROM contributed_file WHERE object = ? AND id <> ? AND state IN ('quarantined', 'accepting', "
      "'accepted')",
      *file.object, file.id);
  return row.step();
}

std::vector<ContributedFile> files_to_remove(Database& db, std::int64_t now) {
  return files_in(db.query(select_files("WHERE kept = 1 AND remove_after <= ?"), now));
}

bool put_contributed_file(Database& db, const ContributedFile& file, FileState from) {
  db.run(
      "UPDATE contributed_file SET state = ?, reason = ?, findings = ?, facts = ?, object = ?, decided_by = ?, decided "
      "= ?, entry = ?, clip = ?, withdrawal_wanted = ?, remove_after = ?, kept = ? WHERE id = ? AND state = ?",
      to_string(file.state), file.reason, file.findings, file.facts, file.object, file.decided_by, file.decided,
      file.entry, file.clip, file.withdrawal_wanted, file.remove_after, file.kept ? 1 : 0, file.id, to_string(from));
  return db.changed_rows() > 0;
}

void check_again(Database& db) { db.run("UPDATE contributed_file SET state = 'received' WHERE state = 'checking'"); }

}  // namespace catalog
