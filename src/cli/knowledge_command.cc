// SPDX-License-Identifier: Apache-2.0
// dragoman knowledge: build, lint, show, stats, diff, import.
#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/commands.h"
#include "cli/session.h"
#include "coding/resources.h"
#include "knowledge/frame_files.h"
#include "knowledge/gazetteer.h"
#include "knowledge/knowledge_files.h"
#include "knowledge/tools.h"

namespace dragoman {
namespace {

/// The compiled knowledge: a file as it is, a directory of text compiled in memory, nothing for the program's own.
Result<std::unique_ptr<const Knowledge>> open_knowledge(const Options& options, const std::string& path) {
  if (path.empty()) {
    const auto directory = find_data_directory(options);
    if (!directory) return directory.error();
    return load_knowledge_layers(options.layers(), *directory + "/" + std::string(kKnowledgeFile));
  }
  return Knowledge::load(path);
}

int usage(Messages& messages) {
  messages.error("knowledge takes an action: build DIR FILE, lint DIR, show NAME, stats [FILE], diff FILE FILE, import FILE... -o DIR");
  return kExitUsage;
}

void print_frame_stats(const FrameLexicon& frames) {
  std::size_t branching = 0;
  std::size_t countered = 0;
  std::size_t examples[2] = {0, 0};
  for (const FrameEntry& entry : frames.entries()) {
    bool counter = false;
    for (const FrameExample& example : entry.examples) {
      ++examples[example.counter ? 1 : 0];
      counter = counter || example.counter;
    }
    const bool conditions = std::any_of(entry.senses.begin(), entry.senses.end(), [](const Sense& s) { return !s.conditions.empty(); });
    if (entry.senses.size() < 2 && !conditions) continue;
    ++branching;
    if (counter) ++countered;
  }
  std::printf("lexical units in frames  %zu\nframe entries            %zu\n", frames.unit_count(), frames.entries().size());
  std::printf("  with several senses or a condition  %zu, of them with a counter-example  %zu\n", branching, countered);
  std::printf("  examples  %zu, counter-examples  %zu\n", examples[0], examples[1]);
}

void print_place_stats(const std::string& directory) {
  const auto gazetteer = Gazetteer::load(directory + "/" + std::string(kGazetteerFile));
  if (!gazetteer) return;  // not part of the knowledge file
  constexpr std::array<std::string_view, 12> kKinds = {"countries", "first-order divisions", "second-order divisions", "capitals",
      "populated places", "parts of towns", "continents", "regions", "waters", "islands", "mountains", "sites"};
  std::array<std::size_t, kKinds.size()> counts{};
  for (const PlaceEntry& entry : (*gazetteer)->entries()) ++counts[static_cast<std::size_t>(entry.kind)];
  std::printf("places  %zu, keys of their names  %zu\n", (*gazetteer)->entries().size(), (*gazetteer)->key_count());
  for (std::size_t k = 0; k < kKinds.size(); ++k) std::printf("  %zu\t%.*s\n", counts[k], static_cast<int>(kKinds[k].size()), kKinds[k].data());
}

int print_problems(const std::vector<Problem>& problems, Messages& messages) {
  for (const Problem& problem : problems) std::printf("%s\n", problem.to_string().c_str());
  if (problems.empty()) std::printf("no problems\n");
  else messages.error(std::to_string(problems.size()) + " problems");
  return messages.status();
}

}  // namespace

int run_knowledge(const Options& options) {
  Messages messages(options);
  if (options.paths.empty()) return usage(messages);
  const std::string& action = options.paths.front();
  const std::vector<std::string> rest(options.paths.begin() + 1, options.paths.end());
  const auto fail = [&](const Error& error) {
    messages.error(error);
    return messages.status();
  };
  if (action == "build" && rest.size() == 2) {
    std::vector<Problem> problems;
    if (const Status status = build_knowledge(rest[0], rest[1], problems); !status) return fail(status.error());
    for (const Problem& problem : problems) messages.note(problem.to_string());
    return messages.status();
  }
  if (action == "lint" && rest.size() == 1) {
    const auto files = read_knowledge_directory(rest[0]);
    if (!files) return fail(files.error());
    if (files->empty()) return fail({ErrorCode::kNotFound, "no files of knowledge in it (*.actors, *.agents, *.frames, classes.txt)", rest[0], 0});
    std::unique_ptr<const Knowledge> base;
    if (!is_whole_knowledge(*files)) {
      auto ours = open_knowledge(options, {});
      if (!ours) return fail(ours.error());
      base = std::move(ours).value();
      std::printf("checked as a layer over our knowledge\n");
    }
    const auto problems = lint_knowledge(*files, base.get());
    return problems ? print_problems(*problems, messages) : fail(problems.error());
  }
  if (action == "show" && !rest.empty()) {
    const auto knowledge = open_knowledge(options, {});
    if (!knowledge) return fail(knowledge.error());
    std::string name;
    for (const std::string& word : rest) (name += name.empty() ? "" : " ") += word;
    const std::string text = show_name(**knowledge, name);
    if (text.empty()) messages.error("nothing is known under '" + name + "'");
    std::fputs(text.c_str(), stdout);
    return messages.status();
  }
  if (action == "stats" && rest.size() <= 1) {
    const auto knowledge = open_knowledge(options, rest.empty() ? std::string() : rest[0]);
    if (!knowledge) return fail(knowledge.error());
    std::fputs(knowledge_stats(**knowledge).c_str(), stdout);
    const auto frames = load_frames(**knowledge);
    if (!frames) return fail(frames.error());
    print_frame_stats(**frames);
    if (const auto directory = find_data_directory(options)) print_place_stats(*directory);
    return messages.status();
  }
  if (action == "diff" && rest.size() == 2) {
    const auto before = open_knowledge(options, rest[0]);
    if (!before) return fail(before.error());
    const auto after = open_knowledge(options, rest[1]);
    if (!after) return fail(after.error());
    std::fputs(knowledge_diff(**before, **after).c_str(), stdout);
    return messages.status();
  }
  if (action == "import" && !rest.empty()) {
    if (options.output.empty()) {
      messages.error("import needs -o DIRECTORY, where the converted dictionaries go");
      return kExitUsage;
    }
    const auto knowledge = open_knowledge(options, {});
    if (!knowledge) return fail(knowledge.error());
    const auto summary = import_files(rest, options.output, (*knowledge)->ontology());
    if (!summary) return fail(summary.error());
    std::fputs(summary->to_string().c_str(), stdout);
    if (!summary->skipped.empty()) messages.error(std::to_string(summary->skipped.size()) + " files were left out");
    return messages.status();
  }
  return usage(messages);
}

}  // namespace dragoman
