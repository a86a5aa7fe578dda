#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "html/html.h"

/// A report as what it says, in plain text. page.h writes it as HTML, card.h as Markdown: both have the same facts.
namespace publish {

/// A paragraph.
struct ReportText {
  enum class Kind { Plain, Faint, Warning };
  std::string text;
  Kind kind = Kind::Plain;
};

/// The most important numbers.
struct ReportNumbers {
  struct Number {
    std::string name;
    std::string value;
    std::string note;  ///< below the value; may be empty
  };
  std::vector<Number> numbers;
};

struct ReportTable {
  html::Table table;
  std::string note = {};   ///< below the table: which rows are left out, and how to see them
  bool is_long = false;    ///< a page shows it on request only
  bool is_narrow = false;  ///< beside charts and other narrow tables if there is room
};

struct ReportList {
  std::vector<std::string> items;
};

/// Charts beside each other.
struct ReportPlots {
  struct Plot {
    std::string svg;
    std::string caption;
    html::Table numbers;  ///< without rows: the table below the chart has them
  };
  std::vector<Plot> plots;
};

/// Small pictures below a heading. Markdown does not show them.
struct ReportPictures {
  struct Picture {
    std::string data_uri;
    int width = 0;
    int height = 0;
    std::string alt;
    std::string caption;
  };
  std::string title;
  std::vector<Picture> pictures;
};

using ReportBlock = std::variant<ReportText, ReportNumbers, ReportTable, ReportList, ReportPlots, ReportPictures>;

struct ReportSection {
  std::string id;  ///< letters and '-'; the section's address within the page
  std::string title;
  std::vector<ReportBlock> blocks;

  void add(ReportBlock block) { blocks.push_back(std::move(block)); }
  void say(std::string text) { add(ReportText{std::move(text)}); }
  void say_faintly(std::string text) { add(ReportText{std::move(text), ReportText::Kind::Faint}); }
  void warn(std::string text) { add(ReportText{std::move(text), ReportText::Kind::Warning}); }
};

/// What the head of a dataset card on Hugging Face says (huggingface.co/docs/hub/datasets-cards).
struct CardHead {
  std::vector<std::string> licences;  ///< SPDX ids or LicenseRef-…; "": unknown
  std::vector<std::string> tags;
  std::int64_t frames = 0;
};

struct Report {
  std::string title;
  std::string lead;  ///< a sentence below the title
  std::vector<ReportSection> sections;
  CardHead head;
};

}  // namespace publish
