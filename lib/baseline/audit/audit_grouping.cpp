#include "baseline/audit/audit_grouping.h"

#include "base/error.h"

namespace baseline {
namespace {

constexpr int kGroupingDraws = 3;

}  // namespace

std::vector<Regrouping> regroupings(const Samples& samples, const model::SplitParameters& parameters) {
  std::vector<Regrouping> all;
  for (const model::SplitBy by :
       {model::SplitBy::Frame, model::SplitBy::Clip, model::SplitBy::Subject, model::SplitBy::Source}) {
    model::SplitParameters other = parameters;
    other.by = by;
    Regrouping& regrouping = all.emplace_back(std::string(model::to_string(by)), "", std::vector<Assignment>());
    try {
      for (int draw = 0; draw < kGroupingDraws; ++draw, ++other.seed) {
        regrouping.assignments.push_back(assign(samples, other));
      }
    } catch (const base::Error& error) {
      if (error.code() != base::Code::InvalidInput) throw;
      regrouping.impossible = error.what();
    }
  }
  return all;
}

}  // namespace baseline
