#pragma once

#include "arguments.h"
#include "curate/clip_fetcher.h"

/// Adds what verbs that ask hosts have in common: how many at once, within which limits.
void add_fetch_options(Arguments& arguments);
/// Throws InvalidInput for numbers that cannot be.
curate::FetchOptions fetch_options_of(const cxxopts::ParseResult& options);
