// The first line is a value of Upload-Metadata, the second of Upload-Offset, the rest what a person says about a file,
// or the body of a contribution.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "base/error.h"
#include "base/printable.h"
#include "model/json_text.h"
#include "serve/contribute/offer.h"
#include "serve/contribute/read_offer.h"
#include "serve/contribute/tus.h"
#include "target.h"

namespace {

std::string_view line_of_upload(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

void check_name(std::string_view metadata) {
  const auto name = serve::file_name_of(metadata);
  if (!name) return;
  fuzz::check(base::printable(*name) == *name);
  if (name->size() <= serve::kMaxFileNameBytes) fuzz::check(serve::file_name_of(serve::metadata_of(*name)) == name);
}

void check_said(const nlohmann::json& body) {
  try {
    const serve::Described said = serve::described(body, {});
    fuzz::check(base::printable_lines(said.comment) == said.comment && base::printable(said.page) == said.page);
    fuzz::check(serve::read_described(serve::described_json(said).dump()).comment == said.comment);
  } catch (const base::Error&) {
    return;
  }
}

// As the body of a contribution.
void check_offer(const nlohmann::json& body) {
  try {
    const serve::Offer offer = serve::read_offer("ann", body);
    fuzz::check(!offer.files.empty() && offer.files.size() <= serve::kMaxOffered);
    fuzz::check(offer.contribution.person == "ann" && !offer.contribution.licence.empty());
  } catch (const base::Error& error) {
    fuzz::check(error.code() == base::Code::InvalidInput);
  }
}

}  // namespace

FUZZ_TARGET(upload) {
  std::string_view text = fuzz::text_of(data, size);
  check_name(line_of_upload(text));
  serve::Request request;
  request.headers = {{"Upload-Offset", std::string(line_of_upload(text))}};
  if (const auto offset = serve::number_header(request, "Upload-Offset")) fuzz::check(*offset >= 0);
  nlohmann::json body;
  try {
    body = model::parse_json(text, {});
  } catch (const base::Error&) {
    return 0;
  }
  check_said(body);
  check_offer(body);
  return 0;
}
