#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/database.h"

namespace catalog {

/// Something that a person did with the web service, or tried.
struct AuditEvent {
  std::int64_t id = 0;
  std::int64_t at = 0;       ///< seconds since 1970
  std::string person = {};   ///< empty: nobody who is logged in
  std::string address = {};  ///< empty: the command line
  std::string action = {};   ///< "log in", "add account"
  std::string object = {};   ///< what it was done to: an account, a clip
  std::string outcome = {};  ///< "done", or why not
};

/// Appends an event; its id is given.
void add_event(store::Database& people, const AuditEvent& event);
/// At most `limit` events with ids below `before`, the last first; 0: from the end.
std::vector<AuditEvent> events(store::Database& people, std::int64_t before, int limit);

}  // namespace catalog
