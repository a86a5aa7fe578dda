#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "serve/http/request.h"
#include "serve/http/response.h"
#include "serve/http/router.h"

namespace serve {

/// The pages, scripts and the style sheet of lib/serve/pages, which are in the program. Pages are at "/NAME" ("/" is
/// index), the others at "/assets/VERSION/NAME", where the version is a digest of all of them: browsers keep them for
/// ever, and scripts import each other by "./NAME". In a page, "{{assets}}" stands for "/assets/VERSION".
class Assets {
 public:
  Assets();
  /// The router must not outlive this.
  void add_routes(Router& router) const;

 private:
  struct File {
    std::string name;
    std::string type;
    std::string text;
    std::string packed;  ///< with gzip
    std::string etag;
    std::string packed_etag;
    bool page = false;
  };
  static Response answer(const Request& request, const File& file);
  Response find(const Request& request) const;

  std::string version_;
  std::vector<File> files_;
};

}  // namespace serve
