#pragma once

#include <string>

#include "arguments.h"
#include "serve/site.h"

/// What the words say about the site.
serve::SiteOptions site_options(const Context& context, const cxxopts::ParseResult& options);

/// Where people reach the site, as far as the words tell: "http://127.0.0.1:8080/", "https://lungs.example/".
std::string public_address(const serve::SiteOptions& options);
