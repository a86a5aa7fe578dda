#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace catalog {

/// What people may search clips by: id, manifest, source, subject, case, notes and attributes; of a clip with more text
/// the first kMaxBytesOfClip. Held in memory, so that it comes from nothing that a catalog from elsewhere prepared.
class ClipTexts {
 public:
  static constexpr std::size_t kMaxBytesOfClip = 4000;
  static constexpr std::size_t kMaxBytes = std::size_t{256} << 20;
  static constexpr std::size_t kMaxWords = 8;

  /// Reads all clips. Throws Unsupported where there are more than kMaxBytes, or rows have numbers beyond them.
  explicit ClipTexts(Catalog& catalog);

  /// The rows of `clip`, in the order of their ids, that have each word somewhere in their text, whatever its case.
  /// Words have spaces between them; those after kMaxWords are ignored.
  std::vector<std::int64_t> find(std::string_view words) const;

 private:
  void add(std::int64_t row, std::string_view text);

  std::string text_;                // of clips, one after another; a line feed ends each field
  std::vector<std::size_t> ends_;   // of clips in text_
  std::vector<std::int64_t> rows_;  // their numbers
};

}  // namespace catalog
