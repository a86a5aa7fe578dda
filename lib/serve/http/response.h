#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/descriptor.h"
#include "serve/http/event_stream.h"
#include "serve/http/request.h"

namespace serve {

/// Bytes of an open file.
struct FileRange {
  base::Descriptor file;
  std::int64_t offset = 0;
  std::int64_t size = 0;
};

/// What a client gets: a status, headers, and a body that is text, a part of a file, or a stream of events. The server
/// adds Date, Content-Length and the headers that all responses have.
struct Response {
  using Body = std::variant<std::string, FileRange, std::shared_ptr<EventStream>>;

  int status = 200;
  std::vector<Header> headers = {};
  Body body = {};

  /// Replaces a header, or adds it. Values must not come from outside as they are.
  Response& set(std::string_view name, std::string_view value);
  std::optional<std::string_view> header(std::string_view name) const { return find_header(headers, name); }
};

/// 200 with a body of this type.
Response text_response(std::string_view type, std::string body);
/// 200 with JSON text.
Response json_response(std::string body);
/// 200 with the whole of a file, for which ranges can be asked: see in_range.
Response file_response(std::string_view type, base::Descriptor file);
/// 200 with events, which the caller sends through `stream`.
Response event_response(std::shared_ptr<EventStream> stream);

}  // namespace serve
