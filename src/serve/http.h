// SPDX-License-Identifier: Apache-2.0
// Requests and responses as the desk's server sees them, free of any HTTP library: what answers them can be tested alone.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman {

struct Field {
  std::string name, value;
};

/// What stands behind the host in a request line, decoded.
struct Target {
  std::string path;
  std::vector<Field> parameters;
};
/// Strict: valid percent escapes, UTF-8 without control characters, no "." or ".." part, at most 64 parameters.
Result<Target> parse_target(std::string_view target);

struct HttpRequest {
  std::string method;
  Target target;
  std::vector<Field> headers;  ///< names in lower case
  std::string body;
  std::string peer;            ///< address of the other side

  /// Empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  [[nodiscard]] std::string_view parameter(std::string_view name) const;
  [[nodiscard]] bool has_header(std::string_view name) const;
};

/// False when the other side takes no more.
using Sink = std::function<bool(std::string_view)>;

struct HttpResponse {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<Field> headers;
  /// Instead of a body of known length. False: it broke off; then the connection ends without the mark of the end, so that
  /// the other side does not take a part for the whole.
  std::function<bool(const Sink&)> stream;
};

/// {"error": {"code": ..., "message": ...}}
HttpResponse error_response(int status, std::string_view code, std::string_view message);
/// The status that fits; messages of the system stay out of the answer.
HttpResponse error_response(const Error& error);

/// Does an Accept-Encoding header take gzip?
bool accepts_gzip(std::string_view accept_encoding);
std::string gzip(std::string_view bytes);
/// Compresses a stream piece by piece on its way into another sink.
class GzipStream {
 public:
  explicit GzipStream(const Sink& sink);
  ~GzipStream();
  bool write(std::string_view bytes);
  bool finish();

 private:
  bool deflate_into_sink(std::string_view bytes, int flush);
  struct State;
  std::unique_ptr<State> state_;
};

/// Does an If-None-Match header name this tag (weak comparison)?
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace dragoman
