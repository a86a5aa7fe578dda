#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "catalog/contributions/contributions.h"
#include "serve/contribute/quarantine.h"

namespace serve {

/// Loads a file, changes it and stores it, in one transaction; nothing if it is not in the state `from` any more.
std::optional<catalog::ContributedFile> change_file(Quarantine& quarantine, const std::string& id,
                                                    catalog::FileState from,
                                                    const std::function<void(catalog::ContributedFile&)>& change);

/// Marks that a file is not kept, in its row; then `remove_dropped`, after the transaction.
void drop_file(catalog::ContributedFile& file);
void remove_dropped(Quarantine& quarantine, const catalog::ContributedFile& file);

/// Who reads about a contribution: who has its receipt, the person who made it, curators.
enum class Reader { Receipt, Contributor, Curator };
nlohmann::ordered_json contribution_json(Quarantine& quarantine, const catalog::Contribution& contribution,
                                         Reader reader);

}  // namespace serve
