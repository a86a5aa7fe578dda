#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "serve/http/action.h"

namespace serve {

/// A table of routes.
class Router {
 public:
  /// `pattern` is a path, "/api/v1/clips/{id}", in which a segment in braces stands for any that is not empty; fixed
  /// segments win. GET also answers HEAD.
  void add(std::string_view method, std::string_view pattern, Action action);

  /// The action of a request, whose parameters are set; or 404, 405 with Allow, or the answer to OPTIONS.
  std::variant<const Action*, Response> find(Request& request) const;

  /// A route and the least role that it is for.
  struct Listed {
    std::string method;
    std::string path;
    Role least = Role::Visitor;
  };
  std::vector<Listed> routes() const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> pattern;
    Action action;
  };
  std::vector<Route> routes_;
};

}  // namespace serve
