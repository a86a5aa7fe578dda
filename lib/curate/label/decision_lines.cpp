#include "curate/label/decision_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_set>

#include "base/error.h"
#include "base/file.h"
#include "base/printable.h"
#include "base/text.h"
#include "base/unicode.h"
#include "curate/label/crop_decision.h"
#include "curate/sectors/sector_votes.h"
#include "curate/split/split_decision.h"
#include "manifest/text.h"
#include "model/id.h"
#include "model/json_text.h"

namespace curate {
namespace {

using base::Code;
using base::Error;
using catalog::Decision;
using nlohmann::json;

constexpr std::size_t kMaxDepth = 8;  // dumping JSON uses stack for each level
constexpr int kMaxReason = 200;       // columns; a message may repeat a value of any length

json json_of(std::string_view line) {
  try {
    return model::parse_json(line, {kMaxDepth, line.size()});
  } catch (const Error& error) {
    throw Error(Code::InvalidInput, fmt::format("not a decision: {}", error.what()));
  }
}

// What may be printed and kept: text without control characters.
void check_texts(const json& value) {
  if (value.is_string()) {
    if (const auto bad = manifest::find_bad_byte(value.get_ref<const std::string&>()))
      throw Error(Code::InvalidInput, "not a decision: " + bad->what);
  }
  for (const auto& [key, item] : value.items()) {
    if (value.is_object()) check_texts(json(key));
    if (value.is_structured()) check_texts(item);
  }
}

void check_label_line(const json& what) {
  const std::string& clip = what.at("clip").get_ref<const std::string&>();
  if (!model::is_id(clip)) throw Error(Code::InvalidInput, fmt::format("'{}' is not the id of a clip", clip));
  for (const char* key : {"axis", "value"}) what.at(key).get_ref<const std::string&>();
  const auto role = model::role_from(what.at("role").get_ref<const std::string&>());
  if (!role || *role == model::Role::Manifest) throw Error(Code::InvalidInput, "unknown role of a label");
}

void check_resolve_line(const json& what) {
  for (const char* key : {"about", "id", "code"}) what.at(key).get_ref<const std::string&>();
  if (what.contains("with")) what.at("with").get<std::set<std::string>>();
  if (!what.contains("region")) return;
  region_from(what.at("region"));
  if (what.at("code") != kSectorDiffers || what.at("about") != "clip") {
    throw Error(Code::InvalidInput, fmt::format("only a finding '{}' about a clip gives a region", kSectorDiffers));
  }
  const std::string& clip = what.at("id").get_ref<const std::string&>();
  if (!model::is_id(clip)) throw Error(Code::InvalidInput, fmt::format("'{}' is not the id of a clip", clip));
}

void check_what(const Decision& decision, const json& what) {
  if (decision.kind == "label") {
    check_label_line(what);
  } else if (decision.kind == "resolve") {
    check_resolve_line(what);
  } else if (decision.kind == "region" || decision.kind == "window") {
    check_crop_line(decision.kind, what);
  } else if (decision.kind == "split") {
    parse_recorded_split(decision.what);
  } else if (decision.kind == "remove-split") {
    what.at("name").get_ref<const std::string&>();
  } else if (decision.kind == "undo") {
    const std::string kind = parse_decision(decision.what).kind;
    if (kind == "split" || kind == "remove-split") throw Error(Code::InvalidInput, "a split cannot be undone");
  } else {
    throw Error(Code::InvalidInput, "unknown kind of decision '" + decision.kind + "'");
  }
}

void check_kept(const Decision& decision) {
  const json what = json::parse(decision.what);
  if (decision.kind == "split" || decision.kind == "remove-split") {
    what.at("name").get_ref<const std::string&>();
  } else {
    check_what(decision, what);
  }
}

}  // namespace

std::string to_json(const Decision& decision) {
  return json{{"kind", decision.kind},
              {"who", decision.who},
              {"at", decision.at},
              {"why", decision.why},
              {"what", json::parse(decision.what)}}
      .dump();
}

std::string to_line(const Decision& decision) { return base::printable_json(to_json(decision)); }

Decision parse_decision(std::string_view line) {
  try {
    const json value = json_of(line);
    Decision decision{value.at("kind").get<std::string>(), value.at("who").get<std::string>(),
                      value.at("at").get<std::string>(), value.at("why").get<std::string>(), value.at("what").dump()};
    check_texts(value);
    check_what(decision, value.at("what"));
    return decision;
  } catch (const json::exception& error) {
    throw Error(Code::InvalidInput, "not a decision: " + words_of(error));
  }
}

Decision undone_by(const Decision& undo) { return parse_decision(undo.what); }

std::vector<Decision> kept_decisions(catalog::Catalog& catalog) {
  std::vector<Decision> all = catalog::decisions(catalog);
  const auto refuse = [](const Decision& decision, const std::string& why) {
    throw Error(Code::Corrupt, fmt::format("catalog: table 'decision', row of '{}' at '{}': {}; run 'sonoset rebuild'",
                                           base::shortened(decision.who, kMaxReason),
                                           base::shortened(decision.at, kMaxReason), base::shortened(why, kMaxReason)));
  };
  for (const Decision& decision : all) {
    try {
      check_kept(decision);
    } catch (const json::exception& error) {
      refuse(decision, words_of(error));
    } catch (const Error& error) {
      refuse(decision, error.what());
    }
  }
  return all;
}

DecisionLines read_decisions(const std::filesystem::path& file) {
  DecisionLines read;
  if (!std::filesystem::exists(file)) return read;
  const std::string text = base::read_text(file);
  std::unordered_set<std::string_view> known;  // a line that is repeated says nothing new
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = base::trimmed(std::string_view(text).substr(at, end - at), " \t\r");
    at = end + 1;
    ++number;
    if (line.empty() || !known.insert(line).second) continue;
    try {
      read.decisions.emplace_back(number, parse_decision(line));
    } catch (const Error& error) {
      const std::string why = end == text.size() ? fmt::format("cut off, or {}", error.what()) : error.what();
      read.wrong.push_back({number, base::shortened(why, kMaxReason)});
    }
  }
  return read;
}

}  // namespace curate
