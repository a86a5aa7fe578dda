// Who sends a request, and what they decide: headers (a line each) as far as an empty line, then the body. Cookies,
// tokens and forwarded addresses are found or not; fields of the body are as they were asked for, or refused.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "curate/label/crop_decision.h"
#include "serve/curation/read_decisions.h"
#include "serve/http/fields.h"
#include "serve/people/address.h"
#include "serve/people/cookie.h"
#include "serve/people/secrets.h"
#include "target.h"

namespace {

constexpr const char* kPeer = "127.0.0.1";
const std::vector<std::string> kFields = {"name", "days", "disabled", "box", "times", "decisions", "answers", "why"};

serve::Request account_request(std::string_view text) {
  serve::Request request;
  request.method = "POST";
  request.peer = kPeer;
  request.person.name = "ann";
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.empty()) break;
    const std::size_t colon = std::min(line.find(':'), line.size());
    request.headers.push_back(
        {std::string(line.substr(0, colon)), std::string(line.substr(std::min(colon + 1, line.size())))});
  }
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = text;
  return request;
}

void check_sender(const serve::Request& request) {
  for (const bool tls : {false, true}) {
    const serve::SessionCookie cookie(tls);
    const auto secret = cookie.find(request);
    if (!secret) continue;
    fuzz::check(secret->find(';') == std::string_view::npos);
    if (!serve::is_secret(*secret)) continue;
    const std::string set = cookie.set(*secret, 60);
    serve::Request again;
    again.headers = {{"Cookie", set.substr(0, set.find(';'))}};
    fuzz::check(cookie.find(again) == secret);
  }
  if (const auto token = request.bearer()) fuzz::check(token->find('\n') == std::string_view::npos);
  const std::string address = serve::client_address(request, true);
  fuzz::check(serve::address_block(address).find_first_not_of("0123456789abcdef.:/") == std::string::npos);
  fuzz::check(serve::client_address(request, false) == kPeer);
}

void check_fields(const serve::Request& request) {
  serve::Fields fields;
  try {
    if (serve::Fields::read(request, kFields, fields, serve::kManyDecisions)) return;
    if (fields.has("name")) fuzz::check(!fields.text("name").empty());
    if (fields.has("days")) fuzz::check(fields.integer("days", 1, 366) >= 1);
    if (fields.has("disabled")) fields.boolean("disabled");
    if (fields.has("box")) fuzz::check(curate::region_from(fields.value("box")).width > 0);
    if (fields.has("times")) curate::window_json(curate::window_from(fields.value("times")));
    if (fields.has("decisions")) fuzz::check(!serve::texts_of(fields, "decisions").empty());
    if (fields.has("answers")) fuzz::check(!serve::answers_of(fields, serve::author_of(request, fields)).rows.empty());
  } catch (const base::Error& error) {
    fuzz::check(error.code() == base::Code::InvalidInput);
  }
}

}  // namespace

FUZZ_TARGET(account) {
  const serve::Request request = account_request(fuzz::text_of(data, size));
  check_sender(request);
  check_fields(request);
  return 0;
}
