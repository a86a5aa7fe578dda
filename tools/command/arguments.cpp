#include "arguments.h"

#include <fmt/format.h>

#include "base/error.h"

Arguments::Arguments(const std::string& verb, const std::string& synopsis, const std::string& description,
                     std::vector<std::string> examples)
    : verb_(verb), synopsis_(synopsis), examples_(std::move(examples)), options_("sonoset " + verb, description) {
  options_.set_width(110);
  options_.add_options()("h,help", "Show this help");
}

void Arguments::positional(const std::vector<std::string>& names) { options_.parse_positional(names); }

std::string Arguments::help() const {
  // cxxopts gives description, a usage of its own, and the options, with empty lines between: ours replaces its usage.
  const std::string text = options_.help();
  const auto usage = text.find("Usage:");
  const auto options = text.find("\n\n", usage);
  std::string result = fmt::format("Usage: sonoset [-C DATASET] {} {}\n\n{}\n", verb_, synopsis_,
                                   text.substr(0, text.find_last_not_of('\n', usage - 1) + 1));
  if (options != std::string::npos) result += text.substr(options + 1);
  result += examples_.size() == 1 ? "\nExample:\n" : "\nExamples:\n";
  for (const std::string& example : examples_) result += "  " + example + "\n";
  return result;
}

std::optional<cxxopts::ParseResult> Arguments::parse(const Words& words, const std::vector<std::string>& required) {
  std::vector<const char*> argv{"sonoset"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  const auto wrong = [&](const std::string& what) {
    return base::Error(base::Code::InvalidInput, fmt::format("{}; see 'sonoset {} --help'", what, verb_));
  };
  try {
    cxxopts::ParseResult result = options_.parse(static_cast<int>(argv.size()), argv.data());
    if (result.count("help") > 0) {
      fmt::print("{}", help());
      return std::nullopt;
    }
    if (!result.unmatched().empty()) throw wrong(fmt::format("unexpected argument '{}'", result.unmatched().front()));
    for (const std::string& name : required) {
      if (result.count(name) == 0) throw wrong(fmt::format("{} is missing", name));
    }
    return result;
  } catch (const cxxopts::exceptions::exception& error) {
    throw wrong(error.what());
  }
}
