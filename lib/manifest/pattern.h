#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manifest {

/// A regular expression in RE2 syntax (github.com/google/re2/wiki/Syntax); matching takes time linear in the text. '.'
/// also matches line ends. Copies share the compiled expression.
class Pattern {
 public:
  static constexpr std::size_t kMaxBytes = 1'000;

  /// Nothing, and the reason in `wrong`, if it is invalid.
  static std::optional<Pattern> compile(const std::string& text, std::string& wrong);

  const std::string& text() const;
  /// The numbers and names of the groups: "1", "2" …
  std::vector<std::string> groups() const;
  bool has_groups() const;
  /// The text of each group ("0": the whole match), if all of `text` matches. A group that did not match is empty.
  std::optional<std::map<std::string, std::string>> match(std::string_view text) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace manifest
