#include "publish/looked_for.h"

#include <fmt/format.h>

#include "base/text.h"

namespace publish {
namespace {

std::string sentence(std::string_view what, const catalog::LookedFor& counts) {
  const std::int64_t all = counts.yes + counts.partly + counts.no;
  if (all == 0) return "";
  if (counts.no == all) return fmt::format("{} was not looked for.", what);
  if (counts.yes == all) return fmt::format("{} was looked for in {}.", what, base::counted(all, "clip"));
  std::string text = fmt::format("{} was looked for in {} of {}", what, all - counts.no, base::counted(all, "clip"));
  if (counts.partly > 0) text += fmt::format(", in {} of them not everywhere", counts.partly);
  if (counts.no > 0) text += fmt::format(", and not in the other {}", counts.no);
  return text + ".";
}

}  // namespace

catalog::LookedFor looked_for(const std::vector<catalog::ClipSummary>& units,
                              catalog::Looked catalog::ClipSummary::*what) {
  catalog::LookedFor counts;
  for (const catalog::ClipSummary& unit : units) {
    const catalog::Looked looked = unit.*what;
    ++(looked == catalog::Looked::Yes ? counts.yes : looked == catalog::Looked::Partly ? counts.partly : counts.no);
  }
  return counts;
}

std::string text_looked_for(const catalog::LookedFor& counts) {
  return sentence("Text in the pictures, such as names or dates,", counts);
}

std::string metadata_looked_for(const catalog::LookedFor& counts) {
  return sentence("Text in the metadata of the files, such as names or places,", counts);
}

}  // namespace publish
