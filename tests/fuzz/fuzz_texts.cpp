// What a person's name, date or id is taken from: any bytes, as a line of text, a file's name and a file's metadata.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "curate/privacy/identity_findings.h"
#include "curate/privacy/tag_meaning.h"
#include "model/json_text.h"
#include "target.h"

namespace {

void check_meaning(const curate::TextMeaning& meaning) {
  fuzz::check(std::ranges::is_sorted(meaning.identities));
  if (meaning.depth_mm) fuzz::check(*meaning.depth_mm >= 10 && *meaning.depth_mm <= 400);
}

// The finding says the kind, and does not repeat what was read.
void check_findings(const std::vector<model::Finding>& findings) {
  for (const model::Finding& finding : findings) {
    fuzz::check(model::find_finding_code(finding.code) != nullptr);
    fuzz::check(finding.message.size() < 4096);
  }
}

void check_stored(std::string_view text) {
  try {
    const auto value = model::parse_json(text, {3, 2000});
    const model::FileTags tags = model::file_tags_from(value);
    fuzz::check(model::file_tags_from(model::file_tags_json(tags)) == tags);
    check_findings(curate::metadata_findings("a", tags));
  } catch (const base::Error&) {
  }
  try {
    const model::ReadTexts texts = model::read_texts_from(model::parse_json(text, {3, 2000}), 640, 480);
    fuzz::check(model::read_texts_from(model::read_texts_json(texts), 640, 480) == texts);
    check_findings(curate::text_findings("a", texts));
    curate::depth_mm(texts.texts);
  } catch (const base::Error&) {
  }
}

}  // namespace

FUZZ_TARGET(texts) {
  const std::string_view text = fuzz::text_of(data, size);
  for (const auto place : {curate::TextPlace::Metadata, curate::TextPlace::Screen, curate::TextPlace::BesidePatient}) {
    check_meaning(curate::meaning_of(text, place));
  }
  fuzz::check(std::ranges::is_sorted(curate::file_name_identities(text, false)));
  curate::file_name_identities(text, true);
  const std::string kept = model::storable_text(text);
  fuzz::check(kept.size() <= model::kMaxTextBytes && model::storable_text(kept) == kept);
  const std::size_t line = std::min(text.find('\n'), text.size());
  const model::FileTag tag{std::string(text.substr(0, line)), std::string(text.substr(line))};
  check_findings(curate::metadata_findings("a", {{tag, {"artist", std::string(text)}}, 0}));
  check_stored(text);
  return 0;
}
