#include "manifest/problem.h"

#include <fmt/format.h>

namespace manifest {

std::string Problem::text() const {
  std::string place = file;
  if (line > 0) place += fmt::format(":{}", line);
  if (line > 0 && column > 0) place += fmt::format(":{}", column);
  return key.empty() ? fmt::format("{}: {}", place, message) : fmt::format("{}: {}: {}", place, key, message);
}

std::string text_of(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) text += problem.text() + "\n";
  return text;
}

base::Error error_of(base::Code code, const std::string& heading, const std::vector<Problem>& problems) {
  std::vector<std::string> lines;
  if (!heading.empty()) lines.push_back(heading);
  for (const Problem& problem : problems) lines.push_back(problem.text());
  return {code, lines.front(), {lines.begin() + 1, lines.end()}};
}

}  // namespace manifest
