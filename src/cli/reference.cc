// SPDX-License-Identifier: Apache-2.0
#include "cli/reference.h"

#include <CLI/CLI.hpp>
#include <string_view>

namespace dragoman {
namespace {

/// A cell of a table: what would end it is escaped.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string option_name(const CLI::Option& option) {
  if (option.get_positional()) return "`" + option.get_name(true, false) + "`";
  std::string out;
  for (const std::string& name : option.get_snames()) out += (out.empty() ? "`-" : ", `-") + name + "`";
  for (const std::string& name : option.get_lnames()) out += (out.empty() ? "`--" : ", `--") + name + "`";
  return out;
}

}  // namespace

std::string command_reference(const CLI::App& app) {
  std::string out =
      "# Commands and options\n\n"
      "Made by `dragoman help --markdown` from the option table of the program; a test compares the two. Data go to standard\n"
      "output, everything else to standard error; `-` is standard input. Exit status of every command: 0 when all input was\n"
      "read, 1 when some input was bad (each item named on standard error, the rest done) or the output could not be written,\n"
      "2 on wrong usage.\n";
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    out += "\n## dragoman " + command->get_name() + "\n\n" + command->get_description() + ".\n\n| option | meaning |\n| --- | --- |\n";
    for (const CLI::Option* option : command->get_options()) {
      out += "| " + option_name(*option) + " | " + cell(option->get_description()) + " |\n";
    }
    std::string examples = command->get_footer();
    if (!examples.starts_with("Examples:\n")) continue;
    out += "\n```sh\n";
    for (std::size_t at = examples.find('\n') + 1; at < examples.size();) {
      const std::size_t end = std::min(examples.find('\n', at), examples.size());
      std::string_view line = std::string_view(examples).substr(at, end - at);
      while (line.starts_with(' ')) line.remove_prefix(1);
      out.append(line).append("\n");
      at = end + 1;
    }
    out += "```\n";
  }
  return out;
}

}  // namespace dragoman
