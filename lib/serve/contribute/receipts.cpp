#include "serve/contribute/receipts.h"

#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "serve/contribute/contribution_files.h"
#include "serve/http/json_answer.h"
#include "serve/http/json_text.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

using catalog::ContributedFile;
using catalog::FileState;
using store::Database;

constexpr const char* kNoReceipt = "there is no such receipt";

std::optional<catalog::Contribution> of_receipt(Quarantine& quarantine, const Request& request) {
  const base::Digest code = base::sha256(request.parameters[0]);
  return quarantine.with([&](Database& db) { return catalog::find_receipt(db, code); });
}

void withdraw_in_row(ContributedFile& file) {
  if (file.state == FileState::Accepting || file.state == FileState::Accepted) {
    if (!file.withdrawal_wanted) file.withdrawal_wanted = now_s();
    return;
  }
  if (file.state != FileState::Refused) file.state = FileState::Withdrawn;
  drop_file(file);
}

void withdraw_all(Quarantine& quarantine, const std::string& contribution) {
  const auto files = quarantine.with([&](Database& db) {
    std::vector<ContributedFile> changed = catalog::contributed_files(db, contribution);
    for (ContributedFile& file : changed) {
      const FileState before = file.state;
      withdraw_in_row(file);
      catalog::put_contributed_file(db, file, before);
    }
    return changed;
  });
  for (const ContributedFile& file : files) remove_dropped(quarantine, file);
}

Response receipt_answer(Quarantine& quarantine, const Request& request, const catalog::Contribution& contribution) {
  return json_answer(request, json_text(contribution_json(quarantine, contribution, Reader::Receipt)));
}

}  // namespace

void add_receipt_routes(Quarantine& quarantine, People& people, Router& router) {
  router.add("GET", "/api/v1/receipts/{code}",
             {.answer =
                  [&quarantine](const Request& request) {
                    const auto found = of_receipt(quarantine, request);
                    return found ? receipt_answer(quarantine, request, *found) : problem(404, kNoReceipt);
                  },
              .lane = Lane::Slow});
  router.add("POST", "/api/v1/receipts/{code}/withdraw",
             {.answer =
                  [&quarantine, &people](const Request& request) {
                    const auto found = of_receipt(quarantine, request);
                    if (!found) return problem(404, kNoReceipt);
                    withdraw_all(quarantine, found->id);
                    people.audit(request, "withdraw contribution", found->id);
                    return receipt_answer(quarantine, request, *found);
                  },
              .lane = Lane::Slow});
}

}  // namespace serve
