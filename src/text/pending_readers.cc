// SPDX-License-Identifier: Apache-2.0
// Formats whose readers are not there yet are read as plain text.
#include "text/format_reader.h"

namespace dragoman {
std::unique_ptr<StoryReader> make_table_reader(OpenStream stream, char) { return make_text_reader(std::move(stream)); }
std::unique_ptr<StoryReader> make_html_reader(OpenStream stream) { return make_text_reader(std::move(stream)); }
std::unique_ptr<StoryReader> make_feed_reader(OpenStream stream) { return make_text_reader(std::move(stream)); }
std::unique_ptr<StoryReader> make_warc_reader(OpenStream stream) { return make_text_reader(std::move(stream)); }
std::unique_ptr<StoryReader> make_petrarch_reader(OpenStream stream) { return make_text_reader(std::move(stream)); }
}  // namespace dragoman
