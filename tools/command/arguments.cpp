#include "arguments.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "console.h"
#include "help_text.h"
#include "words.h"

namespace {

constexpr const char* kCommon = "Common options";

std::string upper_case(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (base::is_small_letter(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::vector<std::string> choices_of(const std::string& argument) {
  std::vector<std::string> choices;
  if (argument.find('|') == std::string::npos || !base::is_small_letter(argument.front())) return choices;
  std::size_t from = 0;
  while (from <= argument.size()) {
    const std::size_t to = std::min(argument.find('|', from), argument.size());
    choices.push_back(argument.substr(from, to - from));
    from = to + 1;
  }
  return choices;
}

// "N" for a number, "FORMAT" for --format.
std::string argument_of(const cxxopts::HelpOptionDetails& details, const std::string& name) {
  constexpr std::size_t kMaxShown = 20;
  if (!details.arg_help.empty() && details.arg_help.size() <= kMaxShown) return details.arg_help;
  const bool number = !details.default_value.empty() && std::ranges::all_of(details.default_value, base::is_digit);
  return number ? "N" : upper_case(name.substr(name.rfind('-') + 1));
}

OptionRow row_of(const cxxopts::HelpOptionDetails& details) {
  OptionRow row;
  row.letter = details.s;
  row.names = details.l;
  row.text = details.desc;
  row.repeats = details.is_container;
  if (details.is_boolean) return row;
  row.choices = choices_of(details.arg_help);
  row.argument = argument_of(details, row.name());
  const bool says_default = row.text.empty() || row.text.find("(default") != std::string::npos;
  if (details.has_default && !details.default_value.empty() && !says_default) {
    row.text += fmt::format(" (default: {})", details.default_value);
  }
  return row;
}

std::string number_error(const GivenValue& given) {
  const auto& [option, value] = given;
  const std::string_view digits = std::string_view(value).substr(value.starts_with('-') ? 1 : 0);
  const bool number = !digits.empty() && std::ranges::all_of(digits, base::is_digit);
  return fmt::format("'{}' is {} ({})", value, number ? "out of range" : "not a number", option->flag());
}

}  // namespace

VerbTable* Arguments::described_ = nullptr;

Arguments::Arguments(const std::string& verb, const std::string& synopsis, const std::string& description,
                     std::vector<std::string> examples)
    : verb_(verb),
      synopsis_(synopsis),
      description_(description),
      examples_(std::move(examples)),
      options_("sonoset " + verb) {
  options_.add_options(kCommon)("h,help", "Show this help")("q,quiet", "Show errors only: no progress, no notes")(
      "v,verbose", "Show progress even if stderr is not a terminal, and the elapsed time");
}

cxxopts::OptionAdder Arguments::add(const std::string& group) {
  if (std::ranges::find(groups_, group) == groups_.end()) groups_.push_back(group);
  return options_.add_options(group);
}

void Arguments::positional(const std::vector<std::string>& names) {
  positionals_ = names;
  options_.parse_positional(names);
}

VerbTable Arguments::table() const {
  VerbTable table{verb_, synopsis_, description_, {}, values_, {}, examples_};
  const auto position = [&](const OptionRow& row) {
    return std::ranges::find(positionals_, row.name()) - positionals_.begin();
  };
  std::vector<std::string> titles = groups_;
  std::stable_partition(titles.begin(), titles.end(), [](const std::string& title) { return title.empty(); });
  titles.emplace_back(kCommon);
  for (const std::string& title : titles) {
    OptionGroup group{title.empty() ? "Options" : title, {}};
    for (const cxxopts::HelpOptionDetails& details : options_.group_help(title).options) {
      OptionRow row = row_of(details);
      const bool positional = position(row) < std::ssize(positionals_);
      (positional ? table.positionals : group.options).push_back(std::move(row));
    }
    if (!group.options.empty()) table.groups.push_back(std::move(group));
  }
  std::ranges::sort(table.positionals, {}, position);
  return table;
}

VerbTable Arguments::table_of(const std::function<void()>& run) {
  VerbTable table;
  described_ = &table;
  run();
  described_ = nullptr;
  return table;
}

cxxopts::ParseResult Arguments::parsed(const VerbTable& table, const Words& words) {
  const std::vector<GivenValue> values = check_words(table, words);
  std::vector<const char*> argv{"sonoset"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  try {
    return options_.parse(static_cast<int>(argv.size()), argv.data());
  } catch (const cxxopts::exceptions::exception& error) {
    // Only numbers can fail to parse by now, and cxxopts names the text, but not the option.
    const std::string what = error.what();
    for (const GivenValue& given : values) {
      if (what.find("‘" + given.second + "’") != std::string::npos) {
        throw base::Error(base::Code::InvalidInput, number_error(given));
      }
    }
    throw base::Error(base::Code::InvalidInput, fmt::format("{}; see 'sonoset {} --help'", what, verb_));
  }
}

std::optional<cxxopts::ParseResult> Arguments::parse(const Words& words, const std::vector<std::string>& required) {
  const VerbTable table = this->table();
  if (described_ != nullptr) {
    *described_ = table;
    return std::nullopt;
  }
  cxxopts::ParseResult result = parsed(table, words);
  if (result.count("help") > 0) {
    say("{}", help_text(table, help_width()));
    return std::nullopt;
  }
  if (result.count("quiet") > 0) Console::set_level(Console::Level::Quiet);
  if (result.count("verbose") > 0) Console::set_level(Console::Level::Verbose);
  const auto refuse = [&](const std::string& what) {
    throw base::Error(base::Code::InvalidInput, fmt::format("{}; see 'sonoset {} --help'", what, verb_));
  };
  if (!result.unmatched().empty()) refuse(fmt::format("unexpected argument '{}'", result.unmatched().front()));
  for (const std::string& name : required) {
    if (result.count(name) > 0) continue;
    const bool positional = std::ranges::find(positionals_, name) != positionals_.end();
    refuse(positional ? fmt::format("missing argument {}", upper_case(name))
                      : fmt::format("missing option --{}", name));
  }
  return result;
}
