#include "curate/label/resolve.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "base/error.h"
#include "catalog/links.h"
#include "curate/derive.h"
#include "curate/label/crop_decision.h"
#include "curate/label/decide.h"
#include "curate/label/decisions.h"
#include "model/finding.h"

namespace curate {

using base::Code;
using base::Error;
using nlohmann::json;

void derive_after_resolving(Dataset& dataset, std::string_view code) {
  if (code != kNearDuplicate && code != kSubjectsAlike) return;
  catalog::outdate_links(dataset.catalog());
  derive(dataset);
}

std::vector<catalog::FindingRow> findings_about(Dataset& dataset, std::string_view code, std::string_view id) {
  std::vector<catalog::FindingRow> all;
  for (const std::string_view about : {"clip", "source", "object", "dataset"}) {
    for (catalog::FindingRow& row : catalog::findings(dataset.catalog(), about, id)) {
      if (row.finding.code == code) all.push_back(std::move(row));
    }
  }
  return all;
}

catalog::Decision resolution(Dataset& dataset, const model::Finding& finding, const Author& author,
                             const std::optional<model::Region>& region) {
  json what = {{"about", finding.about}, {"id", finding.id}, {"code", finding.code}};
  // The decision does not cover clips or names that may look alike later.
  if (finding.code == kNearDuplicate || finding.code == kSubjectsAlike) {
    what["with"] = compared_with(dataset.catalog(), finding.code, finding.id);
  }
  if (region) what["region"] = region_json(*region);
  return {"resolve", author.who, "", author.why, what.dump()};
}

int resolve(Dataset& dataset, std::string_view code_or_former, std::string_view id, const Author& author) {
  check(author);
  const std::string code = present_name(code_or_former);
  std::map<std::string, model::Finding> open;  // one for each kind of thing
  int count = 0;
  for (const catalog::FindingRow& row : findings_about(dataset, code, id)) {
    if (!row.resolved_by.empty()) continue;
    open.emplace(row.finding.about, row.finding);
    ++count;
  }
  if (count == 0) {
    throw Error(
        Code::NotFound,
        fmt::format("no open finding '{}' about '{}'; see 'sonoset list findings --where id={}'", code, id, id));
  }
  for (const auto& [about, finding] : open) decide(dataset, resolution(dataset, finding, author));
  derive_after_resolving(dataset, code);
  return count;
}

}  // namespace curate
