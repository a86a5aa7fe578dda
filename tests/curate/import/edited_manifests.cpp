#include "curate/import/edited_manifests.h"
#include "manifest/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/file.h"
#include "manifest/write.h"
#include "support/support.h"

namespace test {
namespace {

using curate::Change;
using manifest::Manifest;
using model::Clip;
using model::Label;
using model::Role;
using What = Change::What;
template <typename Thing>
using Option = EditedManifests::Option<Thing>;

template <typename Thing>
Option<Thing> text_option(std::string Thing::*member, const std::string& text) {
  return {text, [member, text](Thing& thing) { thing.*member = text; }};
}

template <typename Thing>
std::vector<Option<Thing>> text_options(std::string Thing::*member, const std::vector<std::string>& texts) {
  std::vector<Option<Thing>> options;
  for (const std::string& text : texts) options.push_back(text_option(member, text));
  return options;
}

Option<Clip> labels_option(const std::string& axis, const std::string& text, const std::vector<Label>& labels) {
  return {text, [axis, labels](Clip& clip) {
            std::erase_if(clip.labels, [&](const Label& label) { return label.axis == axis; });
            clip.labels.insert(clip.labels.end(), labels.begin(), labels.end());
            std::ranges::sort(clip.labels);
          }};
}

Option<Clip> region_option(int x) {
  return {fmt::format("{{x: {}, y: 2, width: 30, height: 40}}", x), [x](Clip& clip) {
            clip.region = model::Region{x, 2, 30, 40};
          }};
}

Option<Clip> digest_option(const std::string& of) {
  const base::Digest digest = base::sha256(of);
  return {digest.hex(), [digest](Clip& clip) { clip.sha256 = digest; }};
}

std::vector<Option<Clip>> attribute_options(const std::string& name) {
  std::vector<Option<Clip>> options = {{"", [name](Clip& clip) { clip.attributes.erase(name); }}};
  for (const char* const text : {"40", "no: \"quotes\"\nand lines", "ünïcode"}) {
    options.push_back({text, [name, text](Clip& clip) { clip.attributes[name] = text; }});
  }
  return options;
}

void add_label_options(EditedManifests::Options<Clip>& options) {
  options["labels.diagnosis"] = {
      labels_option("diagnosis", "", {}),
      labels_option("diagnosis", "healthy", {{"diagnosis", "healthy", "", "", Role::Manifest}}),
      labels_option("diagnosis", "covid-19 (evidence PCR)", {{"diagnosis", "covid-19", "", "PCR", Role::Manifest}}),
      labels_option("diagnosis", "covid-19 (annotator, by ann); healthy (annotator, by bob)",
                    {{"diagnosis", "covid-19", "ann", "", Role::Annotator},
                     {"diagnosis", "healthy", "bob", "", Role::Annotator}}),
      labels_option("diagnosis", "healthy (annotator, by ann)",
                    {{"diagnosis", "healthy", "ann", "", Role::Annotator}})};
  options["labels.a-lines"] = {
      labels_option("a-lines", "", {}),
      labels_option("a-lines", "present", {{"a-lines", "present", "", "", Role::Manifest}}),
      labels_option("a-lines", "absent (by dr x)", {{"a-lines", "absent", "dr x", "", Role::Manifest}})};
}

const EditedManifests::Options<Clip>& clip_options() {
  static const EditedManifests::Options<Clip> kOptions = [] {
    EditedManifests::Options<Clip> options;
    options["source"] = text_options(&Clip::source, {"s0", "s1", "s2"});
    options["path"] = text_options(&Clip::path, {"p0.mp4", "p1.mp4", "p2.mov", "p3.avi", "p4.mp4", "missing.mp4"});
    options["url"] = text_options(&Clip::url, {"", "https://example.org/a.mp4", "https://example.org/b.mp4"});
    options["sha256"] = {{"", [](Clip& clip) { clip.sha256.reset(); }},
                         digest_option("bytes of p0.mp4"),
                         digest_option("bytes of p1.mp4"),
                         digest_option("nobody has this")};
    options["stream"] = {{"", [](Clip& clip) { clip.stream.reset(); }},
                         {"0", [](Clip& clip) { clip.stream = 0; }},
                         {"1", [](Clip& clip) { clip.stream = 1; }}};
    options["window"] = {{"", [](Clip& clip) { clip.window = {}; }},
                         {"{from: 1/2, to: 3}",
                          [](Clip& clip) {
                            clip.window = {base::Rational(1, 2), base::Rational(3), std::nullopt, std::nullopt};
                          }},
                         {"{first: 3, end: 80}",
                          [](Clip& clip) {
                            clip.window = {std::nullopt, std::nullopt, 3, 80};
                          }},
                         {"{first: 5000, end: 5001}", [](Clip& clip) {
                            clip.window = {std::nullopt, std::nullopt, 5000, 5001};
                          }}};
    options["region"] = {
        {"", [](Clip& clip) { clip.region.reset(); }}, region_option(1), region_option(7), region_option(900)};
    options["probe"] = text_options(&Clip::probe, {"", "convex", "linear"});
    options["subject"] = text_options(&Clip::subject, {"", "p0", "p1", "p2", "p3", "p4"});
    options["case"] = text_options(&Clip::clip_case, {"", "k0", "k1"});
    options["licence"] = text_options(&Clip::licence, {"", "", "MIT", "CC0-1.0", "LicenseRef-a"});
    options["page"] = text_options(&Clip::page, {"", "https://example.org/page"});
    options["notes"] = text_options(&Clip::notes, {"", "noted", "two\nlines", "'; DROP TABLE clip; --"});
    options["attributes.age"] = attribute_options("age");
    options["attributes.sex"] = attribute_options("sex");
    add_label_options(options);
    return options;
  }();
  return kOptions;
}

const EditedManifests::Options<model::Source>& source_options() {
  using model::Source;
  static const EditedManifests::Options<Source> kOptions = {
      {"title", text_options(&Source::title, {"Ward", "A clinic", "Site"})},
      {"url", text_options(&Source::url, {"", "https://example.org/source"})},
      {"licence", text_options(&Source::licence, {"", "CC-BY-4.0", "CC-BY-NC-4.0"})},
      {"licence_url", text_options(&Source::licence_url, {"", "https://example.org/licence"})},
      {"terms", text_options(&Source::terms, {"", "ask first"})},
      {"citation", text_options(&Source::citation, {"", "Doe 2020", "Roe 2021"})}};
  return kOptions;
}

Option<model::Licence> permits_option(const std::string& text, bool redistribute, bool research) {
  return {text, [=](model::Licence& licence) {
            licence.redistribute = redistribute;
            licence.research = research;
          }};
}

const EditedManifests::Options<model::Licence>& licence_options() {
  using model::Licence;
  static const EditedManifests::Options<Licence> kOptions = {
      {"title", text_options(&Licence::title, {"A licence", "Another"})},
      {"url", text_options(&Licence::url, {"", "https://example.org/terms"})},
      {"permits",
       {permits_option("[]", false, false), permits_option("[research]", false, true),
        permits_option("[redistribute, research]", true, true)}}};
  return kOptions;
}

std::set<std::string> pairs_of(const Manifest& manifest) {
  std::set<std::string> pairs;
  for (const auto& names : manifest.same_as) {
    std::set<std::string> sorted;
    for (const auto& name : names) sorted.insert(name.manifest + "/" + name.subject);
    for (auto name = std::next(sorted.begin()); name != sorted.end(); ++name) {
      pairs.insert(*sorted.begin() + " = " + *name);
    }
  }
  return pairs;
}

}  // namespace

EditedManifests::EditedManifests(std::filesystem::path folder, std::uint64_t seed)
    : folder_(std::move(folder)), random_(seed) {
  base::write_atomically(folder_ / "own.yaml",
                         base::read_text(source_dir() / "schema" / "taxonomies" / "lung-ultrasound.yaml"));
  for (const char* const name : {"m", "n"}) {
    Manifest& manifest = state_.manifests[name];
    manifest.name = name;
    manifest.title = "A title";
    state_.texts[{name, What::Manifest, name}] = {{"title", "A title"}, {"taxonomy", "lung-ultrasound"}};
    for (const char* const id : {"s0", "s1"}) {
      model::Source source;
      source.id = id;
      Texts& texts = state_.texts[{name, What::Source, id}];
      for (const auto& [key, options] : source_options()) choose(source, texts, key, options, nullptr);
      manifest.sources.push_back(source);
    }
    while (state_.manifests[name].clips.size() < 5) {
      const State state = state_;
      add_clip(state_.manifests[name]);
      if (!can_be_read(state_.manifests[name])) state_ = state;
    }
  }
  before_ = state_;
  log_.clear();
}

template <typename Thing>
void EditedManifests::choose(Thing& thing, Texts& texts, const std::string& key,
                             const std::vector<Option<Thing>>& options, Logged* log) {
  const auto& option = options[below(options.size())];
  const auto present = texts.find(key);
  const std::string from = present == texts.end() ? "" : present->second;
  option.apply(thing);
  if (option.text == from) return;
  if (log != nullptr) log->attributes[key] = {from, option.text};
  if (option.text.empty()) {
    texts.erase(key);
  } else {
    texts[key] = option.text;
  }
}

void EditedManifests::edit() {
  before_ = state_;
  log_.clear();
  if (below(25) == 0) return edit_sampling();
  const std::size_t edits = 1 + below(3);
  for (std::size_t i = 0; i < edits; ++i) {
    const State state = state_;
    const auto log = log_;
    edit_once();
    if (can_be_read(state_.manifests.at("m")) && can_be_read(state_.manifests.at("n"))) continue;
    state_ = state;
    log_ = log;
  }
}

void EditedManifests::undo() {
  std::swap(state_, before_);
  std::map<Key, Logged> back;
  for (auto& [key, logged] : log_) {
    auto [manifest, what, id] = key;
    std::swap(logged.added, logged.removed);
    for (auto& entry : logged.attributes) std::swap(entry.second.first, entry.second.second);
    const auto moved = logged.attributes.find("manifest");
    if (moved != logged.attributes.end()) manifest = moved->second.second;
    back[{manifest, what, id}] = std::move(logged);
  }
  log_ = std::move(back);
}

void EditedManifests::edit_once() {
  Manifest& manifest = any_manifest();
  const std::size_t dice = below(100);
  if (dice < 50) return edit_clip(manifest);
  if (dice < 60) return add_clip(manifest);
  if (dice < 68) return remove_clip(manifest);
  if (dice < 71) return rename_clip(manifest);
  if (dice < 75) return move_clip(manifest);
  if (dice < 82) return edit_source(manifest);
  if (dice < 87) return edit_licence(manifest);
  if (dice < 90) return edit_head(manifest);
  if (dice < 97) return edit_same_as(manifest);
  // The order of entries does not matter.
  std::ranges::shuffle(manifest.clips, random_);
}

void EditedManifests::put_clip(Manifest& manifest, Clip clip) {
  ever_.push_back(clip.id);
  const std::size_t at = below(manifest.clips.size() + 1);
  manifest.clips.insert(manifest.clips.begin() + static_cast<std::ptrdiff_t>(at), std::move(clip));
}

void EditedManifests::edit_clip(Manifest& manifest) {
  if (manifest.clips.empty()) return;
  Clip& clip = manifest.clips[below(manifest.clips.size())];
  Logged& log = log_[{manifest.name, What::Clip, clip.id}];
  if (log.added || log.removed) return;
  auto entry = clip_options().begin();
  std::advance(entry, static_cast<std::ptrdiff_t>(below(clip_options().size())));
  if (log.attributes.contains(entry->first)) return;
  choose(clip, state_.texts[{"", What::Clip, clip.id}], entry->first, entry->second, &log);
}

// A new clip, or one that was removed before and comes back, perhaps changed.
void EditedManifests::add_clip(Manifest& manifest) {
  Clip clip;
  clip.id = below(2) == 0 && !ever_.empty() ? ever_[below(ever_.size())] : fmt::format("c{}", below(60));
  for (const char* const name : {"m", "n"}) {
    const auto& clips = state_.manifests[name].clips;
    const bool there = std::ranges::any_of(clips, [&](const Clip& other) { return other.id == clip.id; });
    if (there || touched({name, What::Clip, clip.id})) return;
  }
  Texts& texts = state_.texts[{"", What::Clip, clip.id}];
  texts.clear();
  for (const auto& [key, options] : clip_options()) {
    if (key == "source" || key == "path" || below(3) == 0) choose(clip, texts, key, options, nullptr);
  }
  log_[{manifest.name, What::Clip, clip.id}].added = true;
  put_clip(manifest, std::move(clip));
}

void EditedManifests::remove_clip(Manifest& manifest) {
  if (manifest.clips.size() < 2) return;
  const auto clip = manifest.clips.begin() + static_cast<std::ptrdiff_t>(below(manifest.clips.size()));
  const Key key{manifest.name, What::Clip, clip->id};
  if (touched(key)) return;
  log_[key].removed = true;
  manifest.clips.erase(clip);
}

void EditedManifests::rename_clip(Manifest& manifest) {
  if (manifest.clips.empty()) return;
  Clip& clip = manifest.clips[below(manifest.clips.size())];
  const std::string id = fmt::format("r{}", below(1'000'000));
  const Key from{manifest.name, What::Clip, clip.id};
  const Key to{manifest.name, What::Clip, id};
  if (touched(from) || std::ranges::find(ever_, id) != ever_.end()) return;
  log_[from].removed = true;
  log_[to].added = true;
  state_.texts[{"", What::Clip, id}] = state_.texts[{"", What::Clip, clip.id}];
  ever_.push_back(id);
  clip.id = id;
}

void EditedManifests::move_clip(Manifest& manifest) {
  if (manifest.clips.size() < 2) return;
  const auto clip = manifest.clips.begin() + static_cast<std::ptrdiff_t>(below(manifest.clips.size()));
  Manifest& other = state_.manifests.at(manifest.name == "m" ? "n" : "m");
  if (touched({manifest.name, What::Clip, clip->id}) || touched({other.name, What::Clip, clip->id})) return;
  log_[{other.name, What::Clip, clip->id}].attributes["manifest"] = {manifest.name, other.name};
  put_clip(other, *clip);
  manifest.clips.erase(clip);
}

template <typename Thing>
void EditedManifests::edit_named(const std::string& manifest, What what, std::vector<Thing>& things,
                                 const std::vector<std::string>& ids, const Options<Thing>& options) {
  const std::string& id = ids[below(ids.size())];
  const Key key{manifest, what, id};
  const auto found = std::ranges::find_if(things, [&](const Thing& thing) { return thing.id == id; });
  Logged& log = log_[key];
  if (log.added || log.removed) return;
  if (found == things.end()) {
    Thing thing;
    thing.id = id;
    Texts& texts = state_.texts[key];
    texts.clear();
    for (const auto& [name, choices] : options) choose(thing, texts, name, choices, nullptr);
    things.push_back(thing);
    log.added = true;
  } else if (below(3) == 0 && log.attributes.empty()) {
    things.erase(found);
    log.removed = true;
  } else {
    auto entry = options.begin();
    std::advance(entry, static_cast<std::ptrdiff_t>(below(options.size())));
    if (!log.attributes.contains(entry->first)) choose(*found, state_.texts[key], entry->first, entry->second, &log);
  }
}

void EditedManifests::edit_source(Manifest& manifest) {
  edit_named(manifest.name, What::Source, manifest.sources, {"s0", "s1", "s2", "s3"}, source_options());
}

void EditedManifests::edit_licence(Manifest& manifest) {
  edit_named(manifest.name, What::Licence, manifest.licences, {"LicenseRef-a", "LicenseRef-b"}, licence_options());
}

void EditedManifests::edit_head(Manifest& manifest) {
  const Key key{manifest.name, What::Manifest, manifest.name};
  if (touched(key)) return;
  if (below(2) == 0) {
    choose(manifest, state_.texts[key], "title", text_options(&Manifest::title, {"A title", "Another title"}),
           &log_[key]);
  } else {
    choose(manifest, state_.texts[key], "taxonomy", text_options(&Manifest::taxonomy, {"lung-ultrasound", "own.yaml"}),
           &log_[key]);
  }
}

void EditedManifests::edit_same_as(Manifest& manifest) {
  if (!manifest.same_as.empty() && below(2) == 0) {
    manifest.same_as.erase(manifest.same_as.begin() + static_cast<std::ptrdiff_t>(below(manifest.same_as.size())));
    return;
  }
  // Subjects of this manifest, of the other, and of one that is never imported.
  std::set<std::pair<std::string, std::string>> names;
  const std::size_t count = 2 + below(2);
  while (names.size() < count) {
    const char* const owner = below(5) == 0 ? "elsewhere" : below(2) == 0 ? "m" : "n";
    names.insert({owner, fmt::format("p{}", below(5))});
  }
  std::vector<manifest::SubjectName> list;
  for (const auto& [owner, subject] : names) list.push_back({owner, subject});
  std::ranges::shuffle(list, random_);
  manifest.same_as.push_back(std::move(list));
}

void EditedManifests::edit_sampling() {
  const auto& [text, sampling] =
      below(2) == 0
          ? std::make_pair(std::string("one in 5"), model::Sampling{model::Sampling::Kind::Every, {3}, 0, 5, 0})
          : std::make_pair(std::string("3 per second, at most 30"), model::Sampling());
  if (text == state_.sampling) return;
  for (const auto& [name, manifest] : state_.manifests) {
    for (const Clip& clip : manifest.clips) {
      log_[{name, What::Clip, clip.id}].attributes["sampling"] = {state_.sampling, text};
    }
  }
  state_.sampling = text;
  state_.recipe.sampling = sampling;
}

bool EditedManifests::can_be_read(const Manifest& manifest) const {
  return manifest::parse_text(manifest::write(manifest), manifest.name, folder_).manifest.has_value();
}

std::vector<Manifest> EditedManifests::read() const {
  std::vector<Manifest> all;
  for (const auto& [name, manifest] : state_.manifests) {
    const std::filesystem::path file = folder_ / (name + ".yaml");
    base::write_atomically(file, manifest::write(manifest));
    manifest::Parsed parsed = manifest::parse(file);
    if (!parsed.manifest) throw std::runtime_error(manifest::text_of(parsed.problems));
    all.push_back(std::move(*parsed.manifest));
  }
  return all;
}

std::map<std::string, std::vector<Change>> EditedManifests::log() const {
  std::map<std::string, std::vector<Change>> all;
  const auto text = [](const std::string& value) {
    return value.empty() ? std::nullopt : std::optional<std::string>(value);
  };
  for (const auto& [key, logged] : log_) {
    const auto& [manifest, what, id] = key;
    Change change{what, id, logged.added ? Change::How::Added : Change::How::Removed, {}};
    if (!logged.added && !logged.removed) {
      change.how = Change::How::Changed;
      for (const auto& [name, values] : logged.attributes) {
        change.attributes.push_back({name, text(values.first), text(values.second)});
      }
      if (change.attributes.empty()) continue;
    }
    all[manifest].push_back(std::move(change));
  }
  for (const auto& [name, manifest] : state_.manifests) {
    const std::set<std::string> before = pairs_of(before_.manifests.at(name));
    const std::set<std::string> now = pairs_of(manifest);
    for (const std::string& pair : before) {
      if (!now.contains(pair)) all[name].push_back({What::SamePerson, pair, Change::How::Removed, {}});
    }
    for (const std::string& pair : now) {
      if (!before.contains(pair)) all[name].push_back({What::SamePerson, pair, Change::How::Added, {}});
    }
    std::ranges::sort(all[name]);
  }
  return all;
}

}  // namespace test
