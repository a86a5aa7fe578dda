#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rational.h"
#include "manifest/node.h"
#include "manifest/problem.h"

namespace manifest {

/// Collects the problems of one file; keeps the first kMaxProblems.
class Log {
 public:
  static constexpr std::size_t kMaxProblems = 1000;

  explicit Log(std::string file) : file_(std::move(file)) {}
  void add(const Node& node, const std::string& key, const std::string& message);
  void add(Problem problem);
  const std::string& file() const { return file_; }
  bool empty() const { return problems_.empty(); }
  bool full() const { return problems_.size() == kMaxProblems; }
  /// How many were added, including those not kept.
  std::size_t count() const { return count_; }
  /// In the order of the file.
  std::vector<Problem> take();

 private:
  std::string file_;
  std::vector<Problem> problems_;
  std::size_t count_ = 0;
};

/// A mapping read key by key. The constructor reports wrong types, unknown keys and duplicates; the readers report an
/// invalid value and return what they return for an absent one: empty text, or nothing.
class Fields {
 public:
  Fields(Log& log, const Node& node, std::string key, const std::vector<std::string>& known);

  const Node& node() const { return node_; }
  const std::string& own_key() const { return key_; }
  Log& log() const { return log_; }
  /// The value under `name`, unless absent or empty.
  const Node* find(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// "clips[3].region".
  std::string key(std::string_view name) const;
  void add(std::string_view name, const std::string& message) const;
  /// Reports `name` if it is missing; `what` tells what to write there.
  void require(std::string_view name, std::string_view what) const;

  /// One line of text; `text` allows line breaks.
  std::string line(std::string_view name) const;
  std::string text(std::string_view name) const;
  std::string id(std::string_view name) const;
  /// An http(s) address (RFC 3986) without user information.
  std::string url(std::string_view name) const;
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most) const;
  /// "1.5" or "3/2", from 0 to a million.
  std::optional<base::Rational> seconds(std::string_view name) const;
  /// Each element of a list.
  std::vector<const Node*> items(std::string_view name) const;

 private:
  Log& log_;
  const Node& node_;
  std::string key_;
};

/// The text of a scalar; nothing, after reporting why, if it is not valid text.
std::optional<std::string> scalar(Log& log, const Node& node, const std::string& key, bool lines_allowed);
/// The same for an id.
std::optional<std::string> scalar_id(Log& log, const Node& node, const std::string& key);
/// "clips[3]": the key of an item of a list.
std::string item_key(std::string_view list, std::size_t i);

/// The ids of a list's entries.
class TakenIds {
 public:
  /// Reports an id that was used before.
  void expect_new(const Fields& fields, const std::string& id);

 private:
  std::map<std::string, int> lines_;
};

/// Reports a document without `format: 1`.
void require_format_1(const Fields& fields);

}  // namespace manifest
