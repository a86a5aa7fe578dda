#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/problem.h"

namespace manifest {

/// A part of a YAML document with its place in the file. Scalars stay text: what a value means is decided by the key
/// it stands under, so that `no`, `1e3` and `007` are themselves where text is expected.
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
  std::size_t size = 1;        ///< nodes in all, each alias counted with all that it stands for
};

struct Node::Entry {
  std::shared_ptr<const Node> key;
  std::shared_ptr<const Node> value;
};

/// The keys of a mapping, in the order of the file: for mappings whose keys are data.
std::vector<std::string> keys_of(const Node& node);

/// Bounds for hostile documents.
inline constexpr std::size_t kMaxBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxNodes = 4'000'000;
inline constexpr int kMaxDepth = 64;

/// The one document of `text`, or nothing with what is wrong in `problems`: not UTF-8, control characters, a syntax
/// error, several documents, tags, too deep, or aliases that stand for more than kMaxNodes nodes.
std::shared_ptr<const Node> read_yaml(std::string_view text, const std::string& file, std::vector<Problem>& problems);

}  // namespace manifest
