#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "store/database.h"

namespace catalog {

/// Files that a person offers to the dataset together. Times are seconds since 1970.
struct Contribution {
  std::string id;
  std::string person;
  std::int64_t created = 0;
  std::string licence;
  std::int64_t consent_version = 0;
  std::string consent;  ///< the words that the person agreed to
};

enum class FileState { Received, Checking, Quarantined, Refused, Accepting, Accepted, Rejected, Withdrawn };
std::string_view to_string(FileState state);
std::optional<FileState> file_state_from(std::string_view text);

struct ContributedFile {
  std::string id;  ///< that of its upload
  std::string contribution;
  std::int64_t place = 0;
  std::string name;  ///< as the person calls it
  std::int64_t bytes = 0;
  std::string said;  ///< what the person says about it, as JSON
  FileState state = FileState::Received;
  std::string reason = {};      ///< why it was refused or rejected, or could not be imported
  std::string findings = "[]";  ///< of the check, as JSON
  std::string facts = "{}";     ///< what the check saw, as JSON
  std::optional<base::Digest> object = {};
  std::string decided_by = {};
  std::optional<std::int64_t> decided = {};
  std::string entry = "{}";  ///< what the curator accepted it as, as JSON
  std::string clip = {};
  std::optional<std::int64_t> withdrawal_wanted = {};
  std::optional<std::int64_t> remove_after = {};
  bool kept = true;  ///< whether its file is there
};

void add_contribution(store::Database& db, const Contribution& contribution, const base::Digest& receipt);
void add_contributed_file(store::Database& db, const ContributedFile& file);
std::optional<Contribution> find_contribution(store::Database& db, std::string_view id);
std::optional<Contribution> find_receipt(store::Database& db, const base::Digest& receipt);

struct ContributionQuery {
  std::string person = {};              ///< empty: of everybody
  std::optional<FileState> state = {};  ///< that one of its files has
  bool withdrawal_wanted = false;       ///< of one of its files
  std::string after = {};               ///< the id of the last one of the page before
  int limit = 100;
};
/// The newest first.
std::vector<Contribution> contributions(store::Database& db, const ContributionQuery& query);

/// In their places.
std::vector<ContributedFile> contributed_files(store::Database& db, std::string_view contribution);
std::optional<ContributedFile> find_contributed_file(store::Database& db, std::string_view id);
/// The oldest with this state.
std::vector<ContributedFile> files_in_state(store::Database& db, FileState state, int limit);
/// Another file with the same bytes that is in quarantine, is being accepted or was.
bool is_held_elsewhere(store::Database& db, const ContributedFile& file);
std::vector<ContributedFile> files_to_remove(store::Database& db, std::int64_t now);
/// Replaces all that can change, if its state is still `from`; else false.
bool put_contributed_file(store::Database& db, const ContributedFile& file, FileState from);
/// After a restart: what was being checked is checked again.
void check_again(store::Database& db);

}  // namespace catalog
