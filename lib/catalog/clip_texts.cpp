#include "catalog/clip_texts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/unicode.h"
#include "store/database.h"

namespace catalog {
namespace {

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  constexpr std::string_view kBlanks = " \t\r\n";
  for (std::size_t start = text.find_first_not_of(kBlanks);
       start < text.size() && words.size() < ClipTexts::kMaxWords;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, start), text.size());
    words.push_back(base::case_folded(text.substr(start, end - start)));
    start = text.find_first_not_of(kBlanks, end);
  }
  // The longest one is in the fewest clips.
  std::ranges::sort(words, [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  return words;
}

}  // namespace

ClipTexts::ClipTexts(Catalog& catalog) {
  store::Transaction snapshot(catalog.database());
  auto attribute = catalog.database().query("SELECT clip, value FROM clip_attribute ORDER BY clip, name");
  bool more = attribute.step();
  auto row = catalog.database().query(
      "SELECT rowid, name, manifest, source, subject, patient_case, notes FROM clip ORDER BY name");
  while (row.step()) {
    std::string text;
    for (int column = 1; column < row.columns(); ++column) text.append(row.view(column)).append("\n");
    while (more && attribute.view(0) < row.view(1)) more = attribute.step();
    for (; more && attribute.view(0) == row.view(1); more = attribute.step())
      text.append(attribute.view(1)).append("\n");
    add(row.integer(0), text);
  }
  snapshot.commit();
}

void ClipTexts::add(std::int64_t row, std::string_view text) {
  constexpr auto kMaxRow = static_cast<std::int64_t>(kMaxBytes / 8);
  std::size_t size = std::min(text.size(), kMaxBytesOfClip);
  while (size > 0 && size < text.size() && (text[size] & 0xC0) == 0x80) --size;  // not within a character of UTF-8
  text_.append(base::case_folded(text.substr(0, size))).append("\n");
  if (row < 1 || row > kMaxRow || text_.size() > kMaxBytes) {
    throw base::Error(base::Code::Unsupported, "the catalog is too large to be searched for text");
  }
  ends_.push_back(text_.size());
  rows_.push_back(row);
}

std::vector<std::int64_t> ClipTexts::find(std::string_view words) const {
  const std::vector<std::string> wanted = folded_words(words);
  if (wanted.empty()) return rows_;
  std::vector<std::int64_t> found;
  std::size_t clip = 0;
  for (std::size_t at = text_.find(wanted.front()); at != std::string::npos;) {
    while (ends_[clip] <= at) ++clip;
    const std::size_t start = clip == 0 ? 0 : ends_[clip - 1];
    const auto text = std::string_view(text_).substr(start, ends_[clip] - start);
    const bool all = std::all_of(wanted.begin() + 1, wanted.end(), [&text](const std::string& word) {
      return text.find(word) != std::string_view::npos;
    });
    if (all) found.push_back(rows_[clip]);
    at = text_.find(wanted.front(), ends_[clip]);
  }
  return found;
}

}  // namespace catalog
