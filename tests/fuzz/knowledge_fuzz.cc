// SPDX-License-Identifier: Apache-2.0
// The readers of knowledge: text of actors and agents, old dictionaries, and the compiled file.
#include <cstring>
#include <vector>

#include "fuzz_checks.h"
#include "knowledge/compiler.h"
#include "knowledge/import.h"
#include "knowledge/knowledge.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  OntologyText text;
  text.types = "AGREE - 4.0 030 | - | x\n";
  text.cameo = "030 4.0 AGREE - - | x\n";
  text.sectors = "GOV x\n";
  text.countries = "AZE AZ AJ AZE | Azerbaijan\nUSA US US USA | United States\n";
  const auto ontology = Ontology::read(text);
  check(ontology.ok(), "the small ontology");

  // A damaged file is refused or harmless: its checksum is made to fit, so that the checks behind it are reached.
  if (size > 0 && data[0] == 'D') {
    std::vector<char> file(bytes.begin(), bytes.end());
    if (file.size() >= sizeof(KnowledgeHeader)) {
      KnowledgeHeader h{};
      std::memcpy(&h, file.data(), sizeof h);
      h.magic = kKnowledgeMagic;
      h.version = kKnowledgeVersion;
      h.file_size = file.size();
      h.checksum = XXH3_64bits(file.data() + sizeof h, file.size() - sizeof h);
      std::memcpy(file.data(), &h, sizeof h);
    }
    (void)Knowledge::from_bytes(std::move(file), "fuzz");
    return 0;
  }
  KnowledgeText parsed;
  std::vector<Problem> problems;
  parse_actors(bytes, "fuzz.actors", *ontology, parsed, problems);
  parse_agents(bytes, "fuzz.agents", *ontology, parsed, problems);
  parsed.files = {{"ontology/types.txt", text.types}, {"ontology/cameo.txt", text.cameo},
                  {"ontology/sectors.txt", text.sectors}, {"ontology/countries.txt", text.countries}};
  merge_layers(parsed, problems);
  const auto image = compile_knowledge(parsed, problems);
  const auto knowledge = Knowledge::from_bytes(image, "fuzz");
  check(knowledge.ok(), "what is compiled can be loaded");
  NameScratch scratch;
  (*knowledge)->find_names(bytes, scratch);
  for (const NameMatch& m : scratch.matches) check(m.sense_count > 0, "a match has a sense");
  (void)Ontology::read({std::string(bytes), std::string(bytes), std::string(bytes), std::string(bytes), "", "", "", ""});
  (void)import_dictionary(bytes, "fuzz", *ontology);
  return 0;
}
