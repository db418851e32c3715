// SPDX-License-Identifier: Apache-2.0
#include "fuzz_checks.h"

using dragoman::fuzz_reader;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz_reader(dragoman::InputFormat::kWarc, data, size);
}
