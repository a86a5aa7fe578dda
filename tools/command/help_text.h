#pragma once

#include "program.h"
#include "say.h"
#include "verb_table.h"

/// What --help shows, in lines of at most `width` columns; examples and long words are not broken.
StyledText help_text(const VerbTable& table, int width);
/// The same for a program: its verbs.
StyledText help_text(const Program& program, int width);

/// The width of help: the terminal's, at most 100; 80 where stdout is not a terminal.
int help_width();
