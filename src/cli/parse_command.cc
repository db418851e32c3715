// SPDX-License-Identifier: Apache-2.0
// dragoman parse: text or CoNLL-U in, CoNLL-U out.
#include <memory>
#include <vector>

#include "base/mapped_file.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "coding/resources.h"
#include "syntax/analyzer.h"
#include "syntax/conllu.h"
#include "text/byte_source.h"
#include "text/layout.h"

namespace dragoman {
namespace {

Result<std::string> read_whole(const std::string& path) {
  std::string bytes;
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return Error{ErrorCode::kNotFound, "cannot open the file", path, 0};
  char buffer[1 << 16];
  std::size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, file)) > 0) bytes.append(buffer, got);
  const bool failed = std::ferror(file) != 0;
  if (file != stdin) std::fclose(file);
  if (failed) return Error{ErrorCode::kIo, "cannot read the file", path, 0};
  return bytes;
}

/// Keeps the given sentences and tokens and annotates them anew.
int reannotate(const Options& options, const Analyzer& analyzer, Messages& messages, Output& output) {
  const Analyzer::ScratchPtr scratch = analyzer.make_scratch();
  std::vector<std::string> paths = options.paths;
  if (paths.empty()) paths.emplace_back("-");
  for (const std::string& path : paths) {
    const Result<std::string> bytes = read_whole(path);
    if (!bytes) {
      messages.error(bytes.error());
      continue;
    }
    auto corpus = read_conllu(*bytes, path);
    if (!corpus) {
      messages.error(corpus.error());
      continue;
    }
    ConlluCorpus& c = **corpus;
    analyzer.annotate(c.document, *scratch);
    ConlluWriteOptions write_options;
    write_options.sentences = &c.sentences;
    std::string out;
    write_conllu(c.document, write_options, out);
    if (!output.write(out)) break;
  }
  return 0;
}

}  // namespace

int run_parse(const Options& options) {
  Messages messages(options);
  const auto directory = find_data_directory(options);
  if (!directory) {
    messages.error(directory.error());
    return messages.status();
  }
  const auto analyzer = Analyzer::load(*directory + "/" + std::string(kModelFile));
  if (!analyzer) {
    messages.error(analyzer.error());
    return messages.status();
  }
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  if (options.from == "conllu") {
    reannotate(options, **analyzer, messages, *output);
  } else {
    struct Worker {
      Analyzer::ScratchPtr scratch;
      Document document;
      StoryLayout layout;
    };
    std::vector<Worker> workers(jobs_of(options));
    for (Worker& worker : workers) worker.scratch = (*analyzer)->make_scratch();
    run_stories(
        options, messages,
        [&](unsigned id, StorySlot& slot) {
          Worker& worker = workers[id];
          analyze_layout(slot.story, worker.layout);
          (*analyzer)->analyze(slot.story.text, worker.layout, worker.document, *worker.scratch);
          ConlluWriteOptions write_options;
          write_options.newdoc_id = slot.story.id;
          write_conllu(worker.document, write_options, slot.out);
        },
        [&](StorySlot& slot) { return output->write(slot.out); });
  }
  if (const Status status = output->finish(); !status) messages.error(status.error());
  return messages.status();
}

}  // namespace dragoman
