#include "curate/split/made_split.h"

#include <fmt/format.h>

namespace curate {

std::string describe(const model::Link& link) { return fmt::format("{} {}", model::to_string(link.kind), link.key); }

}  // namespace curate
