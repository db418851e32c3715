// SPDX-License-Identifier: Apache-2.0
// build_gazetteer DIRECTORY OUTPUT: compiles knowledge/places to gazetteer.bin.
#include <cstdio>

#include "knowledge/gazetteer_build.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: build_gazetteer DIRECTORY OUTPUT\n", stderr);
    return 2;
  }
  const auto counts = dragoman::build_gazetteer(argv[1], argv[2]);
  if (!counts) {
    std::fprintf(stderr, "%s\n", counts.error().to_string().c_str());
    return 1;
  }
  std::printf(
      "%zu countries, %zu + %zu divisions, %zu populated places, %zu by hand; %zu keys, %zu meanings, %zu bytes\n",
      counts->countries, counts->admin1, counts->admin2, counts->populated, counts->curated, counts->keys,
      counts->meanings, counts->bytes);
  return 0;
}
