#pragma once

#include <string>

/// Asks twice on the terminal, without showing what is typed. Throws InvalidInput without a terminal, and where the
/// answers differ.
std::string ask_password(const std::string& name);

/// The first line of stdin.
std::string read_password();
