#include "phantom_set.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/file.h"

namespace worker {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSources = R"(sources:
  - id: phantom-site-a
    title: Phantom site A
    licence: CC-BY-4.0
    terms: Made by sonoset phantom; nobody was scanned.
  - id: phantom-site-b
    title: Phantom site B
    licence: CC-BY-NC-4.0
    terms: Made by sonoset phantom; nobody was scanned.
licences:
  - id: LicenseRef-Phantom-Research
    title: Phantom research licence
    permits: [research]
)";

/// YAML scalar for ids, numbers and taxonomy values; only digits need quotes.
std::string scalar(const std::string& text) {
  return text.find_first_not_of("0123456789") == std::string::npos ? '"' + text + '"' : text;
}

std::string entry(const model::Clip& clip) {
  std::string text = fmt::format("  - id: {}\n    source: {}\n    path: {}\n    sha256: \"{}\"\n", clip.id, clip.source,
                                 clip.path, clip.sha256->hex());
  if (clip.stream) text += fmt::format("    stream: {}\n", *clip.stream);
  if (!clip.subject.empty()) text += fmt::format("    subject: {}\n", clip.subject);
  if (!clip.clip_case.empty()) text += fmt::format("    case: {}\n", clip.clip_case);
  text += fmt::format("    probe: {}\n", clip.probe);
  if (!clip.licence.empty()) text += fmt::format("    licence: {}\n", clip.licence);
  if (clip.region) {
    text += fmt::format("    region: {{x: {}, y: {}, width: {}, height: {}}}\n", clip.region->x, clip.region->y,
                        clip.region->width, clip.region->height);
  }
  const char* lead = "    labels: {";
  for (const model::Label& label : clip.labels) {
    text += fmt::format("{}{}: {}", lead, label.axis, scalar(label.value));
    lead = ", ";
  }
  if (!clip.labels.empty()) text += "}\n";
  lead = "    attributes: {";
  for (const auto& attribute : clip.attributes) {
    text += fmt::format("{}{}: {}", lead, attribute.first, scalar(attribute.second));
    lead = ", ";
  }
  return clip.attributes.empty() ? text : text + "}\n";
}

}  // namespace

PhantomSet::PhantomSet(fs::path folder, std::string name, std::string title)
    : folder_(std::move(folder)), name_(std::move(name)), title_(std::move(title)) {
  fs::create_directories(folder_ / "clips");
}

void PhantomSet::add(model::Clip clip, const std::string& name, const std::string& truth) {
  clip.path = "clips/" + name;
  clip.sha256 = base::sha256_of_file(file(name));
  // One line per clip, id first.
  truths_.push_back(fmt::format("{{\"id\": \"{}\", \"path\": \"{}\", {}", clip.id, clip.path, truth.substr(1)));
  clips_.push_back(std::move(clip));
}

void PhantomSet::write() const {
  std::string manifest = fmt::format("format: 1\nname: {}\ntitle: {}\ntaxonomy: lung-ultrasound\n", name_, title_);
  manifest += kSources;
  manifest += "clips:\n";
  std::string truth = "{";
  for (const auto& part : general_) truth += fmt::format("\"{}\": {},\n", part.first, part.second);
  truth += "\"clips\": [\n";
  for (std::size_t i = 0; i < clips_.size(); ++i) {
    manifest += entry(clips_[i]);
    truth += truths_[i] + (i + 1 < clips_.size() ? ",\n" : "\n");
  }
  base::write_atomically(folder_ / "manifest.yaml", manifest);
  base::write_atomically(folder_ / "truth.json", truth + "]}\n");
}

model::Clip phantom_clip(const std::string& id, const std::string& source) {
  model::Clip clip;
  clip.id = id;
  clip.source = source;
  clip.probe = "linear";
  return clip;
}

}  // namespace worker
