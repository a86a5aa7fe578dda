#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// Exit codes, the same for every verb.
enum ExitCode : int {
  kDone = 0,
  kDoneWithFindings = 1,  ///< done, with findings or failed items
  kCannot = 2             ///< cannot be done as asked: usage, bad manifest, no such dataset
};

struct Context {
  std::filesystem::path dataset = ".";  ///< -C
};

using Words = std::vector<std::string>;

int cmd_check_sources(const Context& context, const Words& words);
int cmd_demo(const Context& context, const Words& words);
int cmd_export(const Context& context, const Words& words);
int cmd_fsck(const Context& context, const Words& words);
int cmd_gc(const Context& context, const Words& words);
int cmd_import(const Context& context, const Words& words);
int cmd_init(const Context& context, const Words& words);
int cmd_label(const Context& context, const Words& words);
int cmd_link(const Context& context, const Words& words);
int cmd_list(const Context& context, const Words& words);
int cmd_manifest(const Context& context, const Words& words);
int cmd_phantom(const Context& context, const Words& words);
int cmd_resolve(const Context& context, const Words& words);
int cmd_show(const Context& context, const Words& words);
int cmd_split(const Context& context, const Words& words);
int cmd_status(const Context& context, const Words& words);
int cmd_validate(const Context& context, const Words& words);
