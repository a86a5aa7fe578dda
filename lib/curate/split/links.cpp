#include "curate/split/links.h"

#include <algorithm>
#include <iterator>

#include "base/url.h"
#include "manifest/subject_names.h"

namespace curate {
namespace {

std::string joined(std::string_view manifest, std::string_view name) {
  std::string text(manifest);
  text += '/';
  text += name;
  return text;
}

/// The smallest name of a class. Compresses the path, so that a hostile list of pairs costs no more than others.
std::string root(std::map<std::string, std::string>& smallest, const std::string& name) {
  std::string at = name;
  for (auto found = smallest.find(at); found != smallest.end(); found = smallest.find(at)) {
    const auto next = smallest.find(found->second);
    if (next != smallest.end()) found->second = next->second;
    at = found->second;
  }
  return at;
}

/// Adds each of a clip's keys as a link without its second clip.
void add_keys(const catalog::ClipRow& row, const People& people, std::vector<model::Link>& keys) {
  const model::Clip& clip = row.clip;
  const auto add = [&](model::LinkKind kind, std::string key) { keys.push_back({kind, std::move(key), clip.id, {}}); };
  if (row.object) {
    add(model::LinkKind::Object, row.object->hex());
  } else if (clip.sha256) {
    add(model::LinkKind::Object, clip.sha256->hex());
  }
  if (!clip.url.empty()) add(model::LinkKind::MediaUrl, base::normalised_url(clip.url));
  if (!clip.subject.empty()) add(model::LinkKind::Subject, people.key(row.manifest, clip.subject));
  if (!clip.clip_case.empty()) add(model::LinkKind::Case, joined(row.manifest, clip.clip_case));
  if (clip.subject.empty() && clip.clip_case.empty()) {
    add(model::LinkKind::SameSource, joined(row.manifest, clip.source));
  }
}

}  // namespace

People::People(const SameAs& same_as) {
  for (const auto& [one, other] : same_as) {
    const std::string first = root(smallest_, joined(one.first, one.second));
    const std::string second = root(smallest_, joined(other.first, other.second));
    if (first != second) smallest_[std::max(first, second)] = std::min(first, second);
  }
  for (auto& entry : smallest_) entry.second = root(smallest_, entry.first);
}

std::string People::key(std::string_view manifest, std::string_view subject) const {
  std::string own = joined(manifest, subject);
  const auto found = smallest_.find(own);
  return found == smallest_.end() ? own : found->second;
}

std::string alike_name(const catalog::ClipRow& row) {
  const std::string& name = row.clip.subject.empty() ? row.clip.clip_case : row.clip.subject;
  if (name.empty()) return name;
  return joined(row.manifest, manifest::alike_key(name)) + (row.clip.subject.empty() ? "/" : "");
}

namespace {

// Links between the first clips of names that are spelled alike; names joined by same_as count as one.
std::vector<model::Link> alike_links(const std::vector<catalog::ClipRow>& clips, const People& people) {
  std::map<std::string, std::map<std::string, const std::string*>> names;  // alike name, name, clip
  for (const catalog::ClipRow& row : clips) {
    const std::string alike = alike_name(row);
    if (alike.empty()) continue;
    const bool is_case = row.clip.subject.empty();
    std::string name = is_case ? row.clip.clip_case : people.key(row.manifest, row.clip.subject);
    const std::string*& first = names[alike][std::move(name)];
    if (first == nullptr || row.clip.id < *first) first = &row.clip.id;
  }
  std::vector<model::Link> links;
  for (const auto& [alike, first_clips] : names) {
    const std::string* before = nullptr;
    for (const auto& [name, clip] : first_clips) {
      if (before != nullptr && *before != *clip) {
        const auto [first, second] = std::minmax(*before, *clip);
        links.push_back({model::LinkKind::AlikeName, alike, first, second});
      }
      before = clip;
    }
  }
  return links;
}

}  // namespace

std::vector<model::Link> make_links(const std::vector<catalog::ClipRow>& clips, const SameAs& same_as) {
  const People people(same_as);
  std::vector<model::Link> keys;
  keys.reserve(3 * clips.size());
  for (const catalog::ClipRow& row : clips) add_keys(row, people, keys);
  std::ranges::sort(keys);
  std::vector<model::Link> links;
  for (std::size_t i = 1; i < keys.size(); ++i) {
    model::Link& link = keys[i - 1];
    const model::Link& next = keys[i];
    if (link.kind != next.kind || link.key != next.key || link.first == next.first) continue;
    link.second = next.first;
    links.push_back(std::move(link));
  }
  const std::vector<model::Link> alike = alike_links(clips, people);
  links.insert(links.end(), alike.begin(), alike.end());
  std::ranges::sort(links);
  return links;
}

}  // namespace curate
