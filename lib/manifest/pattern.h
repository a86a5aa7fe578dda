#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manifest {

/// A regular expression in the syntax of RE2 (github.com/google/re2/wiki/Syntax), which never backtracks: matching
/// takes time in proportion to the text, whatever the pattern. '.' matches a line end too. Copies share what is
/// compiled.
class Pattern {
 public:
  static constexpr std::size_t kLongest = 1'000;

  /// Nothing, with `wrong` saying why.
  static std::optional<Pattern> compile(const std::string& text, std::string& wrong);

  const std::string& text() const;
  /// What the groups are called: "1", "2" …, and their names.
  std::vector<std::string> groups() const;
  bool has_groups() const;
  /// What each group holds, "0" the whole text, where all of `text` matches. A group that took no part is empty.
  std::optional<std::map<std::string, std::string>> match(std::string_view text) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace manifest
