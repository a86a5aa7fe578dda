#include "serve/contribute/decisions.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/printable.h"
#include "curate/contribute/contributions.h"
#include "serve/contribute/contribution_files.h"
#include "serve/contribute/offer.h"
#include "serve/http/json_body.h"
#include "serve/http/json_text.h"
#include "serve/http/problem.h"
#include "serve/people/people_json.h"

namespace serve {
namespace {

using base::Code;
using base::Error;
using catalog::ContributedFile;
using catalog::FileState;
using store::Database;

constexpr const char* kNoFile = "no such file in this contribution";
constexpr std::size_t kMaxReasonBytes = 1000;
constexpr int kFinishedAtOnce = 1000;

std::optional<ContributedFile> file_of(Quarantine& quarantine, const Request& request) {
  auto found = quarantine.with([&](Database& db) { return catalog::find_contributed_file(db, request.parameters[1]); });
  return found && found->contribution == request.parameters[0] ? found : std::nullopt;
}

bool is_undecided(const ContributedFile& file) {
  return file.state == FileState::Quarantined || (file.state == FileState::Rejected && file.kept);
}

Response not_now(const ContributedFile& file) {
  return problem(409, fmt::format("this file cannot be decided on: it is {}", catalog::to_string(file.state)));
}

catalog::Contribution contribution_of(Quarantine& quarantine, const ContributedFile& file) {
  return quarantine.with([&](Database& db) { return catalog::find_contribution(db, file.contribution); }).value();
}

}  // namespace

Response ContributionDecisions::answer(const Request& request, int status) {
  const auto file = file_of(parts_.quarantine, request).value();
  return private_json(status,
                      contribution_json(parts_.quarantine, contribution_of(parts_.quarantine, file), Reader::Curator));
}

Response ContributionDecisions::accept(const Request& request) {
  nlohmann::json body;
  if (auto refusal = read_json(request, {.depth = 2, .values = 20}, body)) return std::move(*refusal);
  std::optional<ContributedFile> file = file_of(parts_.quarantine, request);
  if (!file) return problem(404, kNoFile);
  const Quarantine::Hold hold(parts_.quarantine, file->id);
  if (!hold || !is_undecided(*file)) return not_now(*file);
  file->decided_by = request.person.name;
  file->decided = now_s();
  if (!begin(*file, described(body, read_described(file->said)))) return not_now(*file);
  if (std::optional<Response> busy = import_accepted(file->id)) {
    put_back(file->id, "");
    return std::move(*busy);
  }
  file = file_of(parts_.quarantine, request);
  const bool accepted = file->state == FileState::Accepted;
  parts_.people.audit(request, "accept contribution", file->id, accepted ? "done" : file->reason);
  return accepted ? answer(request, 200) : problem(422, file->reason);
}

bool ContributionDecisions::begin(const ContributedFile& file, const Described& said) {
  const model::Clip clip = parts_.pool.read([&](curate::Dataset& dataset) {
    model::Clip entry = entry_of(dataset, contribution_of(parts_.quarantine, file), file, said);
    const auto problems = curate::contribution_problems(dataset, entry);
    if (!problems.empty()) throw Error(Code::InvalidInput, problems.front());
    return entry;
  });
  const auto begun = change_file(parts_.quarantine, file.id, file.state, [&](ContributedFile& row) {
    row.state = FileState::Accepting;
    row.reason.clear();
    row.decided_by = file.decided_by;
    row.decided = file.decided;
    row.entry = json_text(described_json(said));
    row.clip = clip.id;
    row.remove_after.reset();
  });
  return begun.has_value();
}

void ContributionDecisions::put_back(const std::string& id, const std::string& why) {
  const auto file = change_file(parts_.quarantine, id, FileState::Accepting, [&](ContributedFile& row) {
    row.state = row.withdrawal_wanted ? FileState::Withdrawn : FileState::Quarantined;
    row.reason = why;
    row.clip.clear();
    if (row.withdrawal_wanted) drop_file(row);
  });
  if (file) remove_dropped(parts_.quarantine, *file);
}

std::optional<Response> ContributionDecisions::import_accepted(const std::string& id) {
  try {
    return parts_.queue.run([&](curate::Dataset& dataset) {
      const auto file = parts_.quarantine.with([&](Database& db) { return catalog::find_contributed_file(db, id); });
      if (file && file->state == FileState::Accepting) import_into(dataset, *file);
    });
  } catch (const Error& error) {
    // Whatever else failed may have begun: it is tried again later.
    if (error.code() != Code::InvalidInput) throw;
    put_back(id, fmt::format("it cannot be imported: {}", error.what()));
    return std::nullopt;
  }
}

void ContributionDecisions::import_into(curate::Dataset& dataset, const ContributedFile& file) {
  curate::ImportOptions options;
  options.mirrors = {parts_.quarantine.files().path()};
  options.jobs = 1;
  options.recipe.text = parts_.text.version();
  options.worker = parts_.worker;
  options.version = parts_.version;
  options.retry = true;
  const model::Clip clip =
      entry_of(dataset, contribution_of(parts_.quarantine, file), file, read_described(file.entry));
  if (const auto failure = curate::accept_contribution(dataset, clip, options)) {
    put_back(file.id, fmt::format("it cannot be imported: {}", failure->message));
    return;
  }
  const auto accepted = change_file(parts_.quarantine, file.id, FileState::Accepting, [](ContributedFile& row) {
    row.state = FileState::Accepted;
    drop_file(row);
  });
  if (accepted) remove_dropped(parts_.quarantine, *accepted);
}

Response ContributionDecisions::reject(const Request& request) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"reason"}, fields)) return std::move(*refusal);
  const std::string reason = fields.text("reason");
  if (reason.size() > kMaxReasonBytes || base::printable_lines(reason) != reason) {
    return problem(400, fmt::format("'reason' must be text that can be shown, of at most {} bytes", kMaxReasonBytes));
  }
  const auto file = file_of(parts_.quarantine, request);
  if (!file) return problem(404, kNoFile);
  const auto rejected = change_file(parts_.quarantine, file->id, FileState::Quarantined, [&](ContributedFile& row) {
    row.state = FileState::Rejected;
    row.reason = reason;
    row.decided_by = request.person.name;
    row.decided = now_s();
    row.remove_after = now_s() + parts_.keep_rejected_s;
  });
  if (!rejected) return not_now(*file);
  parts_.people.audit(request, "reject contribution", file->id);
  return answer(request, 200);
}

void ContributionDecisions::finish_all() {
  const auto accepting = parts_.quarantine.with(
      [](Database& db) { return catalog::files_in_state(db, FileState::Accepting, kFinishedAtOnce); });
  for (const ContributedFile& file : accepting) {
    const Quarantine::Hold hold(parts_.quarantine, file.id);
    if (!hold) continue;
    try {
      import_accepted(file.id);
    } catch (const std::exception& error) {
      parts_.log_error(fmt::format("importing an accepted contribution: {}", error.what()));
    }
  }
  const auto old = parts_.quarantine.with([](Database& db) { return catalog::files_to_remove(db, now_s()); });
  for (const ContributedFile& file : old) {
    const auto dropped = change_file(parts_.quarantine, file.id, file.state, drop_file);
    if (dropped) remove_dropped(parts_.quarantine, *dropped);
  }
}

void ContributionDecisions::add_routes(Router& router) {
  const std::string file = "/api/v1/contributions/{id}/files/{file}/";
  router.add("POST", file + "accept",
             {.answer = [this](const Request& request) { return accept(request); },
              .lane = Lane::Slow,
              .least = Role::Curator});
  router.add("POST", file + "reject",
             {.answer = [this](const Request& request) { return reject(request); },
              .lane = Lane::Slow,
              .least = Role::Curator});
}

}  // namespace serve
