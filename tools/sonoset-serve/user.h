#pragma once

#include "arguments.h"

/// `sonoset serve user ACTION`: accounts.
int manage_users(const Context& context, const cxxopts::ParseResult& options);
