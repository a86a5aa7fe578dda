#include "publish/report/links_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "catalog/frame_marks.h"
#include "catalog/links.h"

namespace publish {
namespace {

using model::LinkKind;

struct LinkCounts {
  std::int64_t pairs = 0;
  std::set<std::string_view> clips;
};

std::string_view meaning_of(LinkKind kind) {
  switch (kind) {
    case LinkKind::Object:
      return "made from the same file";
    case LinkKind::MediaUrl:
      return "from the same address";
    case LinkKind::Packets:
      return "the same recording, repackaged";
    case LinkKind::Pixels:
      return "a frame of each has the same pixels";
    case LinkKind::Subject:
      return "of the same person";
    case LinkKind::Case:
      return "of the same case";
    case LinkKind::NearDuplicate:
      return "pictures look alike";
    case LinkKind::AlikeName:
      return "names of subjects or cases are spelled alike";
    case LinkKind::SameSource:
      return "of one source, both of unknown people";
  }
  return "";
}

// SameSource follows from the clips themselves and is not kept as a link.
bool is_compared(const std::vector<LinkKind>& compared, LinkKind kind) {
  return std::ranges::find(compared, kind) != compared.end();
}

void add_link_table(const ReportData& data, const std::vector<LinkKind>& compared, ReportSection& section) {
  std::map<LinkKind, LinkCounts> counts;
  for (const model::Link& link : data.links) {
    LinkCounts& one = counts[link.kind];
    ++one.pairs;
    one.clips.insert(link.first);
    one.clips.insert(link.second);
  }
  html::Table table{"Why clips belong together", {"reason", "meaning", "links", "clips", "certain"}, {}};
  table.has_sentences = true;
  for (const LinkKind kind : model::link_kinds()) {
    if (kind == LinkKind::SameSource) continue;
    const bool known = is_compared(compared, kind);
    table.rows.push_back({std::string(model::to_string(kind)), std::string(meaning_of(kind)),
                          known ? std::to_string(counts[kind].pairs) : "not compared",
                          known ? std::to_string(counts[kind].clips.size()) : "not compared",
                          model::is_certain(kind) ? "yes" : "until someone decides"});
  }
  section.add(ReportTable{
      std::move(table),
      "Links join clips in a row: n clips that belong together have n − 1. List them with 'sonoset list links'."});
}

}  // namespace

ReportSection links_section(const ReportData& data) {
  ReportSection section{"links", "Duplicates and links", {}};
  const std::vector<LinkKind> compared = catalog::compared_kinds(data.catalog());
  if (!data.groups_known) {
    section.warn(
        "Not all links were looked for since the clips changed, so there may be fewer groups than this page "
        "says; run 'sonoset link'.");
  }
  std::int64_t joined = 0;
  std::int64_t largest = 0;
  std::int64_t groups = 0;
  for (const std::int64_t clips : data.clips_of_group) {
    largest = std::max(largest, clips);
    groups += clips > 1 ? 1 : 0;
    joined += clips > 1 ? clips : 0;
  }
  const std::string several = groups == 0 ? std::string("none has more than one clip")
                                          : fmt::format("{} several clips: {} in all, {} in the largest",
                                                        base::counted(groups, "has", "have"), joined, largest);
  section.say(fmt::format(
      "{} in {}; {}. Clips belong together if a certain link joins them, directly or through others. Clips of one "
      "source "
      "with neither subject nor case count as one group, as they may be of one person.",
      base::counted(data.units.size(), "clip"), base::counted(data.clips_of_group.size(), "group"), several));
  add_link_table(data, compared, section);
  const auto without = catalog::clips_without_packets(data.catalog()).size();
  if (is_compared(compared, LinkKind::Packets) && without > 0) {
    section.say(fmt::format("Packets of {} were not compared: an older version imported them.",
                            base::counted(without, "clip")));
  }
  section.say("Not looked for: re-encoded copies, except where they are found as near-duplicates.");
  return section;
}

}  // namespace publish
