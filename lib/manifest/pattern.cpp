#include "manifest/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

namespace manifest {

struct Pattern::Compiled {
  std::string text;
  re2::RE2 expression;
};

namespace {

constexpr std::int64_t kMaxMemory = 4 << 20;
constexpr int kMaxGroups = 16;

re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);
  options.set_max_mem(kMaxMemory);
  return options;
}

}  // namespace

std::optional<Pattern> Pattern::compile(const std::string& text, std::string& wrong) {
  if (text.size() > kMaxBytes) {
    wrong = fmt::format("pattern longer than {} bytes", kMaxBytes);
    return std::nullopt;
  }
  auto compiled = std::shared_ptr<const Compiled>(new Compiled{text, re2::RE2(text, options())});
  if (!compiled->expression.ok()) {
    wrong = fmt::format("invalid regular expression: {}", compiled->expression.error());
    return std::nullopt;
  }
  if (compiled->expression.NumberOfCapturingGroups() > kMaxGroups) {
    wrong = fmt::format("more than {} groups; use (?:…) for non-capturing groups", kMaxGroups);
    return std::nullopt;
  }
  Pattern pattern;
  pattern.compiled_ = std::move(compiled);
  return pattern;
}

const std::string& Pattern::text() const { return compiled_->text; }

bool Pattern::has_groups() const { return compiled_->expression.NumberOfCapturingGroups() > 0; }

std::vector<std::string> Pattern::groups() const {
  std::vector<std::string> groups;
  for (int i = 1; i <= compiled_->expression.NumberOfCapturingGroups(); ++i) groups.push_back(std::to_string(i));
  for (const auto& [name, number] : compiled_->expression.NamedCapturingGroups()) groups.push_back(name);
  return groups;
}

std::optional<std::map<std::string, std::string>> Pattern::match(std::string_view text) const {
  const int count = compiled_->expression.NumberOfCapturingGroups() + 1;
  std::vector<re2::StringPiece> found(static_cast<std::size_t>(count));
  const re2::StringPiece whole(text.data(), text.size());
  if (!compiled_->expression.Match(whole, 0, text.size(), re2::RE2::ANCHOR_BOTH, found.data(), count)) {
    return std::nullopt;
  }
  std::map<std::string, std::string> groups;
  for (std::size_t i = 0; i < found.size(); ++i) groups[std::to_string(i)] = std::string(found[i]);
  for (const auto& [name, number] : compiled_->expression.NamedCapturingGroups()) {
    groups[name] = std::string(found[static_cast<std::size_t>(number)]);
  }
  return groups;
}

}  // namespace manifest
