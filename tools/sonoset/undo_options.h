#pragma once

#include <string>

#include "arguments.h"

/// Whether a decision is made, undone or restored.
enum class Way { Forward, Undo, Redo };

/// Adds --undo and --redo of the last `what`.
void add_undo(Arguments& arguments, const std::string& what);
/// Throws InvalidInput if both are given.
Way way_of(const cxxopts::ParseResult& options);
