// SPDX-License-Identifier: Apache-2.0
// The model loader, and the network behind it, on damaged files. An input that begins with 'e' is a list of edits
// (position as two bytes, section as one, new value as one) to a good small model, whose checksums are then put right,
// so that the checks behind them are reached; any other input is a file as it is.
#include <cstring>
#include <vector>

#include "fuzz_checks.h"
#include "small_model.h"
#include "syntax/network.h"
#include "syntax/tree.h"

namespace {

using namespace dragoman;

void try_model(std::span<const std::byte> bytes) {
  const Result<ModelFile> file = ModelFile::parse(bytes, "fuzz");
  if (!file) return;
  for (const CpuPath path : {CpuPath::kPortable, best_cpu_path()}) {
    const Result<Network> network = Network::create(*file, path);
    if (!network) return;
    NetScratch scratch;
    const std::vector<std::string_view> forms = {"The", "army", "said", "Baku", "won't", ".", "x", ""};
    const std::vector<std::uint32_t> begin = {0, 5, 8};
    network->run(forms, begin, scratch);
    for (std::size_t s = 0; s < 2; ++s) {
      std::vector<std::int32_t> heads;
      for (std::uint32_t t = begin[s]; t < begin[s + 1]; ++t) {
        const TokenScores& token = scratch.tokens[t];
        heads.push_back(token.head);
        check(token.upos < network->config().upos_count && token.xpos < network->config().xpos_count &&
                  token.feats < network->config().feats_count && token.label < network->config().label_count,
              "tags are in range");
      }
      check(is_tree(heads), "heads are a tree");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || data[0] != 'e') {
    std::vector<std::uint64_t> aligned(size / 8 + 1);
    if (size > 0) std::memcpy(aligned.data(), data, size);
    try_model({reinterpret_cast<const std::byte*>(aligned.data()), size});
    return 0;
  }
  auto sections = testing::small_model_sections(1);
  for (std::size_t i = 1; i + 4 <= size; i += 4) {
    std::string& bytes = sections[data[i + 2] % sections.size()].bytes;
    const std::size_t at = data[i] | static_cast<std::size_t>(data[i + 1]) << 8;
    if (at < bytes.size())
      bytes[at] = static_cast<char>(data[i + 3]);
    else
      bytes.push_back(static_cast<char>(data[i + 3]));
  }
  const std::string model = build_model(sections);
  std::vector<std::uint64_t> aligned(model.size() / 8 + 1);
  std::memcpy(aligned.data(), model.data(), model.size());
  try_model({reinterpret_cast<const std::byte*>(aligned.data()), model.size()});
  return 0;
}
