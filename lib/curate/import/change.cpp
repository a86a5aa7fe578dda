#include "curate/import/change.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/names.h"
#include "base/text.h"

namespace curate {
namespace {

using How = Change::How;
using What = Change::What;

constexpr std::size_t kMaxLines = 24;  // of one manifest
constexpr std::size_t kMaxValueBytes = 60;

constexpr What kKinds[] = {What::Manifest, What::Licence, What::Source, What::Clip, What::SamePerson};
constexpr How kHows[] = {How::Added, How::Changed, How::Removed};

// Cut between UTF-8 characters, without line breaks.
std::string shortened(std::string_view text) {
  std::size_t end = std::min(text.size(), kMaxValueBytes);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  std::string cut(text.substr(0, end));
  std::replace_if(
      cut.begin(), cut.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return end < text.size() ? cut + "…" : cut;
}

std::string shown(const std::optional<std::string>& value) { return value ? shortened(*value) : "none"; }

// "2 clips added, 1 removed; 1 source changed".
std::string counts(const std::vector<Change>& changes) {
  std::string text;
  for (const What what : {What::Clip, What::Source, What::Licence, What::SamePerson, What::Manifest}) {
    std::string part;
    for (const How how : kHows) {
      const auto n = std::ranges::count_if(
          changes, [&](const Change& change) { return change.what == what && change.how == how; });
      if (n == 0) continue;
      const std::string_view name = n == 1 ? to_string(what) : plural(what);
      part +=
          part.empty() ? fmt::format("{} {} {}", n, name, to_string(how)) : fmt::format(", {} {}", n, to_string(how));
    }
    if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
  }
  return text;
}

std::string what_changed(const Change& change) {
  std::string text;
  for (const AttributeChange& attribute : change.attributes) {
    text += fmt::format("{}{}: {} -> {}", text.empty() ? "" : "; ", attribute.key, shown(attribute.from),
                        shown(attribute.to));
  }
  return text;
}

// One line for all entries of a kind with the same change.
std::vector<std::string> lines_of(const std::vector<Change>& changes, What what, How how) {
  std::vector<std::pair<std::string, std::vector<std::string>>> alike;  // in the order of their first entries
  std::map<std::string, std::size_t> known;
  for (const Change& change : changes) {
    if (change.what != what || change.how != how) continue;
    const std::string text = what_changed(change);
    const auto [entry, fresh] = known.emplace(text, alike.size());
    if (fresh) alike.emplace_back(text, std::vector<std::string>());
    alike[entry->second].second.push_back(change.id);
  }
  std::vector<std::string> lines;
  for (const auto& [text, ids] : alike) {
    const char sign = how == How::Added ? '+' : how == How::Removed ? '-' : '~';
    const std::string kind =
        what == What::Clip ? "" : std::string(ids.size() == 1 ? to_string(what) : plural(what)) + " ";
    const std::string count =
        ids.size() < 3 ? "" : fmt::format("{} {}: ", ids.size(), what == What::Clip ? "clips" : "");
    lines.push_back(fmt::format("  {} {}{}{}{}", sign, kind, what == What::Clip ? count : "", base::some_of(ids),
                                text.empty() ? "" : ": " + text));
  }
  return lines;
}

constexpr auto kWhatNames = base::names<Change::What>({{What::Manifest, "manifest"},
                                                       {What::Licence, "licence"},
                                                       {What::Source, "source"},
                                                       {What::Clip, "clip"},
                                                       {What::SamePerson, "same_as"}});

constexpr auto kHowNames =
    base::names<Change::How>({{How::Added, "added"}, {How::Changed, "changed"}, {How::Removed, "removed"}});

}  // namespace

std::string_view to_string(Change::What what) { return base::name_of(kWhatNames, what); }

std::string_view to_string(Change::How how) { return base::name_of(kHowNames, how); }

std::vector<AttributeChange> differences(const std::map<std::string, std::string>& from,
                                         const std::map<std::string, std::string>& to) {
  std::vector<AttributeChange> all;
  for (const auto& [key, value] : from) {
    const auto now = to.find(key);
    if (now == to.end()) {
      all.push_back({key, value, std::nullopt});
    } else if (now->second != value) {
      all.push_back({key, value, now->second});
    }
  }
  for (const auto& [key, value] : to) {
    if (!from.contains(key)) all.push_back({key, std::nullopt, value});
  }
  std::ranges::sort(all);
  return all;
}

std::string_view plural(Change::What what) {
  switch (what) {
    case What::Manifest:
      return "manifests";
    case What::Licence:
      return "licences";
    case What::Source:
      return "sources";
    case What::Clip:
      return "clips";
    case What::SamePerson:
      return "same_as";
  }
  return "clips";
}

std::string to_text(const std::vector<ManifestChanges>& changes) {
  std::string text;
  for (const ManifestChanges& of : changes) {
    if (of.changes.empty()) continue;
    if (of.is_new) {
      // All entries are new and need no list.
      const auto clips =
          std::ranges::count_if(of.changes, [](const Change& change) { return change.what == What::Clip; });
      text += fmt::format("manifest '{}' is new: {}\n", of.manifest, base::counted(clips, "clip"));
      continue;
    }
    text += fmt::format("manifest '{}': {}\n", of.manifest, counts(of.changes));
    std::vector<std::string> lines;
    for (const What what : kKinds) {
      for (const How how : kHows) {
        for (std::string& line : lines_of(of.changes, what, how)) lines.push_back(std::move(line));
      }
    }
    for (std::size_t i = 0; i < std::min(lines.size(), kMaxLines); ++i) text += lines[i] + "\n";
    if (lines.size() > kMaxLines)
      text += fmt::format("  and {}; --json lists all\n", base::counted(lines.size() - kMaxLines, "more line"));
  }
  return text;
}

}  // namespace curate
