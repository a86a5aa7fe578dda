#include "serve/contribute/read_offer.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"
#include "base/printable.h"
#include "base/text.h"
#include "serve/contribute/offer.h"
#include "serve/contribute/quarantine.h"
#include "serve/http/json_text.h"
#include "serve/people/people.h"

namespace serve {
namespace {

using base::Code;
using base::Error;
using catalog::ContributedFile;
using catalog::Contribution;

constexpr std::size_t kMaxLicenceBytes = 100;

[[noreturn]] void refuse_body(const std::string& why) { throw Error(Code::InvalidInput, why); }

std::string offer_text(const nlohmann::json& body, const char* name) {
  const auto found = body.find(name);
  if (found == body.end() || !found->is_string()) refuse_body(fmt::format("'{}' must be text", name));
  return found->get<std::string>();
}

void check_keys(const nlohmann::json& body) {
  const std::vector<std::string> known = {"uploads", "metadata", "each", "licence", "consent"};
  for (const auto& item : body.items()) {
    if (std::ranges::find(known, item.key()) == known.end()) {
      refuse_body(fmt::format("unknown field '{}'; known: {}", base::printable(item.key()), base::listed(known)));
    }
  }
}

std::vector<std::string> offered_ids(const nlohmann::json& body) {
  const auto found = body.find("uploads");
  if (found == body.end() || !found->is_array() || found->empty() || found->size() > kMaxOffered) {
    refuse_body(fmt::format("'uploads' must be a list of 1 to {} ids of uploads", kMaxOffered));
  }
  std::set<std::string> seen;
  std::vector<std::string> ids;
  for (const nlohmann::json& id : *found) {
    if (!id.is_string() || !seen.insert(id.get<std::string>()).second) {
      refuse_body("'uploads' must be ids, each once");
    }
    ids.push_back(id.get<std::string>());
  }
  return ids;
}

Contribution offered_contribution(const std::string& person, const nlohmann::json& body) {
  const auto consent = body.find("consent");
  if (consent == body.end() || !consent->is_number_integer() || consent->get<std::int64_t>() != kConsentVersion) {
    refuse_body(
        fmt::format("'consent' must be {}: agree to the words that GET /api/v1/contribute gives", kConsentVersion));
  }
  Contribution made;
  made.id = random_id().substr(0, 16);
  made.person = person;
  made.created = now_s();
  made.licence = offer_text(body, "licence");
  if (made.licence.empty() || made.licence.size() > kMaxLicenceBytes) refuse_body("choose a licence");
  made.consent_version = kConsentVersion;
  made.consent = kConsent;
  return made;
}

}  // namespace

Offer read_offer(const std::string& person, const nlohmann::json& body) {
  check_keys(body);
  Offer offer{offered_contribution(person, body), {}};
  const std::vector<std::string> ids = offered_ids(body);
  const Described all = described(body.value("metadata", nlohmann::json::object()), {});
  const nlohmann::json each = body.value("each", nlohmann::json::object());
  if (!each.is_object()) refuse_body("'each' must be an object with ids of uploads as keys");
  for (const auto& item : each.items()) {
    if (std::ranges::find(ids, item.key()) == ids.end()) refuse_body("'each' has an id that 'uploads' does not have");
  }
  for (const std::string& id : ids) {
    ContributedFile file;
    file.id = id;
    file.contribution = offer.contribution.id;
    file.place = static_cast<std::int64_t>(offer.files.size());
    file.said = json_text(described_json(described(each.value(id, nlohmann::json::object()), all)));
    offer.files.push_back(std::move(file));
  }
  return offer;
}

}  // namespace serve
