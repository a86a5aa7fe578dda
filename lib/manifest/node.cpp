#include "manifest/node.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "manifest/text.h"

namespace manifest {
namespace {

// Ends the parse at the first place where going on would be pointless or dear.
struct Stop {
  int line;
  int column;
  std::string message;
};

[[noreturn]] void stop(const YAML::Mark& mark, const std::string& message) {
  throw Stop{mark.line + 1, mark.column + 1, message};
}

/// Builds nodes from events: YAML::Node would drop duplicate keys and the marks of aliases.
class Builder : public YAML::EventHandler {
 public:
  std::shared_ptr<const Node> root() const { return root_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (root_) stop(mark, "a second document starts here; a file has one");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { leaf(mark, Node::Kind::Null, anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    const auto node = make(mark, Node::Kind::Scalar);
    node->quoted = tag == "!";
    node->text = value;
    finish(node, anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) stop(mark, "an alias to the value that it stands in");
    count(mark, found->second->size);
    attach(found->second);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::Sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::Mapping);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    std::shared_ptr<Node> node;
    YAML::anchor_t anchor;
    std::shared_ptr<const Node> key;
  };

  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    stop(mark, fmt::format("the tag {} has no meaning here; write the value alone", cited(tag)));
  }
  void count(const YAML::Mark& mark, std::size_t nodes) {
    total_ += nodes;
    if (total_ > kMaxNodes) stop(mark, fmt::format("this stands for more than {} values, aliases expanded", kMaxNodes));
  }
  std::shared_ptr<Node> make(const YAML::Mark& mark, Node::Kind kind) {
    count(mark, 1);
    auto node = std::make_shared<Node>();
    node->kind = kind;
    node->line = mark.line + 1;
    node->column = mark.column + 1;
    return node;
  }
  void leaf(const YAML::Mark& mark, Node::Kind kind, YAML::anchor_t anchor) { finish(make(mark, kind), anchor); }
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    refuse_tag(mark, tag);
    if (open_.size() >= static_cast<std::size_t>(kMaxDepth)) {
      stop(mark, fmt::format("nested deeper than {} levels", kMaxDepth));
    }
    open_.push_back({make(mark, kind), anchor, nullptr});
  }
  void close() {
    const Open done = open_.back();
    open_.pop_back();
    finish(done.node, done.anchor);
  }
  void finish(const std::shared_ptr<const Node>& node, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) anchors_[anchor] = node;
    attach(node);
  }
  void attach(const std::shared_ptr<const Node>& node) {
    if (open_.empty()) {
      root_ = node;
      return;
    }
    Open& parent = open_.back();
    parent.node->size += node->size;
    if (parent.node->kind == Node::Kind::Sequence) {
      parent.node->items.push_back(node);
    } else if (!parent.key) {
      parent.key = node;
    } else {
      parent.node->entries.push_back({parent.key, node});
      parent.key = nullptr;
    }
  }

  std::shared_ptr<const Node> root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, std::shared_ptr<const Node>> anchors_;
  std::size_t total_ = 0;
};

Stop at_offset(std::string_view text, const BadByte& bad) {
  const std::string_view before = text.substr(0, bad.offset);
  const auto lines = std::ranges::count(before, '\n');
  const std::size_t start = before.rfind('\n');
  const std::size_t column = start == std::string_view::npos ? bad.offset : bad.offset - start - 1;
  return {static_cast<int>(lines) + 1, static_cast<int>(column) + 1, bad.what};
}

}  // namespace

std::vector<std::string> keys_of(const Node& node) {
  std::vector<std::string> keys;
  for (const Node::Entry& entry : node.entries) keys.push_back(entry.key->text);
  return keys;
}

std::shared_ptr<const Node> read_yaml(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
  try {
    if (text.size() > kMaxBytes) throw Stop{0, 0, fmt::format("larger than {} bytes", kMaxBytes)};
    if (const auto bad = find_bad_byte(text)) throw at_offset(text, *bad);
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Builder builder;
    // The second call finds the end, or the second document.
    if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
    if (builder.root()) return builder.root();
    throw Stop{0, 0, "an empty file"};
  } catch (const Stop& found) {
    problems.push_back({file, found.line, found.column, "", found.message});
  } catch (const YAML::Exception& error) {
    problems.push_back({file, error.mark.line + 1, error.mark.column + 1, "",
                        fmt::format("not YAML: {}; look at indentation and quotes here and above", error.msg)});
  }
  return nullptr;
}

}  // namespace manifest
