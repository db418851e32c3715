// SPDX-License-Identifier: Apache-2.0
#include "dragoman/coder.h"

#include <utility>

#include "base/date.h"
#include "base/utf8.h"
#include "coding/resources.h"
#include "coding/story_coder.h"
#include "text/story_reader.h"

namespace dragoman {

struct Coder::State {
  explicit State(Resources loaded) : resources(std::move(loaded)), coder(resources.view()) {}
  Resources resources;
  StoryCoder coder;  // borrows from resources
};

struct Coder::Workspace::State {
  StoryCoder::ScratchPtr scratch;
  Story story;
};

Coder::Workspace::Workspace(std::unique_ptr<State> state) : state_(std::move(state)) {}
Coder::Workspace::Workspace(Workspace&& other) noexcept = default;
Coder::Workspace& Coder::Workspace::operator=(Workspace&& other) noexcept = default;
Coder::Workspace::~Workspace() = default;

Coder::Coder(std::unique_ptr<const State> state) : state_(std::move(state)) {}
Coder::Coder(Coder&& other) noexcept = default;
Coder& Coder::operator=(Coder&& other) noexcept = default;
Coder::~Coder() = default;

Result<Coder> Coder::load(const std::string& data_directory) {
  auto resources = load_resources(data_directory);
  if (!resources) return std::move(resources).error();
  return Coder(std::make_unique<const State>(std::move(resources).value()));
}

Coder::Workspace Coder::make_workspace() const {
  return Workspace(std::make_unique<Workspace::State>(Workspace::State{state_->coder.make_scratch(), {}}));
}

std::vector<EventRecord> Coder::code(const StoryInput& input, Workspace& workspace) const {
  Story& story = workspace.state_->story;
  story = {};
  story.text = input.text;
  story.title = input.title;
  story.source = input.source;
  story.url = input.url;
  story.id = input.id.value_or("");
  if (input.date) story.date = parse_iso_date(*input.date);
  settle_story(story, std::nullopt);
  std::vector<EventRecord> records;
  state_->coder.code(story, *workspace.state_->scratch, records);
  return records;
}

std::vector<EventRecord> Coder::code(const StoryInput& story) const {
  Workspace workspace = make_workspace();
  return code(story, workspace);
}

}  // namespace dragoman
