#include "manifest/comments.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "base/text.h"
#include "base/unicode.h"

namespace manifest {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kBreak = ".";  // the end of a sentence or a part of it

// In lower case; hyphens separate words, and other punctuation stands between them as kBreak.
Words words_of(std::string_view text) {
  std::string plain = base::lower(base::nfc(text));
  for (std::size_t at; (at = plain.find("\u2019")) != std::string::npos;) plain.replace(at, 3, "'");
  Words words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, ""));
  };
  for (const char c : plain) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0 || c == '\'') {
      word += c;
      continue;
    }
    end_word();
    const bool within = std::isspace(byte) != 0 || c == '-' || c == '/' || c == '_';
    if (!within && !words.empty() && words.back() != kBreak) words.emplace_back(kBreak);
  }
  end_word();
  return words;
}

// Where the words of a phrase follow each other in a text.
std::vector<std::size_t> places_of(const Words& phrase, const Words& text) {
  std::vector<std::size_t> places;
  for (auto at = text.begin(); !phrase.empty(); ++at) {
    at = std::search(at, text.end(), phrase.begin(), phrase.end());
    if (at == text.end()) break;
    places.push_back(static_cast<std::size_t>(at - text.begin()));
  }
  return places;
}

/// A phrase somewhere else than in a longer one that has another meaning.
bool says(const Words& text, const Words& phrase, const std::vector<Words>& except) {
  return std::ranges::any_of(places_of(phrase, text), [&](std::size_t at) {
    return std::ranges::none_of(except, [&](const Words& longer) {
      return std::ranges::any_of(places_of(longer, text), [&](std::size_t from) {
        return from <= at && at + phrase.size() <= from + longer.size();
      });
    });
  });
}

// Each comment, after "NAME says".
std::vector<std::pair<std::string, std::string>> comments_of(const model::Clip& clip) {
  std::vector<std::pair<std::string, std::string>> comments;
  for (const auto& [name, text] : clip.attributes) {
    const Words words = words_of(name);
    const bool is_comment = std::ranges::any_of(words, [](const std::string& word) {
      return word == "comment" || word == "comments" || word == "note" || word == "notes";
    });
    if (is_comment) comments.emplace_back(name + " says", text);
  }
  if (!clip.notes.empty()) comments.emplace_back("the notes say", clip.notes);
  return comments;
}

// "diagnosis is covid-19"; empty if no label differs from what the phrases say.
std::string contradicted_label(const model::Clip& clip, const CommentPhrases& phrases) {
  for (const model::Label& label : clip.labels) {
    if (phrases.axis.empty()) return "the clip has labels";
    const bool fits = std::ranges::find(phrases.values, label.value) != phrases.values.end();
    if (label.axis == phrases.axis && !fits) return fmt::format("{} is {}", label.axis, label.value);
  }
  return "";
}

}  // namespace

std::vector<model::Finding> contradictions(const model::Clip& clip, const Taxonomy& taxonomy) {
  std::vector<model::Finding> findings;
  const auto comments = comments_of(clip);
  if (comments.empty() || clip.labels.empty()) return findings;
  std::set<std::string> noted;
  for (const CommentPhrases& phrases : taxonomy.comments) {
    const std::string label = contradicted_label(clip, phrases);
    if (label.empty()) continue;
    std::vector<Words> except;
    for (const std::string& one : phrases.except) except.push_back(words_of(one));
    for (const auto& [name, text] : comments) {
      const Words words = words_of(text);
      const auto said = std::ranges::find_if(
          phrases.phrases, [&](const std::string& phrase) { return says(words, words_of(phrase), except); });
      if (said == phrases.phrases.end()) continue;
      std::string message = fmt::format("{}, but {} '{}'", label, name, *said);
      if (noted.insert(message).second) {
        findings.push_back({"comment-contradicts", "clip", clip.id, std::move(message)});
      }
    }
  }
  return findings;
}

}  // namespace manifest
