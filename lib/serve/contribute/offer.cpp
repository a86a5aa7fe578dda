#include "serve/contribute/offer.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/printable.h"
#include "curate/contribute/contributions.h"
#include "model/json_text.h"
#include "serve/people/people_json.h"

namespace serve {
namespace {

using base::Code;
using base::Error;

struct OfferField {
  const char* name;
  std::string Described::*text;
  std::size_t most;  ///< bytes
};
constexpr std::array<OfferField, 6> kOfferFields = {{{"label", &Described::label, 64},
                                                     {"subject", &Described::subject, 64},
                                                     {"probe", &Described::probe, 64},
                                                     {"source", &Described::source, 300},
                                                     {"page", &Described::page, 2000},
                                                     {"comment", &Described::comment, 2000}}};

std::string checked_text(const OfferField& field, const nlohmann::json& value) {
  if (!value.is_string()) throw Error(Code::InvalidInput, fmt::format("'{}' must be text", field.name));
  auto text = value.get<std::string>();
  if (text.size() > field.most) {
    throw Error(Code::InvalidInput, fmt::format("'{}' is longer than {} bytes", field.name, field.most));
  }
  if (base::printable_lines(text) != text || (field.text != &Described::comment && base::printable(text) != text)) {
    throw Error(Code::InvalidInput, fmt::format("'{}' has a character that cannot be shown", field.name));
  }
  return text;
}

const OfferField& offer_field(const std::string& name) {
  for (const OfferField& field : kOfferFields) {
    if (name == field.name) return field;
  }
  throw Error(
      Code::InvalidInput,
      fmt::format("unknown field '{}'; known: label, subject, probe, source, page and comment", base::printable(name)));
}

void add_provenance(const catalog::Contribution& contribution, const catalog::ContributedFile& file,
                    const Described& said, model::Clip& clip) {
  clip.attributes["contribution"] = contribution.id;
  clip.attributes["contributor"] = contribution.person;
  clip.attributes["contributed"] = time_text(contribution.created);
  clip.attributes["consent"] = fmt::format("version {}", contribution.consent_version);
  // A name that says something about a person stays outside of the dataset.
  if (!curate::is_identifying_name(file.name)) clip.attributes["original_name"] = file.name;
  if (!said.source.empty()) clip.attributes["published_in"] = said.source;
  if (!file.decided_by.empty()) clip.attributes["accepted_by"] = file.decided_by;
  if (file.decided) clip.attributes["accepted"] = time_text(*file.decided);
}

}  // namespace

Described described(const nlohmann::json& object, Described before) {
  if (!object.is_object()) throw Error(Code::InvalidInput, "what is said about a file must be a JSON object");
  for (const auto& item : object.items()) {
    const OfferField& field = offer_field(item.key());
    before.*field.text = checked_text(field, item.value());
  }
  return before;
}

nlohmann::ordered_json described_json(const Described& said) {
  nlohmann::ordered_json object;
  for (const OfferField& field : kOfferFields) object[field.name] = said.*field.text;
  return object;
}

Described read_described(std::string_view text) { return described(model::parse_json(text, {}), {}); }

model::Clip entry_of(curate::Dataset& dataset, const catalog::Contribution& contribution,
                     const catalog::ContributedFile& file, const Described& said) {
  constexpr std::size_t kDigits = 12;
  model::Clip clip;
  clip.id = "contributed-" + file.id.substr(0, kDigits);
  clip.path = file.id;
  clip.sha256 = file.object;
  clip.subject = curate::contributed_subject(contribution.person, said.subject);
  clip.probe = said.probe;
  clip.page = said.page;
  clip.notes = said.comment;
  clip.licence = contribution.licence;
  if (!said.label.empty()) {
    const auto taxonomy = curate::contribution_taxonomy(dataset);
    const bool corrected = !file.decided_by.empty() && said.label != read_described(file.said).label;
    model::Label label;
    label.axis = curate::contribution_axis(dataset, taxonomy);
    label.value = said.label;
    label.by = corrected ? file.decided_by : contribution.person;
    clip.labels = {std::move(label)};
  }
  add_provenance(contribution, file, said, clip);
  return curate::contributed_clip(std::move(clip));
}

}  // namespace serve
