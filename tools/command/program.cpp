#include "program.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "arguments.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "completion.h"
#include "console.h"
#include "man_page.h"
#include "words.h"

namespace {

[[noreturn]] void refuse_words(const Program& program, const std::string& what) {
  throw base::Error(base::Code::InvalidInput, fmt::format("{}; see '{} --help'", what, program.command));
}

std::vector<VerbTable> tables_of(const Program& program) {
  std::vector<VerbTable> tables;
  for (const Verb& verb : program.verbs) {
    if (!verb.does.empty() && verb.run != nullptr) tables.push_back(table_of(verb));
  }
  return tables;
}

}  // namespace

GlobalOptions global_options(const Program& program, const Words& words) {
  GlobalOptions global;
  for (; global.verb < words.size() && words[global.verb].starts_with('-'); ++global.verb) {
    const std::string& word = words[global.verb];
    if (word == "-C") {
      if (++global.verb == words.size()) refuse_words(program, "option '-C' needs the folder of a dataset");
      global.context.dataset = words[global.verb];
    } else if (word == "--version") {
      global.version = true;
    } else if (word == "--help" || word == "-h") {
      global.help = true;
    } else if (word == "--quiet" || word == "-q") {
      Console::set_level(Console::Level::Quiet);
    } else if (word == "--verbose" || word == "-v") {
      Console::set_level(Console::Level::Verbose);
    } else if (word == "--generate") {
      break;
    } else {
      throw_unknown_option(word, {"--version", "--help", "--quiet", "--verbose"}, std::string(program.command));
    }
  }
  return global;
}

void throw_unknown_verb(const Program& program, const std::string& name) {
  std::vector<std::string> names;
  for (const Verb& verb : program.verbs) {
    if (!verb.does.empty()) names.emplace_back(verb.name);
  }
  const std::string slip = base::did_you_mean(name, names);
  if (slip.empty()) refuse_words(program, fmt::format("unknown command '{}'", name));
  throw base::Error(base::Code::InvalidInput, fmt::format("unknown command '{}'{}", name, slip));
}

const Verb& find_verb(const Program& program, const std::string& name) {
  const auto verb = std::ranges::find(program.verbs, name, &Verb::name);
  if (verb == program.verbs.end()) throw_unknown_verb(program, name);
  return *verb;
}

VerbTable table_of(const Verb& verb) {
  return Arguments::table_of([&] { verb.run({}, {}); });
}

int generate(const Program& program, const Words& words) {
  if (words.size() != 2) refuse_words(program, "--generate takes man DIR or completion SHELL");
  if (words[0] == "completion") {
    say("{}", Lines{completion(program, tables_of(program), words[1])});
    return kDone;
  }
  if (words[0] != "man") refuse_words(program, fmt::format("cannot generate '{}'", words[0]));
  const std::filesystem::path folder = words[1];
  std::filesystem::create_directories(folder);
  const std::vector<VerbTable> tables = tables_of(program);
  base::write_atomically(folder / fmt::format("{}.1", program.executable), man_page(program, tables));
  for (const VerbTable& table : tables) {
    base::write_atomically(folder / (man_name(table) + ".1"), man_page(program, table));
  }
  return kDone;
}
