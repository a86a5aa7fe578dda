#include "serve/contribute/api_contributions.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "catalog/contributions/uploads.h"
#include "catalog/manifests.h"
#include "curate/contribute/contributions.h"
#include "curate/release/licences.h"
#include "serve/contribute/contribution_files.h"
#include "serve/contribute/offer.h"
#include "serve/contribute/read_offer.h"
#include "serve/http/json_answer.h"
#include "serve/http/json_body.h"
#include "serve/http/json_text.h"
#include "serve/http/problem.h"
#include "serve/people/people_json.h"
#include "serve/people/secrets.h"

namespace serve {
namespace {

using base::Code;
using base::Error;
using catalog::ContributedFile;
using catalog::Contribution;
using nlohmann::ordered_json;
using store::Database;

constexpr std::size_t kMaxOfferBytes = std::size_t{512} << 10;
constexpr int kMaxListed = 100;
constexpr std::array kUsualLicences = {"CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"};

ordered_json values_json(const manifest::Axis* axis) {
  ordered_json values = ordered_json::array();
  if (axis == nullptr) return values;
  for (const manifest::Value& value : axis->values) {
    values.push_back({{"id", value.id}, {"title", value.title}, {"definition", value.definition}});
  }
  return values;
}

ordered_json licences_json(curate::Dataset& dataset) {
  ordered_json all = ordered_json::array();
  const auto add = [&](const model::Licence& licence) {
    all.push_back({{"id", licence.id}, {"title", licence.title}, {"url", licence.url}});
  };
  const curate::LicenceLookup look_up = curate::licence_lookup(dataset.catalog());
  for (const char* id : kUsualLicences) add(look_up(curate::kContributions, id).value());
  for (const model::Licence& own : catalog::licences(dataset.catalog(), curate::kContributions)) add(own);
  return all;
}

[[noreturn]] void refuse_offer(const std::string& why) { throw Error(Code::InvalidInput, why); }

/// Takes name and size from the upload, which must be the person's and complete.
std::optional<Response> find_offered(Database& db, const base::Folder& folder, const std::string& person,
                                     ContributedFile& file) {
  const auto upload = catalog::find_upload(db, file.id);
  if (!upload || upload->person != person) return problem(404, "no such upload; it may have expired");
  if (folder.status_of(file.id).size != upload->bytes) {
    return problem(409, fmt::format("the upload of '{}' is not complete", upload->name));
  }
  file.name = upload->name;
  file.bytes = upload->bytes;
  return std::nullopt;
}

std::optional<Response> find_all(Database& db, const base::Folder& folder, Offer& offer) {
  for (ContributedFile& file : offer.files) {
    if (auto refusal = find_offered(db, folder, offer.contribution.person, file)) return refusal;
  }
  return std::nullopt;
}

/// Its uploads become its files.
void put_offer(Database& db, const Offer& offer, const base::Digest& receipt) {
  catalog::add_contribution(db, offer.contribution, receipt);
  for (const ContributedFile& file : offer.files) {
    catalog::remove_upload(db, file.id);
    catalog::add_contributed_file(db, file);
  }
}

void check_entries(curate::Dataset& dataset, const Offer& offer) {
  for (const ContributedFile& file : offer.files) {
    const model::Clip clip = entry_of(dataset, offer.contribution, file, read_described(file.said));
    const auto problems = curate::contribution_problems(dataset, clip);
    if (!problems.empty()) refuse_offer(fmt::format("'{}': {}", file.name, problems.front()));
  }
}

bool sees(const Person& person, const Contribution& contribution) {
  return person.may(Role::Curator) || contribution.person == person.name;
}

Reader reader_of(const Person& person) { return person.may(Role::Curator) ? Reader::Curator : Reader::Contributor; }

}  // namespace

Response ContributionRoutes::about(const Request& request) {
  ordered_json body = parts_.pool.read([](curate::Dataset& dataset) -> ordered_json {
    const manifest::Taxonomy taxonomy = curate::contribution_taxonomy(dataset);
    const std::string axis = curate::contribution_axis(dataset, taxonomy);
    const manifest::Axis* labels = taxonomy.find_axis(axis);
    return {
        {"axis", {{"id", axis}, {"title", labels == nullptr ? axis : labels->title}, {"values", values_json(labels)}}},
        {"probes", values_json(taxonomy.find_axis("probe"))},
        {"licences", licences_json(dataset)}};
  });
  body["consent"] = {{"version", kConsentVersion}, {"text", kConsent}};
  body["max_file_bytes"] = parts_.limits.file_bytes;
  body["max_files"] = kMaxOffered;
  return json_answer(request, json_text(body));
}

Response ContributionRoutes::contribute(const Request& request) {
  nlohmann::json body;
  if (auto refusal = read_json(request, {.depth = 4, .values = 2000}, body)) return std::move(*refusal);
  Offer offer = read_offer(request.person.name, body);
  const base::Folder& files = parts_.quarantine.files();
  const auto find = [&](Database& db) { return find_all(db, files, offer); };
  if (auto refusal = parts_.quarantine.with(find)) return std::move(*refusal);
  parts_.pool.read([&](curate::Dataset& dataset) {
    check_entries(dataset, offer);
    return true;
  });
  const std::string code = random_secret();
  auto refusal = parts_.quarantine.with([&](Database& db) {
    auto refused = find(db);  // one may have been deleted meanwhile
    if (!refused) put_offer(db, offer, base::sha256(code));
    return refused;
  });
  if (refusal) return std::move(*refusal);
  parts_.received();
  const std::string& id = offer.contribution.id;
  parts_.people.audit(request, "contribute", id, base::counted(offer.files.size(), "file"));
  Response response = private_json(201, {{"id", id}, {"receipt", code}, {"receipt_page", "/receipt#" + code}});
  response.set("Location", "/api/v1/contributions/" + id);
  return response;
}

Response ContributionRoutes::list(const Request& request) {
  catalog::ContributionQuery query;
  if (!request.person.may(Role::Curator)) query.person = request.person.name;
  const std::string state(request.query("state").value_or(""));
  query.withdrawal_wanted = state == "withdrawal-wanted";
  if (!state.empty() && !query.withdrawal_wanted) {
    query.state = catalog::file_state_from(state);
    if (!query.state) return problem(400, "unknown state; use one that a file has, or withdrawal-wanted");
  }
  query.after = std::string(request.query("after").value_or(""));
  query.limit = kMaxListed;
  ordered_json rows = ordered_json::array();
  const auto found = parts_.quarantine.with([&](Database& db) { return catalog::contributions(db, query); });
  for (const Contribution& one : found) {
    rows.push_back(contribution_json(parts_.quarantine, one, reader_of(request.person)));
  }
  ordered_json body = {{"contributions", std::move(rows)}};
  if (found.size() == kMaxListed) body["next"] = found.back().id;
  return json_answer(request, json_text(body));
}

Response ContributionRoutes::one(const Request& request) {
  const auto found =
      parts_.quarantine.with([&](Database& db) { return catalog::find_contribution(db, request.parameters[0]); });
  if (!found || !sees(request.person, *found)) return problem(404, "no such contribution");
  return json_answer(request, json_text(contribution_json(parts_.quarantine, *found, reader_of(request.person))));
}

void ContributionRoutes::add_routes(Router& router) {
  const char* all = "/api/v1/contributions";
  router.add("GET", "/api/v1/contribute", {[this](const Request& request) { return about(request); }});
  router.add("POST", all,
             {.answer = [this](const Request& request) { return contribute(request); },
              .lane = Lane::Slow,
              .max_body_bytes = kMaxOfferBytes,
              .least = Role::Contributor});
  router.add("GET", all,
             {.answer = [this](const Request& request) { return list(request); },
              .lane = Lane::Slow,
              .least = Role::Contributor});
  router.add("GET", "/api/v1/contributions/{id}",
             {.answer = [this](const Request& request) { return one(request); },
              .lane = Lane::Slow,
              .least = Role::Contributor});
}

}  // namespace serve
