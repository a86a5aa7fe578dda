#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/file.h"
#include "new_file.h"
#include "option_groups.h"
#include "publish/report/card.h"
#include "publish/report/page.h"
#include "publish/report/report.h"
#include "say.h"
#include "verbs.h"

namespace {

namespace fs = std::filesystem;

publish::ReportOptions report_options(const cxxopts::ParseResult& options) {
  publish::ReportOptions result;
  if (options.count("split") > 0) result.split = options["split"].as<std::string>();
  if (options.count("axis") > 0) result.axis = options["axis"].as<std::string>();
  if (options.count("title") > 0) result.title = options["title"].as<std::string>();
  result.licences = options["licences"].as<std::string>();
  result.pictures = options.count("no-pictures") == 0;
  return result;
}

}  // namespace

int cmd_report(const Context& context, const Words& words) {
  Arguments arguments(
      "report", "OUT [--markdown] [options]",
      "Writes the dataset card to a new file: sources and licences, labels, videos and frames, duplicates,\n"
      "findings, shortcuts, the split and its leaks, results of the baseline, and a few pictures of each label.\n"
      "The page is one file without scripts or network access. With --markdown it is a dataset card for\n"
      "Hugging Face, without pictures.",
      {"sonoset -C lungs report lungs.html", "sonoset -C lungs report README.md --markdown --split main",
       "sonoset -C lungs report inside.html --licences any --force"});
  arguments.add()("out", "New file", cxxopts::value<std::string>(), "FILE");
  arguments.add()("markdown", "Write Markdown with a YAML head instead of HTML");
  arguments.add()("title", "Title (default: the manifest's)", cxxopts::value<std::string>(), "TEXT");
  arguments.add()("split", "Split to describe (default: main, else the first)", cxxopts::value<std::string>(), "SPLIT");
  arguments.add()("axis", "Axis of the labels (default: the split's, else the main axis)",
                  cxxopts::value<std::string>(), "AXIS");
  arguments.add()("licences", "Licence policy or licence ids of the pictures shown",
                  cxxopts::value<std::string>()->default_value("redistributable"), "POLICY");
  arguments.add()("no-pictures", "Show no pictures");
  cxxopts::OptionAdder output = arguments.add(kOutputGroup);
  output("force", "Replace an existing file");
  output("json", "Print one JSON document");
  arguments.positional({"out"});
  const auto options = arguments.parse(words, {"out"});
  if (!options) return kDone;
  const fs::path out = (*options)["out"].as<std::string>();
  check_new_file(context.dataset, out, options->count("force") > 0);
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  const publish::Report report = publish::make_report(dataset, report_options(*options));
  const bool markdown = options->count("markdown") > 0;
  const std::string text = markdown ? publish::report_card(report) : publish::report_page(report);
  base::write_atomically(out, text);
  if (options->count("json") > 0) {
    nlohmann::ordered_json sections = nlohmann::ordered_json::array();
    for (const publish::ReportSection& section : report.sections) sections.push_back(section.id);
    const nlohmann::ordered_json document = {{"out", out.string()},
                                             {"format", markdown ? "markdown" : "html"},
                                             {"title", report.title},
                                             {"bytes", text.size()},
                                             {"sections", std::move(sections)}};
    print_document(document);
  } else {
    say("'{}' written ({:.1f} kB)\n", out.string(), static_cast<double>(text.size()) / 1000);
  }
  return kDone;
}
