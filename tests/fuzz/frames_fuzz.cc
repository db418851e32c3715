// SPDX-License-Identifier: Apache-2.0
// Frames and classes as a person writes them, over a small layer of ours: what is wrong is told with its line, the rest is kept.
#include <vector>

#include "fuzz_checks.h"
#include "knowledge/frames.h"
#include "knowledge/knowledge_files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  constexpr std::string_view kOurs =
      "# source: own knowledge\n# licence: CC BY-SA 4.0\nhold, convene v obj=@talks\n  CONSULT - 040\n  both subj+with\n"
      "refuse v\n  op refuse else REJECT - 120\n  theme xcomp\n  + Ankara refused talks. => Ankara > -\n";
  constexpr std::string_view kClasses = "@talks: talk, meeting, round of talks\n";
  const std::string_view bytes = bytes_of(data, size);
  FrameLexicon lexicon;
  std::vector<Error> errors;
  lexicon.add_classes(kClasses, "classes.txt", errors);
  lexicon.add(kOurs, "ours.frames", errors);
  check(errors.empty(), "our own frames");
  lexicon.begin_layer();
  lexicon.add_classes(bytes, "classes.txt", errors);
  lexicon.add(bytes, "fuzz.frames", errors);
  lexicon.finish();
  for (const Error& error : errors) check(!error.file.empty() && error.line > 0, "a mistake names its file and line");
  for (const FrameEntry& entry : lexicon.entries()) check(entry.line > 0, "an entry knows its line");
  for (const UnitPos pos : {UnitPos::kVerb, UnitPos::kNoun}) {
    for (const std::uint32_t id : lexicon.find("hold", pos)) {
      check(id < lexicon.unit_count() && lexicon.unit(id).entry < lexicon.entries().size(), "a unit has its entry");
    }
  }
  const std::vector<std::vector<KnowledgeFile>> layers = {
      {{"frames/classes.txt", std::string(kClasses), "classes.txt"}, {"frames/ours.frames", std::string(kOurs), "ours.frames"}},
      {{"frames/classes.txt", std::string(bytes), "classes.txt"}, {"frames/fuzz.frames", std::string(bytes), "fuzz.frames"}}};
  std::vector<Problem> problems;
  check_frames(layers, problems);
  return 0;
}
