#include "fetch/address.h"

#include <charconv>
#include <memory>

#include "base/text.h"
#include "fetch/curl.h"

namespace fetch {
namespace {

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl().url_get(url, which, &text, flags) != CURLUE_OK || text == nullptr) return {};
  std::string result = text;
  curl().free(text);
  return result;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text, std::string_view scheme) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl().url(), curl().url_cleanup);
  if (!url) return std::nullopt;
  std::string whole(text);
  if (!scheme.empty() && whole.find("://") == std::string::npos) whole = std::string(scheme) + "://" + whole;
  if (curl().url_set(url.get(), CURLUPART_URL, whole.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
    return std::nullopt;
  }
  Address address;
  address.scheme = base::lower(part(url.get(), CURLUPART_SCHEME));
  address.host = base::lower(part(url.get(), CURLUPART_HOST));
  address.has_port = !part(url.get(), CURLUPART_PORT).empty();
  const std::string port = part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  std::from_chars(port.data(), port.data() + port.size(), address.port);
  address.has_user = !part(url.get(), CURLUPART_USER).empty() || !part(url.get(), CURLUPART_PASSWORD).empty();
  return address;
}

}  // namespace fetch
