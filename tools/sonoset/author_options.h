#pragma once

#include "arguments.h"
#include "curate/author.h"

/// Adds --by and --why, for verbs that record decisions.
void add_author(Arguments& arguments);

/// The value of SONOSET_USER, else USER, else LOGNAME; empty if none is set.
std::string user_name();

/// Without --by, the author is user_name().
curate::Author author_of(const cxxopts::ParseResult& options);
