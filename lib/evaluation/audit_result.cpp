#include "evaluation/audit_result.h"

#include "base/names.h"

#include <algorithm>

namespace evaluation {

namespace {

constexpr auto kShortcutNames = base::names<ShortcutScore::Kind>({{ShortcutScore::Kind::Metadata, "metadata"},
                                                                  {ShortcutScore::Kind::Source, "source"},
                                                                  {ShortcutScore::Kind::Border, "border"},
                                                                  {ShortcutScore::Kind::Statistics, "statistics"}});

constexpr auto kVerdictNames =
    base::names<Verdict>({{Verdict::Yes, "yes"}, {Verdict::Care, "with-care"}, {Verdict::No, "no"}});

}  // namespace

std::string_view to_string(ShortcutScore::Kind kind) { return base::name_of(kShortcutNames, kind); }

std::string_view to_string(Verdict verdict) { return base::name_of(kVerdictNames, verdict); }

std::optional<double> AuditResult::share_of_gain(const AuditScore& score) const {
  const double gain = model.balanced - chance();
  if (gain <= 0) return std::nullopt;
  return (score.balanced - chance()) / gain;
}

const GroupingScore* AuditResult::grouping(std::string_view by_what) const {
  const auto found = std::ranges::find(groupings, by_what, &GroupingScore::by);
  return found == groupings.end() || !found->impossible.empty() ? nullptr : &*found;
}

std::optional<double> AuditResult::gap_points(std::string_view by_what) const {
  const GroupingScore* other = grouping(by_what);
  const GroupingScore* subject = grouping("subject");
  if (other == nullptr || subject == nullptr) return std::nullopt;
  return (other->frame_accuracy - subject->frame_accuracy) * 100;
}

double AuditResult::rise() const {
  return curve.size() < 3 ? 0 : curve.back().balanced - curve[curve.size() - 3].balanced;
}

}  // namespace evaluation
