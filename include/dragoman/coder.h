// SPDX-License-Identifier: Apache-2.0
// The coder: a story in, its event records out.
//
//   auto coder = dragoman::Coder::load("/usr/share/dragoman");
//   if (!coder) return fail(coder.error().to_string());
//   dragoman::StoryInput story;
//   story.text = "MOSCOW, September 30. /TASS/. Russia expelled two diplomats.";
//   story.date = "2020-09-30";
//   for (const dragoman::EventRecord& record : coder->code(story)) use(record);
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

/// A story to code. Bytes of `text` that are not UTF-8 count as U+FFFD each; offsets in records refer to that text.
struct StoryInput {
  std::string text;
  std::optional<std::string> title{};  ///< helps to understand the story; coded itself only when `text` is blank
  std::optional<std::string> date{};   ///< YYYY-MM-DD, of publication; without it the dateline's counts
  std::optional<std::string> source{};
  std::optional<std::string> url{};
  std::optional<std::string> id{};     ///< made from the content when not given
};

/// Language model, knowledge and gazetteer, loaded once. Any number of threads may use one Coder at the same time.
class Coder {
 public:
  /// `data_directory` holds english.model, knowledge.bin and gazetteer.bin (share/dragoman of an installation).
  /// The files are mapped into memory and have to stay as they are while the Coder lives.
  [[nodiscard]] static Result<Coder> load(const std::string& data_directory);

  Coder(Coder&& other) noexcept;
  Coder& operator=(Coder&& other) noexcept;
  ~Coder();

  /// Working memory of one thread. It is warm after the first stories; keep it for a long run of them. Usable with the
  /// Coder that made it, which it must not outlive.
  class Workspace {
   public:
    Workspace(Workspace&& other) noexcept;
    Workspace& operator=(Workspace&& other) noexcept;
    ~Workspace();

   private:
    friend class Coder;
    struct State;
    explicit Workspace(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
  };
  [[nodiscard]] Workspace make_workspace() const;

  /// The records of a story in text order, but for those of a confidence below 0.15. A `date` that is no date is taken as none.
  [[nodiscard]] std::vector<EventRecord> code(const StoryInput& story, Workspace& workspace) const;
  /// The same with working memory of its own: for a story now and then.
  [[nodiscard]] std::vector<EventRecord> code(const StoryInput& story) const;

 private:
  struct State;
  explicit Coder(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

}  // namespace dragoman
