#include <fmt/format.h>

#include <algorithm>

#include "arguments.h"
#include "base/error.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "curate/label/filter_values.h"
#include "filter_options.h"
#include "publish/table.h"
#include "publish/table_text.h"
#include "verbs.h"

namespace {

using base::Code;
using base::Error;

catalog::Listing listing_from(const cxxopts::ParseResult& options) {
  catalog::Listing listing;
  listing.kind = options["kind"].as<std::string>();
  listing.filters = filters_of(options);
  if (options.count("sort") > 0) listing.sort = options["sort"].as<std::string>();
  listing.descending = options.count("descending") > 0;
  listing.limit = options["limit"].as<std::int64_t>();
  if (listing.limit < 0) throw Error(Code::InvalidInput, "--limit takes a number; 0 is no limit");
  if (options.count("after") > 0) listing.after = options["after"].as<std::string>();
  return listing;
}

bool is_digest(const catalog::Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text != nullptr && text->size() == 64 && text->find_first_not_of("0123456789abcdef") == std::string::npos;
}

// A screen is narrow: columns that are empty all the way down go, digests are cut. csv and json have all of it.
catalog::Table for_terminal(const catalog::Table& table) {
  catalog::Table narrow;
  narrow.rows.resize(table.rows.size());
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const bool empty = std::ranges::all_of(
        table.rows, [&](const auto& row) { return std::holds_alternative<std::monostate>(row[column]); });
    if (empty && !table.rows.empty()) continue;
    narrow.columns.push_back(table.columns[column]);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const catalog::Cell& cell = table.rows[i][column];
      narrow.rows[i].push_back(is_digest(cell) ? std::get<std::string>(cell).substr(0, 12) : cell);
    }
  }
  return narrow;
}

std::string kinds() {
  std::string text;
  for (const std::string& kind : catalog::listing_kinds()) text += (text.empty() ? "" : ", ") + kind;
  return text;
}

// Without a dataset, those of a new one.
std::vector<std::string> columns(const Context& context, const std::string& kind) {
  std::string axis = catalog::kFirstMainAxis;
  if (std::filesystem::exists(context.dataset / "catalog.sqlite")) {
    curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
    axis = catalog::main_axis(dataset.catalog());
  }
  return catalog::listing_columns(kind, axis);
}

}  // namespace

int cmd_list(const Context& context, const Words& words) {
  Arguments arguments("list", "KIND [--where COLUMN=VALUE]… [--sort COLUMN] [--format text|csv|json]",
                      "Lists " + kinds() + ".",
                      {"sonoset -C lungs list clips --where state=failed",
                       "sonoset -C lungs list frames --where clip=s01-a --format csv",
                       "sonoset -C lungs list clips --sort frames --descending --limit 10"});
  arguments.add()("kind", "What to list", cxxopts::value<std::string>());
  arguments.add()("where", "Only rows with this value; several must all hold; 'COLUMN=' is for none",
                  cxxopts::value<std::vector<std::string>>());
  arguments.add()("sort", "By this column, instead of the id", cxxopts::value<std::string>());
  arguments.add()("descending", "The other way round");
  arguments.add()("limit", "Rows at most; 0: all", cxxopts::value<std::int64_t>()->default_value("100"));
  arguments.add()("after", "Go on behind a page: what it said as 'next'", cxxopts::value<std::string>());
  arguments.add()("columns", "Say the columns of this kind, and end");
  arguments.add()("format", "text, csv or json", cxxopts::value<std::string>()->default_value("text"));
  arguments.add()("json", "As --format json");
  arguments.positional({"kind"});
  const auto options = arguments.parse(words, {"kind"});
  if (!options) return kDone;
  const catalog::Listing listing = listing_from(*options);
  if (options->count("columns") > 0) {
    for (const std::string& column : columns(context, listing.kind)) fmt::print("{}\n", column);
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
    fmt::print("{}\n", publish::to_json(table));
  } else {
    fmt::print("{}", format == "csv" ? publish::to_csv(table) : publish::to_text(for_terminal(table)));
    if (!table.next.empty()) fmt::print(stderr, "more: --after '{}'\n", table.next);
  }
  return kDone;
}
