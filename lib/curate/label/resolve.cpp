#include "curate/label/resolve.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "base/error.h"
#include "catalog/findings.h"
#include "catalog/links.h"
#include "curate/derive.h"
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

int resolve(Dataset& dataset, std::string_view code_or_former, std::string_view id, const Author& author) {
  check(author);
  const model::FindingCode* known = model::find_finding_code(code_or_former);
  const std::string code(known == nullptr ? code_or_former : known->code);
  int count = 0;
  for (const std::string_view about : {"clip", "source", "object", "dataset"}) {
    int open = 0;
    for (const auto& row : catalog::findings(dataset.catalog(), about, id)) {
      open += row.finding.code == code && row.resolved_by.empty() ? 1 : 0;
    }
    if (open == 0) continue;
    json what = {{"about", about}, {"id", id}, {"code", code}};
    // The decision does not cover clips or names that may look alike later.
    if (code == kNearDuplicate || code == kSubjectsAlike) what["with"] = compared_with(dataset.catalog(), code, id);
    decide(dataset, {"resolve", author.who, "", author.why, what.dump()});
    count += open;
  }
  if (count > 0) {
    derive_after_resolving(dataset, code);
    return count;
  }
  throw Error(Code::NotFound,
              fmt::format("no open finding '{}' about '{}'; see 'sonoset list findings --where id={}'", code, id, id));
}

}  // namespace curate
