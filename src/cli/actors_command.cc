// SPDX-License-Identifier: Apache-2.0
// dragoman actors: one noun phrase a line in, the entity it codes to out.
#include <cstdio>
#include <istream>
#include <string>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/line_input.h"
#include "cli/session.h"
#include "coding/phrase_coder.h"
#include "output/record_writer.h"

namespace dragoman {

int run_actors(const Options& options) {
  Messages messages(options);
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  const auto resources = load_session(options, messages);
  if (!resources) return messages.status();
  PhraseCoder coder(resources->view(), parse_iso_date(options.date));
  for_each_line(options, messages, [&](const std::string&, std::uint64_t, std::string_view line) {
    std::string clean;
    append_sanitized_utf8(line, clean);
    std::string out;
    for (const Entity& entity : coder.code(clean)) {
      append_entity_json(entity, out);
      out += '\n';
    }
    return output->write(out);
  });
  if (const Status status = output->finish(); !status) messages.error(status.error());
  return messages.status();
}

}  // namespace dragoman
