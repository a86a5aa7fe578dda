#pragma once

#include <string>
#include <string_view>

#include "command.h"

// Executables that are installed beside this one and bring a verb: "sonoset-baseline" is `name` "baseline".

bool is_beside(const std::string& name);

/// Continues as that executable, with the same dataset and level of messages.
[[noreturn]] void replace_by(const Context& context, const std::string& name, const Words& words);

/// The error for one that is not installed; `build` says how it is built.
[[noreturn]] void throw_not_beside(const std::string& name, std::string_view build);
