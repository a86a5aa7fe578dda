#pragma once

#include <string>

namespace serve {

/// What people may do; each may also do what those before may.
enum class Role { Visitor, Contributor, Curator, Admin };

/// Who sends a request.
struct Person {
  std::string name;  ///< empty for visitors
  Role role = Role::Visitor;
  /// Whether everything is shown, also what its licence does not permit to pass on: to curators, and to whoever uses a
  /// server without accounts on the own machine.
  bool sees_all = false;
  bool by_token = false;  ///< a program with an API token, not a person at a page

  bool may(Role least) const { return role >= least; }
};

}  // namespace serve
