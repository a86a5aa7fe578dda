#include "user.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "catalog/people/accounts.h"
#include "catalog/table.h"
#include "curate/dataset.h"
#include "password_prompt.h"
#include "publish/table_text.h"
#include "say.h"
#include "serve/people/account_changes.h"
#include "serve/people/passwords.h"
#include "serve/people/people_json.h"
#include "serve/people/roles.h"
#include "serve/people/state_folder.h"
#include "site_options.h"

namespace {

using base::Code;
using base::Error;
using Options = cxxopts::ParseResult;

constexpr const char* kHelp = "see 'sonoset serve --help'";

struct UserAction {
  std::string_view name;
  bool takes_name;
  std::vector<std::string_view> options;  ///< of those below that it takes
};

const std::array kActions = {
    UserAction{"add", true, {"role", "invite", "password-stdin"}},
    UserAction{"list", false, {"json"}},
    UserAction{"role", true, {"role"}},
    UserAction{"password", true, {"invite", "password-stdin"}},
    UserAction{"remove", true, {}},
};

const UserAction& action_of(const Options& options) {
  const std::string name = options.count("action") > 0 ? options["action"].as<std::string>() : "";
  std::vector<std::string> names;
  names.reserve(kActions.size());
  for (const UserAction& one : kActions) names.emplace_back(one.name);
  const auto found = std::ranges::find(kActions, name, &UserAction::name);
  if (found == kActions.end()) {
    throw Error(Code::InvalidInput,
                name.empty() ? fmt::format("missing argument ACTION; {}", kHelp)
                             : fmt::format("unknown action '{}'; use {}", name, base::listed(names, " or ")));
  }
  return *found;
}

void check_fit(const UserAction& action, const Options& options) {
  if (action.takes_name != (options.count("name") > 0)) {
    throw Error(Code::InvalidInput, action.takes_name ? fmt::format("missing argument NAME; {}", kHelp)
                                                      : fmt::format("unexpected argument '{}'; {}",
                                                                    options["name"].as<std::string>(), kHelp));
  }
  for (const char* option : {"role", "invite", "password-stdin", "json"}) {
    if (options.count(option) > 0 && std::ranges::find(action.options, option) == action.options.end()) {
      throw Error(Code::InvalidInput, fmt::format("'user {}' takes no --{}; {}", action.name, option, kHelp));
    }
  }
  if (options.count("invite") + options.count("password-stdin") > 1) {
    throw Error(Code::InvalidInput, "--invite and --password-stdin cannot be used together");
  }
}

serve::Role role_option(const Options& options) {
  if (options.count("role") == 0) throw Error(Code::InvalidInput, fmt::format("missing option --role; {}", kHelp));
  const auto role = serve::parse_role(options["role"].as<std::string>());
  if (!role) throw Error(Code::InvalidInput, "--role takes contributor, curator or admin");
  return *role;
}

/// The hash of the password that the person at the terminal gives.
std::string given_password(const Options& options, const std::string& name) {
  const std::string password = options.count("password-stdin") > 0 ? read_password() : ask_password(name);
  serve::Passwords::check(password, name);
  return serve::Passwords().hash(password).value();
}

void print_invitation(const serve::SiteOptions& site, const std::string& name, const serve::Invitation& made) {
  say("Send {} this address, which works once, until {}:\n{}{}\n", name, serve::time_text(made.expires),
      public_address(site), serve::invitation_path(made.code));
}

void add_user(store::Database& people, const serve::SiteOptions& site, const Options& options,
              const std::string& name) {
  const serve::Role role = role_option(options);
  if (catalog::find_account(people, name)) {
    throw Error(Code::InvalidInput, fmt::format("there is already an account '{}'", name));
  }
  if (options.count("invite") == 0) {
    serve::add_person(people, {}, name, role, given_password(options, name));
    say("added '{}' as {}\n", name, serve::role_text(role));
    return;
  }
  store::Transaction transaction(people);
  serve::add_person(people, {}, name, role, std::nullopt);
  const serve::Invitation made = serve::invite(people, {}, name);
  transaction.commit();
  print_invitation(site, name, made);
}

void set_user_password(store::Database& people, const serve::SiteOptions& site, const Options& options,
                       const std::string& name) {
  if (!catalog::find_account(people, name)) {
    throw Error(Code::NotFound, fmt::format("no account '{}'", name));
  }
  if (options.count("invite") > 0) return print_invitation(site, name, serve::invite(people, {}, name));
  serve::change_password(people, {}, name, given_password(options, name));
  say("changed the password of '{}'; its sessions have ended\n", name);
}

std::string state_of(const catalog::Account& account) {
  return account.disabled ? "disabled" : account.password ? "active" : "invited";
}

void list_users(store::Database& people, bool json) {
  catalog::Table table{{"name", "role", "state", "created"}, {}, ""};
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const catalog::Account& account : catalog::accounts(people)) {
    const std::string created = serve::time_text(account.created);
    table.rows.push_back({account.name, account.role, state_of(account), created});
    list.push_back(
        {{"name", account.name}, {"role", account.role}, {"state", state_of(account)}, {"created", created}});
  }
  if (json) return print_document(nlohmann::ordered_json{{"users", std::move(list)}});
  say("{}", Lines{table.rows.empty() ? "no accounts\n" : publish::to_text(table)});
}

}  // namespace

int manage_users(const Context& context, const Options& options) {
  if (options["user"].as<std::string>() != "user") {
    throw Error(Code::InvalidInput,
                fmt::format("unexpected argument '{}'; {}", options["user"].as<std::string>(), kHelp));
  }
  const UserAction& action = action_of(options);
  check_fit(action, options);
  const serve::SiteOptions site = site_options(context, options);
  // A slip in its name would make accounts that no server uses.
  const curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  store::Database people = serve::open_state_folder(site.state_folder()).write;
  const std::string name = action.takes_name ? options["name"].as<std::string>() : "";
  if (action.name == "add") add_user(people, site, options, name);
  if (action.name == "list") list_users(people, options.count("json") > 0);
  if (action.name == "password") set_user_password(people, site, options, name);
  if (action.name == "role") {
    serve::change_role(people, {}, name, role_option(options));
    say("'{}' is {} now; its sessions have ended\n", name, options["role"].as<std::string>());
  }
  if (action.name == "remove") {
    serve::remove_person(people, {}, name);
    say("removed '{}'{}\n", name, catalog::has_accounts(people) ? "" : "; there are no accounts any more");
  }
  return kDone;
}
