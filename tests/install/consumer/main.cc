// SPDX-License-Identifier: Apache-2.0
// Codes one story on two threads that share a Coder; both must say the same.
#include <dragoman/coder.h>
#include <dragoman/version.h>

#include <cstdio>
#include <thread>

int main() {
  const auto coder = dragoman::Coder::load(DATA_DIR);
  if (!coder) {
    std::fprintf(stderr, "%s\n", coder.error().to_string().c_str());
    return 1;
  }
  if (dragoman::Coder::load("/nonexistent").ok()) return 1;
  dragoman::StoryInput story;
  story.text = "TBILISI, September 30. /TASS/. Georgia expelled two Russian diplomats on Tuesday.";
  story.date = "2020-09-30";
  std::vector<dragoman::EventRecord> one;
  std::vector<dragoman::EventRecord> two;
  std::thread first([&] { one = coder.value().code(story); });
  std::thread second([&] {
    dragoman::Coder::Workspace workspace = coder.value().make_workspace();
    two = coder.value().code(story, workspace);
    two = coder.value().code(story, workspace);
  });
  first.join();
  second.join();
  if (one.size() != 1 || two.size() != 1 || one[0].id != two[0].id) {
    std::fprintf(stderr, "%zu and %zu records\n", one.size(), two.size());
    return 1;
  }
  const dragoman::EventRecord& record = one.front();
  std::printf("%s: %s %s %s>%s %s\n", std::string(dragoman::coder_name()).c_str(),
              std::string(dragoman::kEventTypeNames[static_cast<std::size_t>(record.type)]).c_str(), record.mode.c_str(),
              record.actors.empty() ? "" : record.actors[0].code.c_str(), record.recipients.empty() ? "" : record.recipients[0].code.c_str(),
              record.date.start.c_str());
  return 0;
}
