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

/// Collects what is wrong with one file. Holds at most kMaxProblems: the rest would not be read.
class Log {
 public:
  static constexpr std::size_t kMaxProblems = 1000;

  explicit Log(std::string file) : file_(std::move(file)) {}
  void add(const Node& node, const std::string& key, const std::string& message);
  void add(Problem problem);
  const std::string& file() const { return file_; }
  bool empty() const { return problems_.empty(); }
  /// How many were added, with those that are not held.
  std::size_t count() const { return count_; }
  /// In the order of the file.
  std::vector<Problem> take();

 private:
  std::string file_;
  std::vector<Problem> problems_;
  std::size_t count_ = 0;
};

/// A mapping read key by key. The constructor notes wrong types, unknown keys and duplicates; a reader notes what is
/// wrong with a value and returns as if it were absent: empty text, or nothing.
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
  /// Notes that `name` is missing where it is.
  void require(std::string_view name, std::string_view what) const;

  /// One line; `text`: line breaks may be in it.
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

/// What a scalar says, or nothing after noting why not.
std::optional<std::string> scalar(Log& log, const Node& node, const std::string& key, bool lines_allowed);
/// The same for an id.
std::optional<std::string> scalar_id(Log& log, const Node& node, const std::string& key);
/// "clips[3]": the key of an item of a list.
std::string item_key(std::string_view list, std::size_t i);

/// The ids of a list's entries.
class TakenIds {
 public:
  /// Notes an id that was there before.
  void expect_new(const Fields& fields, const std::string& id);

 private:
  std::map<std::string, int> lines_;
};

/// Notes unless the document says `format: 1`.
void require_format_1(const Fields& fields);

}  // namespace manifest
