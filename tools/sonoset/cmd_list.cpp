#include <fmt/format.h>
#include <unistd.h>

#include "arguments.h"
#include "base/error.h"
#include "catalog/list.h"
#include "console.h"
#include "curate/dataset.h"
#include "curate/label/agreement.h"
#include "curate/label/filter_values.h"
#include "filter_options.h"
#include "list_table.h"
#include "publish/table.h"
#include "publish/table_text.h"
#include "verbs.h"

namespace {

using base::Code;
using base::Error;

catalog::Listing listing_from(const cxxopts::ParseResult& options) {
  catalog::Listing listing;
  listing.kind = options["kind"].as<std::string>();
  if (options.count("by") > 0) listing.by = options["by"].as<std::string>();
  // Refuses an unknown kind before a dataset is opened.
  catalog::listing_columns(listing.kind, catalog::kFirstMainAxis, listing.by);
  listing.filters = filters_of(options);
  if (options.count("sort") > 0) listing.sort = options["sort"].as<std::string>();
  listing.descending = options.count("descending") > 0;
  listing.limit = options["limit"].as<std::int64_t>();
  if (listing.limit < 0) throw Error(Code::InvalidInput, "--limit takes a number from 0 (no limit)");
  if (options.count("after") > 0) listing.after = options["after"].as<std::string>();
  return listing;
}

// On a terminal, columns that fit; elsewhere all that have a value, and all with --wide.
void print_text(const catalog::Listing& listing, const catalog::Table& table, bool wide) {
  const std::optional<int> width = Console::width(STDOUT_FILENO);
  const catalog::Table shown = for_people(table);
  publish::FittedText fitted{publish::to_text(wide ? table : shown), table.columns.size()};
  if (!wide && width)
    fitted = list_text(listing.kind + (listing.by.empty() ? "" : " by " + listing.by), listing.sort, shown, *width);
  const std::size_t head = fitted.text.find('\n');
  say("{}{}", Console::styled(STDOUT_FILENO, Console::Style::Bold, fitted.text.substr(0, head)),
      Lines{std::string_view(fitted.text).substr(head)});
  if (!table.next.empty()) Console::note(fmt::format("more rows: --after '{}'", table.next));
  if (!wide && width && fitted.columns < shown.columns.size()) {
    Console::note(fmt::format("{} of {} columns shown; --wide shows all, --columns lists them", fitted.columns,
                              table.columns.size()));
  }
}

std::string kinds() {
  std::string text;
  for (const std::string& kind : catalog::listing_kinds()) text += (text.empty() ? "" : ", ") + kind;
  return text;
}

std::string choices() { return fmt::format("{}", fmt::join(catalog::listing_kinds(), "|")); }

// Without a dataset, those of a new one.
std::vector<std::string> columns(const Context& context, const catalog::Listing& listing) {
  std::string axis = catalog::kFirstMainAxis;
  if (std::filesystem::exists(context.dataset / "catalog.sqlite")) {
    curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
    axis = catalog::main_axis(dataset.catalog());
  }
  return catalog::listing_columns(listing.kind, axis, listing.by);
}

}  // namespace

int cmd_list(const Context& context, const Words& words) {
  Arguments arguments("list", "KIND [--where COLUMN=VALUE]… [--sort COLUMN] [--format text|csv|json]",
                      "Lists " + kinds() + ".",
                      {"sonoset -C lungs list clips --where state=failed",
                       "sonoset -C lungs list frames --where clip=s01-a --format csv",
                       "sonoset -C lungs list clips --sort frames --descending --limit 10",
                       "sonoset -C lungs list labels --by clip --where unanimous=no"});
  arguments.add()("kind", "What to list", cxxopts::value<std::string>(), choices());
  arguments.add()("by", "labels: a row for each clip and axis, with the agreement of annotators",
                  cxxopts::value<std::string>(), "clip");
  arguments.add()("where",
                  "Only rows with this value; may be repeated (all must match); 'COLUMN=' matches empty values",
                  cxxopts::value<std::vector<std::string>>(), "COLUMN=VALUE");
  arguments.add()("sort", "Column to sort by, instead of the id", cxxopts::value<std::string>(), "COLUMN");
  arguments.add()("descending", "Reverse the order");
  arguments.add()("limit", "Maximum rows; 0: all", cxxopts::value<std::int64_t>()->default_value("100"), "N");
  arguments.add()("after", "Show the next page: pass the 'next' value of the previous one",
                  cxxopts::value<std::string>(), "KEY");
  arguments.add()("wide", "Show all columns, whatever the terminal's width");
  arguments.add()("columns", "Only list the columns of this kind");
  arguments.add()("format", "text, csv or json", cxxopts::value<std::string>()->default_value("text"), "text|csv|json");
  arguments.add()("json", "Same as --format json");
  arguments.positional({"kind"});
  const auto options = arguments.parse(words, {"kind"});
  if (!options) return kDone;
  const catalog::Listing listing = listing_from(*options);
  if (options->count("columns") > 0) {
    for (const std::string& column : columns(context, listing)) say("{}\n", column);
    return kDone;
  }
  const std::string format = options->count("json") > 0 ? "json" : (*options)["format"].as<std::string>();
  if (format != "text" && format != "csv" && format != "json") {
    throw Error(Code::InvalidInput, "--format takes text, csv or json");
  }
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  const catalog::Table table = catalog::list(dataset.catalog(), listing);
  if (table.rows.empty() && listing.after.empty()) curate::check_filter_values(dataset, listing.kind, listing.filters);
  if (format == "json") {
    say("{}\n", JsonText{publish::to_json(table)});
  } else if (format == "csv") {
    say("{}", Lines{publish::to_csv(table)});
    if (!table.next.empty()) Console::note(fmt::format("more rows: --after '{}'", table.next));
  } else {
    print_text(listing, table, options->count("wide") > 0);
    if (!listing.by.empty()) {
      for (const curate::Agreement& one : curate::agreement(dataset)) Console::note(curate::text_of(one));
    }
  }
  for (const std::string& broken : table.broken) Console::note(broken);
  return table.broken.empty() ? kDone : kDoneWithFindings;
}
