#include "phantom_command.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.h"
#include "base/rational.h"
#include "base/scratch_folder.h"
#include "base/text.h"
#include "phantom_broken.h"
#include "phantom_dataset.h"
#include "phantom_odd.h"
#include "phantom_screens.h"
#include "say.h"

namespace worker {
namespace {

[[noreturn]] void refuse(const std::string& option, const std::string& expected) {
  throw base::Error(base::Code::InvalidInput, option + " must be " + expected + "; see 'sonoset phantom --help'");
}

std::uint64_t number(const std::string& option, std::string_view text, std::uint64_t least, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
    refuse(option, "a number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return value;
}

void set_size(PhantomOptions& options, const std::string& text) {
  const std::size_t by = text.find('x');
  if (by == std::string::npos) refuse("--size", "WIDTHxHEIGHT, such as 320x240");
  options.size_given = true;
  options.width = static_cast<int>(number("--size", std::string_view(text).substr(0, by), 128, 1920));
  options.height = static_cast<int>(number("--size", std::string_view(text).substr(by + 1), 96, 1440));
  // Most codecs store colour at half the resolution.
  if (options.width % 2 != 0 || options.height % 2 != 0) refuse("--size", "two even numbers");
}

void set(PhantomOptions& options, const std::string& name, const std::string& text) {
  if (name == "--kind") {
    static constexpr std::array<std::string_view, 5> kKinds = {"all", "broken", "dataset", "odd", "screens"};
    if (std::ranges::find(kKinds, text) == kKinds.end()) refuse(name, "dataset, odd, broken, screens or all");
    options.kind = text;
  } else if (name == "--subjects") {
    options.subjects = static_cast<int>(number(name, text, 1, 999));
  } else if (name == "--clips") {
    options.clips = static_cast<int>(number(name, text, 1, 9999));
  } else if (name == "--seconds") {
    const auto seconds = base::Rational::parse(text);
    if (!seconds || *seconds < base::Rational(1, 10) || *seconds > base::Rational(60))
      refuse(name, "a number from 0.1 to 60");
    options.milliseconds = static_cast<std::int64_t>(seconds->value() * 1000 + 0.5);
  } else if (name == "--size") {
    set_size(options, text);
  } else if (name == "--seed") {
    options.seed = number(name, text, 0, UINT64_MAX);
  } else {
    throw base::Error(base::Code::InvalidInput, "unknown option '" + name + "'; see 'sonoset phantom --help'");
  }
}

PhantomOptions parse(const std::vector<std::string>& arguments) {
  PhantomOptions options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string word = arguments[i];
    if (!word.starts_with("--")) {
      if (!options.out.empty()) {
        throw base::Error(base::Code::InvalidInput, "unexpected argument '" + word + "'; see 'sonoset phantom --help'");
      }
      options.out = word;
      continue;
    }
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos) {
      set(options, word.substr(0, equals), word.substr(equals + 1));
    } else if (i + 1 < arguments.size()) {
      set(options, word, arguments[++i]);
    } else {
      throw base::Error(base::Code::InvalidInput, "option '" + word + "' needs a value; see 'sonoset phantom --help'");
    }
  }
  if (options.out.empty()) {
    throw base::Error(base::Code::InvalidInput, "OUT is missing; see 'sonoset phantom --help'");
  }
  return options;
}

struct Kind {
  const char* name;
  const char* title;
  bool in_all;
  void (*make)(PhantomSet&, const PhantomOptions&);
};

constexpr std::array<Kind, 4> kKinds = {{
    {"dataset", "Synthetic lung ultrasound", true, make_dataset},
    {"odd", "Phantom files that are unusual and right", true, make_odd},
    {"broken", "Phantom files that cannot be used", true, make_broken},
    {"screens", "Synthetic screens of ultrasound devices", false, make_screens},
}};

void make_kind(const Kind& kind, const std::filesystem::path& folder, const PhantomOptions& options) {
  const bool plain = std::string_view(kind.name) == "dataset";
  PhantomSet set(folder, plain ? "phantom" : std::string("phantom-") + kind.name, kind.title);
  kind.make(set, options);
  set.write();
  say(stdout, std::string(kind.name) + ": " + base::counted(set.size(), "clip") +
                  " created, with manifest.yaml and truth.json");
}

/// Builds beside OUT and renames at the end, so that OUT is always complete.
void make(const PhantomOptions& options) {
  const std::filesystem::path out = std::filesystem::absolute(options.out / "").parent_path();
  if (std::filesystem::exists(out) && !(std::filesystem::is_directory(out) && std::filesystem::is_empty(out))) {
    throw base::Error(base::Code::InvalidInput, "'" + out.string() + "' exists and is not empty; name a new folder");
  }
  std::filesystem::create_directories(out.parent_path());
  const base::ScratchFolder beside(out.parent_path(), "." + out.filename().string() + ".partial",
                                   base::ScratchFolder::Others::Refused);
  const std::filesystem::path made = beside.folder().held() / "made";
  for (const Kind& kind : kKinds) {
    if (options.kind == "all" && kind.in_all) {
      make_kind(kind, made / kind.name, options);
    } else if (options.kind == kind.name) {
      make_kind(kind, made, options);
    }
  }
  beside.move_beside("made", out.filename());
}

}  // namespace

int phantom(const std::vector<std::string>& arguments) {
  make(parse(arguments));
  return 0;
}

}  // namespace worker
