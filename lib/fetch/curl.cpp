#include "fetch/curl.h"

#include <dlfcn.h>

#include "base/error.h"

namespace fetch {
namespace {

template <typename Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) {
    throw base::Error(base::Code::Unsupported, std::string("libcurl has no ") + name + "; install a newer version");
  }
}

Curl load() {
  // Never unloaded: its threads and handles may outlive ours.
  void* library = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw base::Error(base::Code::Unsupported,
                      "cannot download: libcurl is not installed; install libcurl4, or use --offline");
  }
  Curl curl{};
  find(library, "curl_global_init", curl.global_init);
  find(library, "curl_easy_init", curl.easy_init);
  find(library, "curl_easy_cleanup", curl.easy_cleanup);
  find(library, "curl_easy_reset", curl.easy_reset);
  find(library, "curl_easy_setopt", curl.easy_setopt);
  find(library, "curl_easy_getinfo", curl.easy_getinfo);
  find(library, "curl_easy_perform", curl.easy_perform);
  find(library, "curl_easy_strerror", curl.easy_strerror);
  find(library, "curl_slist_append", curl.slist_append);
  find(library, "curl_slist_free_all", curl.slist_free_all);
  find(library, "curl_url", curl.url);
  find(library, "curl_url_cleanup", curl.url_cleanup);
  find(library, "curl_url_set", curl.url_set);
  find(library, "curl_url_get", curl.url_get);
  find(library, "curl_free", curl.free);
  find(library, "curl_getdate", curl.getdate);
  find(library, "curl_version_info", curl.version_info);
  if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    throw base::Error(base::Code::Unsupported, "cannot initialise libcurl");
  }
  return curl;
}

}  // namespace

const Curl& curl() {
  static const Curl kCurl = load();
  return kCurl;
}

}  // namespace fetch
