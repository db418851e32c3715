// SPDX-License-Identifier: Apache-2.0
// build_knowledge DIRECTORY OUTPUT: compiles the knowledge during the build, before there is a dragoman to do it.
#include <cstdio>

#include "knowledge/knowledge_files.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: build_knowledge DIRECTORY OUTPUT\n");
    return 2;
  }
  std::vector<dragoman::Problem> problems;
  const auto status = dragoman::build_knowledge(argv[1], argv[2], problems);
  std::size_t warnings = 0;
  for (const auto& p : problems) {
    if (p.error)
      std::fprintf(stderr, "%s\n", p.to_string().c_str());
    else
      ++warnings;
  }
  if (warnings > 0) std::fprintf(stderr, "knowledge: %zu warnings; see \"dragoman knowledge lint\"\n", warnings);
  if (!status) std::fprintf(stderr, "%s\n", status.error().to_string().c_str());
  return status ? 0 : 1;
}
