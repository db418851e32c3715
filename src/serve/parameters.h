// SPDX-License-Identifier: Apache-2.0
// Parameters of the API as values: filters, pages, boxes, bodies of writes.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/filter.h"
#include "ledger/store.h"
#include "serve/http.h"

namespace dragoman {

/// The filter in the parameters; those that are no part of a filter are passed over.
Result<RecordFilter> filter_of(const HttpRequest& request);

/// "limit", within 1 and `most`; `fallback` when it is not given.
Result<std::int64_t> limit_of(const HttpRequest& request, std::int64_t fallback, std::int64_t most);

/// A cursor is the date and key of the last item of a page.
std::string format_cursor(const PageCursor& cursor);
Result<std::optional<PageCursor>> cursor_of(const HttpRequest& request);

/// Which page of what is asked for.
struct PageRequest {
  RecordFilter filter;
  std::int64_t limit = 0;
  std::optional<PageCursor> cursor;
};
/// Filter, limit (`fallback` where none is given, at most `most`) and cursor in the parameters.
Result<PageRequest> page_of(const HttpRequest& request, std::int64_t fallback, std::int64_t most);

/// Takes the one item more than `limit` off a page that has it; was there one?
template <typename Item>
bool take_rest(std::vector<Item>& page, std::int64_t limit) {
  if (static_cast<std::int64_t>(page.size()) <= limit) return false;
  page.pop_back();
  return true;
}

/// "bbox": west, south, east, north in degrees; west may be greater than east over the antimeridian.
Result<std::optional<std::array<double, 4>>> bbox_of(const HttpRequest& request);

/// A key in a path: digits only.
std::optional<std::int64_t> parse_key(std::string_view text);

/// The body of POST /reviews, without author's rights or time.
Result<Review> parse_review(std::string_view body);
/// The body of PUT /views/{name}.
Result<SavedView> parse_view(std::string_view name, std::string_view body);

}  // namespace dragoman
