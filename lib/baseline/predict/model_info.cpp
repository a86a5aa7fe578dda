#include "baseline/predict/model_info.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "curate/split/split.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;
using nlohmann::json;

constexpr const char* kName = "model.json";
constexpr std::size_t kMaxInfoBytes = 1 << 20;
constexpr std::size_t kMaxModelClasses = 1000;
constexpr std::size_t kMaxWord = 200;

/// `read_model_info` adds the file's name.
[[noreturn]] void refuse(const std::string& why) { throw Error(Code::Corrupt, why); }

std::string word(const json& value, const char* key) {
  std::string text = value.at(key).get<std::string>();
  if (text.empty() || text.size() > kMaxWord) refuse(fmt::format("'{}' is empty or too long", key));
  return text;
}

base::Digest digest(const json& value, const char* key) {
  const auto parsed = base::Digest::from_hex(value.at(key).get<std::string>());
  if (!parsed) refuse(fmt::format("'{}' is not a SHA-256", key));
  return *parsed;
}

std::vector<std::string> classes(const json& value) {
  auto names = value.at("classes").get<std::vector<std::string>>();
  const bool fits =
      std::ranges::all_of(names, [](const std::string& name) { return !name.empty() && name.size() <= kMaxWord; });
  const std::set<std::string> different(names.begin(), names.end());
  if (names.size() < 2 || names.size() > kMaxModelClasses || different.size() != names.size() || !fits) {
    refuse("'classes' is not a list of two or more different names");
  }
  return names;
}

ModelInfo parse(const json& value) {
  const auto format = value.at("format").get<std::int64_t>();
  if (format != 1)
    throw Error(Code::Unsupported, fmt::format("format {} is not supported; it needs a newer sonoset", format));
  ModelInfo info;
  info.axis = word(value, "axis");
  info.taxonomy = value.value("taxonomy", "");
  if (info.taxonomy.size() > kMaxWord) refuse("'taxonomy' is too long");
  info.classes = classes(value);
  const std::string name = word(value, "network");
  const auto network = network_from(name);
  if (!network) refuse(fmt::format("unknown network '{}'", name));
  info.network = *network;
  info.network_digest = digest(value, "network_digest");
  info.head = word(value, "head");
  const auto folds = value.at("folds").get<std::int64_t>();
  if (folds < 1 || folds > model::kMaxFolds) {
    refuse(fmt::format("'folds' is {}, the limits are 1 to {}", folds, model::kMaxFolds));
  }
  info.folds = static_cast<int>(folds);
  info.plan = digest(value, "plan");
  // Runs of older versions have neither.
  const std::string view = value.value("view", std::string(model::to_string(model::View::Crop)));
  const auto known = model::view_from(view);
  if (!known || known == model::View::Whole) refuse(fmt::format("unknown view '{}'", view));
  info.view = *known;
  info.sectors = value.value("sectors", false);
  if (value.value("pooling", "picture") != pooling_of(info.network, info.view)) {
    throw Error(Code::Unsupported,
                "it was trained by an older sonoset, on masked frames but also on features from outside of the sector; "
                "train it again");
  }
  return info;
}

}  // namespace

fs::path model_folder(const fs::path& folder) {
  for (const fs::path& place : {folder, folder / "model"}) {
    if (fs::is_regular_file(place / kName)) return place;
  }
  throw Error(Code::NotFound, fmt::format("'{}' has no model.json: it is neither the folder of a finished run nor its "
                                          "model/",
                                          folder.string()));
}

ModelInfo read_model_info(const fs::path& folder) {
  const std::string file = (folder / kName).string();
  const std::string text = base::read_text(file, kMaxInfoBytes);
  try {
    return parse(json::parse(text));
  } catch (const json::exception& error) {
    throw Error(Code::Corrupt, fmt::format("'{}' is damaged: {}", file, error.what()));
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("'{}': {}", file, error.what()));
  }
}

}  // namespace baseline
