#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/clips.h"
#include "catalog/manifests.h"
#include "model/link.h"

/// Links between clips that follow from manifests and from the digests of objects.
namespace curate {

using SameAs = std::vector<catalog::SamePerson>;

/// People and their pseudonyms: the closure of `same_as`.
class People {
 public:
  explicit People(const SameAs& same_as);
  /// "manifest/subject"; for a person with several pseudonyms, the smallest of these texts.
  std::string key(std::string_view manifest, std::string_view subject) const;

 private:
  std::map<std::string, std::string> smallest_;
};

/// A key that is equal for names that are spelled alike (manifest::alike_key), from a clip's subject, else its case;
/// empty for a clip with neither.
std::string alike_name(const catalog::ClipRow& row);

/// All links that follow from text and file digests, sorted; curate/duplicates makes those that follow from pictures.
/// The n clips with one key are chained by n - 1 links, in the order of their ids. Keys:
///
// clang-format off
///   Object      digest of the imported object in hexadecimal, else the one in the manifest
///   MediaUrl    base::normalised_url
///   Subject     People::key
///   Case        "manifest/case"
///   AlikeName   alike_name, between names, not between the clips of one name
///   SameSource  "manifest/source", between clips with neither subject nor case
// clang-format on
///
/// A page's URL, a title or any free text is never a link.
std::vector<model::Link> make_links(const std::vector<catalog::ClipRow>& clips, const SameAs& same_as);

}  // namespace curate
