#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "curate/author.h"

namespace curate {

/// What a person says to the findings of a code about an id.
enum class Answer {
  Accept,  ///< do what the findings propose
  Dismiss  ///< nothing is wrong, or not any more
};
std::string_view to_string(Answer answer);

struct ResolveRow {
  int line = 0;      ///< in the file; 0: from the command line
  std::string code;  ///< the present name
  std::string id;
  Answer answer = Answer::Dismiss;
  Author author;
  std::string message;  ///< of the finding that was answered, if the file has it
};

struct ResolveRows {
  std::string file;
  std::vector<ResolveRow> rows;
  std::size_t without_answer = 0;
};

/// Reads a CSV file with the columns `code` and `id`, and perhaps `answer`, `by` and `reason`; empty cells of the last
/// two are those of `author`. The other columns of `list findings` may be there. A row without an answer gets
/// `otherwise`, unless somebody resolved it; without that it is skipped. A row that is there twice counts once. Throws
/// InvalidInput, naming the rows that cannot be used (a wrong number of cells, an unknown code or answer, no author or
/// reason, two different answers), or if there is neither a column `answer` nor `otherwise`.
ResolveRows read_answers(std::string_view text, const std::string& file, std::optional<Answer> otherwise,
                         const Author& author);

}  // namespace curate
