#include "serve/made_request.h"

namespace test {

serve::Request made_request(const std::string& method, const std::string& target, std::vector<serve::Header> headers) {
  serve::Request request;
  request.method = method;
  request.raw_target = target;
  request.version = "HTTP/1.1";
  request.target = serve::parse_target(target).value_or(serve::Target());
  request.headers = std::move(headers);
  if (!request.header("Host")) request.headers.push_back({"Host", "localhost:8080"});
  return request;
}

}  // namespace test
