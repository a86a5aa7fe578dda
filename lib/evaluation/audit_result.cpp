#include "evaluation/audit_result.h"

#include <algorithm>

namespace evaluation {

std::string_view to_string(ShortcutScore::Kind kind) {
  switch (kind) {
    case ShortcutScore::Kind::Metadata:
      return "metadata";
    case ShortcutScore::Kind::Source:
      return "source";
    case ShortcutScore::Kind::Border:
      return "border";
    case ShortcutScore::Kind::Statistics:
      return "statistics";
  }
  return "";
}

std::string_view to_string(Verdict verdict) {
  return verdict == Verdict::Yes ? "yes" : verdict == Verdict::Care ? "with-care" : "no";
}

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
