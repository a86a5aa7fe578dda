#include "serve/contribute/contribution_files.h"

#include <nlohmann/json.hpp>

#include "model/json_text.h"
#include "serve/people/people_json.h"

namespace serve {
namespace {

using catalog::ContributedFile;
using nlohmann::ordered_json;
using store::Database;

ordered_json time_or_null(const std::optional<std::int64_t>& time) {
  return time ? ordered_json(time_text(*time)) : ordered_json();
}

// Of our own database.
ordered_json parsed(const std::string& text) { return ordered_json::parse(text); }

ordered_json file_json(const ContributedFile& file, Reader reader) {
  ordered_json row = {{"name", file.name},
                      {"bytes", file.bytes},
                      {"state", catalog::to_string(file.state)},
                      {"reason", file.reason},
                      {"withdrawal_wanted", time_or_null(file.withdrawal_wanted)},
                      {"removed_after", time_or_null(file.remove_after)}};
  if (reader == Reader::Receipt) return row;
  row["id"] = file.id;
  row["said"] = parsed(file.said);
  row["findings"] = parsed(file.findings);
  row["clip"] = file.clip;
  if (reader == Reader::Contributor) return row;
  row["facts"] = parsed(file.facts);
  row["sha256"] = file.object ? ordered_json(file.object->hex()) : ordered_json();
  row["kept"] = file.kept;
  row["decided_by"] = file.decided_by;
  row["decided"] = time_or_null(file.decided);
  row["accepted_as"] = parsed(file.entry);
  return row;
}

}  // namespace

std::optional<ContributedFile> change_file(Quarantine& quarantine, const std::string& id, catalog::FileState from,
                                           const std::function<void(ContributedFile&)>& change) {
  return quarantine.with([&](Database& db) -> std::optional<ContributedFile> {
    std::optional<ContributedFile> file = catalog::find_contributed_file(db, id);
    if (!file || file->state != from) return std::nullopt;
    change(*file);
    catalog::put_contributed_file(db, *file, from);
    return file;
  });
}

void drop_file(ContributedFile& file) {
  file.kept = false;
  file.remove_after.reset();
}

void remove_dropped(Quarantine& quarantine, const ContributedFile& file) {
  if (!file.kept) quarantine.files().remove_file(file.id);
}

ordered_json contribution_json(Quarantine& quarantine, const catalog::Contribution& contribution, Reader reader) {
  ordered_json row = {{"created", time_text(contribution.created)}, {"licence", contribution.licence}};
  if (reader != Reader::Receipt) {
    row["id"] = contribution.id;
    row["person"] = contribution.person;
    row["consent"] = {{"version", contribution.consent_version}, {"text", contribution.consent}};
  }
  row["files"] = ordered_json::array();
  for (const ContributedFile& file :
       quarantine.with([&](Database& db) { return catalog::contributed_files(db, contribution.id); })) {
    row["files"].push_back(file_json(file, reader));
  }
  return row;
}

}  // namespace serve
