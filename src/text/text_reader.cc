// SPDX-License-Identifier: Apache-2.0
// Plain text: one story a file, byte for byte apart from decoding.
#include <utility>

#include "base/utf8.h"
#include "text/decode.h"
#include "text/format_reader.h"

namespace dragoman {
namespace {

class TextReader final : public FormatReader {
 public:
  using FormatReader::FormatReader;

 protected:
  ReadOutcome read(Story& story, Error& error) override {
    if (done_) return finish(error);
    done_ = true;
    std::string bytes;
    if (!input_.read_all(bytes, options_.max_story_bytes)) {
      return bad(error, ErrorCode::kLimit, limit_message("the text"), 0);
    }
    // Half a story would be coded as if it were one.
    if (input_.error()) return finish(error);
    story.replaced_bytes = decode_text(bytes, story.text).replaced;
    if (trim(story.text).empty()) return ReadOutcome::kEnd;
    return ReadOutcome::kStory;
  }

 private:
  bool done_ = false;
};

}  // namespace

std::unique_ptr<StoryReader> make_text_reader(OpenStream stream) {
  return std::make_unique<TextReader>(std::move(stream));
}

}  // namespace dragoman
