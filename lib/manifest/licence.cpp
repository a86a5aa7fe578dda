#include "manifest/licence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "manifest/embedded_files.h"
#include "manifest/text.h"

namespace manifest {
namespace {

using base::is_digit;

using Table = std::map<std::string, model::Licence, std::less<>>;

// A row is: id,redistribute,research,commercial,derivatives,title (see spdx_licences.csv).
model::Licence read_row(std::string_view row) {
  model::Licence licence;
  const std::size_t comma = row.find(',');
  licence.id = row.substr(0, comma);
  licence.url = fmt::format("https://spdx.org/licenses/{}.html", licence.id);
  const std::string_view flags = row.substr(comma + 1);
  licence.redistribute = flags[0] == '1';
  licence.research = flags[2] == '1';
  licence.commercial = flags[4] == '1';
  licence.derivatives = flags[6] == '1';
  licence.title = flags.substr(8);
  return licence;
}

const Table& table() {
  static const Table licences = [] {
    Table rows;
    for (const EmbeddedFile& file : embedded_files()) {
      if (file.name != "spdx_licences.csv") continue;
      std::size_t start = file.text.find('\n') + 1;
      while (start < file.text.size()) {
        const std::size_t end = file.text.find('\n', start);
        model::Licence licence = read_row(file.text.substr(start, end - start));
        rows.emplace(licence.id, licence);
        start = end + 1;
      }
    }
    return rows;
  }();
  return licences;
}

// Splits into words and versions: "GPLv3+" gives gpl, 3; "BY-NC -SA 4.0" gives by, nc, sa, 4.0.
std::vector<std::string> take_apart(std::string_view text) {
  std::vector<std::string> parts;
  char kind = ' ';
  for (const char c : base::lower(text)) {
    const bool dot = c == '.' && kind == '0';
    const char now = base::is_letter(c) ? 'a' : is_digit(c) || dot ? '0' : ' ';
    if (now != ' ' && now != kind) parts.emplace_back();
    if (now != ' ') parts.back().push_back(c);
    kind = now;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string& part = parts[i];
    while (part.size() > 1 && part.back() == '.') part.pop_back();
    const bool before_version = i + 1 < parts.size() && is_digit(parts[i + 1].front());
    if (before_version && part.size() > 1 && part.back() == 'v') part.pop_back();
  }
  return parts;
}

// Replaces spelled-out words by their abbreviations and drops words without meaning.
std::vector<std::string> in_spdx_words(const std::vector<std::string>& parts) {
  static const std::map<std::string, std::string, std::less<>> kWords = {{"attribution", "by"},
                                                                         {"noncommercial", "nc"},
                                                                         {"sharealike", "sa"},
                                                                         {"noderivatives", "nd"},
                                                                         {"noderivs", "nd"},
                                                                         {"creative", "cc"},
                                                                         {"zero", "0"},
                                                                         {"commons", ""},
                                                                         {"creativecommons", "cc"},
                                                                         {"international", ""},
                                                                         {"unported", ""},
                                                                         {"generic", ""},
                                                                         {"license", ""},
                                                                         {"licence", ""},
                                                                         {"licenses", ""},
                                                                         {"the", ""},
                                                                         {"version", ""},
                                                                         {"v", ""},
                                                                         {"https", ""},
                                                                         {"http", ""},
                                                                         {"www", ""},
                                                                         {"org", ""},
                                                                         {"deed", ""},
                                                                         {"en", ""},
                                                                         {"legalcode", ""},
                                                                         {"publicdomain", ""},
                                                                         {"odbl", "odbl"},
                                                                         {"non", "non"}};
  std::vector<std::string> words;
  for (const std::string& part : parts) {
    const auto found = kWords.find(part);
    const std::string word = found == kWords.end() ? part : found->second;
    if (!words.empty() && words.back() == "non" && word == "commercial") {
      words.back() = "nc";
    } else if (!word.empty()) {
      words.push_back(word);
    }
  }
  return words;
}

// Sorts the parts of a Creative Commons licence: BY-NC-ND, BY-NC-SA.
void order_cc(std::vector<std::string>& words) {
  constexpr std::array<std::string_view, 4> kOrder = {"by", "nc", "nd", "sa"};
  const auto rank = [&](const std::string& word) { return std::ranges::find(kOrder, word) - kOrder.begin(); };
  if (words.empty() || words.front() != "cc") return;
  const auto end = std::find_if(words.begin() + 1, words.end(), [](const std::string& w) { return is_digit(w[0]); });
  std::stable_sort(words.begin() + 1, end, [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

bool is_version(const std::string& word) { return is_digit(word[0]); }

// Whether the word or version is the same: "4" is 4.0.
bool same(const std::string& said, const std::string& meant) {
  return said == meant || (is_version(said) && said + ".0" == meant);
}

bool starts_with(const std::vector<std::string>& id, const std::vector<std::string>& words) {
  return id.size() >= words.size() && std::equal(words.begin(), words.end(), id.begin(), same);
}

// Removes ports to single countries.
void keep_plain_versions(std::vector<std::string>& ids) {
  std::size_t fewest = std::string::npos;
  for (const std::string& id : ids) fewest = std::min(fewest, take_apart(id).size());
  const auto longer = [&](const std::string& id) { return take_apart(id).size() > fewest; };
  std::erase_if(ids, longer);
}

}  // namespace

std::optional<model::Licence> spdx_licence(std::string_view id) {
  const auto found = table().find(id);
  return found == table().end() ? std::nullopt : std::optional(found->second);
}

bool is_licence_ref(std::string_view text) {
  constexpr std::string_view kStart = "LicenseRef-";
  if (text.size() <= kStart.size() || text.size() > 100 || text.substr(0, kStart.size()) != kStart) return false;
  const std::string rest = base::lower(text.substr(kStart.size()));
  return std::ranges::all_of(rest, [](char c) { return base::is_letter(c) || is_digit(c) || c == '.' || c == '-'; });
}

bool says_no_licence(std::string_view text) {
  const std::string said = base::lower(text);
  return said == "none" || said == "unknown" || said == "n/a" || said == "na" || said == "noassertion" || said == "?";
}

std::vector<std::string> licence_candidates(std::string_view text) {
  std::vector<std::string> words = in_spdx_words(take_apart(text));
  order_cc(words);
  std::vector<std::string> exact;
  std::vector<std::string> longer;
  if (words.empty() || words.size() > 12) return {};
  for (const auto& [id, licence] : table()) {
    const std::vector<std::string> parts = take_apart(id);
    if (!starts_with(parts, words)) continue;
    if (parts.size() == words.size()) {
      exact.push_back(id);
      continue;
    }
    // Completes a missing version, not a missing condition: CC-BY is not CC-BY-NC. The 0 of CC0 is not a version.
    const bool lacks_version = is_version(parts[words.size()]) && (!is_version(words.back()) || words.back() == "0");
    if (lacks_version || words.front() != "cc") longer.push_back(id);
  }
  if (!exact.empty()) return exact;
  if (words.front() == "cc") keep_plain_versions(longer);
  // Newest first.
  std::ranges::reverse(longer);
  return longer;
}

std::string licence_advice(std::string_view text) {
  const std::vector<std::string> candidates = licence_candidates(text);
  if (candidates.size() == 1) return fmt::format("; did you mean '{}'?", candidates.front());
  if (!candidates.empty() && candidates.size() <= 8)
    return fmt::format("; did you mean one of {}?", fmt::join(candidates, ", "));
  std::vector<std::string> ids;
  for (const auto& [id, licence] : table()) ids.push_back(id);
  const std::string slip = did_you_mean(text, ids);
  return !slip.empty() ? slip : "; define other licences under 'licences' as LicenseRef-NAME";
}

}  // namespace manifest
