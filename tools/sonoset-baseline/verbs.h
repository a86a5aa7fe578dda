#pragma once

#include "command.h"

// One function a verb, in cmd_VERB.cpp.
