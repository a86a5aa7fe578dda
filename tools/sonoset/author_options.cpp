#include "author_options.h"

#include <cstdlib>

std::string user_name() {
  for (const char* name : {"SONOSET_USER", "USER", "LOGNAME"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  }
  return {};
}

void add_author(Arguments& arguments) {
  arguments.add()("by", "Who decides (SONOSET_USER, or the user's name)", cxxopts::value<std::string>());
  arguments.add()("why", "Why: stands beside the decision for good", cxxopts::value<std::string>());
}

curate::Author author_of(const cxxopts::ParseResult& options) {
  return {options.count("by") > 0 ? options["by"].as<std::string>() : user_name(),
          options.count("why") > 0 ? options["why"].as<std::string>() : ""};
}
