#include "manifest/manifest.h"

#include "base/file.h"
#include "manifest/licence.h"

namespace manifest {

std::filesystem::path Manifest::folder() const { return base::folder_of(path); }

std::optional<model::Licence> find_licence(const Manifest& manifest, std::string_view id) {
  for (const model::Licence& licence : manifest.licences) {
    if (licence.id == id) return licence;
  }
  return spdx_licence(id);
}

}  // namespace manifest
