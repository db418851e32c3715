// SPDX-License-Identifier: Apache-2.0
// The kernels one by one over the example dispatches, with Google Benchmark: `kernels DATA_DIRECTORY EXAMPLES [FLAGS]`.
// Every kernel works on all stories in one iteration; its bytes and items (sentences, records) a second are printed.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "coding/place_finder.h"
#include "coding/resources.h"
#include "coding/story_coder.h"
#include "coding/syntax_view.h"
#include "coding/time_expressions.h"
#include "output/record_writer.h"
#include "syntax/analyzer.h"
#include "syntax/tokenizer.h"
#include "text/decode.h"
#include "text/layout.h"
#include "text/story_reader.h"

namespace {

using namespace dragoman;

struct Corpus {
  Resources resources;
  std::vector<Story> stories;
  std::vector<StoryLayout> layouts;
  std::vector<Document> tokenised;
  std::vector<Document> analysed;
  std::vector<std::vector<EventRecord>> records;
  std::int64_t bytes = 0;
  std::int64_t sentences = 0;
  std::int64_t record_count = 0;
};

/// One iteration of a kernel: `work(i)` for every story.
template <typename Work>
void over_stories(benchmark::State& state, const Corpus& corpus, std::int64_t items, Work work) {
  for (auto _ : state) {
    for (std::size_t i = 0; i < corpus.stories.size(); ++i) work(i);
  }
  state.SetBytesProcessed(state.iterations() * corpus.bytes);
  state.SetItemsProcessed(state.iterations() * items);
}

bool read_corpus(const std::string& data, const std::string& examples, Corpus& corpus) {
  auto resources = load_resources(data);
  if (!resources) {
    std::fprintf(stderr, "%s\n", resources.error().to_string().c_str());
    return false;
  }
  corpus.resources = std::move(resources).value();
  const auto reader = open_stories({examples}, {});
  Story story;
  Error error;
  for (ReadOutcome outcome = reader->next(story, error); outcome != ReadOutcome::kEnd; outcome = reader->next(story, error)) {
    if (outcome == ReadOutcome::kStory) corpus.stories.push_back(story);
  }
  const StoryCoder coder(corpus.resources.view());
  const auto scratch = coder.make_scratch();
  const std::size_t count = corpus.stories.size();
  corpus.layouts.resize(count), corpus.tokenised.resize(count), corpus.analysed.resize(count), corpus.records.resize(count);
  const auto analysis = corpus.resources.analyzer->make_scratch();
  for (std::size_t i = 0; i < count; ++i) {
    const Story& s = corpus.stories[i];
    analyze_layout(s, corpus.layouts[i]);
    tokenize(s.text, corpus.layouts[i], corpus.tokenised[i]);
    corpus.resources.analyzer->analyze(s.text, corpus.layouts[i], corpus.analysed[i], *analysis);
    coder.code(s, *scratch, corpus.records[i]);
    corpus.bytes += static_cast<std::int64_t>(s.text.size());
    corpus.sentences += static_cast<std::int64_t>(corpus.analysed[i].sentences.size());
    corpus.record_count += static_cast<std::int64_t>(corpus.records[i].size());
  }
  return count > 0;
}

void register_kernels(const Corpus& c, const std::string& data) {
  const auto add = [](const char* name, auto work) { benchmark::RegisterBenchmark(name, work)->Unit(benchmark::kMicrosecond); };
  add("decode", [&c](benchmark::State& state) {
    std::string out;
    over_stories(state, c, c.sentences, [&](std::size_t i) { benchmark::DoNotOptimize(decode_text(c.stories[i].text, out)); });
  });
  add("code points", [&c](benchmark::State& state) {
    CodePointIndex index;
    over_stories(state, c, c.sentences, [&](std::size_t i) { index.build(c.stories[i].text); });
  });
  add("layout", [&c](benchmark::State& state) {
    StoryLayout layout;
    over_stories(state, c, c.sentences, [&](std::size_t i) { analyze_layout(c.stories[i], layout); });
  });
  add("tokens", [&c](benchmark::State& state) {
    Document document;
    over_stories(state, c, c.sentences, [&](std::size_t i) { tokenize(c.stories[i].text, c.layouts[i], document); });
  });
  add("tokens, tags, trees, names", [&c](benchmark::State& state) {
    Document document;
    const auto scratch = c.resources.analyzer->make_scratch();
    over_stories(state, c, c.sentences, [&](std::size_t i) { c.resources.analyzer->analyze(c.stories[i].text, c.layouts[i], document, *scratch); });
  });
  add("tree view", [&c](benchmark::State& state) {
    SyntaxView view;
    over_stories(state, c, c.sentences, [&](std::size_t i) { view.build(c.analysed[i]); });
  });
  add("actor names", [&c](benchmark::State& state) {
    NameScratch scratch;
    over_stories(state, c, c.sentences, [&](std::size_t i) {
      c.resources.knowledge->find_names(c.analysed[i], {0, static_cast<std::uint32_t>(c.analysed[i].tokens.size())}, scratch);
    });
  });
  add("places", [&c](benchmark::State& state) {
    PlaceScratch scratch;
    std::vector<PlaceMention> mentions;
    over_stories(state, c, c.sentences, [&](std::size_t i) { find_places(c.analysed[i], c.layouts[i], *c.resources.gazetteer, scratch, mentions); });
  });
  add("times", [&c](benchmark::State& state) {
    std::vector<TimeExpression> times;
    over_stories(state, c, c.sentences, [&](std::size_t i) { find_times(c.analysed[i], c.layouts[i], times); });
  });
  add("whole: story to records", [&c](benchmark::State& state) {
    const StoryCoder coder(c.resources.view());
    const auto scratch = coder.make_scratch();
    std::vector<EventRecord> records;
    over_stories(state, c, c.sentences, [&](std::size_t i) { coder.code(c.stories[i], *scratch, records); });
  });
  for (const OutputFormat format : {OutputFormat::kJsonl, OutputFormat::kCsv, OutputFormat::kPolecat, OutputFormat::kGdelt, OutputFormat::kTable}) {
    const std::string name = "write " + std::string(output_format_name(format));
    add(name.c_str(), [&c, format](benchmark::State& state) {
      WriterOptions options;
      options.ontology = &c.resources.knowledge->ontology();
      const auto writer = make_record_writer(format, options);
      std::string out;
      over_stories(state, c, c.record_count, [&](std::size_t i) {
        out.clear();
        writer->story(c.stories[i], c.records[i], out);
      });
    });
  }
  add("load the knowledge file", [data](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(Knowledge::load(data + "/" + std::string(kKnowledgeFile)));
  });
  add("load the gazetteer", [data](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(Gazetteer::load(data + "/" + std::string(kGazetteerFile)));
  });
  add("read the frames", [&c](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(load_frames(*c.resources.knowledge));
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: kernels DATA_DIRECTORY EXAMPLES [--benchmark_...]\n");
    return 2;
  }
  Corpus corpus;
  if (!read_corpus(argv[1], argv[2], corpus)) return 2;
  std::printf("%zu stories, %lld bytes, %lld sentences, %lld records\n", corpus.stories.size(), static_cast<long long>(corpus.bytes),
              static_cast<long long>(corpus.sentences), static_cast<long long>(corpus.record_count));
  register_kernels(corpus, argv[1]);
  argv[2] = argv[0];
  int rest = argc - 2;
  benchmark::Initialize(&rest, argv + 2);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
