#pragma once

#include <curl/curl.h>

namespace fetch {

/// The functions of libcurl that are used. The library is loaded by the first call of `curl()`, not at the start of the
/// program: with what it needs it takes 7 ms, and most commands fetch nothing.
struct Curl {
  decltype(&curl_global_init) global_init;
  decltype(&curl_easy_init) easy_init;
  decltype(&curl_easy_cleanup) easy_cleanup;
  decltype(&curl_easy_reset) easy_reset;
  decltype(&curl_easy_setopt) easy_setopt;
  decltype(&curl_easy_getinfo) easy_getinfo;
  decltype(&curl_easy_perform) easy_perform;
  decltype(&curl_easy_strerror) easy_strerror;
  decltype(&curl_slist_append) slist_append;
  decltype(&curl_slist_free_all) slist_free_all;
  decltype(&::curl_url) url;
  decltype(&curl_url_cleanup) url_cleanup;
  decltype(&curl_url_set) url_set;
  decltype(&curl_url_get) url_get;
  decltype(&curl_free) free;
  decltype(&curl_getdate) getdate;
  decltype(&curl_version_info) version_info;
};

/// Throws Unsupported where libcurl is not installed. May be called from any thread.
const Curl& curl();

}  // namespace fetch
