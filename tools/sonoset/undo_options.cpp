#include "undo_options.h"

#include "base/error.h"

void add_undo(Arguments& arguments, const std::string& what) {
  arguments.add()("undo", "Undo the last " + what + "; repeat to go further back");
  arguments.add()("redo", "Redo what the last --undo undid");
}

Way way_of(const cxxopts::ParseResult& options) {
  if (options.count("undo") > 0 && options.count("redo") > 0) {
    throw base::Error(base::Code::InvalidInput, "--undo and --redo cannot be used together");
  }
  return options.count("undo") > 0 ? Way::Undo : options.count("redo") > 0 ? Way::Redo : Way::Forward;
}
