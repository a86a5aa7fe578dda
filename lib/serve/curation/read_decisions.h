#pragma once

#include <string>
#include <vector>

#include "curate/author.h"
#include "curate/label/resolve_file.h"
#include "serve/http/fields.h"
#include "serve/http/request.h"

namespace serve {

inline constexpr std::size_t kMostDecisions = 10'000;  ///< of one request
inline constexpr model::JsonLimits kManyDecisions{.depth = 3, .values = 5 * kMostDecisions};

// Parts of requests with decisions. All throw InvalidInput.

/// The account of the request, and the field `why`.
curate::Author author_of(const Request& request, const Fields& fields);
/// The texts of an array with 1 to kMostDecisions of them.
std::vector<std::string> texts_of(const Fields& fields, const char* name);
/// The field `answers`: [{code, id, answer: accept | dismiss}].
curate::ResolveRows answers_of(const Fields& fields, const curate::Author& author);

}  // namespace serve
