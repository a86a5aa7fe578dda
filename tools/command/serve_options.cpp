#include "serve_options.h"

namespace {

constexpr const char* kAccountGroup = "Accounts";
constexpr const char* kProxyGroup = "Behind a proxy";

void add_account_options(Arguments& arguments) {
  arguments.add()("user", "Manage accounts instead of serving", cxxopts::value<std::string>(), "user");
  arguments.add()("action", "What to do with accounts: add, list, role, password or remove",
                  cxxopts::value<std::string>(), "ACTION");
  arguments.add()("name", "Name of the account", cxxopts::value<std::string>(), "NAME");
  cxxopts::OptionAdder account = arguments.add(kAccountGroup);
  account("role", "What the person may do: contributor, curator or admin", cxxopts::value<std::string>(),
          "contributor|curator|admin");
  account("invite", "Print an address where the person sets the password");
  account("password-stdin", "Read the password from stdin");
  account("json", "List accounts as one JSON document");
  arguments.positional({"user", "action", "name"});
}

}  // namespace

Arguments serve_arguments() {
  Arguments arguments(
      "serve", "[--listen ADDRESS:PORT] [--host NAME]... [--model RUN|DIR] | user ACTION [NAME] [options]",
      "Shows the dataset in a browser, until Ctrl-C. It prints the address to open. Without accounts, only this\n"
      "machine can reach it, and nothing can be changed.\n\n"
      "'user' adds accounts, lists them, changes roles and passwords, and removes them. Who has no account sees what\n"
      "may be redistributed, curators see everything, admins also manage accounts. A running server needs no restart.",
      {"sonoset -C lungs serve", "sonoset -C lungs serve user add ann --role admin",
       "sonoset -C lungs serve user add ben --role curator --invite", "sonoset -C lungs serve user list",
       "sonoset -C lungs serve --host lungs.example --behind-tls --trust-proxy"});
  arguments.add()("listen", "Where to listen; port 0: any free port",
                  cxxopts::value<std::string>()->default_value("127.0.0.1:8080"), "ADDRESS:PORT");
  arguments.add()("host", "Also answer under this name, such as a proxy's", cxxopts::value<std::vector<std::string>>(),
                  "NAME");
  arguments.add()("model", "Screen files with this model (default: the latest run)", cxxopts::value<std::string>(),
                  "RUN|DIR");
  arguments.add()("state", "Folder of the accounts (default: in your state folder)", cxxopts::value<std::string>(),
                  "DIR");
  arguments.add(kProxyGroup)("behind-tls", "Browsers use https: mark cookies as secure");
  arguments.add(kProxyGroup)("trust-proxy", "Take clients' addresses from a local proxy's X-Forwarded-For");
  add_account_options(arguments);
  return arguments;
}
