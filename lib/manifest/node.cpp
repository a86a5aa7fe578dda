#include "manifest/node.h"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <map>

#include "manifest/text.h"

namespace manifest {
namespace {

// Ends the parse at the first error after which parsing would be pointless or expensive.
struct Stop {
  int line;
  int column;
  std::string message;
};

struct Place {
  int line;
  int column;  // in bytes
};

[[noreturn]] void stop(const Place& place, const std::string& message) {
  throw Stop{place.line, place.column, message};
}

/// Where libyaml's marks are in a text. It counts characters, and takes U+2028 and its like for ends of lines; editors
/// and `Node` do not. Marks come in order, so that each character is walked over once.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {}

  Place of(const yaml_mark_t& mark) {
    while (index_ < mark.index && at_ < text_.size()) {
      if (text_[at_] == '\n') {
        ++line_;
        line_start_ = at_ + 1;
      }
      do {
        ++at_;
      } while (at_ < text_.size() && is_continuation(at_));
      ++index_;
    }
    if (index_ <= mark.index) return place(at_);
    // Behind: seldom, and not far.
    std::size_t at = at_;
    for (std::size_t index = index_; index > mark.index; --index) {
      do {
        --at;
      } while (is_continuation(at));
    }
    return place(at);
  }

 private:
  bool is_continuation(std::size_t at) const { return (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80; }
  Place place(std::size_t at) const {
    if (at >= line_start_) return {line_, static_cast<int>(at - line_start_) + 1};
    const std::size_t before = text_.substr(0, at).rfind('\n');
    const auto lines = std::ranges::count(text_.substr(at, line_start_ - at), '\n');
    return {line_ - static_cast<int>(lines),
            static_cast<int>(at - (before == std::string_view::npos ? 0 : before + 1)) + 1};
  }

  std::string_view text_;
  std::size_t index_ = 0;  // characters before at_
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
};

std::string text_of(const yaml_char_t* text) { return text ? reinterpret_cast<const char*>(text) : ""; }

/// The events of libyaml's parser. The text must outlive it.
class Events {
 public:
  explicit Events(std::string_view text) : places_(text) {
    if (!yaml_parser_initialize(&parser_)) throw std::bad_alloc();
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  ~Events() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  Place place() { return places_.of(event_.start_mark); }

  /// Valid until the next call. Throws Stop where the text is not YAML.
  const yaml_event_t& next() {
    yaml_event_delete(&event_);
    if (yaml_parser_parse(&parser_, &event_)) return event_;
    if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    // Errors of its reader have no problem_mark.
    const yaml_mark_t& mark = parser_.error == YAML_READER_ERROR ? parser_.mark : parser_.problem_mark;
    std::string context;
    if (parser_.context) {
      context = fmt::format(", {}", parser_.context);
      const int from = places_.of(parser_.context_mark).line;
      if (from < places_.of(mark).line) context += fmt::format(" from line {}", from);
    }
    stop(places_.of(mark), fmt::format("not YAML: {}{}; check indentation and quotes here and above",
                                       parser_.problem ? parser_.problem : "unreadable", context));
  }

 private:
  yaml_parser_t parser_ = {};
  yaml_event_t event_ = {};
  Places places_;
};

/// Builds nodes from events. libyaml's own tree would need a second pass for duplicate keys and aliases.
class Builder {
 public:
  std::shared_ptr<const Node> root() const { return root_; }

  /// False at the end of the text.
  bool add(const yaml_event_t& event, const Place& place) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        if (root_) stop(place, "second document in the file; only one is allowed");
        break;
      case YAML_SCALAR_EVENT:
        scalar(place, event.data.scalar);
        break;
      case YAML_ALIAS_EVENT:
        alias(place, text_of(event.data.alias.anchor));
        break;
      case YAML_SEQUENCE_START_EVENT:
        open(place, event.data.sequence_start.tag, text_of(event.data.sequence_start.anchor), Node::Kind::Sequence);
        break;
      case YAML_MAPPING_START_EVENT:
        open(place, event.data.mapping_start.tag, text_of(event.data.mapping_start.anchor), Node::Kind::Mapping);
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        close();
        break;
      case YAML_STREAM_END_EVENT:
        return false;
      case YAML_NO_EVENT:
      case YAML_STREAM_START_EVENT:
      case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
  }

 private:
  using Scalar = decltype(yaml_event_t::data.scalar);

  struct Open {
    std::shared_ptr<Node> node;
    std::string anchor;
    std::shared_ptr<const Node> key;
  };

  void scalar(const Place& place, const Scalar& scalar) {
    refuse_tag(place, scalar.tag);
    const std::string_view text(reinterpret_cast<const char*>(scalar.value), scalar.length);
    const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE && !scalar.tag;
    const bool null = plain && (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL");
    const auto node = make(place, null ? Node::Kind::Null : Node::Kind::Scalar);
    if (!null) {
      count(place, 0, text.size());
      node->bytes = text.size();
      node->quoted = !plain;
      node->text = text;
    }
    finish(node, text_of(scalar.anchor));
  }
  void alias(const Place& place, const std::string& anchor) {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) stop(place, fmt::format("undefined alias {}", cited(anchor)));
    if (!found->second) stop(place, "alias to a value that contains it");
    count(place, found->second->size, found->second->bytes);
    attach(found->second);
  }
  static void refuse_tag(const Place& place, const yaml_char_t* tag) {
    const std::string text = text_of(tag);
    if (text.empty() || text == "!") return;
    stop(place, fmt::format("tag {} is not allowed; write the value without it", cited(text)));
  }
  void count(const Place& place, std::size_t nodes, std::size_t bytes) {
    total_ += nodes;
    if (total_ > kMaxNodes) stop(place, fmt::format("more than {} values after expanding aliases", kMaxNodes));
    bytes_ += bytes;
    if (bytes_ > kMaxExpandedBytes) {
      stop(place, fmt::format("more than {} bytes of text after expanding aliases", kMaxExpandedBytes));
    }
  }
  std::shared_ptr<Node> make(const Place& place, Node::Kind kind) {
    count(place, 1, 0);
    auto node = std::make_shared<Node>();
    node->kind = kind;
    node->line = place.line;
    node->column = place.column;
    return node;
  }
  void open(const Place& place, const yaml_char_t* tag, std::string anchor, Node::Kind kind) {
    refuse_tag(place, tag);
    if (open_.size() >= static_cast<std::size_t>(kMaxDepth)) {
      stop(place, fmt::format("nested deeper than {} levels", kMaxDepth));
    }
    if (!anchor.empty()) anchors_[anchor] = nullptr;  // until it ends
    open_.push_back({make(place, kind), std::move(anchor), nullptr});
  }
  void close() {
    const Open done = open_.back();
    open_.pop_back();
    finish(done.node, done.anchor);
  }
  void finish(const std::shared_ptr<const Node>& node, const std::string& anchor) {
    if (!anchor.empty()) anchors_[anchor] = node;
    attach(node);
  }
  void attach(const std::shared_ptr<const Node>& node) {
    if (open_.empty()) {
      root_ = node;
      return;
    }
    Open& parent = open_.back();
    parent.node->size += node->size;
    parent.node->bytes += node->bytes;
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
  std::map<std::string, std::shared_ptr<const Node>> anchors_;  ///< null while its value is open
  std::size_t total_ = 0;
  std::size_t bytes_ = 0;
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
    // libyaml would count a byte order mark as a column of the first line.
    if (text.starts_with("\uFEFF")) text.remove_prefix(3);
    Events events(text);
    Builder builder;
    for (bool more = true; more;) {
      const yaml_event_t& event = events.next();
      more = builder.add(event, events.place());
    }
    if (builder.root()) return builder.root();
    throw Stop{0, 0, "the file is empty"};
  } catch (const Stop& found) {
    problems.push_back({file, found.line, found.column, "", found.message});
  }
  return nullptr;
}

}  // namespace manifest
