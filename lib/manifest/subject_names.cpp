#include "manifest/subject_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/unicode.h"

namespace manifest {
namespace {

using Member = std::string model::Clip::*;

// Words for a person, without meaning in front of a number or name.
constexpr std::array<std::string_view, 19> kPersonWords = {
    "case",    "fall",   "id",      "nr", "no", "num", "number", "p",       "participant", "pat",
    "patient", "person", "proband", "pt", "s",  "sub", "subj",   "subject", "volunteer"};
// Words for unknown. The first kLongWords also count with a word for a person in front ("punknown").
constexpr std::array<std::string_view, 22> kUnknownWords = {
    "unknown",      "unk",      "unspecified", "undefined", "unidentified", "unbekannt", "inconnu",    "desconocido",
    "missing",      "null",     "nil",         "nan",       "none",         "anonymous", "anonymised", "anonymized",
    "notavailable", "notknown", "na",          "nn",        "tbd",          "anon"};
constexpr std::size_t kLongWords = 18;

bool is_one_of(const auto& words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }

// Splits into runs of letters (including all non-ASCII bytes) and of digits, in lower case, without leading zeros.
std::vector<std::string> runs_of(std::string_view name) {
  std::vector<std::string> runs;
  char before = ' ';
  for (const char c : base::lower(base::nfc(name))) {
    const char kind = base::is_digit(c) ? '0' : base::is_letter(c) || static_cast<unsigned char>(c) >= 0x80 ? 'a' : ' ';
    if (kind != ' ' && kind != before) runs.emplace_back();
    if (kind != ' ') runs.back().push_back(c);
    before = kind;
  }
  for (std::string& run : runs) run.erase(0, std::min(run.find_first_not_of('0'), run.size() - 1));
  return runs;
}

// The runs without leading words for a person; at least one run is kept.
std::vector<std::string> own_runs(std::string_view name) {
  std::vector<std::string> runs = runs_of(name);
  while (runs.size() > 1 && is_one_of(kPersonWords, runs.front())) runs.erase(runs.begin());
  return runs;
}

bool has_person_word_glued(std::string_view word, std::string_view unknown) {
  return word.size() > unknown.size() && word.ends_with(unknown) &&
         is_one_of(kPersonWords, word.substr(0, word.size() - unknown.size()));
}

/// Union-find over the names that `same_as` joins.
class People {
 public:
  explicit People(const Manifest& manifest) {
    for (const auto& names : manifest.same_as) {
      for (const SubjectName& name : names) join(key(names.front()), key(name));
    }
  }
  bool same(const std::string& manifest, const std::string& a, const std::string& b) {
    return root(key({manifest, a})) == root(key({manifest, b}));
  }

 private:
  static std::string key(const SubjectName& name) { return name.manifest + "/" + name.subject; }
  std::string root(std::string name) {
    std::string top = name;
    for (auto up = above_.find(top); up != above_.end(); up = above_.find(top)) top = up->second;
    while (name != top) name = std::exchange(above_[name], top);  // path compression
    return top;
  }
  void join(const std::string& a, const std::string& b) {
    const std::string first = root(a);
    const std::string second = root(b);
    if (first != second) above_[second] = first;
  }

  std::map<std::string, std::string> above_;
};

struct Use {
  std::size_t first = 0;  ///< index of the first clip with this name
  std::size_t clips = 0;
  bool alone = false;  ///< a clip has this name and no subject
};
using Uses = std::map<std::string, Use>;  // by name

Uses uses_of(const Manifest& manifest, Member member) {
  Uses uses;
  for (std::size_t i = 0; i < manifest.clips.size(); ++i) {
    const model::Clip& clip = manifest.clips[i];
    if ((clip.*member).empty()) continue;
    Use& use = uses.try_emplace(clip.*member, Use{i, 0, false}).first->second;
    ++use.clips;
    use.alone = use.alone || clip.subject.empty();
  }
  return uses;
}

void add(Manifest& manifest, std::size_t clip, const char* code, const std::string& message) {
  const std::string& id = manifest.clips[clip].id;
  manifest.findings[id].push_back({code, "clip", id, message});
}

void take_placeholders(Manifest& manifest, const char* what, Member member) {
  const Uses uses = uses_of(manifest, member);
  std::set<std::string> placeholders;
  for (const auto& [name, use] : uses) {
    if (!is_placeholder(name)) continue;
    placeholders.insert(name);
    add(manifest, use.first, "subject-placeholder",
        fmt::format("{} '{}' ({}) counts as unknown", what, name, base::counted(use.clips, "clip")));
  }
  for (model::Clip& clip : manifest.clips) {
    if (placeholders.contains(clip.*member)) (clip.*member).clear();
  }
}

// Reports one set of similar names.
void add_alike(Manifest& manifest, const char* what, const std::vector<Uses::const_iterator>& names) {
  std::vector<std::size_t> firsts;
  std::vector<std::string> shown;
  for (const auto& name : names) {
    firsts.push_back(name->second.first);
    shown.push_back(fmt::format("'{}' ({})", name->first, base::counted(name->second.clips, "clip")));
  }
  std::ranges::sort(firsts);
  add(manifest, firsts[1], "subjects-alike", fmt::format("{} {} may be the same", what, base::some_of(shown)));
}

void find_alike(Manifest& manifest, const char* what, Member member) {
  const Uses uses = uses_of(manifest, member);
  std::map<std::string, std::vector<Uses::const_iterator>> sets;
  for (auto use = uses.begin(); use != uses.end(); ++use) sets[alike_key(use->first)].push_back(use);
  const bool subjects = member == &model::Clip::subject;
  People people(manifest);
  for (const auto& [key, names] : sets) {
    if (names.size() < 2) continue;
    const auto joined = [&, first = names[0]->first](const auto& name) {
      return people.same(manifest.name, first, name->first);
    };
    const auto needed = [](const auto& name) { return name->second.alone; };
    // The case does not matter if the subjects of its clips are known.
    if (subjects ? std::ranges::all_of(names, joined) : std::ranges::none_of(names, needed)) continue;
    add_alike(manifest, what, names);
  }
}

}  // namespace

bool is_placeholder(std::string_view name) {
  // Fast path: most names have a digit, no word for unknown has.
  if (name.empty() || std::ranges::any_of(name, base::is_digit)) return false;
  const std::vector<std::string> runs = own_runs(name);
  std::string word;
  for (const std::string& run : runs) word += run;
  if (word.empty()) return true;  // "-", "?", "--"
  if (is_one_of(kUnknownWords, word)) return true;
  return std::any_of(kUnknownWords.begin(), kUnknownWords.begin() + kLongWords,
                     [&](std::string_view unknown) { return has_person_word_glued(word, unknown); });
}

std::string alike_key(std::string_view name) {
  std::string key;
  for (const std::string& run : own_runs(name)) {
    const bool numbers = !key.empty() && base::is_digit(key.back()) && base::is_digit(run.front());
    key += (numbers ? "-" : "") + run;
  }
  return key;
}

void check_names(Manifest& manifest) {
  for (const auto& [what, member] :
       {std::pair("subject", &model::Clip::subject), std::pair("case", &model::Clip::clip_case)}) {
    take_placeholders(manifest, what, member);
  }
  find_alike(manifest, "subjects", &model::Clip::subject);
  find_alike(manifest, "cases", &model::Clip::clip_case);
}

}  // namespace manifest
