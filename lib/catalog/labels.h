#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/clip.h"

namespace catalog {

/// All labels of a clip on an axis, in the order they were made, the manifest's first. Without evidence.
std::vector<model::Label> labels_of(Catalog& catalog, std::string_view clip, std::string_view axis);

/// The last value that an annotator gave a clip on an axis.
struct Annotation {
  std::string axis;
  std::string clip;
  std::string by;
  std::string value;
};

/// Those of all annotators, by axis, clip and annotator.
std::vector<Annotation> annotations(Catalog& catalog);

}  // namespace catalog
