#include "curate/import/entry_attributes.h"

#include <fmt/format.h>

#include <vector>

namespace curate {
namespace {

void set(Attributes& attributes, const std::string& key, const std::string& value) {
  if (!value.empty()) attributes[key] = value;
}

std::string text_of(const model::Region& region) {
  return fmt::format("{{x: {}, y: {}, width: {}, height: {}}}", region.x, region.y, region.width, region.height);
}

std::string text_of(const model::Window& window) {
  std::vector<std::string> parts;
  if (window.from_s) parts.push_back("from: " + window.from_s->text());
  if (window.to_s) parts.push_back("to: " + window.to_s->text());
  if (window.first_picture) parts.push_back(fmt::format("first: {}", *window.first_picture));
  if (window.end_picture) parts.push_back(fmt::format("end: {}", *window.end_picture));
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string text_of(const model::Sampling& sampling) {
  const std::string limit = sampling.maximum == 0 ? "" : fmt::format(", at most {}", sampling.maximum);
  switch (sampling.kind) {
    case model::Sampling::Kind::Rate:
      return fmt::format("{} per second{}", sampling.rate_hz.text(), limit);
    case model::Sampling::Kind::Uniform:
      return fmt::format("{} evenly spaced{}", sampling.count, limit);
    case model::Sampling::Kind::Every:
      return fmt::format("one in {}{}", sampling.step, limit);
    case model::Sampling::Kind::All:
      return "all" + limit;
  }
  return {};
}

// The value, then role, author and evidence in parentheses if the manifest has them.
std::string text_of(const model::Label& label) {
  std::vector<std::string> said;
  if (label.role != model::Role::Manifest) said.emplace_back(model::to_string(label.role));
  if (!label.by.empty()) said.push_back("by " + label.by);
  if (!label.evidence.empty()) said.push_back("evidence " + label.evidence);
  return said.empty() ? label.value : fmt::format("{} ({})", label.value, fmt::join(said, ", "));
}

}  // namespace

Attributes attributes_of(const model::Clip& clip, const std::string& manifest, const model::Recipe& recipe) {
  Attributes attributes;
  set(attributes, "manifest", manifest);
  set(attributes, "source", clip.source);
  set(attributes, "path", clip.path);
  set(attributes, "url", clip.url);
  if (clip.sha256) set(attributes, "sha256", clip.sha256->hex());
  if (clip.stream) set(attributes, "stream", std::to_string(*clip.stream));
  if (!clip.window.whole()) set(attributes, "window", text_of(clip.window));
  if (clip.auto_region) set(attributes, "region", "auto");
  if (clip.region) set(attributes, "region", text_of(*clip.region));
  set(attributes, "probe", clip.probe);
  set(attributes, "subject", clip.subject);
  set(attributes, "case", clip.clip_case);
  set(attributes, "licence", clip.licence);
  set(attributes, "page", clip.page);
  set(attributes, "notes", clip.notes);
  for (const model::Label& label : clip.labels) {
    std::string& text = attributes["labels." + label.axis];
    text += (text.empty() ? "" : "; ") + text_of(label);
  }
  for (const auto& [key, value] : clip.attributes) set(attributes, "attributes." + key, value);
  set(attributes, "sampling", text_of(recipe.sampling));
  if (recipe.sectors > 0) set(attributes, "sectors", fmt::format("found by version {}", recipe.sectors));
  if (recipe.text > 0) set(attributes, "text", fmt::format("read by version {}", recipe.text));
  set(attributes, "channels", std::string(model::to_string(recipe.channels)));
  set(attributes, "format", std::string(model::to_string(recipe.format)));
  return attributes;
}

Attributes attributes_of(const model::Source& source) {
  Attributes attributes;
  set(attributes, "title", source.title);
  set(attributes, "url", source.url);
  set(attributes, "licence", source.licence);
  set(attributes, "licence_url", source.licence_url);
  set(attributes, "terms", source.terms);
  set(attributes, "citation", source.citation);
  set(attributes, "fetch", source.fetch);
  return attributes;
}

Attributes attributes_of(const model::Licence& licence) {
  Attributes attributes;
  set(attributes, "title", licence.title);
  set(attributes, "url", licence.url);
  std::vector<std::string> permits;
  if (licence.redistribute) permits.emplace_back("redistribute");
  if (licence.research) permits.emplace_back("research");
  if (licence.commercial) permits.emplace_back("commercial");
  if (licence.derivatives) permits.emplace_back("derivatives");
  set(attributes, "permits", fmt::format("[{}]", fmt::join(permits, ", ")));
  return attributes;
}

}  // namespace curate
