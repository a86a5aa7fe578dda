#include "author_options.h"

#include <cstdlib>

std::string user_name() {
  for (const char* name : {"SONOSET_USER", "USER", "LOGNAME"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  }
  return {};
}

void add_author(Arguments& arguments) {
  arguments.add()("by", "Name to record (default: $SONOSET_USER, else the user)", cxxopts::value<std::string>(),
                  "NAME");
  arguments.add()("why", "Reason, recorded with the decision", cxxopts::value<std::string>(), "TEXT");
}

curate::Author author_of(const cxxopts::ParseResult& options) {
  return {options.count("by") > 0 ? options["by"].as<std::string>() : user_name(),
          options.count("why") > 0 ? options["why"].as<std::string>() : ""};
}
