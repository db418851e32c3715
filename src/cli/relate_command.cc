// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/session.h"
namespace dragoman {
int run_relate(const Options& o) { Messages m(o); m.error("TODO"); return 1; }
int run_knowledge(const Options& o) { Messages m(o); m.error("TODO"); return 1; }
}
