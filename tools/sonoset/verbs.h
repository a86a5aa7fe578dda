#pragma once

#include "command.h"

int cmd_check_sources(const Context& context, const Words& words);
int cmd_crop(const Context& context, const Words& words);
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
int cmd_overview(const Context& context, const Words& words);
int cmd_phantom(const Context& context, const Words& words);
int cmd_rebuild(const Context& context, const Words& words);
int cmd_report(const Context& context, const Words& words);
int cmd_resolve(const Context& context, const Words& words);
int cmd_serve(const Context& context, const Words& words);
int cmd_show(const Context& context, const Words& words);
int cmd_split(const Context& context, const Words& words);
int cmd_status(const Context& context, const Words& words);
int cmd_trust(const Context& context, const Words& words);
int cmd_validate(const Context& context, const Words& words);
