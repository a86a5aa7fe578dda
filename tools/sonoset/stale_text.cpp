#include "stale_text.h"

#include <fmt/format.h>

#include "curate/split/command_line.h"

std::string stale_text(const std::filesystem::path& dataset, const std::string& split, const std::string& why) {
  return fmt::format("split '{}' is stale: {}; run '{}' to update it", split, why,
                     curate::command_line(dataset, "split " + split));
}
