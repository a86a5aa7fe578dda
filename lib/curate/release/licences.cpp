#include "curate/release/licences.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "catalog/manifests.h"
#include "manifest/licence.h"

namespace curate {
namespace {

constexpr std::string_view kForms = "use 'redistributable', 'research', 'any', or ids such as 'CC-BY-4.0,CC0-1.0'";

bool is_reference(std::string_view id) { return id.substr(0, 11) == "LicenseRef-" && id.size() > 11; }

std::string listed_id(std::string_view id, const LicenceLookup& lookup) {
  if (id.empty()) throw base::Error(base::Code::InvalidInput, fmt::format("missing licence id; {}", kForms));
  if (is_reference(id)) return std::string(id);
  const std::optional<model::Licence> known = lookup({}, id);
  if (!known) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("unknown licence '{}'{}; {}", id, manifest::licence_advice(id), kForms));
  }
  return known->id;
}

}  // namespace

LicenceLookup licence_lookup(catalog::Catalog& catalog) {
  return [&catalog](std::string_view manifest, std::string_view id) -> std::optional<model::Licence> {
    if (std::optional<model::Licence> known = manifest::spdx_licence(id)) return known;
    return catalog::find_licence(catalog, manifest, id);
  };
}

LicencePolicy LicencePolicy::parse(std::string_view text, const LicenceLookup& lookup) {
  LicencePolicy policy;
  text = base::trimmed(text, " ");
  for (const Kind kind : {Kind::Redistributable, Kind::Research, Kind::Any}) {
    policy.kind_ = kind;
    if (text == policy.text()) return policy;
  }
  policy.kind_ = Kind::List;
  for (;;) {
    const std::size_t end = std::min(text.find(','), text.size());
    policy.ids_.push_back(listed_id(base::trimmed(text.substr(0, end), " "), lookup));
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  std::ranges::sort(policy.ids_);
  policy.ids_.erase(std::unique(policy.ids_.begin(), policy.ids_.end()), policy.ids_.end());
  return policy;
}

std::string LicencePolicy::text() const {
  switch (kind_) {
    case Kind::Redistributable:
      return "redistributable";
    case Kind::Research:
      return "research";
    case Kind::Any:
      return "any";
    case Kind::List:
      break;
  }
  return fmt::format("{}", fmt::join(ids_, ","));
}

std::optional<std::string> LicencePolicy::refusal(std::string_view manifest, std::string_view licence,
                                                  const LicenceLookup& lookup) const {
  if (kind_ == Kind::Any) return std::nullopt;
  if (licence.empty()) return "unknown";
  if (kind_ == Kind::List) {
    // SPDX ids are case-insensitive (SPDX 2.3, annex D).
    const auto same = [&](const std::string& id) { return base::same_word(id, licence); };
    if (std::ranges::any_of(ids_, same)) return std::nullopt;
    return fmt::format("{} is not among those allowed", licence);
  }
  const std::optional<model::Licence> known = lookup(manifest, licence);
  if (!known) return fmt::format("permissions of {} are unknown", licence);
  if (kind_ == Kind::Research) {
    if (known->research) return std::nullopt;
    return fmt::format("{} does not permit research", licence);
  }
  if (!known->redistribute) return fmt::format("{} does not permit redistribution", licence);
  if (!known->derivatives) return fmt::format("{} does not permit derivatives", licence);
  return std::nullopt;
}

}  // namespace curate
