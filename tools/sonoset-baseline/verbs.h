#pragma once

#include "command.h"

// One function per verb, in cmd_VERB.cpp.
int cmd_labels(const Context& context, const Words& words);
int cmd_predict(const Context& context, const Words& words);
int cmd_audit(const Context& context, const Words& words);
int cmd_serve_predict(const Context& context, const Words& words);
int cmd_train(const Context& context, const Words& words);
int cmd_weights(const Context& context, const Words& words);
