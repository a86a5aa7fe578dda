#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/problem.h"

namespace manifest {

/// A part of a YAML document with its place in the file. Scalars stay text until a reader converts them, so that `no`,
/// `1e3` and `007` remain as written where text is expected.
struct Node {
  enum class Kind { Null, Scalar, Sequence, Mapping };
  struct Entry;

  Kind kind = Kind::Null;
  bool quoted = false;
  int line = 0;
  int column = 0;
  std::string text;
  std::vector<std::shared_ptr<const Node>> items;
  std::vector<Entry> entries;  ///< in the file's order, duplicates included
  std::size_t size = 1;        ///< number of nodes, with all aliases expanded
  std::size_t bytes = 0;       ///< of their texts, likewise
};

struct Node::Entry {
  std::shared_ptr<const Node> key;
  std::shared_ptr<const Node> value;
};

/// The keys of a mapping whose keys are data, in the order of the file.
std::vector<std::string> keys_of(const Node& node);

/// Bounds for hostile documents.
inline constexpr std::size_t kMaxBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxNodes = 4'000'000;
inline constexpr std::size_t kMaxExpandedBytes = 2 * kMaxBytes;  ///< of texts, with aliases expanded
inline constexpr int kMaxDepth = 64;

/// Parses the one document of `text`. Returns null and adds to `problems` if it is not UTF-8, has control characters, a
/// syntax error, several documents or tags, is nested deeper than kMaxDepth, or has more than kMaxNodes nodes or
/// kMaxExpandedBytes of text with aliases expanded.
std::shared_ptr<const Node> read_yaml(std::string_view text, const std::string& file, std::vector<Problem>& problems);

}  // namespace manifest
