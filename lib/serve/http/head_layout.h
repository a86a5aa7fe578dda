#pragma once

#include <cstddef>
#include <string_view>

namespace serve {

/// Follows a head through the memory in which libmicrohttpd 0.9.75 parsed it. The library ends each part with a zero in
/// place, so parts that follow each other in the request do so in memory. Where they do not, it left something out or
/// moved it: a second space before the target, a folded line, a zero byte in a target or value, a line that ends in a
/// bare line feed, a line without a name, at which it ends the head. None of these can be seen in the strings that it
/// hands out.
class HeadLayout {
 public:
  /// Each as it stands in memory.
  HeadLayout(std::string_view method, const char* target, std::size_t target_bytes, std::string_view version);
  void add(std::string_view name, std::string_view value);
  /// After all headers.
  bool is_plain() const;

 private:
  void follow(const char* from, std::size_t gap);
  const char* end_;
  bool plain_ = true;
};

}  // namespace serve
