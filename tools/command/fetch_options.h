#pragma once

#include "arguments.h"
#include "curate/import/clip_fetcher.h"

/// --downloads, --per-host, --allow-private, --max-size, --fetch-timeout.
void add_fetch_options(Arguments& arguments);
/// The same with --max-total-size, --total-timeout and --allow-yt-dlp, for verbs that download what manifests name.
void add_run_fetch_options(Arguments& arguments);
/// Throws InvalidInput for numbers out of range.
curate::FetchOptions fetch_options_of(const cxxopts::ParseResult& options);
curate::FetchOptions run_fetch_options_of(const cxxopts::ParseResult& options);
/// The same without --max-size, for verbs that download nothing.
curate::FetchOptions asking_options_of(const cxxopts::ParseResult& options);
/// --max-size, which also limits local files.
std::int64_t max_file_bytes_of(const cxxopts::ParseResult& options);
