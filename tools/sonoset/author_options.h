#pragma once

#include "arguments.h"
#include "curate/author.h"

/// --by and --why of verbs that decide.
void add_author(Arguments& arguments);

/// SONOSET_USER, or the user's name; empty where neither is known.
std::string user_name();

/// Without --by, user_name().
curate::Author author_of(const cxxopts::ParseResult& options);
