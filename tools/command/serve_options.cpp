#include "serve_options.h"

Arguments serve_arguments() {
  Arguments arguments("serve", "[--listen ADDRESS:PORT] [--host NAME]... [--model RUN|DIR]",
                      "Shows the dataset in a browser on this machine, until Ctrl-C. It prints the address to open.",
                      {"sonoset -C lungs serve", "sonoset -C lungs serve --listen 127.0.0.1:9000"});
  arguments.add()("listen", "Where to listen; port 0: any free port",
                  cxxopts::value<std::string>()->default_value("127.0.0.1:8080"), "ADDRESS:PORT");
  arguments.add()("host", "Also answer under this name, such as a proxy's", cxxopts::value<std::vector<std::string>>(),
                  "NAME");
  arguments.add()("model", "Screen files with this model (default: the latest run)", cxxopts::value<std::string>(),
                  "RUN|DIR");
  return arguments;
}
