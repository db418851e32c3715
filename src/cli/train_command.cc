// SPDX-License-Identifier: Apache-2.0
// `dragoman train`: runs the trainer, which is a program of its own so that this one needs neither Eigen nor the
// instruction set that the trainer is compiled for.
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "cli/commands.h"

namespace dragoman {

int run_train(char** arguments) {
  char buffer[4096];
  const ssize_t size = readlink("/proc/self/exe", buffer, sizeof buffer - 1);
  const std::string program(buffer, size > 0 ? static_cast<std::size_t>(size) : 0);
  const std::string folder = program.substr(0, program.rfind('/'));
  for (const char* place : {"/dragoman_train", "/../libexec/dragoman/dragoman_train"}) {
    const std::string path = folder + place;
    if (access(path.c_str(), X_OK) != 0) continue;
    execv(path.c_str(), arguments);
    std::fprintf(stderr, "dragoman: cannot run %s: %s\n", path.c_str(), std::strerror(errno));
    return kExitBadInput;
  }
  std::fprintf(stderr,
               "dragoman: no trainer in %s or %s/../libexec/dragoman; install Eigen 3 (libeigen3-dev) and build the "
               "target dragoman_train\n",
               folder.c_str(), folder.c_str());
  return kExitBadInput;
}

}  // namespace dragoman
