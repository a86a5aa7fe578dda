#include "manifest/weights_registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/names.h"
#include "manifest/fields.h"
#include "manifest/licence.h"
#include "manifest/text.h"

namespace manifest {
namespace {

constexpr std::int64_t kMaxBytes = std::int64_t{4} << 30;
constexpr auto kBackboneNames =
    base::names<Backbone>({{Backbone::MobileNetV2, "mobilenet-v2"}, {Backbone::Vgg16, "vgg16"}});
constexpr auto kFileNames =
    base::names<WeightsFile>({{WeightsFile::Tflite, "tflite"}, {WeightsFile::Safetensors, "safetensors"}});

// Reads one of several words; reports any other.
template <typename Word, std::size_t N>
Word read_word(const Fields& fields, const char* name, const base::Names<Word, N>& words) {
  const std::string text = fields.line(name);
  if (const auto word = base::value_of(words, text)) return *word;
  std::vector<std::string> all;
  for (const auto& one : words) all.emplace_back(one.second);
  if (!text.empty()) {
    fields.add(name, fmt::format("{} is not one of {}{}", cited(text), fmt::join(all, ", "), did_you_mean(text, all)));
  }
  return words.front().first;
}

std::string read_licence(const Fields& fields) {
  const std::string text = fields.line("licence");
  if (!text.empty() && !spdx_licence(text)) {
    fields.add("licence", fmt::format("{} is not an SPDX id{}", cited(text), licence_advice(text)));
  }
  return text;
}

base::Digest read_digest(const Fields& fields) {
  const std::string text = fields.line("sha256");
  const auto digest = base::Digest::from_hex(text);
  if (!text.empty() && !digest)
    fields.add("sha256", "not a SHA-256 digest (64 hexadecimal digits, as sha256sum prints)");
  return digest.value_or(base::Digest{});
}

WeightsEntry read_entry(const Fields& fields) {
  fields.require("name", "the name used by --weights and 'baseline weights fetch'");
  fields.require("backbone", "the network that the weights are for");
  fields.require("file", "tflite or safetensors");
  fields.require("licence", "an SPDX id");
  fields.require("url", "the address of the file");
  fields.require("sha256", "the SHA-256 digest of the file");
  fields.require("bytes", "the size of the file");
  WeightsEntry entry{fields.id("name"),
                     fields.line("title"),
                     read_word(fields, "backbone", kBackboneNames),
                     read_word(fields, "file", kFileNames),
                     read_licence(fields),
                     fields.line("source"),
                     fields.url("url"),
                     read_digest(fields),
                     fields.integer("bytes", 1, kMaxBytes).value_or(0)};
  const auto fits = entry.backbone == Backbone::MobileNetV2 ? WeightsFile::Tflite : WeightsFile::Safetensors;
  if (fields.has("backbone") && fields.has("file") && entry.file != fits) {
    fields.add("file", fmt::format("{} needs a {} file", to_string(entry.backbone), to_string(fits)));
  }
  return entry;
}

WeightsRegistry read_registry(const Fields& fields) {
  require_format_1(fields);
  fields.require("weights", "the list of files");
  WeightsRegistry registry;
  std::set<std::string> seen;
  const auto items = fields.items("weights");
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Fields entry(fields.log(), *items[i], item_key(fields.key("weights"), i),
                       {"name", "title", "backbone", "file", "licence", "source", "url", "sha256", "bytes"});
    registry.entries.push_back(read_entry(entry));
    const std::string& name = registry.entries.back().name;
    if (!name.empty() && !seen.insert(name).second) entry.add("name", fmt::format("duplicate name '{}'", name));
  }
  std::ranges::sort(registry.entries, {}, &WeightsEntry::name);
  return registry;
}

}  // namespace

std::string_view to_string(Backbone backbone) { return base::name_of(kBackboneNames, backbone); }
std::string_view to_string(WeightsFile file) { return base::name_of(kFileNames, file); }

const WeightsEntry* WeightsRegistry::find(std::string_view name) const {
  const auto found = std::ranges::find(entries, name, &WeightsEntry::name);
  return found == entries.end() ? nullptr : &*found;
}

ParsedWeightsRegistry parse_weights_registry(std::string_view text, const std::string& file) {
  ParsedWeightsRegistry parsed;
  const auto root = read_yaml(text, file, parsed.problems);
  if (!root) return parsed;
  Log log(file);
  WeightsRegistry registry = read_registry(Fields(log, *root, "", {"format", "weights"}));
  if (log.empty()) parsed.registry = std::move(registry);
  parsed.problems = log.take();
  return parsed;
}

}  // namespace manifest
