#include "words.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace {

std::string place_of(const VerbTable& table) { return "sonoset " + table.verb; }

[[noreturn]] void refuse_words(const VerbTable& table, const std::string& what) {
  throw base::Error(base::Code::InvalidInput, fmt::format("{}; see '{} --help'", what, place_of(table)));
}

std::vector<std::string> flags_of(const VerbTable& table) {
  std::vector<std::string> flags;
  for (const OptionGroup& group : table.groups) {
    for (const OptionRow& option : group.options) {
      if (option.shown()) flags.push_back(option.flag());
    }
  }
  return flags;
}

// Whether a word that follows an option is another option, not its value.
bool is_option(const VerbTable& table, const std::string& word) {
  return word.starts_with("--") && table.find(word.substr(2, word.find('=') - 2)) != nullptr;
}

class WordCheck {
 public:
  WordCheck(const VerbTable& table, const Words& words) : table_(table), words_(words) {}

  std::vector<GivenValue> run() {
    for (; at_ < words_.size() && words_[at_] != "--"; ++at_) {
      const std::string& word = words_[at_];
      if (word.starts_with("--")) {
        check_long(word);
      } else if (word.starts_with("-") && word.size() > 1) {
        check_letters(word);
      }
    }
    return std::move(values_);
  }

 private:
  void check_long(const std::string& word) {
    const std::size_t equals = word.find('=');
    const std::string flag = word.substr(0, equals);
    const OptionRow* option = flag.size() > 3 ? table_.find(flag.substr(2)) : nullptr;
    if (option == nullptr) throw_unknown_option(flag, flags_of(table_), place_of(table_));
    if (equals == std::string::npos) {
      if (!option->argument.empty()) take_next(*option, flag);
    } else if (option->argument.empty()) {
      refuse_words(table_, fmt::format("option '{}' takes no value", flag));
    } else {
      values_.emplace_back(option, word.substr(equals + 1));
    }
  }

  void check_letters(const std::string& word) {
    for (std::size_t i = 1; i < word.size(); ++i) {
      const OptionRow* option = table_.find(word.substr(i, 1));
      const std::string flag = {'-', word[i]};
      if (option == nullptr) throw_unknown_option(flag, flags_of(table_), place_of(table_));
      if (option->argument.empty()) continue;
      if (i + 1 < word.size()) {
        values_.emplace_back(option, word.substr(i + 1));
      } else {
        take_next(*option, flag);
      }
      return;
    }
  }

  void take_next(const OptionRow& option, const std::string& flag) {
    if (at_ + 1 == words_.size() || is_option(table_, words_[at_ + 1])) {
      refuse_words(table_, fmt::format("option '{}' needs a value", flag));
    }
    values_.emplace_back(&option, words_[++at_]);
  }

  const VerbTable& table_;
  const Words& words_;
  std::size_t at_ = 0;
  std::vector<GivenValue> values_;
};

}  // namespace

std::vector<GivenValue> check_words(const VerbTable& table, const Words& words) {
  return WordCheck(table, words).run();
}

void throw_unknown_option(const std::string& word, const std::vector<std::string>& known, const std::string& place) {
  // Dashes are no part of the name: --l is not near --h.
  const std::string slip = word.size() > 3 ? base::did_you_mean(word, known) : "";
  throw base::Error(
      base::Code::InvalidInput,
      fmt::format("unknown option '{}'{}", word, slip.empty() ? fmt::format("; see '{} --help'", place) : slip));
}
