#include "serve/http/head_layout.h"

#include <cstdint>

namespace serve {
namespace {

constexpr std::size_t kLineEnd = 2;

/// Of parts that may be in different blocks.
std::uintptr_t at(const char* place) { return reinterpret_cast<std::uintptr_t>(place); }

/// Both characters of a line's end have become zeros.
bool is_line_end(const char* place) { return place[0] == '\0' && place[1] == '\0'; }

}  // namespace

HeadLayout::HeadLayout(std::string_view method, const char* target, std::size_t target_bytes, std::string_view version)
    : end_(method.data() + method.size()) {
  follow(target, 1);
  end_ = target + target_bytes;
  follow(version.data(), 1);
  end_ = version.data() + version.size();
}

void HeadLayout::follow(const char* from, std::size_t gap) { plain_ = plain_ && at(from) == at(end_) + gap; }

void HeadLayout::add(std::string_view name, std::string_view value) {
  follow(name.data(), kLineEnd);
  // Between them were the colon and white space.
  const char* colon = name.data() + name.size();
  plain_ = plain_ && at(value.data()) > at(colon);
  for (const char* c = colon + 1; plain_ && c != value.data(); ++c) plain_ = *c == ' ' || *c == '\t';
  end_ = value.data() + value.size();
  plain_ = plain_ && is_line_end(end_);
}

bool HeadLayout::is_plain() const { return plain_ && is_line_end(end_) && is_line_end(end_ + kLineEnd); }

}  // namespace serve
