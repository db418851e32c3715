// SPDX-License-Identifier: Apache-2.0
// A request as a stranger sends it: target, cursor, box, filters, bodies of writes, headers that we read ourselves.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "serve/correction.h"
#include "serve/parameters.h"
#include "serve/security.h"

using namespace dragoman;

/// The first line is the target, the second a header, the rest a body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto line = [&] {
    const std::string_view text = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    return text;
  };
  const std::string_view target_text = line();
  const std::string_view header = line();
  HttpRequest request;
  if (auto target = parse_target(target_text)) {
    request.target = std::move(target).value();
    if (request.target.path.find('\0') != std::string::npos || !is_valid_utf8(request.target.path)) std::abort();
    if (("/" + request.target.path + "/").find("/../") != std::string::npos) std::abort();
  }
  (void)filter_of(request).ok();
  (void)bbox_of(request).ok();
  (void)limit_of(request, 50, 500).ok();
  if (const auto cursor = cursor_of(request); cursor && *cursor) {
    // What was read is what is written.
    if (format_cursor(**cursor).substr(0, (*cursor)->date.size()) != (*cursor)->date) std::abort();
  }
  (void)accepts_gzip(header);
  (void)etag_matches(header, "W/\"1\"");
  (void)is_known_host(header, {"desk.example"});
  request.headers = {{"origin", std::string(header)}, {"host", "localhost"}};
  (void)is_same_site(request);
  (void)Tokens::parse(rest, "tokens").ok();
  if (const auto review = parse_review(rest); review && !review->correction.empty()) (void)check_correction(review->correction).ok();
  (void)parse_view("view", rest).ok();
  return 0;
}
