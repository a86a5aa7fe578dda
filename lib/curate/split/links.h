#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/clips.h"
#include "catalog/manifests.h"
#include "model/link.h"

/// Why clips must share a fold, read off what manifests say and what objects are.
namespace curate {

using SameAs = std::vector<catalog::SamePerson>;

/// People behind pseudonyms: `same_as`, closed.
class People {
 public:
  explicit People(const SameAs& same_as);
  /// "manifest/subject"; where several pseudonyms are one person, the smallest of these texts.
  std::string key(std::string_view manifest, std::string_view subject) const;

 private:
  std::map<std::string, std::string> smallest_;
};

/// What a clip's subject, else its case, has in common with those that are written alike (manifest::alike_key); empty
/// for a clip with neither.
std::string alike_name(const catalog::ClipRow& row);

/// Every link that takes words and digests of files, sorted; those that take pictures are made by curate/duplicates.
/// The n clips that have one key are chained in the order of their ids by n - 1 links. Keys: Object - the digest in
/// hexadecimal, of the object that is here, else the one the manifest names; MediaUrl - base::normalised_url; Subject -
/// People::key; Case - "manifest/case"; AlikeName - alike_name, between names and not between the clips of one;
/// SameSource - "manifest/source", between clips with neither subject nor case. A page's address, a title or any free
/// text is never a link.
std::vector<model::Link> make_links(const std::vector<catalog::ClipRow>& clips, const SameAs& same_as);

}  // namespace curate
