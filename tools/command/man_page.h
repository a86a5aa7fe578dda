#pragma once

#include <string>
#include <vector>

#include "program.h"
#include "verb_table.h"

/// "sonoset-list", "sonoset-baseline-train": a verb's page.
std::string man_name(const VerbTable& table);

/// A page of section 1 in the man macros (groff_man(7)), of a program and of a verb. Dated by SOURCE_DATE_EPOCH, else
/// today. ASCII only.
std::string man_page(const Program& program, const std::vector<VerbTable>& verbs);
std::string man_page(const Program& program, const VerbTable& table);
