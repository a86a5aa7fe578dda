#include "serve/curation/read_decisions.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "curate/label/decide.h"
#include "curate/label/decisions.h"

namespace serve {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxReason = 2'000;

const json& rows_of(const Fields& fields, const char* name) {
  const json& rows = fields.value(name);
  if (!rows.is_array() || rows.empty() || rows.size() > kMostDecisions) {
    refuse_field(fmt::format("'{}' must be an array of 1 to {}", name, kMostDecisions));
  }
  return rows;
}

std::string text_in(const json& row, const char* name) {
  const auto found = row.is_object() ? row.find(name) : row.end();
  if (!row.is_object() || found == row.end() || !found->is_string()) {
    refuse_field(fmt::format("each row needs '{}', a text", name));
  }
  return found->get<std::string>();
}

}  // namespace

curate::Author author_of(const Request& request, const Fields& fields) {
  const std::string why = fields.text("why");
  if (why.size() > kMaxReason) refuse_field(fmt::format("'why' may have {} bytes", kMaxReason));
  curate::Author author{request.person.name, why};
  curate::check(author);
  return author;
}

std::vector<std::string> texts_of(const Fields& fields, const char* name) {
  std::vector<std::string> texts;
  for (const json& row : rows_of(fields, name)) {
    if (!row.is_string()) refuse_field(fmt::format("'{}' must be an array of texts", name));
    texts.push_back(row.get<std::string>());
  }
  return texts;
}

curate::ResolveRows answers_of(const Fields& fields, const curate::Author& author) {
  curate::ResolveRows rows;
  for (const json& row : rows_of(fields, "answers")) {
    const std::string answer = text_in(row, "answer");
    if (answer != "accept" && answer != "dismiss") refuse_field("'answer' must be accept or dismiss");
    rows.rows.push_back({0, curate::present_name(text_in(row, "code")), text_in(row, "id"),
                         answer == "accept" ? curate::Answer::Accept : curate::Answer::Dismiss, author, ""});
  }
  return rows;
}

}  // namespace serve
