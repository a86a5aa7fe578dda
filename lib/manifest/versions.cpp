#include "manifest/versions.h"

#include <dlfcn.h>
#include <re2/re2.h>
#include <yaml.h>

#include <filesystem>

namespace manifest {

std::string libyaml_version() { return yaml_get_version_string(); }

std::string re2_version() {
  Dl_info library{};
  std::error_code error;
  if (::dladdr(reinterpret_cast<void*>(&RE2::QuoteMeta), &library) == 0) return "unknown";
  const std::string file = std::filesystem::canonical(library.dli_fname, error).filename().string();
  const std::size_t version = file.find(".so.");
  return version == std::string::npos ? "unknown" : file.substr(version + 4);
}

}  // namespace manifest
