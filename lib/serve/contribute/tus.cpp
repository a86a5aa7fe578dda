#include "serve/contribute/tus.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <set>

#include "base/base64.h"
#include "base/printable.h"
#include "base/text.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

constexpr std::size_t kMaxMetadataBytes = 4096;

bool is_metadata_key(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) { return c > ' ' && c < 0x7f && c != ','; });
}

std::optional<std::string> decoded(std::string_view text) {
  const auto bytes = base::from_base64(text);
  return bytes ? std::optional(std::string(bytes->begin(), bytes->end())) : std::nullopt;
}

}  // namespace

std::optional<std::string> file_name_of(std::string_view metadata) {
  if (metadata.size() > kMaxMetadataBytes) return std::nullopt;
  std::set<std::string_view> keys;
  std::string name;
  while (!metadata.empty()) {
    const std::string_view part = metadata.substr(0, metadata.find(','));
    metadata.remove_prefix(std::min(part.size() + 1, metadata.size()));
    const std::string_view pair = base::trimmed(part, " ");
    const std::string_view key = pair.substr(0, pair.find(' '));
    const auto value = decoded(pair.substr(std::min(key.size() + 1, pair.size())));
    if (!is_metadata_key(key) || !keys.insert(key).second || !value) return std::nullopt;
    if (key == "filename" || (key == "name" && name.empty())) name = *value;
  }
  if (name.size() > kMaxFileNameBytes) return std::nullopt;
  return base::printable(name);
}

std::string metadata_of(std::string_view name) {
  return "filename " + base::base64({reinterpret_cast<const std::uint8_t*>(name.data()), name.size()});
}

Response with_tus(Response response) {
  response.set("Tus-Resumable", kTusVersion);
  return response;
}

std::optional<Response> check_tus(const Request& request) {
  if (count_headers(request.headers, "Tus-Resumable") == 1 && request.header("Tus-Resumable") == kTusVersion) {
    return std::nullopt;
  }
  Response response = with_tus(problem(412, "send 'Tus-Resumable: 1.0.0': uploads follow tus 1.0"));
  response.set("Tus-Version", kTusVersion);
  return response;
}

std::optional<std::int64_t> number_header(const Request& request, std::string_view name) {
  if (count_headers(request.headers, name) != 1) return std::nullopt;
  const auto number = parse_number(*request.header(name));
  return number ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

std::string http_time(std::int64_t seconds) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

}  // namespace serve
