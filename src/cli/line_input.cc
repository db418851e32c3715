// SPDX-License-Identifier: Apache-2.0
#include "cli/line_input.h"

#include <cerrno>
#include <cstring>
#include <vector>

namespace dragoman {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{64} << 20;

}  // namespace

void for_each_line(const Options& options, Messages& messages,
                   const std::function<bool(const std::string&, std::uint64_t, std::string_view)>& take) {
  std::vector<std::string> paths = options.paths;
  if (paths.empty()) paths.emplace_back("-");
  for (const std::string& path : paths) {
    const bool standard = path == "-";
    const std::string name = standard ? "standard input" : path;
    std::FILE* file = standard ? stdin : std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
      messages.error(Error{ErrorCode::kNotFound, std::string("cannot open: ") + std::strerror(errno), path, 0});
      continue;
    }
    std::string line;
    std::uint64_t number = 0;
    bool too_long = false;
    bool more = true;
    const auto finish_line = [&] {
      ++number;
      while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
      if (too_long) messages.error(Error{ErrorCode::kLimit, "a line of more than 64 MiB is left out", name, number});
      else if (!line.empty()) more = take(name, number, line);
      line.clear();
      too_long = false;
    };
    char buffer[1 << 16];
    std::size_t got = 0;
    while (more && (got = std::fread(buffer, 1, sizeof buffer, file)) > 0) {
      std::string_view rest(buffer, got);
      while (more && !rest.empty()) {
        const std::size_t end = rest.find('\n');
        if (line.size() + std::min(end, rest.size()) > kMaxLineBytes) too_long = true;
        if (!too_long) line.append(rest.substr(0, end));
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
        finish_line();
      }
    }
    if (std::ferror(file) != 0) messages.error(Error{ErrorCode::kIo, std::string("cannot read: ") + std::strerror(errno), name, number});
    else if (more && (!line.empty() || too_long)) finish_line();
    if (!standard) std::fclose(file);
    if (!more) return;
  }
}

}  // namespace dragoman
