#include "serve/http/response.h"

#include <algorithm>

#include "base/text.h"

namespace serve {

Response& Response::set(std::string_view name, std::string_view value) {
  const auto found =
      std::ranges::find_if(headers, [&](const Header& header) { return base::same_word(header.name, name); });
  if (found != headers.end()) {
    found->value = value;
  } else {
    headers.push_back({std::string(name), std::string(value)});
  }
  return *this;
}

Response text_response(std::string_view type, std::string body) {
  Response response{.body = std::move(body)};
  response.set("Content-Type", type);
  return response;
}

Response json_response(std::string body) { return text_response("application/json", std::move(body)); }

Response file_response(std::string_view type, base::Descriptor file) {
  const std::int64_t size = base::size_of(file.get(), "the file");
  Response response{.body = FileRange{std::move(file), 0, size}};
  response.set("Content-Type", type);
  return response;
}

Response event_response(std::shared_ptr<EventStream> stream) {
  Response response{.body = std::move(stream)};
  // nginx would keep events until its buffer is full.
  response.set("Content-Type", "text/event-stream").set("Cache-Control", "no-store").set("X-Accel-Buffering", "no");
  return response;
}

}  // namespace serve
